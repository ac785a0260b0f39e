/** What every screen needs to know of the casebook: its name, its state, and the words it is written in. */
import { api, data, type Shape } from "../api/client";

class Book {
  about = $state.raw<Shape<"About"> | null>(null);
  words = $state.raw<Shape<"Words"> | null>(null);

  /** Asks again, after the record changed. */
  async refresh(): Promise<void> {
    this.about = await data(api.GET("/api/casebook"));
  }

  async load(): Promise<void> {
    const [about, words] = await Promise.all([data(api.GET("/api/casebook")), data(api.GET("/api/codebook"))]);
    this.about = about;
    this.words = words;
  }

  /** A term of the codebook by section ("pathways") and id ("state-transfer"). */
  term(section: string, id: string): Shape<"Term"> | undefined {
    return this.words?.sections.find((one) => one.id === section)?.terms.find((one) => one.id === id);
  }

  country(code: string | null | undefined): string {
    return this.words?.countries.find((one) => one.id === code)?.name ?? code ?? "";
  }
}

export const book = new Book();

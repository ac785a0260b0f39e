/** What every screen needs to know of the casebook: its name, its state, and the words it is written in. */
import { api, data, type Shape } from "../api/client";
import { tongue } from "./texts.svelte";

class Book {
  about = $state.raw<Shape<"About"> | null>(null);
  words = $state.raw<Shape<"Words"> | null>(null);

  /** Asks again, after the record changed. */
  async refresh(): Promise<void> {
    this.about = await data(api.GET("/api/casebook"));
  }

  async load(): Promise<void> {
    await Promise.all([this.refresh(), this.read()]);
  }

  /** Reads the codebook in the language of the interface, after that was chosen. */
  async read(): Promise<void> {
    const { language } = tongue;
    const words = await data(api.GET("/api/codebook", { params: { query: { language } } }));
    const order = new Intl.Collator(language);
    words.countries.sort((one, other) => order.compare(one.name, other.name));
    // Whoever changes the language twice in a row wants the later one, whichever answer comes last.
    if (language === tongue.language) this.words = words;
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

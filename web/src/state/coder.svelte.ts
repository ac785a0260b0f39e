/** In whose name this browser writes: kept here, sent with each write, named by the journal. */

const KEPT = "thistledown.coder";

class Coder {
  name = $state(localStorage.getItem(KEPT) ?? "");

  /** The name to send; undefined means the casebook's analyst. */
  get sent(): string | undefined {
    return this.name || undefined;
  }

  call(name: string): void {
    this.name = name.trim().slice(0, 200);
    if (this.name) localStorage.setItem(KEPT, this.name);
    else localStorage.removeItem(KEPT);
  }
}

export const coder = new Coder();

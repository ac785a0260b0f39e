/** The codebook's terms in the language of the interface. */
import { book } from "./casebook.svelte";
import { tongue } from "./texts.svelte";

/** A term's label; where the interface has no translation, the codebook's own. */
export function term(section: string, id: string): string {
  return tongue.words[`terms.${section}.${id}`] ?? book.term(section, id)?.label ?? id.replaceAll("-", " ");
}

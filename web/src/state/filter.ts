/** The filter of the address as the API takes it. */
import { address, FILTERS } from "./address.svelte";

export type Filter = Partial<Record<(typeof FILTERS)[number], string>>;

/** What is asked for; reading it makes a view hang on the address. */
export function filter(): Filter {
  const found: Filter = {};
  for (const name of FILTERS) {
    const value = address.get(name);
    if (value) found[name] = value;
  }
  void address.get("as_of");
  return found;
}

/** Where we are: every view is an address, and going somewhere is changing it. */

type Values = Record<string, string | number | null | undefined>;

class Address {
  path = $state(location.pathname);
  query = $state(new URLSearchParams(location.search));
  hash = $state(location.hash);

  constructor() {
    addEventListener("popstate", () => this.#read());
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
    this.hash = location.hash;
  }

  /** One parameter; "" when it is not there. */
  get(name: string): string {
    return this.query.get(name) ?? "";
  }

  /** Goes to an address of the app as a new step of the history. */
  go(to: string): void {
    if (to !== location.pathname + location.search + location.hash) history.pushState(null, "", to);
    this.#read();
  }

  /** Goes to an address in the place of this one: going back does not lead here again. */
  replace(to: string): void {
    history.replaceState(null, "", to);
    this.#read();
  }

  /** Changes parameters of this view; null or "" takes one away. `step` makes it something to go back from. */
  set(values: Values, step = true): void {
    const to = this.here(values);
    if (step) history.pushState(null, "", to);
    else history.replaceState(null, "", to);
    this.#read();
  }

  /** The address of this view with other parameters. */
  here(values: Values): string {
    return this.path + tail(changed(this.query, values)) + this.hash;
  }

  /** An address of the app that keeps what goes with the reader from view to view: `as_of` and the filter. */
  to(path: string, values: Values = {}): string {
    const kept = new URLSearchParams();
    for (const name of CARRIED) {
      const value = this.query.get(name);
      if (value) kept.set(name, value);
    }
    return path + tail(changed(kept, values));
  }
}

/** Parameters that hold for every view: the date as known on, and the filter. */
export const FILTERS = [
  "kind", "pathway", "country", "actor", "role", "certainty", "system", "item",
  "provider_kind", "recipient_kind", "source", "place", "from", "to", "likely", "text",
] as const;
const CARRIED = ["as_of", ...FILTERS];

function changed(query: URLSearchParams, values: Values): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

function tail(query: URLSearchParams): string {
  const text = query.toString();
  return text ? `?${text}` : "";
}

export const address = new Address();

/** Follows plain clicks on links of the app without loading the page anew. */
export function followLinks(node: HTMLElement): { destroy(): void } {
  function follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest("a");
    if (!link) return;
    const href = link.getAttribute("href");
    if (!href || link.getAttribute("target") || link.hasAttribute("download") || !href.startsWith("/")) return;
    if (href.startsWith("//") || /^\/(captures|api|export)\//.test(href)) return;
    event.preventDefault();
    address.go(href);
  }
  node.addEventListener("click", follow);
  return { destroy: () => node.removeEventListener("click", follow) };
}

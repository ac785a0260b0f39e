import type { Screen } from "../../screens";

export default [
  { name: "events", path: /^\/events$/, load: () => import("./Events.svelte"), filtered: true },
  // Links of earlier versions.
  { name: "events", path: /^\/places(?:\/([A-Z]{3}))?$/, load: () => import("./Places.svelte") },
] satisfies Screen[];

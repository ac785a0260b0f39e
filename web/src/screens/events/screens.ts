import type { Screen } from "../../screens";

export default [
  { name: "events", path: /^\/events$/, load: () => import("./Events.svelte"), filtered: true },
] satisfies Screen[];

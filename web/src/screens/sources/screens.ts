import type { Screen } from "../../screens";

export default [
  { name: "sources", path: /^\/sources$/, load: () => import("./Sources.svelte") },
  { name: "source", path: /^\/sources\/(.+)$/, load: () => import("./Source.svelte") },
] satisfies Screen[];

import type { Screen } from "../../screens";

export default [
  { name: "actors", path: /^\/actors$/, load: () => import("./Actors.svelte") },
  { name: "actor", path: /^\/actors\/(.+)$/, load: () => import("./Actor.svelte") },
] satisfies Screen[];

import type { Screen } from "../../screens";

export default [
  { name: "spread", path: /^\/spread(?:\/(attribution|forecast|lab))?$/, load: () => import("./Spread.svelte") },
] satisfies Screen[];

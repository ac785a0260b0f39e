import type { Screen } from "../../screens";

export default [{ name: "map", path: /^\/map$/, load: () => import("./Map.svelte"), filtered: true }] satisfies Screen[];

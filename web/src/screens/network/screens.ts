import type { Screen } from "../../screens";

export default [
  { name: "network", path: /^\/network$/, load: () => import("./Network.svelte"), filtered: true },
] satisfies Screen[];

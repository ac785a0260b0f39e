import type { Screen } from "../../screens";

export default [
  { name: "reports", path: /^\/reports$/, load: () => import("./Reports.svelte") },
  { name: "report", path: /^\/reports\/([^/]+)$/, load: () => import("./Reader.svelte") },
] satisfies Screen[];

import type { Screen } from "../../screens";

export default [
  { name: "review", path: /^\/review$/, load: () => import("./Review.svelte") },
  { name: "review", path: /^\/review\/agreement$/, load: () => import("./Agreement.svelte") },
] satisfies Screen[];

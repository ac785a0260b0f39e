import type { Screen } from "../../screens";

export default [{ name: "codebook", path: /^\/codebook$/, load: () => import("./Codebook.svelte") }] satisfies Screen[];

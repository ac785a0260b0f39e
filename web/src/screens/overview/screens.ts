import type { Screen } from "../../screens";

export default [{ name: "overview", path: /^\/$/, load: () => import("./Overview.svelte"), filtered: true }] satisfies Screen[];

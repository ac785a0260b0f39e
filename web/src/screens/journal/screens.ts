import type { Screen } from "../../screens";

export default [{ name: "journal", path: /^\/journal$/, load: () => import("./Journal.svelte") }] satisfies Screen[];

import type { Screen } from "../../screens";

export default [{ name: "search", path: /^\/search$/, load: () => import("./Search.svelte") }] satisfies Screen[];

import type { Screen } from "../../screens";

export default [{ name: "export", path: /^\/export$/, load: () => import("./Export.svelte"), filtered: true }] satisfies Screen[];

import type { Screen } from "../../screens";

export default [{ name: "add", path: /^\/add$/, load: () => import("./Add.svelte") }] satisfies Screen[];

import type { Screen } from "../../screens";

export default [{ name: "claim", path: /^\/claims\/(.+)$/, load: () => import("./Claim.svelte") }] satisfies Screen[];

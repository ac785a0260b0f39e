import type { Screen } from "../../screens";

// Ids of events may hold slashes.
export default [{ name: "event", path: /^\/events\/(.+)$/, load: () => import("./Event.svelte") }] satisfies Screen[];

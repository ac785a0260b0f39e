import type { Screen } from "../../screens";

export default [
  { name: "timeline", path: /^\/timeline$/, load: () => import("./Timeline.svelte"), filtered: true },
] satisfies Screen[];

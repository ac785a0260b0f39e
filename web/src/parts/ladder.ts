/** Where the reports of a chain stand in its picture: by date from side to side, by certainty from bottom to top. */
import type { Shape } from "../api/client";

/** Steps of the ladder, the surest first. */
export const STEPS = ["fact", "reported", "alleged", "rumour", "denied"] as const;
export type Step = (typeof STEPS)[number];

const DRIFT: Record<string, Step> = { independent: "fact", confirmed: "fact", reported: "reported", alleged: "alleged", rumour: "rumour", denied: "denied" };
const MODALITY: Record<string, Step> = {
  asserted: "fact", reported: "reported", alleged: "alleged", speculated: "rumour", forecast: "rumour", denied: "denied",
};

/** How surely each report tells it: a denial by its claim; else as its words were found when set beside another's. */
export function stepsOf(chain: Shape<"EventChain">): Map<string, Step> {
  const found = new Map<string, Step>();
  for (const edge of chain.edges) {
    if (!edge.drift || edge.relation === "denial") continue;
    const [from, to] = [DRIFT[edge.drift.certainty_from], DRIFT[edge.drift.certainty_to]];
    if (from) found.set(edge.origin, from);
    if (to) found.set(edge.echo, to);
  }
  for (const link of chain.links) {
    const said = link.modality ? MODALITY[link.modality] : undefined;
    if (said === "denied" || said === "rumour") found.set(link.node, said);
    else if (!found.has(link.node)) found.set(link.node, said ?? "reported");
  }
  return found;
}

/** Reports in order of date; undated ones behind the one they hang on, else last. */
export function inOrder(chain: Shape<"EventChain">): Shape<"ChainLink">[] {
  const day = (one: Shape<"ChainLink">): string => one.published ?? "9999";
  return [...chain.links].sort((one, other) =>
    day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : one.depth - other.depth || (one.line < other.line ? -1 : 1));
}

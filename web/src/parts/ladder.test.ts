import { expect, test } from "vitest";
import type { Shape } from "../api/client";
import { inOrder, stepsOf } from "./ladder";

const link = (node: string, given: Partial<Shape<"ChainLink">> = {}): Shape<"ChainLink"> => ({
  node, report: null, url: null, source: null, published: null, language: null, line: "L1", depth: 0, modality: null, claims: [], ...given,
});
const edge = (origin: string, echo: string, from: string, to: string, relation = "copy"): Shape<"ChainEdge"> => ({
  origin, echo, relation, probability: 0.9, evidence: [], opens: true,
  drift: { certainty_from: from, certainty_to: to, added: [], dropped: [] },
});

test("certainty comes from the words set beside each other, a denial and a guess from the claim", () => {
  const steps = stepsOf({
    links: [link("a", { modality: "speculated" }), link("b", { modality: "reported" }), link("c", { modality: "denied" }), link("d", { modality: "asserted" })],
    edges: [edge("a", "b", "alleged", "confirmed"), edge("b", "c", "confirmed", "reported", "denial")],
    others: 0,
  });
  expect(Object.fromEntries(steps)).toEqual({ a: "rumour", b: "fact", c: "denied", d: "fact" });
});

test("a report in which nothing was read is told as reported unless its words say more", () => {
  expect(stepsOf({ links: [link("a")], edges: [], others: 0 }).get("a")).toBe("reported");
});

test("the older stand first and the undated last, on one day the origin before its echo", () => {
  const links = [link("u"), link("e", { published: "2025-05-02", depth: 1 }), link("o", { published: "2025-05-02" }), link("first", { published: "2025-05-01" })];
  expect(inOrder({ links, edges: [], others: 0 }).map((one) => one.node)).toEqual(["first", "o", "e", "u"]);
});

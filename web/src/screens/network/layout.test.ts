import { describe, expect, it } from "vitest";
import { chance, layout } from "./layout";

const ids = ["a", "b", "c", "d"];
const edges = [{ from: "a", to: "b", weight: 2 }, { from: "b", to: "c", weight: 1 }];

describe("layout", () => {
  it("gives the same picture in whatever order the graph comes", () => {
    expect(layout([...ids].reverse(), [...edges].reverse())).toEqual(layout(ids, edges));
  });
  it("gives every actor a place", () => {
    const places = layout(ids, edges);
    expect(Object.keys(places).sort()).toEqual(ids);
    expect(Object.values(places).every((one) => Number.isFinite(one.x) && Number.isFinite(one.y))).toBe(true);
  });
  it("passes over ties to actors that are not there", () => {
    expect(Object.keys(layout(["a"], edges))).toEqual(["a"]);
  });
});

describe("chance", () => {
  it("lies between 0 and 1 and differs", () => {
    const found = ["", "a", "b", "ab", "ba"].map(chance);
    expect(found.every((one) => one >= 0 && one < 1)).toBe(true);
    expect(new Set(found).size).toBe(found.length);
  });
});

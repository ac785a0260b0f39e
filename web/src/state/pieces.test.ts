import { describe, expect, it } from "vitest";
import { pieces } from "./pieces";

describe("pieces", () => {
  it("joins to the text again and puts the shortest mark first", () => {
    const cut = pieces("Iran gave drones", [{ slot: "cue", start: 0, end: 16 }, { slot: "provider", start: 0, end: 4 }]);
    expect(cut.map((one) => one.text).join("")).toBe("Iran gave drones");
    expect(cut[0]).toEqual({ text: "Iran", slots: ["provider", "cue"] });
    expect(cut[1]?.slots).toEqual(["cue"]);
  });
  it("counts code points, not code units", () => {
    expect(pieces("🚁 ab", [{ slot: "item", start: 2, end: 3 }])[1]?.text).toBe("a");
  });
  it("lets marks that cross or lie outside be", () => {
    const cut = pieces("abcdef", [{ slot: "a", start: 0, end: 4 }, { slot: "b", start: 2, end: 99 }]);
    expect(cut.map((one) => one.text)).toEqual(["ab", "cd", "ef"]);
    expect(cut[1]?.slots).toEqual(["a", "b"]);
    expect(pieces("", [])).toEqual([]);
  });
});

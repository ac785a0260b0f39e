import { describe, expect, it } from "vitest";
import { signed } from "./signed";

describe("signed", () => {
  it("keeps the sign left of its number, and gives none to nothing", () => {
    expect(signed(1.26, 1)).toBe("\u2066+1.3\u2069");
    expect(signed(-0.04, 1)).toBe("\u20660\u2069");
    expect(signed(-3)).toBe("\u2066−3\u2069");
  });
});

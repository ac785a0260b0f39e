import { describe, expect, it } from "vitest";
import { percent } from "./texts.svelte";

describe("percent", () => {
  it("rounds nothing that is unsure to certainty", () => {
    expect(percent(0.994)).toBe("99%");
    expect(percent(0.997)).toBe("99.7%");
    expect(percent(0.9999)).toBe("99.99%");
    expect(percent(1)).toBe("100%");
    expect(percent(0)).toBe("0%");
  });
});

import { describe, expect, it } from "vitest";
import { outward, visible } from "./visible";

describe("visible", () => {
  it("writes out what would turn text around", () => {
    expect(visible("safe\u202Etxt.exe")).toBe("safe⟨U+202E⟩txt.exe");
    expect(visible("a\u{E0041}b\uD800")).toBe("a⟨U+E0041⟩b⟨U+D800⟩");
  });
  it("leaves writing alone", () => {
    const text = "عربي‌ فارسی\tLine\n👩‍🚀 é";
    expect(visible(text)).toBe(text);
  });
});

describe("outward", () => {
  it("follows only plain web addresses", () => {
    expect(outward("https://example.org/a?b#c")).toBe("https://example.org/a?b#c");
    for (const url of ["javascript:alert(1)", "data:text/html,x", "//example.org", "http://u:p@example.org", "ftp://a", " https://a", "https://a\\b", "https://ex\u202Eample.org", ""]) {
      expect(outward(url)).toBeNull();
    }
  });
});

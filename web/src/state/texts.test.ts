import { beforeAll, describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
vi.stubGlobal("document", { documentElement: {} });

describe("t", async () => {
  const { t, tongue } = await import("./texts.svelte");
  beforeAll(() => {
    tongue.words = { "a.n": "{n|one report|{n} reports}", "a.v": "{who} gave {n}", "a.ar": "{n|لا شيء|واحد|اثنان|{n} قليلة|{n} كثيرة|{n} أخرى}" };
  });
  it("fills in values and chooses by number", () => {
    expect(t("a.n", { n: 1 })).toBe("one report");
    expect(t("a.n", { n: 1200 })).toBe("1,200 reports");
    expect(t("a.v", { who: "X", n: 2 })).toBe("X gave 2");
  });
  it("follows the plural rules of the language", () => {
    tongue.language = "ar";
    expect(t("a.ar", { n: 0 })).toBe("لا شيء");
    expect(t("a.ar", { n: 2 })).toBe("اثنان");
    expect(t("a.ar", { n: 5 })).toContain("قليلة");
    tongue.language = "en";
  });
  it("shows a key that has no text, rather than nothing", () => {
    expect(t("a.none")).toBe("a.none");
  });
});

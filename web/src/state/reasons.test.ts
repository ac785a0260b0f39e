import { beforeAll, describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("location", { pathname: "/", search: "", hash: "", origin: "http://127.0.0.1" });
vi.stubGlobal("addEventListener", () => undefined);

describe("reason", async () => {
  const { tongue } = await import("./texts.svelte");
  const { reason, reasons } = await import("./reasons");
  beforeAll(() => {
    tongue.words = { "a.who": "{name} ({grade}), × {times}, {n|one page|{n} pages}", "a.grade": "note B" };
  });
  it("words nested reasons, numbers and names", () => {
    const told = reason({ code: "a.who", values: { name: "AFP", grade: { code: "a.grade", values: {} }, times: 3.25, n: 2 } });
    expect(told).toBe("\u2068AFP\u2069 (note B), × 3.25, 2 pages");
  });
  it("writes out what would deceive the eye, and never reads a name as a wording", () => {
    expect(reason({ code: "a.who", values: { name: "\u202e{n}", grade: "", times: 1, n: 1 } })).toContain("⟨U+202E⟩{n}");
  });
  it("tells a row of reasons, and shows the name of what it has no word for", () => {
    tongue.words["a.row"] = "by {channels}";
    const own = { code: "spread.what_my_own", values: { name: "my own" } };
    expect(reason({ code: "a.row", values: { channels: [{ code: "a.grade", values: {} }, own] } })).toBe("by note B, \u2068my own\u2069");
  });
  it("writes days and points as the language does", () => {
    tongue.words["a.on"] = "{points} {day}";
    const one = { code: "a.on", values: { points: -1.5, day: { code: "day.2026-03", values: {} } } };
    expect(reason(one)).toBe("\u2066-1.5\u2069 Mar 2026");
    tongue.language = "fr";
    expect(reason({ ...one, values: { ...one.values, points: 2 } })).toBe("\u2066+2\u2069 mars 2026");
    expect(reason({ code: "day.", values: {} })).toBe("…");
    expect(reason({ code: "country.MLI", values: {} })).toBe("MLI");
    tongue.language = "en";
  });
  it("sets them apart as the language does", () => {
    const one = { code: "a.grade", values: {} };
    expect(reasons([one, one])).toBe("note B; note B");
    tongue.language = "ar";
    expect(reasons([one, one])).toContain("؛");
    tongue.language = "en";
  });
});

import { describe, expect, it } from "vitest";
import { days, iso, ticks } from "./days";

describe("days", () => {
  it("goes there and back", () => {
    for (const day of ["1970-01-01", "2024-02-29", "2025-12-31", "1969-07-20"]) expect(iso(days(day))).toBe(day);
    expect(iso(days("2025"))).toBe("2025-01-01");
    expect(iso(days("2025-06"))).toBe("2025-06-01");
  });
});

describe("ticks", () => {
  it("leaves room for labels and stays inside", () => {
    for (const wide of [200, 700, 1400]) {
      for (const [from, to] of [[days("2014-03-05"), days("2026-05-01")], [days("2025-01-10"), days("2025-03-20")], [days("1960"), days("2030")]] as const) {
        const found = ticks(from, to, wide);
        expect(found.length).toBeLessThanOrEqual(Math.max(2, wide / 64) + 1);
        expect(found.filter((one) => one.anchor === "middle").every((one) => (one.at - from) / (to - from) >= 20 / wide && (to - one.at) / (to - from) >= 20 / wide)).toBe(true);
        expect(found.every((one) => one.at >= from && one.at <= to)).toBe(true);
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import type { Shape } from "../../api/client";
import type { Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json";
import { arcs, eventPoints, land, span } from "./features";

const placed = {
  entry: 1,
  origin: [0, -1, 1],
  points: {
    row: [4, 5, 6], lon: [-3, null, 10], lat: [17, null, 10], radius_km: [20, -1, 0], country: [1, 1, 1], pathway: [0, 3, 0],
    probability: [0.9, -1, 0.5], lines: [2, -1, 1], first: [100, null, 300], last: [110, 200, null],
    countries: ["RUS", "MLI"], pathways: ["state-transfer"], without_place: 0,
  },
} as unknown as Shape<"Placed">;

describe("eventPoints", () => {
  it("puts what is known by country alone into its middle, and says so", () => {
    const features = eventPoints(placed, null).features;
    expect(features.map((one) => one.properties.exact)).toEqual([1, 0, 1]);
    expect(features[1]!.geometry.coordinates).toEqual([-3.54, 17.35]);
    expect(features[1]!.properties.chance).toBe(0);
  });
  it("keeps what may have happened in the time shown", () => {
    expect(eventPoints(placed, { from: 105, to: 150 }).features.map((one) => one.properties.row)).toEqual([4]);
    expect(eventPoints(placed, { from: 250, to: 400 }).features.map((one) => one.properties.row)).toEqual([6]);
  });
  it("draws uncertainty to scale", () => {
    const halo = eventPoints(placed, null).features[0]!.properties.halo;
    expect(halo * 78_271.517 * Math.cos((17 * Math.PI) / 180)).toBeCloseTo(20_000);
  });
});

describe("arcs", () => {
  it("leads from the provider's country, and draws none within one", () => {
    const features = arcs(placed, null).features;
    expect(features).toHaveLength(1);
    expect(features[0]!.geometry.coordinates[0]).toEqual([99.73, 61.7]);
    expect(features[0]!.properties.n).toBeCloseTo(0.9);
  });
});

describe("span", () => {
  it("reaches from the first to the last day", () => {
    expect(span(placed)).toEqual({ from: 100, to: 300 });
  });
});

describe("land", () => {
  it("never jumps across the world", () => {
    const jumps = land(world as unknown as Topology).features.flatMap((one) => {
      const rings = one.geometry.type === "Polygon" ? one.geometry.coordinates : one.geometry.type === "MultiPolygon" ? one.geometry.coordinates.flat() : [];
      return rings.flatMap((positions) => positions.slice(1).filter((position, at) => Math.abs(position[0]! - positions[at]![0]!) > 180));
    });
    expect(jumps).toEqual([]);
  });
});

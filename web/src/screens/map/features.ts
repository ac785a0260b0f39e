/** What the map draws, made from the columns of the API. */
import type { Feature, FeatureCollection, Geometry, LineString, Point, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Shape } from "../../api/client";
import table from "./countries.json";
import REGIONS from "./regions.json";

const COUNTRIES = table as unknown as Record<string, [number, number]>;

export interface Properties {
  at: number;
  row: number;
  pathway: number;
  chance: number;
  lines: number;
  exact: number;
  /** Whether anybody told how far off the place may be. */
  told: number;
  /** Radius of uncertainty in pixels at zoom 0; doubles with each zoom. */
  halo: number;
}

export type Window = { from: number; to: number } | null;

/** Metres a pixel at zoom 0 on the equator (tiles of 512 pixels). */
const METRES = 78_271.517;

/** Events as points; those known by country alone stand in its middle, marked so. */
export function eventPoints(placed: Shape<"Placed">, within: Window): FeatureCollection<Point, Properties> {
  const columns = placed.points;
  const features: Feature<Point, Properties>[] = [];
  for (let at = 0; at < columns.row.length; at++) {
    if (!inside(columns, at, within)) continue;
    const where = place(columns, at);
    if (!where) continue;
    // Unknown is not nought: such a point has no circle, and its outline is broken (see `told`).
    const known = columns.radius_km[at];
    const km = known ?? 0;
    features.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: where },
      properties: {
        at,
        row: columns.row[at] ?? -1,
        pathway: columns.pathway[at] ?? 0,
        chance: Math.max(0, columns.probability[at] ?? 0),
        lines: Math.max(0, columns.lines[at] ?? 0),
        exact: km < 0 ? 0 : 1,
        told: known === null || known === undefined ? 0 : 1,
        halo: km > 0 ? (km * 1000) / (METRES * Math.cos((where[1] * Math.PI) / 180)) : 0,
      },
    });
  }
  return { type: "FeatureCollection", features };
}

/** Arcs from the country of a provider to where it went, events of one arc together. */
export function arcs(placed: Shape<"Placed">, within: Window): FeatureCollection<LineString, { pathway: number; n: number }> {
  const columns = placed.points;
  const found = new Map<string, { from: [number, number]; to: [number, number]; pathway: number; n: number }>();
  for (let at = 0; at < columns.row.length; at++) {
    const origin = placed.origin[at] ?? -1;
    if (origin < 0 || !inside(columns, at, within)) continue;
    const home = columns.countries[origin] ?? "";
    const there = columns.countries[columns.country[at] ?? -1] ?? "";
    const from = COUNTRIES[home], to = place(columns, at);
    if (!from || !to || home === there) continue;
    const pathway = columns.pathway[at] ?? 0;
    const key = `${home} ${there} ${pathway}`;
    const arc = found.get(key) ?? { from, to: COUNTRIES[there] ?? to, pathway, n: 0 };
    arc.n += Math.max(0, columns.probability[at] ?? 0);
    found.set(key, arc);
  }
  return {
    type: "FeatureCollection",
    features: [...found.values()].map((arc) => ({
      type: "Feature",
      geometry: { type: "LineString", coordinates: bow(arc.from, arc.to) },
      properties: { pathway: arc.pathway, n: arc.n },
    })),
  };
}

/**
 * The world's countries from Natural Earth's topology. Rings that cross the 180th meridian jump from one edge to
 * the other; they are followed on beyond it, which the map draws right. Antarctica, which goes round the pole, is
 * left out.
 */
export function land(topology: Topology): FeatureCollection<Geometry> {
  const world = feature(topology, topology.objects.countries as GeometryCollection);
  return {
    type: "FeatureCollection",
    features: world.features.filter((one) => one.id !== "010").map((one) => ({ ...one, geometry: followed(one.geometry) })),
  };
}

function followed(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { type: "Polygon", coordinates: geometry.coordinates.map(ring) };
  if (geometry.type === "MultiPolygon") return { type: "MultiPolygon", coordinates: geometry.coordinates.map((one) => one.map(ring)) };
  return geometry;
}

function ring(positions: Position[]): Position[] {
  let turn = 0;
  return positions.map((position, at) => {
    const [lon = 0, lat = 0] = position;
    const before = at ? (positions[at - 1]?.[0] ?? lon) : lon;
    if (lon - before > 180) turn -= 360;
    else if (lon - before < -180) turn += 360;
    return [lon + turn, lat];
  });
}

/** Where the names of countries stand. */
export function names(called: (code: string) => string): FeatureCollection<Point, { name: string }> {
  return {
    type: "FeatureCollection",
    features: Object.entries(COUNTRIES).map(([code, at]) => ({ type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { name: called(code) } })),
  };
}

/** Regions of conflict as circles: their names stand on no map of countries, and their bounds are nowhere fixed. */
export function regions(): FeatureCollection<Polygon, { name: string }> {
  const STEPS = 48;
  return {
    type: "FeatureCollection",
    features: REGIONS.map((region) => {
      const high = region.radius_km / 111.2, wide = high / Math.cos((region.lat * Math.PI) / 180);
      const ring = Array.from({ length: STEPS + 1 }, (_, step): Position => {
        const angle = (2 * Math.PI * step) / STEPS;
        return [region.lon + wide * Math.cos(angle), region.lat + high * Math.sin(angle)];
      });
      return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { name: region.name } };
    }),
  };
}

/** First and last day on which any event may have happened. */
export function span(placed: Shape<"Placed">): { from: number; to: number } | null {
  let from = Infinity, to = -Infinity;
  const columns = placed.points;
  for (let at = 0; at < columns.row.length; at++) {
    const day = columns.first[at] ?? columns.last[at];
    if (day == null) continue;
    from = Math.min(from, day);
    to = Math.max(to, columns.last[at] ?? day);
  }
  return from <= to ? { from, to } : null;
}

function inside(columns: Shape<"Points">, at: number, within: Window): boolean {
  if (!within) return true;
  const first = columns.first[at] ?? columns.last[at], last = columns.last[at] ?? columns.first[at];
  return first != null && last != null && first <= within.to && last >= within.from;
}

function place(columns: Shape<"Points">, at: number): [number, number] | null {
  const lon = columns.lon[at], lat = columns.lat[at];
  if (lon != null && lat != null) return [lon, lat];
  return COUNTRIES[columns.countries[columns.country[at] ?? -1] ?? ""] ?? null;
}

/** A line that bows to the left of its way, so that going and coming are told apart. */
function bow(from: [number, number], to: [number, number]): [number, number][] {
  const STEPS = 24;
  const dx = to[0] - from[0], dy = to[1] - from[1];
  const mid: [number, number] = [from[0] + dx / 2 - dy * 0.18, from[1] + dy / 2 + dx * 0.18];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const s = step / STEPS, r = 1 - s;
    return [r * r * from[0] + 2 * r * s * mid[0] + s * s * to[0], r * r * from[1] + 2 * r * s * mid[1] + s * s * to[1]];
  });
}

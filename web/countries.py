"""`python web/countries.py`: where the map puts what is known by its country alone.

Natural Earth's countries (npm package world-atlas, public domain) are matched to ISO 3166-1 alpha-3 by name;
a country's point is the middle of its largest polygon. Regions that are no country's part are those of the
kind "area" in data/places.csv, as circles.
"""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

from thistledown.codebook.registry import registry

HERE = Path(__file__).parent
ATLAS = HERE / "node_modules" / "world-atlas" / "countries-50m.json"
OUT = HERE / "src" / "screens" / "map" / "countries.json"
PLACES = HERE.parent / "data" / "places.csv"
REGIONS = HERE / "src" / "screens" / "map" / "regions.json"

# What Natural Earth calls a country otherwise than data/countries.csv.
NAMES = {
    "Antigua and Barbuda": "Antigua and Barb.",
    "Bosnia and Herzegovina": "Bosnia and Herz.",
    "Central African Republic": "Central African Rep.",
    "Ivory Coast": "Côte d'Ivoire",
    "Democratic Republic of the Congo": "Dem. Rep. Congo",
    "Republic of the Congo": "Congo",
    "Cape Verde": "Cabo Verde",
    "Dominican Republic": "Dominican Rep.",
    "Western Sahara": "W. Sahara",
    "Equatorial Guinea": "Eq. Guinea",
    "Saint Kitts and Nevis": "St. Kitts and Nevis",
    "Marshall Islands": "Marshall Is.",
    "North Macedonia": "Macedonia",
    "Solomon Islands": "Solomon Is.",
    "South Sudan": "S. Sudan",
    "Sao Tome and Principe": "São Tomé and Principe",
    "Eswatini": "eSwatini",
    "United States": "United States of America",
    "Vatican City": "Vatican",
    "Saint Vincent and the Grenadines": "St. Vin. and Gren.",
}
# Half a continent is no region to draw a line round, in kilometres.
WIDEST = 600.0
# Not in Natural Earth at this scale.
POINTS = {"Tuvalu": (179.2, -8.52)}

Ring = list[tuple[float, float]]


def main() -> None:
    """Write the table anew."""
    atlas = json.loads(ATLAS.read_text())
    arcs = [_decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    shapes = {}
    for one in atlas["objects"]["countries"]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        shapes[one["properties"]["name"]] = max((_middle(ring) for ring in rings), key=lambda found: found[2])
    table = {}
    for country in registry().countries:
        if country.name in POINTS:
            lon, lat = POINTS[country.name]
        else:
            lon, lat, _ = shapes[NAMES.get(country.name, country.name)]
        table[country.iso3] = [round((lon + 180) % 360 - 180, 2), round(lat, 2)]
    rows = ",\n".join(f"  {json.dumps(key)}: {json.dumps(point)}" for key, point in sorted(table.items()))
    OUT.write_text("{\n" + rows + "\n}\n")
    with PLACES.open(encoding="utf-8", newline="") as file:
        areas = [
            row for row in csv.DictReader(file) if row["kind"] == "area" and float(row["radius_km"]) <= WIDEST
        ]
    rows = ",\n".join(
        "  "
        + json.dumps(
            {
                "name": row["name"],
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
                "radius_km": float(row["radius_km"]),
            },
            ensure_ascii=False,
        )
        for row in areas
    )
    REGIONS.write_text("[\n" + rows + "\n]\n", encoding="utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        piece = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += piece[1:] if ring else piece
    # A ring across the 180th meridian jumps; it is followed on to the other side.
    whole, turn = [ring[0]], 0.0
    for (x0, _), (x1, y1) in pairwise(ring):
        turn += -360 if x1 - x0 > 180 else 360 if x1 - x0 < -180 else 0
        whole.append((x1 + turn, y1))
    return whole


def _middle(ring: Ring) -> tuple[float, float, float]:
    """Centroid and area of a ring, by the shoelace formula."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross / 2
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    if area == 0:
        return ring[0][0], ring[0][1], 0.0
    return cx / (6 * area), cy / (6 * area), abs(area)


if __name__ == "__main__":
    main()

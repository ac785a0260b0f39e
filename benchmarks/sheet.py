"""How long the sheet of a large record takes to make, to open, and to answer from.

    python -m benchmarks.sheet --events 125000 --json

Builds a casebook of invented claims, eight an event (as `benchmarks.casebook_search` does, seeded), makes its
sheet, puts it away and opens it again, and asks it what the pages ask: of all events and of a tenth of them.
The median of five rounds is shown. Probabilities, lines and coordinates in these questions are drawn by lot
(seeded), since they do not change the time. With `--weigh` that many events are really weighed, and the time
of one is given.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.casebook_search import CLAIMS_PER_EVENT, build
from thistledown.casebook.record import open_casebook
from thistledown.weigh.casework import Casework
from thistledown.weigh.sheet.build import build as make_sheet
from thistledown.weigh.sheet.facets import facets
from thistledown.weigh.sheet.flows import flows
from thistledown.weigh.sheet.lanes import By, lanes
from thistledown.weigh.sheet.points import points
from thistledown.weigh.sheet.roles import parts
from thistledown.weigh.sheet.selection import Selection
from thistledown.weigh.sheet.sheet import PRECISIONS, Mask, Sheet
from thistledown.weigh.sheet.store import load, save
from thistledown.weigh.sheet.ties import ties

ROUNDS = 5


def drawn(sheet: Sheet, seed: int = 1) -> Sheet:
    """The sheet with probabilities, lines and coordinates drawn by lot: only times are measured with it."""
    draw, size = np.random.default_rng(seed), len(sheet)
    chance = draw.random(size)
    return replace(
        sheet,
        probability=chance,
        low=chance * 0.8,
        high=1 - (1 - chance) * 0.8,
        lines=draw.integers(1, 5, size),
        lat=draw.uniform(-40, 60, size),
        lon=draw.uniform(-100, 100, size),
        radius_km=np.full(size, 5.0),
    )


def answer_times(sheet: Sheet) -> dict[str, float]:
    """Milliseconds of each answer: of all events, and of a tenth of them."""
    few = np.random.default_rng(2).random(len(sheet)) < 0.1
    every = np.ones(len(sheet), np.bool_)
    found: dict[str, float] = {"filter": _ms(lambda: Selection(kind="use", since="2022").mask(sheet))}
    actor = sheet.actors[0]
    found["filter by actor"] = _ms(lambda: Selection(actor=actor, role="provider").mask(sheet))
    answers: dict[str, Callable[[Mask], object]] = {
        "facets": lambda mask: facets(sheet, mask),
        "flows": lambda mask: flows(sheet, mask),
        "points": lambda mask: points(sheet, mask),
        "ties": lambda mask: ties(sheet, mask, parents={}, also={}, top=300),
        "lanes": lambda mask: lanes(sheet, mask, By.ACTOR, PRECISIONS),
        "parts": lambda _: parts(sheet),
    }
    for name, ask in answers.items():
        found[name] = _ms(lambda ask=ask: ask(every))  # type: ignore[misc]
        if name != "parts":
            found[f"{name}, few"] = _ms(lambda ask=ask: ask(few))  # type: ignore[misc]
    sent = asdict(points(sheet, every))
    found["points as JSON"] = _ms(lambda: json.dumps(sent))
    return found


def _ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1_000)
    return round(statistics.median(times), 1)


def measure(events: int, weigh: int, folder: Path) -> dict[str, Any]:
    """All figures of a casebook in a folder, which is built when there is none yet."""
    fresh = not (folder / "record.db").exists()
    with open_casebook(folder, create=True, who="benchmark") as casebook:
        if fresh:
            build(casebook, events * CLAIMS_PER_EVENT)
        work = Casework(casebook.view())
        begun = time.perf_counter()
        sheet = make_sheet(work, weigh=False)
        build_s = time.perf_counter() - begun
        per_event = None
        if weigh:
            begun = time.perf_counter()
            done = sum(1 for _ in islice(work.every(), weigh))
            per_event = round((time.perf_counter() - begun) / max(done, 1) * 1_000, 2)
        path = casebook.paths.sheet
        begun = time.perf_counter()
        save(sheet, path)
        save_s = time.perf_counter() - begun
        opened = _ms(lambda: load(path, sheet.entry))
        size = path.stat().st_size
    return {
        "events": len(sheet),
        "claims": int(sheet.claims.sum()),
        "build_s": round(build_s, 1),
        "weigh_ms_per_event": per_event,
        "save_s": round(save_s, 2),
        "open_ms": opened,
        "size_mb": round(size / 1e6, 1),
        "answers_ms": answer_times(drawn(sheet)),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.sheet",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--events", type=int, default=125_000)
    parser.add_argument("--weigh", type=int, default=0, help="weigh so many events too")
    parser.add_argument("--folder", type=Path, help="build here and keep it, or measure what is here")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="thistledown-sheet-") as made:
        figures = measure(asked.events, asked.weigh, asked.folder or Path(made) / "casebook")
    if asked.json:
        print(json.dumps(figures))
        return
    for name, value in (figures | figures.pop("answers_ms")).items():
        print(f"{name:22}{value}")


if __name__ == "__main__":
    main()

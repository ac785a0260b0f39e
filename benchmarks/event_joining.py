"""How fast claims are joined into events, and how well on invented worlds and on the atlas's own summaries.

`python -m benchmarks.event_joining [--claims N ...]` makes a casebook of claims about invented
happenings, each told by one to nine reports, with dates blurred, places and actors left out or named by
those above them, as reports do; it joins them and compares with the truth: precision, recall and F1 over
pairs of claims that belong together. Without numbers it takes 1,000, 10,000 and 100,000 claims. `--atlas`
reads the summaries of the shipped atlas and tells how many claims join the very event that their summary
is about; the points were chosen looking at these.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.claim_rows import claim_id, insert_claims
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.when import When
from thistledown.codebook.registry import registry
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped_folder
from thistledown.codebook.terms import ActorKind, Item, Kind, Modality, Pathway, Polarity, Precision
from thistledown.weigh.events.joiner import EVENT, join_events, plan_events

SIZES = (1_000, 10_000, 100_000)
_BATCH = 5_000


def _party(actor: str) -> Party:
    record = registry().actor(actor)
    return Party(literal=record.name, name=record.name, actor=actor, kind=record.kind)


def _towns() -> list[Place]:
    rows = list(read_rows(shipped_folder() / "cities.csv"))
    return [
        Place(row["name"], row["country"], float(row["lat"]), float(row["lon"]), 5.0)
        for row in rows
        if int(row["population"] or 0) > 30_000
    ]


def happenings(rng: random.Random) -> Iterator[Claim]:
    """Invented happenings without end; within three years, by the registry's groups and forces."""
    actors = [actor for actor in registry().actors if actor.country and actor.kind is not ActorKind.COHORT]
    by_country: dict[str, list[Place]] = {}
    for town in _towns():
        by_country.setdefault(town.country or "", []).append(town)
    while True:
        taker = rng.choice(actors)
        country = taker.country or ""
        kind = rng.choices(tuple(Kind), weights=(8, 2, 2, 2, 2, 3, 1, 1, 1))[0]
        giver = rng.choice(actors) if kind in (Kind.TRAINING, Kind.TRANSFER) else None
        day = date(2023, 1, 1) + timedelta(days=rng.randrange(1_095))
        town = rng.choice(by_country.get(country) or [Place(None, country)])
        yield Claim(
            report="",
            kind=kind,
            providers=(_party(giver.id),) if giver else (),
            recipients=(_party(taker.id),),
            items=(Item.EQUIPMENT,),
            pathways=((Pathway.UNKNOWN, 1.0),),
            when=When(day, day, Precision.DAY),
            where=town,
            confidence=1.0,
            coder="invented",
            codebook="1",
        )


def told(truth: Claim, number: int, rng: random.Random) -> Claim:
    """One report's version of a happening."""
    day = truth.when.start if truth.when and truth.when.start else date(2023, 1, 1)
    shape = rng.random()
    if shape < 0.5:
        off = rng.choice((0, 0, 0, 1, -1))
        when: When | None = When.parse((day + timedelta(days=off)).isoformat())
    elif shape < 0.75:
        when = When.parse(day.isoformat()[:7])
    else:
        when = None
    takers = truth.recipients
    if rng.random() < 0.15:
        above = registry().ancestors(takers[0].actor or "")
        takers = (_party(above[0].id),) if above else ()
    where = truth.where
    if rng.random() < 0.25 and where is not None:
        where = Place(None, where.country)
    denies = rng.random() < 0.05
    published = day + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 7, 20)))
    return replace(
        truth,
        providers=truth.providers if rng.random() < 0.7 else (),
        recipients=takers,
        when=when,
        where=where,
        modality=Modality.DENIED if denies else Modality.REPORTED,
        polarity=Polarity.NEGATIVE if denies else Polarity.POSITIVE,
        citation=Citation(
            url=f"https://example.org/{number}",
            source="reuters",
            publisher="Example",
            published=published.isoformat(),
            language="en",
        ),
    )


def invented(book: Casebook, claims: int, seed: int) -> dict[str, int]:
    """Fill a casebook with claims; which happening each is about."""
    rng = random.Random(seed)
    truth: dict[str, int] = {}
    batch: list[tuple[str, Claim]] = []
    for number, happening in enumerate(happenings(rng)):
        for _ in range(rng.choice((1, 1, 2, 3, 4, 5, 9))):
            item = told(happening, len(truth), rng)
            key = claim_id(item)
            truth[key] = number
            batch.append((key, item))
        if len(batch) >= _BATCH or len(truth) >= claims:
            with book.entry("invent", None) as entry:
                insert_claims(entry, batch, text_id=None, reading_id=None)
            batch = []
        if len(truth) >= claims:
            return truth
    return truth


def pair_scores(truth: dict[str, int], found: dict[str, str]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of claims; claims without an event stand alone."""
    together: Counter[tuple[int, str]] = Counter()
    mine: Counter[str] = Counter()
    theirs: Counter[int] = Counter()
    for key, number in truth.items():
        event = found.get(key, key)
        together[number, event] += 1
        mine[event] += 1
        theirs[number] += 1

    def pairs(counts: Sequence[int]) -> int:
        return sum(count * (count - 1) // 2 for count in counts)

    both, said, true = (pairs(list(c.values())) for c in (together, mine, theirs))
    precision, recall = both / max(1, said), both / max(1, true)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def joining(claims: int, seed: int = 7) -> dict[str, Any]:
    """Join an invented record of some size."""
    with tempfile.TemporaryDirectory() as folder, open_casebook(Path(folder) / "b", create=True) as book:
        truth = invented(book, claims, seed)
        began, busy = time.perf_counter(), time.process_time()
        done = join_events(book)
        seconds, cpu = time.perf_counter() - began, time.process_time() - busy
        began = time.perf_counter()
        again = join_events(book)
        view = book.view()
        keys = sorted(truth)
        found = {key: events[0] for key, events in view.events_of_claims(keys).items()}
        return {
            "claims": len(truth),
            "happenings": len(set(truth.values())),
            "seconds": round(seconds, 1),
            "cpu_seconds": round(cpu, 1),
            "again_seconds": round(time.perf_counter() - began, 1),
            "again_changed": again.joined + again.founded,
            "events": done.founded,
            "undecided": done.undecided,
            "denials_alone": done.denials,
            "pairs": pair_scores(truth, found),
        }


def atlas_joining() -> dict[str, Any]:
    """Join the claims read from the atlas's summaries to the atlas's events."""
    from thistledown.casebook.schema import claim, report
    from thistledown.cli.demo import build

    with tempfile.TemporaryDirectory() as folder, open_casebook(Path(folder) / "b", create=True) as book:
        build(book)
        view = book.view()
        events = [event.id for event in view.every_event()]
        told_by = {item.id: item.part for item in view.reports(report.c.part.in_(events), limit=len(events))}
        plan = plan_events(view)
        counts: Counter[str] = Counter()
        for item in view.every_claim(claim.c.reading_id.is_not(None)):
            placing = plan.placings.get(item.id)
            true = told_by[item.claim.report]
            if placing is None:
                counts["not_placed"] += 1
            elif placing.event is not None and not placing.event.startswith(EVENT):
                counts["right" if placing.event == true else "wrong"] += 1
            elif placing.undecided:
                among = true in [candidate.event for candidate in placing.candidates]
                counts["undecided_true_among" if among else "undecided_else"] += 1
            else:
                counts["apart"] += 1
    answered = counts["right"] + counts["wrong"]
    return {**counts, "precision": round(counts["right"] / max(1, answered), 3)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), help="Sizes of the record.")
    parser.add_argument("--atlas", action="store_true", help="Join the atlas's own summaries instead.")
    given = parser.parse_args()
    if given.atlas:
        print(json.dumps(atlas_joining()))
    else:
        for size in given.claims:
            print(json.dumps(joining(size)), flush=True)

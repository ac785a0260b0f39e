"""Search and first reads in a casebook with a million claims.

    python -m benchmarks.casebook_search --claims 1000000

Builds a casebook of invented claims in seven languages through the real tables and triggers (seeded, so
the same every time), then measures varied queries through `View.search` and the reads that a page starts
with. Prints one JSON object; times are in milliseconds unless their name says otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.claim_rows import insert_claims
from thistledown.casebook.clock import unstamp
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.schema import event as event_table
from thistledown.casebook.schema import event_claim
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Item, Kind, Modality, Pathway, Precision, System

# Claims of one transaction, and claims about one event.
BATCH = 20_000
CLAIMS_PER_EVENT = 8

# Sentences with gaps; everyday words of reports, without any detail.
SENTENCES = {
    "en": "{who} trained {whom} to fly drones near {place}, {source} reported on {day}; {filler}.",
    "fr": "{who} a formé {whom} au pilotage de drones près de {place}, selon {source}; {filler}.",
    "es": "{who} entrenó a {whom} en el uso de drones cerca de {place}, informó {source}; {filler}.",
    "pt": "{who} treinou {whom} para operar drones perto de {place}, noticiou {source}; {filler}.",
    "ru": "{who} обучал {whom} управлению беспилотниками близ {place}, сообщило {source}; {filler}.",
    "uk": "{who} навчав {whom} керувати безпілотниками поблизу {place}, повідомило {source}; {filler}.",
    "ar": "قام {who} بتدريب {whom} على الطائرات المسيرة قرب {place}، وفقا لما ذكره {source}؛ {filler}.",
}
SYLLABLES = {
    "latin": ["ba", "ko", "ra", "ti", "men", "sa", "lu", "vi", "no", "de", "gar", "to", "mi", "ze"],
    "cyrillic": ["ба", "ко", "ра", "ти", "мен", "са", "лу", "ви", "но", "де", "гар", "то", "ми", "зе"],
    "arabic": ["با", "كو", "را", "تي", "من", "سا", "لو", "في", "نو", "دا", "غر", "تو", "مي", "زا"],
}
QUERIES: dict[str, Callable[[random.Random], str]] = {
    "rare word": lambda draw: _word("latin", draw.randrange(150_000, 160_000)),
    "common word": lambda draw: draw.choice(["drones", "trained", "беспилотниками", "formé"]),
    "two words": lambda draw: f"drones {_word('latin', _skewed(draw))}",
    "two common words": lambda draw: draw.choice(["trained drones", "cerca drones", "обучал управлению"]),
    "phrase": lambda draw: draw.choice(['"trained"', '"to fly drones near"', '"au pilotage de drones"']),
    "rare phrase": lambda draw: f'"drones near {_word("latin", 100 + draw.randrange(400))}"',
    "Arabic": lambda draw: f"الطائرات {_word('arabic', _skewed(draw))}",
    "Cyrillic": lambda draw: f"безпілотник {_word('cyrillic', _skewed(draw))}",
    "prefix": lambda draw: _word("latin", draw.randrange(20_000))[:4],
    "no hit": lambda draw: f"nowhere{draw.randrange(1_000)}",
}


def _word(script: str, number: int) -> str:
    """The word of a number: always the same one."""
    syllables = SYLLABLES[script]
    made = ""
    while True:
        number, at = divmod(number, len(syllables))
        made += syllables[at]
        if not number:
            return made + syllables[len(made) % len(syllables)]


def _skewed(draw: random.Random, most: int = 200_000) -> int:
    """A number with few very frequent and many rare values, as words have."""
    return int(most ** draw.random())


def _script(language: str) -> str:
    return {"ru": "cyrillic", "uk": "cyrillic", "ar": "arabic"}.get(language, "latin")


def claims(many: int, actors: Sequence[str], sources: Sequence[str], seed: int) -> Iterator[Claim]:
    """Invented claims coded by hand, in seven languages by turns."""
    draw = random.Random(seed)
    languages, kinds = list(SENTENCES), list(Kind)
    countries = ["MLI", "SDN", "UKR", "MMR", "COL", "MEX", "SOM", "COD", "HTI", "BFA"]
    for n in range(many):
        language = languages[n % len(languages)]
        script = _script(language)
        place = _word(script, 100 + _skewed(draw, 4_000)).title()
        who, whom = draw.choice(actors), draw.choice(actors)
        filler = " ".join(_word(script, _skewed(draw)) for _ in range(8))
        day = f"20{draw.randrange(19, 26)}-{draw.randrange(1, 13):02}"
        source = draw.choice(sources)
        gaps = {"who": who, "whom": whom, "place": place, "source": source, "day": day, "filler": filler}
        yield Claim(
            report="",
            kind=draw.choice(kinds),
            providers=(Party(literal=who, name=who, actor=who, kind=ActorKind.STATE),),
            recipients=(Party(literal=whom, name=whom, actor=whom),),
            items=(Item.KNOWLEDGE,),
            system=draw.choice(list(System)),
            pathways=((draw.choice(list(Pathway)), 1.0),),
            when=When(None, When.parse(day).end, Precision.BY),
            where=Place(place, draw.choice(countries)),
            modality=draw.choice(list(Modality)),
            confidence=draw.random(),
            quote=SENTENCES[language].format(**gaps),
            coder="benchmark",
            codebook="1",
            citation=Citation(
                url=f"https://example.org/{n}",
                source=source,
                publisher=source,
                published=day,
                language=language,
            ),
        )


def build(casebook: Casebook, many: int, seed: int = 1) -> None:
    """Fill a casebook with `many` claims about many / 8 events."""
    # Ids are scattered over the whole record: a bulk load wants more of it in memory than daily work does.
    event.listen(casebook.engine, "checkout", _wide)
    view = casebook.view()
    actors = [row["actor_id"] for row in view.actors()]
    sources = [row["source_id"] for row in view.sources()]
    batch: list[tuple[str, Claim]] = []
    stream = claims(many, actors, sources, seed)
    numbers = random.Random(seed)
    for n, item in enumerate(stream, 1):
        # Ids as scattered as those made of content.
        batch.append((f"c{numbers.getrandbits(76):019x}", item))
        if len(batch) == BATCH or n == many:
            with casebook.entry("benchmark") as entry:
                insert_claims(entry, batch, text_id=None, reading_id=None)
                rows = [
                    {"event_id": f"e{(n - len(batch) + at) // CLAIMS_PER_EVENT:07}", "claim_id": key}
                    for at, (key, _) in enumerate(batch)
                ]
                entry.insert(
                    event_table, [_event_row(name) for name in sorted({row["event_id"] for row in rows})]
                )
                entry.insert(event_claim, rows)
            batch = []
    event.remove(casebook.engine, "checkout", _wide)
    casebook.engine.dispose()


def _wide(connection: Any, _record: Any, _proxy: Any) -> None:
    connection.execute("PRAGMA cache_size=-1500000")


def _event_row(name: str) -> dict[str, Any]:
    certainty = ("confirmed", "reported", "alleged")[int(name[1:]) % 3]
    return {"id": name, "title": name, "certainty": certainty, "first_use": False, "coder": "benchmark"}


def search_latency(n: int = 1_000_000, *, folder: Path | None = None, rounds: int = 30) -> dict[str, Any]:
    """Build a casebook with `n` claims and measure it.

    Args:
        n: how many claims.
        folder: where to build it; an existing casebook there is measured as it is. A temporary folder
            when left out.
        rounds: how often each kind of query is asked, each time with other words.

    Returns:
        p50_ms and p95_ms over all queries, the same for each kind of query, times of first reads in
        milliseconds, build_s in seconds, and size_mb of the record.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="thistledown-search-") as made:
            return search_latency(n, folder=Path(made) / "casebook", rounds=rounds)
    fresh = not (folder / "record.db").exists()
    started = time.perf_counter()
    with open_casebook(folder, create=True, who="benchmark") as casebook:
        if fresh:
            build(casebook, n)
    build_s = time.perf_counter() - started
    size_mb = (folder / "record.db").stat().st_size / 1e6
    reads: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        made = work()
        reads[name] = round((time.perf_counter() - begun) * 1_000, 1)
        return made

    casebook = timed("open", lambda: open_casebook(folder))
    with casebook:
        view = casebook.view()
        counts = timed("counts", view.counts)
        timed("counts again", view.counts)
        first = timed("claims, first 50", lambda: view.claims(limit=50))
        timed("claims, next 50", lambda: view.claims(after=first[-1].id, limit=50))
        for by in ("kind", "pathway", "provider", "certainty"):
            timed(f"tally {by}", partial(view.tally, by))
        actor = first[0].claim.providers[0].actor or ""
        timed("claims of an actor", lambda: view.claims_of_actor(actor, limit=50))
        source = first[0].claim.citation.source if first[0].claim.citation else ""
        timed("claims of a source", lambda: view.claims_of_source(source, limit=50))
        timed("journal", view.journal)
        halfway = view.journal()[len(view.journal()) // 2]["recorded_at"]
        earlier = casebook.view(as_of=unstamp(halfway))
        timed("counts, as of earlier", earlier.counts)
        timed("claims, as of earlier", lambda: earlier.claims(limit=50))
        timed("common word, as of earlier", lambda: earlier.search("drones"))
        timed("rare word, as of earlier", lambda: earlier.search(_word("latin", 155_000)))
        kinds, hits = _queries(casebook, rounds)
    every = sorted(ms for times in kinds.values() for ms in times)
    return {
        "claims": counts["claims_coded"],
        "p50_ms": round(statistics.median(every), 1),
        "p95_ms": round(every[int(len(every) * 0.95)], 1),
        "queries": {
            name: {
                "p50_ms": round(statistics.median(times), 1),
                "p95_ms": round(sorted(times)[int(len(times) * 0.95)], 1),
                "hits": hits[name],
            }
            for name, times in kinds.items()
        },
        "reads_ms": reads,
        "build_s": round(build_s, 1) if fresh else None,
        "size_mb": round(size_mb),
    }


def _queries(casebook: Casebook, rounds: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Times of each kind of query in milliseconds, and how many hits they gave together."""
    view, draw = casebook.view(), random.Random(7)
    times: dict[str, list[float]] = {name: [] for name in QUERIES}
    hits = dict.fromkeys(QUERIES, 0)
    for _ in range(rounds):
        for name, make in QUERIES.items():
            asked = make(draw)
            begun = time.perf_counter()
            found = view.search(asked)
            times[name].append((time.perf_counter() - begun) * 1_000)
            hits[name] += len(found)
    return times, hits


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, measure, and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.casebook_search", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="build here and keep it, or measure what is here")
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args(arguments)
    print(json.dumps(search_latency(given.claims, folder=given.folder, rounds=given.rounds), indent=1))


if __name__ == "__main__":
    main()

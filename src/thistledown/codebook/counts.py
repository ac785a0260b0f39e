"""What is in the data folder, counted: the tables that `data/README.md` and `docs/data.md` show.

`python -m thistledown.codebook.counts data/README.md docs/data.md` brings the pages up to date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from thistledown.codebook.atlas import AtlasEvent, read_atlas
from thistledown.codebook.registry import Registry
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped_folder

BEGIN = "<!-- counts -->"
END = "<!-- end of counts -->"


def as_markdown(folder: Path) -> str:
    """The counts of a data folder as Markdown, between two marks.

    Args:
        folder: a folder with the tables of the package.
    """
    events, registry = read_atlas(folder), Registry(folder)
    citations = [citation for event in events for citation in event.citations]
    parties = [party for event in events for party in event.parties]
    undated = sum(citation.published is None for citation in citations)
    actors = list(read_rows(folder / "actors.csv"))
    lines = [
        BEGIN,
        "| what | number |",
        "| --- | ---: |",
        f"| events | {len(events):,} |",
        f"| first and last possible day | {_first(events)} to {_last(events)} |",
        f"| countries where they took place | {len({event.country for event in events}):,} |",
        f"| citations | {len(citations):,} |",
        f"| different pages cited | {len({citation.url for citation in citations}):,} |",
        f"| different sources cited | {len({citation.source for citation in citations}):,} |",
        f"| events with a single citation | {sum(len(event.citations) == 1 for event in events):,} |",
        f"| citations without a known day of publication | {undated:,} |",
        f"| parties (actor in an event) | {len(parties):,} |",
        f"| events without coordinates | {sum(event.lat is None for event in events):,} |",
        f"| actors written by hand | {len(actors):,} |",
        f"| actors with the states and their forces | {len(registry.actors):,} |",
        f"| names of actors, all languages | {len(registry.names()):,} |",
        f"| relations of actors | {len(registry.relations):,} |",
        f"| sources | {len(registry.sources):,} |",
        f"| hosts of sources | {len(registry.hosts):,} |",
        f"| countries | {len(registry.countries):,} |",
        f"| places | {_rows(folder / 'places.csv'):,} |",
        f"| cities | {_rows(folder / 'cities.csv'):,} |",
        f"| divisions of countries | {_rows(folder / 'divisions.csv'):,} |",
        f"| ties between countries | {_rows(folder / 'country_ties.csv'):,} |",
        "",
    ]
    for title, words in (
        ("Kind", (event.kind.value for event in events)),
        ("Pathway", (event.pathway.value for event in events)),
        ("Certainty", (event.certainty.value for event in events)),
        ("Date precision", (event.date_precision.value for event in events)),
        ("Stance of a citation", (citation.stance.value for citation in citations)),
        ("Language of a cited page", (citation.language or "not known" for citation in citations)),
        ("Default grade of a source", (source.reliability.value for source in registry.sources)),
    ):
        lines.append(f"- {title}: {_tally(words)}")
    return "\n".join([*lines, END])


def brought_up_to_date(page: str, counts: str) -> str:
    """The page with the counts between its marks replaced.

    Raises:
        ValueError: when the page does not have the two marks once each, in order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in after or END in after:
        raise ValueError(f"the page needs the lines {BEGIN} and {END}, once each; put them in")
    return before + counts + after


def _first(events: list[AtlasEvent]) -> str:
    return min(event.date_start for event in events).isoformat() if events else "none"


def _last(events: list[AtlasEvent]) -> str:
    return max(event.date_end for event in events).isoformat() if events else "none"


def _rows(path: Path) -> int:
    return sum(1 for _ in read_rows(path))


def _tally(words: Iterable[str]) -> str:
    ranked = sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{word} {number}" for word, number in ranked)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        target = Path(name)
        text = brought_up_to_date(target.read_text(encoding="utf-8"), as_markdown(shipped_folder()))
        target.write_text(text, encoding="utf-8")

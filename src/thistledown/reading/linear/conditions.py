"""What only a condition makes true: "if the embargo falls, Iran would deliver", "caso forneça drones"."""

from __future__ import annotations

from collections.abc import Iterator

from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying


def _conditions(parse: Parse) -> Iterator[Hit]:
    """Words of condition that open a clause, and no pronoun behind a verb: "se", but not "juntou-se"."""
    for hit in parse.all("condition"):
        before = parse.tokens[hit.first - 1] if hit.first else None
        if before is None or (not before.word and before.norm != "-"):
            yield hit


def conditioned(parse: Parse, saying: Saying) -> bool:
    """Whether a condition is set, so that a conditional is no hearsay: "Si cae el embargo, entregaría"."""
    return any(hit.last <= saying.first for hit in _conditions(parse))


def opens_if(parse: Parse, saying: Saying) -> bool:
    """Whether a word of condition opens the clause of a verb: "Caso a Rússia forneça drones"."""
    led = [range(hit.last, saying.first) for hit in _conditions(parse) if hit.last <= saying.first]
    return any(not any(i in parse.verbs or not parse.tokens[i].word for i in run) for run in led)


def supposed(parse: Parse, hit: Hit) -> bool:
    """Whether a condition opens the clause of a verb, so that nobody says it: "If Damascus asks"."""
    led = [range(one.last, hit.first) for one in _conditions(parse) if one.last <= hit.first]
    return any(all(parse.tokens[i].word for i in run) for run in led)

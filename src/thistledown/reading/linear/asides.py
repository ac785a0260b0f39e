"""What is thrown into a sentence and leaves its clause whole: brackets, dashes, clauses between commas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thistledown.reading.linear.parse import Parse


def asides(parse: Parse) -> Iterator[tuple[int, int]]:
    """Brackets, pairs of dashes and relative clauses between commas: first and last token of each."""
    opened: list[int] = []
    for index, token in enumerate(parse.tokens):
        if token.norm == "(":
            opened.append(index)
        elif token.norm == ")" and opened:
            yield opened.pop(), index
    dashes = [i for i, token in enumerate(parse.tokens) if token.norm in "—–"]
    if len(dashes) == 2:
        yield dashes[0], dashes[1]
    for hit in parse.all("relative"):
        before = hit.first - 1
        if parse.tagged(before, "marker"):
            before -= 1
        if parse.norm(before) not in (",", "،"):
            before = _apposed(parse, before)
        if parse.norm(before) not in (",", "،") or (parse.grammar.cases and parse.norm(hit.last) == ","):
            continue  # ", которые, по данным X, …": what follows goes on with it.
        closing = next((i for i in range(hit.last, len(parse.tokens)) if parse.norm(i) in (",", "،")), None)
        if closing is None:
            continue
        near = range(closing, min(closing + 8, len(parse.tokens)))
        goes_on = any(i in parse.verbs or parse.tagged(i, "aux") is not None for i in near)
        if goes_on or _object_follows(parse, before, near):
            yield before, closing


def _apposed(parse: Parse, index: int) -> int:
    """The comma before a short noun phrase that ends here: "to the front, a militia that"."""
    for at in range(index, max(index - 4, 0), -1):
        if parse.norm(at) in (",", "،"):
            return at
        if not parse.tokens[at].word or at in parse.verbs or parse.grammar.cases:
            break
    return index


def _object_follows(parse: Parse, opening: int, near: range) -> bool:
    """Whether a verb waits for its thing across an aside: "gave the front, which …, ten drones"."""
    before = range(max(opening - 10, 0), opening)
    verb = next((i for i in reversed(before) if i in parse.verbs), None)
    if verb is None or parse.verbs[verb].tag.sort != "trigger":
        return False
    between = [item for item in parse.items if verb <= item.first < opening]
    return not between and any(near.start < item.first < near.stop for item in parse.items)

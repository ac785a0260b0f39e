"""What shows that one report leans on another, in exact words of both."""

from __future__ import annotations

from thistledown.weigh.echoes.edge import Evidence
from thistledown.weigh.echoes.facts import Facts, meets
from thistledown.weigh.echoes.hosts import same_page, shared_owner
from thistledown.weigh.echoes.kernels import LIKE
from thistledown.weigh.echoes.likeness import sentence_table
from thistledown.weigh.echoes.signature import Signature

# The most passages, credits, particulars and shared errors shown for one edge.
PASSAGES = 5
CREDITS = 3
PARTICULARS = 6
ERRORS = 3
# From this share of its word triples on a report is a copy.
COPIED = 0.5


def evidence(
    origin: Facts, echo: Facts, signatures: tuple[Signature, Signature], copied: float
) -> tuple[Evidence, ...]:
    """The evidence of an edge: `here` is the echo, `there` the origin; passages in the echo's order.

    Args:
        origin: the report leaned on.
        echo: the one that leans.
        signatures: theirs, for the aligned passages.
        copied: the share of word triples of the one that the other has, the greater of the two.
    """
    return (
        *_addresses(origin, echo),
        *_credits(origin, echo),
        *_passages(origin, echo, signatures),
        *_particulars(origin, echo),
        # Who takes the words takes their errors; that shows nothing more.
        *(_errors(origin, echo) if copied < COPIED else ()),
    )


def _addresses(origin: Facts, echo: Facts) -> list[Evidence]:
    first, second = origin.report.url, echo.report.url
    if not first or not second:
        return []
    found = []
    if same_page(first, second):
        found.append(Evidence("url", f"{second} and {first} name one page"))
    owner = shared_owner(first, second)
    if owner is not None:
        found.append(Evidence("network", owner))
    return found


def _credits(origin: Facts, echo: Facts) -> list[Evidence]:
    text = echo.report.text
    found = []
    for name, credit in echo.credits.items():
        shared = meets({name}, origin.credits)
        if shared is not None or meets({name}, origin.own_names) is not None:
            theirs = next((held for other, held in origin.credits.items() if meets({name}, {other})), None)
            found.append(
                Evidence(
                    "credit",
                    text[credit.start : credit.end],
                    (credit.start, credit.end),
                    (theirs.start, theirs.end) if theirs else None,
                )
            )
    return found[:CREDITS]


def _passages(origin: Facts, echo: Facts, signatures: tuple[Signature, Signature]) -> list[Evidence]:
    table, total, _ = sentence_table(*signatures)
    if not table.size:
        return []
    # For each sentence of the echo its like in the origin; the weightiest are shown.
    best = table.argmax(axis=0)
    ranked = sorted(
        (
            (-float(table[there, here]) * float(min(total[there], 40.0)), here, int(there))
            for here, there in enumerate(best)
            if table[there, here] > LIKE
        )
    )[:PASSAGES]
    text = echo.report.text
    quoted = [item for item in echo.particulars if item.kind == "quotation"]
    theirs = [item for item in origin.particulars if item.kind == "quotation"]
    found = []
    for _, here, there in sorted(ranked, key=lambda item: item[1]):
        span, other = echo.sentences[here], origin.sentences[there]
        quote = next((item for item in quoted if item.start < span[1] and item.end > span[0]), None)
        same = next((item for item in theirs if item.start < other[1] and item.end > other[0]), None)
        found.append(Evidence("passage", text[span[0] : span[1]], span, other))
        if quote and same:
            found.append(
                Evidence(
                    "quotation",
                    text[quote.start : quote.end],
                    (quote.start, quote.end),
                    (same.start, same.end),
                )
            )
    return found


def _errors(origin: Facts, echo: Facts) -> list[Evidence]:
    """What both get wrong in the same way."""
    text = echo.report.text
    return [
        Evidence("error", text[here.start : here.end], (here.start, here.end), (there.start, there.end))
        for value, here in echo.slips.items()
        if (there := origin.slips.get(value)) is not None
    ][:ERRORS]


def _particulars(origin: Facts, echo: Facts) -> list[Evidence]:
    """Counted things on which both agree, then places that both name."""
    text = echo.report.text
    found: dict[tuple[int, int], Evidence] = {}
    for thing in sorted(echo.counted.keys() & origin.counted.keys()):
        mine, theirs = echo.counted[thing], origin.counted[thing]
        for value in mine.keys() & theirs.keys():
            here, there = mine[value], theirs[value]
            span = (here.start, here.end)
            found.setdefault(
                span, Evidence("particular", text[span[0] : span[1]], span, (there.start, there.end))
            )
    places = {item.value: item for item in reversed(origin.particulars) if item.kind == "place"}
    for item in echo.particulars:
        if item.kind == "place" and (other := places.pop(item.value, None)) is not None:
            span = (item.start, item.end)
            found.setdefault(
                span, Evidence("particular", text[span[0] : span[1]], span, (other.start, other.end))
            )
    return [found[span] for span in sorted(found)][:PARTICULARS]

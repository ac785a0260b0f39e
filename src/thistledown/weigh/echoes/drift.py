"""How a report moved from the one it leans on: how surely it tells it, what it added and dropped."""

from __future__ import annotations

from thistledown.weigh.echoes.edge import Drift
from thistledown.weigh.echoes.facts import Facts

# The most particulars shown as added, and as dropped.
SHOWN = 6


def drift(origin: Facts, echo: Facts) -> Drift:
    """The drift from one report to the other; particulars are in the words of the report that has them."""
    return Drift(origin.certainty, echo.certainty, _only(echo, origin), _only(origin, echo))


def _only(facts: Facts, other: Facts) -> tuple[str, ...]:
    """Places, actors and counted things that a report has and the other has not."""
    text = facts.report.text
    theirs = {(item.kind, item.value) for item in other.particulars}
    found: dict[str, None] = {}
    for item in facts.particulars:
        if item.kind not in ("number", "place", "actor", "state") or (item.kind, item.value) in theirs:
            continue
        theirs.add((item.kind, item.value))
        end = item.end
        if item.kind == "number":
            # A number says little without what it counts: the word after it is shown too.
            rest = text[end : end + 40].split("\n")[0]
            following = rest.split(" ", 2)
            if len(following) > 1 and not following[0]:
                end += 1 + len(following[1].rstrip('.,;:!?)»”"'))
        found[text[item.start : end]] = None
        if len(found) == SHOWN:
            break
    return tuple(found)

"""How the reader's claims compare with the coded row, where an event's own summary was read.

A report whose part is an event's id holds that event's summary. The comparison itself is that of
`thistledown.reading.agreement`, so that pages and command line say the same. The coder wrote summary and row
alike, so this is a development figure, not a measure of how well reports are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thistledown.casebook.claim import Claim
from thistledown.casebook.schema import claim, report
from thistledown.casebook.view import View
from thistledown.reading.agreement import SLOTS
from thistledown.reading.agreement import agreement as compare
from thistledown.serve.lines import EventLine

# Ids asked for in one query.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """Of `of` events whose coded row says something for a slot, how many agree."""

    slot: str
    agree: int
    of: int

    @property
    def percent(self) -> float:
        """Agreement in percent; 0 when no event says anything."""
        return 100 * self.agree / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison over all events whose summary is in the record.

    Attributes:
        summaries: events with a report of their summary.
        answered: those in which the reader found at least one claim.
        claims: what it found in all.
        slots: one row a slot.
    """

    summaries: int
    answered: int
    claims: int
    slots: tuple[SlotAgreement, ...]


def agreement(view: View, lines: Sequence[EventLine]) -> Agreement:
    """Compare every event that has a summary report with what was read from it."""
    read = _read(view, [line.id for line in lines])
    agree = dict.fromkeys(SLOTS, 0)
    of = dict.fromkeys(SLOTS, 0)
    for line in lines:
        if line.id not in read or line.lead is None:
            continue
        for slot, agrees in compare(read[line.id], line.lead).items():
            if agrees is not None:
                agree[slot] += agrees
                of[slot] += 1
    # Whether there was any claim is said in words.
    slots = tuple(
        SlotAgreement(slot, agree[slot], of[slot]) for slot in SLOTS if slot != "claim" and of[slot]
    )
    return Agreement(len(read), agree["claim"], sum(map(len, read.values())), slots)


def _read(view: View, ids: Sequence[str]) -> Mapping[str, list[Claim]]:
    events: dict[str, str] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = ids[start : start + CHUNK]
        for one in view.reports(report.c.part.in_(wanted), limit=10 * CHUNK):
            events[one.id] = one.part
    found: dict[str, list[Claim]] = {part: [] for part in events.values()}
    keys = sorted(events)
    for start in range(0, len(keys), CHUNK):
        for item in view.every_claim(claim.c.report_id.in_(keys[start : start + CHUNK])):
            found[events[item.claim.report]].append(item.claim)
    return found

"""How the reader's claims compare with the coded row, where an event's own summary was read.

A report whose part is an event's id holds that event's summary. A slot agrees when at least one of the
reader's claims in that summary, generic ones left out, gives the value that the lead claim of the event has:
for parties one actor in common, for dates a day in common. Only events whose coded row fills the slot
count. The coder wrote summary and row alike, so this is a development figure, not a measure of how well
reports are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.schema import claim, report
from thistledown.casebook.view import RecordedClaim, View
from thistledown.serve.lines import EventLine

SLOTS = ("kind", "pathway", "provider", "recipient", "country", "date")

# Ids asked for in one query.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """Of `of` events that fill a slot, how many agree."""

    slot: str
    agree: int
    of: int

    @property
    def percent(self) -> float:
        """Agreement in percent; 0 when no event fills the slot."""
        return 100 * self.agree / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison over all events whose summary is in the record.

    Attributes:
        summaries: events with a report of their summary.
        answered: those in which the reader found at least one claim that is not generic.
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
    answered = claims = 0
    for line in lines:
        if line.id not in read or line.lead is None:
            continue
        found = [one.claim for one in read[line.id] if not one.claim.generic]
        answered += bool(found)
        claims += len(read[line.id])
        for slot in SLOTS:
            if _fills(line.lead, slot):
                of[slot] += 1
                agree[slot] += any(agrees(line.lead, one, slot) for one in found)
    slots = tuple(SlotAgreement(slot, agree[slot], of[slot]) for slot in SLOTS)
    return Agreement(len(read), answered, claims, slots)


def _read(view: View, ids: Sequence[str]) -> Mapping[str, list[RecordedClaim]]:
    events: dict[str, str] = {}
    for start in range(0, len(ids), CHUNK):
        wanted = ids[start : start + CHUNK]
        for one in view.reports(report.c.part.in_(wanted), limit=10 * CHUNK):
            events[one.id] = one.part
    found: dict[str, list[RecordedClaim]] = {part: [] for part in events.values()}
    keys = sorted(events)
    for start in range(0, len(keys), CHUNK):
        for item in view.every_claim(claim.c.report_id.in_(keys[start : start + CHUNK])):
            found[events[item.claim.report]].append(item)
    return found


def _fills(coded: Claim, slot: str) -> bool:
    match slot:
        case "provider":
            return bool(_ids(coded.providers))
        case "recipient":
            return bool(_ids(coded.recipients))
        case "country":
            return bool(coded.where and coded.where.country)
        case "date":
            return coded.when is not None
    return True


def agrees(coded: Claim, read: Claim, slot: str) -> bool:
    """Whether two claims give a slot alike."""
    match slot:
        case "kind":
            return coded.kind is read.kind
        case "pathway":
            return coded.pathway is read.pathway
        case "provider":
            return bool(_ids(coded.providers) & _ids(read.providers))
        case "recipient":
            return bool(_ids(coded.recipients) & _ids(read.recipients))
        case "country":
            return bool(coded.where and read.where and coded.where.country == read.where.country)
        case "date":
            return coded.when is not None and read.when is not None and coded.when.overlaps(read.when)
    raise ValueError(f"no slot {slot!r} to compare; choose one of {', '.join(SLOTS)}")


def _ids(parties: Sequence[Party]) -> set[str]:
    return {party.actor for party in parties if party.actor}

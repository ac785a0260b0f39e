"""All that analysts decided about the claims of a record, also across readings by a better reader.

A claim's id is made of its content, so the same reading of the same words keeps its judgements by itself.
When a later reading of the same words differs in some slots, the claim is a new row, and what was decided
about the earlier one is carried over: a person's word stands above a machine's second thought, and just the
slots that were read differently are open again. A rejection is about what was read: it is carried over
while kind, parties, modality, polarity and generality are read as before, and lapses otherwise.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim import Claim
from thistledown.casebook.claim_rows import CHUNK
from thistledown.casebook.clock import unstamp
from thistledown.casebook.reading_rows import READ
from thistledown.casebook.schema import claim, journal, retirement
from thistledown.casebook.view import RecordedClaim, RecordedEvent, View
from thistledown.codebook.terms import Slot
from thistledown.weigh.lookups import all_judgements, rows
from thistledown.weigh.slots import SLOTS, slot_value
from thistledown.weigh.standing import Judgement, SideBySide, Verdict, settle, side_by_side

# The slots that make a claim the claim it is: another value in one of them is another statement.
CORE = ("kind", "provider", "recipient", "modality", "polarity", "generic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with all that was decided about it.

    Attributes:
        recorded: the claim as it was read or coded.
        both: the original beside the version that stands.
        open: slots that a later reading put otherwise than what was judged, in the order of `SLOTS`.
        earlier: earlier readings of the same words whose judgements were carried over, oldest first.
        comments: notes of analysts, oldest first, each with its coder.
    """

    recorded: RecordedClaim
    both: SideBySide
    open: tuple[str, ...] = ()
    earlier: tuple[RecordedClaim, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def closed(self) -> bool:
        """Whether a person accepted or rejected the claim and no later reading opened it again."""
        return self.both.verdict is not None and not self.open

    @property
    def standing(self) -> RecordedClaim | None:
        """The claim as it stands; None when it was rejected."""
        return None if self.both.human is None else replace(self.recorded, claim=self.both.human)


class Judgements:
    """The judgements about claims that hold on a view's date."""

    def __init__(
        self, view: View, *, coders: Collection[str] | None = None, adjudicated: bool = True
    ) -> None:
        """Read them.

        Args:
            view: the record as known on a date.
            coders: leave out what others decided or noted, as if only these had judged; nobody if empty.
            adjudicated: whether what was settled between two coders counts.
        """
        self._rows: dict[str, list[Judgement]] = {}
        for key, found in all_judgements(view, claim.name).items():
            self._rows[key] = [
                row
                for row in found
                if (coders is None or row["coder"] in coders)
                and (adjudicated or row["verdict"] != Verdict.ADJUDICATE)
            ]
        self._rows = {key: found for key, found in self._rows.items() if found}
        self._earlier: dict[str, list[RecordedClaim]] = defaultdict(list)
        for key, earlier in _successors(view, self._rows):
            self._earlier[key].append(earlier)

    @property
    def about(self) -> frozenset[str]:
        """Ids of the claims that somebody said something about, also of an earlier reading of their words."""
        return frozenset(self._rows) | frozenset(self._earlier)

    def of(self, recorded: RecordedClaim) -> Judged:
        """All that was decided about one claim.

        Raises:
            SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
        """
        carried: list[Judgement] = []
        noted: list[Judgement] = []
        opened: set[str] = set()
        for earlier in self._earlier.get(recorded.id, ()):
            before = self._rows[earlier.id]
            laid, again = carry(earlier.claim, before, recorded.claim)
            opened = (opened - _decided(before)) | set(again)
            carried += laid
            noted += before
        own = self._rows.get(recorded.id, [])
        return Judged(
            recorded=recorded,
            both=side_by_side(recorded.claim, [*carried, *own]),
            open=tuple(slot for slot in SLOTS if slot in opened - _decided(own)),
            earlier=tuple(self._earlier.get(recorded.id, ())),
            comments=tuple((row["coder"], row["comment"]) for row in (*noted, *own) if row["comment"]),
        )

    def stand(self, event: RecordedEvent) -> RecordedEvent:
        """An event with its claims as they stand, rejected ones left out.

        Raises:
            SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
        """
        return replace(event, claims=tuple(self.every(event.claims)))

    def every(self, claims: Iterable[RecordedClaim]) -> Iterator[RecordedClaim]:
        """Some claims as they stand, rejected ones left out.

        Raises:
            SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
        """
        for recorded in claims:
            # Most claims were never judged: those stand as they were recorded.
            if recorded.id not in self._rows and recorded.id not in self._earlier:
                yield recorded
            elif (standing := self.of(recorded).standing) is not None:
                yield standing


def carry(
    earlier: Claim, judgements: Iterable[Judgement], later: Claim
) -> tuple[list[Judgement], tuple[str, ...]]:
    """What judgements about an earlier reading of some words say about a later one.

    Args:
        earlier: the claim that was judged.
        judgements: the rows about it that hold.
        later: the claim that a later reading made of the same words.

    Returns:
        Rows to lay over the later claim, and the slots that are open again: those that are read otherwise
        now, and not as the analyst had put them.

    Raises:
        SlotError: when a correction cannot be laid over the earlier claim; it names the entry to undo.
    """
    judgements = list(judgements)
    settled = settle(judgements)
    changed = [slot for slot in SLOTS if slot_value(earlier, slot) != slot_value(later, slot)]
    if settled.whole is not None and settled.verdict is Verdict.REJECT:
        return ([], tuple(changed)) if set(changed) & set(CORE) else ([settled.whole], ())
    human = side_by_side(earlier, judgements).human
    carried: list[Judgement] = []
    opened = []
    for slot in SLOTS:
        row = settled.slots.get(slot, settled.whole)
        if human is None or row is None:
            continue
        value = slot_value(human, slot)
        if value != slot_value(later, slot):
            text = json.dumps(value, ensure_ascii=False)
            carried.append({**row, "verdict": Verdict.CORRECT.value, "slot": slot, "value": text})
            if slot in changed:
                opened.append(slot)
    if settled.whole is not None:
        carried.append(settled.whole)
    return carried, tuple(opened)


def _decided(judgements: Iterable[Judgement]) -> set[str]:
    """The slots that somebody who judged these had before the eyes."""
    settled = settle(judgements)
    return set(SLOTS) if settled.whole is not None else set(settled.slots)


def _successors(view: View, judged: dict[str, list[Judgement]]) -> Iterator[tuple[str, RecordedClaim]]:
    """Pairs of a claim that holds and the judged earlier reading of the same words that it took over from."""
    gone: dict[str, list[str]] = defaultdict(list)
    keys = sorted(judged)
    for start in range(0, len(keys), CHUNK):
        # Only what a reading retired was read again otherwise; what an analyst retired is gone.
        query = view.as_of.select(
            retirement,
            retirement.c.subject_table == claim.name,
            retirement.c.subject_id.in_(keys[start : start + CHUNK]),
            retirement.c.entry.in_(select(journal.c.seq).where(journal.c.what == READ)),
        )
        for row in rows(view, query):
            gone[row["recorded_at"]].append(row["subject_id"])
    for moment in sorted(gone):
        before = View(view._engine, AsOf(unstamp(moment) - timedelta(microseconds=1)))
        taken: set[str] = set()
        for earlier in before.claims(claim.c.id.in_(gone[moment])):
            if earlier.claim.report and (found := _successor(view, before, earlier, taken)):
                taken.add(found)
                yield found, earlier


def _successor(view: View, before: View, earlier: RecordedClaim, taken: set[str]) -> str | None:
    """The claim that reads the words of an earlier one, likest first; None when there is none."""
    beside = {item.id for item in before.claims_of_report(earlier.claim.report)}
    found = [
        item
        for item in view.claims_of_report(earlier.claim.report)
        if item.id not in beside and item.id not in taken and _same_words(earlier, item)
    ]
    return min(found, key=lambda item: (-_alike(earlier.claim, item.claim), item.id)).id if found else None


def _alike(one: Claim, other: Claim) -> int:
    return sum(slot_value(one, slot) == slot_value(other, slot) for slot in SLOTS)


def _same_words(one: RecordedClaim, other: RecordedClaim) -> bool:
    """Whether two claims of one report rest on the same word of the same text, or of an equal sentence."""
    mine, theirs = (item.claim.spans.get(Slot.TRIGGER) or item.claim.quote_span for item in (one, other))
    if mine is None or theirs is None:
        return False
    if one.text_id == other.text_id:
        return mine.overlaps(theirs)
    starts = [item.claim.quote_span.start if item.claim.quote_span else 0 for item in (one, other)]
    return one.claim.quote == other.claim.quote and mine.shifted(-starts[0]).overlaps(
        theirs.shifted(-starts[1])
    )

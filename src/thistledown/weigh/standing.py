"""A claim as analysts left it: the machine's original and the human version, side by side.

Every slot of a claim, and the claim as a whole, is held by the newest judgement about it. What is not judged
stays as the machine (or the coder of a cited page) had it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from thistledown.casebook.claim import Claim
from thistledown.weigh.slots import SLOTS, SlotError, slot_value, with_slot

# A row of the table `judgement`, as `View.judgements` gives it; its value is JSON text.
Judgement = Mapping[Any, Any]


class Verdict(StrEnum):
    """What an analyst decides about a claim.

    Attributes:
        ACCEPT: without a slot: the claim holds, as it now stands; with a slot: the original is right in it.
        CORRECT: the slot has this value.
        REJECT: the words do not say this; the claim counts for nothing.
        COMMENT: a note that changes nothing.
        ADJUDICATE: a third person settles what two coders see differently, in a slot or for the whole claim.
        GRADE: how credible the information is, 1 to 6; the claim itself stays as it is.
    """

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    COMMENT = "comment"
    ADJUDICATE = "adjudicate"
    GRADE = "grade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One slot that an analyst put otherwise than the original.

    Attributes:
        slot: one of `SLOTS`.
        machine: the original's value, as `slot_value` gives it.
        human: the value that stands.
        judgement: id of the judgement that holds it.
        coder: whose judgement it is.
        comment: what was noted with it.
    """

    slot: str
    machine: Any
    human: Any
    judgement: int
    coder: str
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The machine's original of a claim and what analysts made of it.

    Attributes:
        original: the claim as it was read or coded; it never changes.
        human: the claim as it stands, corrections laid over; None when it was rejected.
        verdict: accept or reject, as the newest word on the whole claim says; None while there is none.
        changes: the slots that stand otherwise than in the original.
        coders: who accepted, corrected, rejected or adjudicated, in order of first judgement.
    """

    original: Claim
    human: Claim | None
    verdict: Verdict | None
    changes: tuple[Change, ...]
    coders: tuple[str, ...]

    @property
    def judged(self) -> bool:
        """Whether an analyst decided anything about it."""
        return bool(self.coders)


def standing(claim: Claim, judgements: Iterable[Judgement]) -> Claim | None:
    """The claim as analysts left it: corrections laid over, None when it was rejected.

    An accepted or corrected claim has confidence 1: a person looked at the words.

    Args:
        claim: the original.
        judgements: rows about it that hold, as `View.judgements("claim", id)` gives them.

    Raises:
        SlotError: when a correction has a slot or value that claims cannot have; it names the entry to undo.
    """
    return side_by_side(claim, judgements).human


def side_by_side(claim: Claim, judgements: Iterable[Judgement]) -> SideBySide:
    """The original of a claim beside the version that stands.

    Args:
        claim: the original.
        judgements: rows about it that hold, as `View.judgements("claim", id)` gives them.

    Raises:
        SlotError: when a correction has a slot or value that claims cannot have; it names the entry to undo.
    """
    settled = settle(judgements)
    held = settled.slots
    human = claim if not settled.coders else replace(claim, confidence=1.0)
    for slot, row in held.items():
        if row["verdict"] == Verdict.ACCEPT:
            continue
        try:
            human = with_slot(human, slot, judged_value(row))
        except SlotError as error:
            raise _unreadable(row, error) from error
    changes = []
    for slot in SLOTS:
        machine, now = slot_value(claim, slot), slot_value(human, slot)
        if machine != now:
            row = held[slot]
            changes.append(
                Change(
                    slot=slot,
                    machine=machine,
                    human=now,
                    judgement=int(row["id"]),
                    coder=row["coder"],
                    comment=row["comment"],
                )
            )
    return SideBySide(
        original=claim,
        human=None if settled.verdict is Verdict.REJECT else human,
        verdict=settled.verdict,
        changes=tuple(changes),
        coders=settled.coders,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Which judgements hold.

    Attributes:
        verdict: accept or reject, as the newest word on the whole claim says; None while there is none.
        whole: the row of that word.
        slots: for each slot that was judged by itself, the row that holds it.
        coders: who decided anything, in order of first judgement.
    """

    verdict: Verdict | None
    whole: Judgement | None
    slots: Mapping[str, Judgement]
    coders: tuple[str, ...]


def settle(judgements: Iterable[Judgement]) -> Settled:
    """Which of some judgements about one claim hold: the newest of each slot, and of the whole.

    Raises:
        SlotError: when an adjudication says nothing that can stand; it names the entry to undo.
    """
    verdict: Verdict | None = None
    whole: Judgement | None = None
    held: dict[str, Judgement] = {}
    coders: dict[str, None] = {}
    for row in sorted(judgements, key=lambda row: int(row["id"])):
        decided = _decided(row)
        if decided is None:
            continue
        coders[row["coder"]] = None
        if row["slot"] is None:
            verdict, whole = decided, row
        else:
            held[row["slot"]] = row
    return Settled(verdict=verdict, whole=whole, slots=held, coders=tuple(coders))


def judged_value(row: Judgement) -> Any:
    """The value that a correction or an adjudication gives its slot, as JSON.

    Raises:
        SlotError: when an adjudication has no value.
    """
    value: Any = None if row["value"] is None else json.loads(row["value"])
    if row["verdict"] != Verdict.ADJUDICATE:
        return value
    if not isinstance(value, dict) or "value" not in value:
        raise SlotError("an adjudication says which value stands and between whom")
    return value["value"]


def _unreadable(row: Judgement, error: SlotError) -> SlotError:
    return SlotError(
        f"judgement {row['id']} cannot be laid over its claim: {error}. "
        f"Undo it: thistledown undo {row['entry']}"
    )


def _decided(row: Judgement) -> Verdict | None:
    """What a judgement decides about its slot or claim; None for comments, grades, words of other tools."""
    match row["verdict"], row["slot"]:
        case (Verdict.ACCEPT, _):
            return Verdict.ACCEPT
        case (Verdict.REJECT, None):
            return Verdict.REJECT
        case (Verdict.CORRECT, str()):
            return Verdict.CORRECT
        case (Verdict.ADJUDICATE, str()):
            return Verdict.ADJUDICATE
        case (Verdict.ADJUDICATE, None):
            try:
                settled = judged_value(row)
            except SlotError as error:
                raise _unreadable(row, error) from error
            if settled not in (Verdict.ACCEPT, Verdict.REJECT):
                raise _unreadable(row, SlotError(f"a claim is accepted or rejected, not {settled!r:.80}"))
            return Verdict(settled)
    return None

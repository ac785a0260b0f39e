"""How far two coders agree who did not see each other's work, slot by slot, and where they differ."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thistledown.casebook.claim_rows import CHUNK
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.schema import claim
from thistledown.casebook.view import RecordedClaim, View
from thistledown.weigh.alpha import alpha, alpha_interval
from thistledown.weigh.judgements import Judged, Judgements
from thistledown.weigh.lookups import all_judgements
from thistledown.weigh.slots import SLOTS, slot_code, slot_words, with_slot
from thistledown.weigh.standing import Judgement, Verdict, judged_value

# What stands for the whole claim among the slots: whether it holds at all.
WHOLE = "claim"


class AgreementError(CasebookError):
    """Two coders cannot be compared: why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotAgreement:
    """How far two coders agree in one slot.

    Attributes:
        slot: one of `SLOTS`, or "claim" for whether it holds at all.
        claims: how many claims both coded; in a slot: those that neither rejected.
        agree: on how many of them they agree.
        alpha: Krippendorff's alpha for nominal codes; None where all codes are the same or there are too few.
        low: lower end of its 95 % interval, or None.
        high: upper end.
    """

    slot: str
    claims: int
    agree: int
    alpha: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One slot of one claim that two coders see differently.

    Attributes:
        claim: id of the claim.
        slot: the slot, or "claim".
        first: what the first coder says, in words.
        second: what the second coder says.
        settled: what was settled between them, in words; None while it is open.
        by: who settled it.
    """

    claim: str
    slot: str
    first: str
    second: str
    settled: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two coders compared.

    Attributes:
        first: one coder.
        second: the other.
        claims: how many claims both coded.
        only_first: how many only the first coded.
        only_second: how many only the second coded.
        slots: one row a slot, the whole claim first.
        disagreements: every difference, by claim and slot.
    """

    first: str
    second: str
    claims: int
    only_first: int
    only_second: int
    slots: tuple[SlotAgreement, ...]
    disagreements: tuple[Disagreement, ...]


def coders(view: View) -> dict[str, int]:
    """Who accepted, corrected or rejected claims, and how many, the busiest first."""
    found: Counter[str] = Counter()
    for rows in all_judgements(view, claim.name).values():
        found.update({row["coder"] for row in rows if row["verdict"] in _CODING})
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


_CODING = (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT)


def agreement(
    view: View, first: str | None = None, second: str | None = None, *, draws: int = 2_000, seed: int = 0
) -> Agreement:
    """Compare two coders over the claims that both accepted, corrected or rejected.

    Each coder's version is the claim with that coder's judgements alone laid over it; what was settled
    between coders counts for neither. Parties are compared by actor, a pathway by its heaviest.

    Args:
        view: the record as known on a date.
        first: a coder; the two who judged most when both are left out.
        second: another.
        draws: resamples of the intervals.
        seed: of the resamples.

    Raises:
        AgreementError: when there are not two coders, or they coded no claim in common.
        SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
    """
    known = coders(view)
    one, other = _two(known, first, second)
    codings = [_codings(view, name) for name in (one, other)]
    both = sorted(codings[0].keys() & codings[1].keys())
    if not both:
        raise AgreementError(FAILURE("no_common", one=one, other=other))
    pairs = [(codings[0][key], codings[1][key]) for key in both]
    held = [
        (mine, theirs)
        for mine, theirs in pairs
        if mine.both.human is not None and theirs.both.human is not None
    ]
    units: dict[str, list[tuple[str, str]]] = {
        WHOLE: [(_whole(mine), _whole(theirs)) for mine, theirs in pairs],
        **{slot: [(_code(mine, slot), _code(theirs, slot)) for mine, theirs in held] for slot in SLOTS},
    }
    return Agreement(
        first=one,
        second=other,
        claims=len(both),
        only_first=len(codings[0]) - len(both),
        only_second=len(codings[1]) - len(both),
        slots=tuple(_slot(slot, found, draws, seed) for slot, found in units.items()),
        disagreements=tuple(_differences(view, pairs, (one, other))),
    )


def _two(known: Mapping[str, int], first: str | None, second: str | None) -> tuple[str, str]:
    listed = ", ".join(f"{name} ({times})" for name, times in known.items()) or "nobody"
    if first is None and second is None:
        if len(known) < 2:
            raise AgreementError(FAILURE("two_coders", listed=listed))
        first, second = list(known)[:2]
    if first is None or second is None or first == second:
        raise AgreementError(FAILURE("different_coders", listed=listed))
    for name in (first, second):
        if name not in known:
            raise AgreementError(FAILURE("judged_none", name=name, listed=listed))
    return first, second


def _codings(view: View, coder: str) -> dict[str, Judged]:
    judgements = Judgements(view, coders=(coder,), adjudicated=False)
    found = (judgements.of(recorded) for recorded in _claims(view, sorted(judgements.about)))
    return {judged.recorded.id: judged for judged in found if judged.both.judged}


def _claims(view: View, ids: Sequence[str]) -> list[RecordedClaim]:
    return [
        item
        for start in range(0, len(ids), CHUNK)
        for item in view.claims(claim.c.id.in_(ids[start : start + CHUNK]))
    ]


def _whole(judged: Judged) -> str:
    return Verdict.REJECT.value if judged.both.human is None else Verdict.ACCEPT.value


def _code(judged: Judged, slot: str) -> str:
    return slot_code(judged.both.human, slot) if judged.both.human is not None else ""


def _slot(slot: str, units: Sequence[tuple[str, str]], draws: int, seed: int) -> SlotAgreement:
    interval = alpha_interval(units, draws=draws, seed=seed)
    return SlotAgreement(
        slot=slot,
        claims=len(units),
        agree=sum(mine == theirs for mine, theirs in units),
        alpha=alpha(units),
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
    )


def _differences(
    view: View, pairs: Sequence[tuple[Judged, Judged]], between: tuple[str, str]
) -> list[Disagreement]:
    settled = _settled(view, between)
    found = []
    for mine, theirs in pairs:
        key = mine.recorded.id
        slots = [WHOLE] if _whole(mine) != _whole(theirs) else []
        if mine.both.human is not None and theirs.both.human is not None:
            slots += [slot for slot in SLOTS if _code(mine, slot) != _code(theirs, slot)]
        for slot in slots:
            row = settled.get((key, slot))
            found.append(
                Disagreement(
                    claim=key,
                    slot=slot,
                    first=_words(mine, slot),
                    second=_words(theirs, slot),
                    settled=_settlement(mine, slot, row) if row is not None else None,
                    by=row["coder"] if row is not None else None,
                )
            )
    return found


def _words(judged: Judged, slot: str) -> str:
    if slot == WHOLE or judged.both.human is None:
        return _whole(judged)
    return slot_words(judged.both.human, slot)


def _settled(view: View, between: tuple[str, str]) -> dict[tuple[str, str], Judgement]:
    """The newest adjudication between two coders, by claim and slot."""
    found: dict[tuple[str, str], Judgement] = {}
    for key, rows in all_judgements(view, claim.name).items():
        for row in rows:
            if row["verdict"] != Verdict.ADJUDICATE:
                continue
            value: Any = json.loads(row["value"] or "null")
            if isinstance(value, dict) and set(value.get("between", ())) == set(between):
                found[key, row["slot"] or WHOLE] = row
    return found


def _settlement(judged: Judged, slot: str, row: Judgement) -> str:
    value = judged_value(row)
    return str(value) if slot == WHOLE else slot_words(with_slot(judged.recorded.claim, slot, value), slot)

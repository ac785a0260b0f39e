"""What an analyst decides, as rows of the record: each decision one journal entry that can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from thistledown.casebook.append import Row
from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import claim, event_claim, judgement, source_grade
from thistledown.casebook.view import View
from thistledown.codebook.people import person_as_actor
from thistledown.codebook.terms import Credibility, Reliability
from thistledown.weigh.events.judged import event_clusters
from thistledown.weigh.judgements import Judged, Judgements
from thistledown.weigh.lookups import event_claims
from thistledown.weigh.slots import SlotError, canonical, slot_value
from thistledown.weigh.standing import Verdict

# What the journal calls these entries.
JUDGED, REGRADED = "judge", "regrade"
# The slot in which a judgement of verdict "grade" keeps a claim's credibility.
CREDIBILITY = "credibility"


class DecisionError(CasebookError):
    """A decision says nothing, or nothing that can be: which, why, what to do."""


def accept(casebook: Casebook, claim_id: str, *, slot: str | None = None, comment: str | None = None) -> int:
    """Say that a claim is what its words say, as it now stands; or that the original is right in one slot.

    Returns:
        Number of the journal entry; `undo` takes it back.

    Raises:
        UnknownIdError: when no claim that holds has the id.
        SlotError: when claims have no such slot.
    """
    judged = _judged(casebook, claim_id)
    if slot is not None:
        slot_value(judged.both.original, slot)
    return _write(casebook, claim_id, [_row(Verdict.ACCEPT, slot=slot, comment=comment)])


def reject(casebook: Casebook, claim_id: str, *, comment: str | None = None) -> int:
    """Say that the words do not say what the claim says; it counts for nothing then.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when no claim that holds has the id.
    """
    _judged(casebook, claim_id)
    return _write(casebook, claim_id, [_row(Verdict.REJECT, comment=comment)])


def correct(
    casebook: Casebook,
    claim_id: str,
    values: Mapping[str, Any],
    *,
    accepted: bool = False,
    comment: str | None = None,
) -> int:
    """Put some slots of a claim right.

    Args:
        casebook: the casebook, in whose analyst's name it is written.
        claim_id: the claim.
        values: the right value of each slot, as JSON; see `thistledown.weigh.slots`.
        accepted: whether the claim is right once that is put right.
        comment: why.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when no claim that holds has the id, or no actor has the id of a party.
        SlotError: when claims have no such slot, or it cannot have the value.
        DecisionError: when nothing would change, or a party is a private person by its title.
    """
    view = casebook.view()
    # Two coders may put a slot right alike, each for themselves, and one may go back to the original.
    versions = [_judged(casebook, claim_id, coders) for coders in (None, (casebook.who,))]
    rows = []
    for slot, given in values.items():
        value = canonical(slot, given)
        check_parties(view, slot, value)
        held = [version.both.human for version in versions]
        if all(human is not None and slot_value(human, slot) == value for human in held):
            raise DecisionError(FAILURE("already", slot=slot))
        rows.append(_row(Verdict.CORRECT, slot=slot, value=value, comment=comment))
    if not rows:
        raise DecisionError(FAILURE("nothing_named"))
    if accepted:
        rows.append(_row(Verdict.ACCEPT))
    return _write(casebook, claim_id, rows)


def note(casebook: Casebook, claim_id: str, comment: str) -> int:
    """Note something about a claim; it changes nothing.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when no claim that holds has the id.
        DecisionError: when the note is empty.
    """
    if not comment.strip():
        raise DecisionError(FAILURE("note_words"))
    _judged(casebook, claim_id)
    return _write(casebook, claim_id, [_row(Verdict.COMMENT, comment=comment)])


def grade_claim(casebook: Casebook, claim_id: str, credibility: str, *, comment: str | None = None) -> int:
    """Grade the information of a claim, 1 to 6 on the Admiralty scale.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when no claim that holds has the id.
        DecisionError: when there is no such grade.
    """
    if credibility not in [grade.value for grade in Credibility]:
        raise DecisionError(FAILURE("no_credibility", given=repr(credibility)))
    _judged(casebook, claim_id)
    row = _row(Verdict.GRADE, slot=CREDIBILITY, value=credibility, comment=comment)
    return _write(casebook, claim_id, [row])


def regrade(casebook: Casebook, source_id: str, reliability: str, reason: str) -> int:
    """Grade a source, A to F on the Admiralty scale; an analyst's grade stands above the registry's.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when there is no such source.
        DecisionError: when there is no such grade, it holds already, or no reason is given.
    """
    if reliability not in [grade.value for grade in Reliability]:
        raise DecisionError(FAILURE("no_grade", given=repr(reliability)))
    if not reason.strip():
        raise DecisionError(FAILURE("grade_reason"))
    view = casebook.view()
    view.source(source_id)
    held = view.source_grades(source_id)
    if held and held[-1]["reliability"] == reliability:
        raise DecisionError(FAILURE("graded", source=source_id, grade=reliability, reason=held[-1]["reason"]))
    with casebook.entry(REGRADED, source_id, {"reliability": reliability}) as entry:
        row = {
            "source_id": source_id,
            "reliability": reliability,
            "reason": reason,
            "graded_by": casebook.who,
        }
        entry.insert(source_grade, [row])
        return entry.seq


def adjudicate(
    casebook: Casebook,
    claim_id: str,
    between: tuple[str, str],
    *,
    slot: str | None,
    value: Any,
    comment: str | None = None,
) -> int:
    """Settle what two coders see differently; the judgement names both.

    Args:
        casebook: the casebook, in whose analyst's name it is written.
        claim_id: the claim.
        between: the two coders.
        slot: the slot; None for whether the claim holds at all.
        value: the value that stands; "accept" or "reject" where no slot is named.
        comment: why.

    Returns:
        Number of the journal entry.

    Raises:
        UnknownIdError: when no claim that holds has the id.
        SlotError: when claims have no such slot, or it cannot have the value.
        DecisionError: when one of the two has not decided about the claim, or the value is neither accept nor
            reject where no slot is named.
    """
    view = casebook.view()
    recorded = view.claim(claim_id)
    for coder in between:
        if coder not in Judgements(view, coders=(coder,)).of(recorded).both.coders:
            raise DecisionError(
                f"{coder} has decided nothing about {claim_id}, so there is nothing to settle between "
                f"{' and '.join(between)}"
            )
    if slot is None:
        if value not in (Verdict.ACCEPT, Verdict.REJECT):
            raise DecisionError(f"a claim is accepted or rejected, not {value!r:.80}")
        settled = str(value)
    else:
        settled = canonical(slot, value)
        check_parties(view, slot, settled)
    row = _row(
        Verdict.ADJUDICATE, slot=slot, value={"value": settled, "between": list(between)}, comment=comment
    )
    return _write(casebook, claim_id, [row])


def belongs(casebook: Casebook, event_id: str, claim_id: str, *, comment: str | None = None) -> int:
    """Say that a claim is about its event, whatever the machine finds odd about it.

    Returns:
        Number of the journal entry.

    Raises:
        DecisionError: when the claim is not about the event, or one that is joined to it.
    """
    view = casebook.view()
    members = event_clusters(view).of(event_id)
    rows = [row for row in event_claims(view) if row["event_id"] in members and row["claim_id"] == claim_id]
    if not rows:
        raise DecisionError(f"{claim_id} is not a claim about {event_id}")
    with casebook.entry(JUDGED, claim_id, {"verdict": Verdict.ACCEPT.value, "event": event_id}) as entry:
        entry.insert(
            judgement,
            [
                {
                    "subject_table": event_claim.name,
                    "subject_id": str(row["id"]),
                    "coder": casebook.who,
                    **_row(Verdict.ACCEPT, comment=comment),
                }
                for row in rows
            ],
        )
        return entry.seq


def check_parties(view: View, slot: str, value: Any) -> None:
    """Hold a correction to the rules on actors.

    Raises:
        UnknownIdError: when the record has no actor with the id of a party.
        DecisionError: when a party is a private person by its title.
    """
    if slot not in ("provider", "recipient"):
        return
    for party in value:
        if person := person_as_actor(party["name"]):
            raise DecisionError(FAILURE("person", name=person))
        if party["actor"] is not None:
            try:
                view.actor(party["actor"])
            except UnknownIdError:
                raise UnknownIdError(FAILURE("no_actor", id=party["actor"])) from None


def _judged(casebook: Casebook, claim_id: str, coders: tuple[str, ...] | None = None) -> Judged:
    view = casebook.view()
    recorded = view.claim(claim_id)
    try:
        return Judgements(view, coders=coders).of(recorded)
    except SlotError as error:
        raise DecisionError(str(error)) from error


def _row(
    verdict: Verdict, *, slot: str | None = None, value: Any = None, comment: str | None = None
) -> dict[str, Any]:
    return {
        "verdict": verdict.value,
        "slot": slot,
        "value": json.dumps(value, ensure_ascii=False)
        if verdict in (Verdict.CORRECT, Verdict.ADJUDICATE, Verdict.GRADE)
        else None,
        "comment": comment or None,
    }


def _write(casebook: Casebook, claim_id: str, rows: Sequence[Row]) -> int:
    detail = {"verdict": ", ".join(dict.fromkeys(row["verdict"] for row in rows))}
    if slots := [row["slot"] for row in rows if row["slot"]]:
        detail["slot"] = ", ".join(slots)
    with casebook.entry(JUDGED, claim_id, detail) as entry:
        entry.insert(
            judgement,
            [
                {"subject_table": claim.name, "subject_id": claim_id, "coder": casebook.who, **row}
                for row in rows
            ],
        )
        return entry.seq

"""A claim as it is put to an analyst: its words with marks, and every slot as read and as put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.registry_rows import SHIPPED
from thistledown.casebook.view import RecordedClaim, View
from thistledown.weigh.judgements import Judged
from thistledown.weigh.review.typed import typed_text
from thistledown.weigh.slots import SLOTS, slot_words

# A quote is one sentence as a rule; of a longer one the rest is in the report.
LONGEST_QUOTE = 2_000


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in the quote the words of a slot stand, in code points.

    Attributes:
        slot: trigger, provider, recipient, item, place, date, holder or cue.
        start: first.
        end: after the last.
    """

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyTyped:
    """A party as an input shows it.

    Attributes:
        actor: the actor's id, or None where the name is not resolved.
        name: as shown.
        modality: how sure it is that it was this party.
    """

    actor: str | None
    name: str
    modality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPair:
    """One slot, as the machine or coder had it and as it stands.

    Attributes:
        slot: its name.
        original: what was read, in words; "" for nothing.
        human: what stands, in words.
        typed: what stands, as one would type it.
        parties: what stands, where the slot holds parties.
        by: who put it right, if anybody did.
        open: whether a later reading put it otherwise than what was judged.
    """

    slot: str
    original: str
    human: str
    typed: str
    parties: tuple[PartyTyped, ...] = ()
    by: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What an analyst noted."""

    coder: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a claim comes from.

    Attributes:
        report: id of the report it was read from.
        url: address of the page or report, where known.
        title: of the report.
        outlet: who put it out, as the page says.
        published: when.
        language: of the words.
        said: what the coder noted of the page.
        source: id of the source in the registry.
        source_name: its name.
        grade: its grade, A to F.
        grade_reason: why.
    """

    report: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    said: str = ""
    source: str | None = None
    source_name: str | None = None
    grade: str | None = None
    grade_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with all that was decided about it.

    Attributes:
        id: of the claim.
        quote: the sentence it was read from; "" for a claim coded by hand.
        cut: whether the quote is longer than what is shown.
        marks: where in the quote each slot's words stand.
        slots: every slot, in order.
        confidence: how sure the reader or coder is, 0 to 1.
        verdict: accept or reject, where somebody said so.
        coders: who decided something.
        notes: what was noted, oldest first.
        coder: who coded it: a reader with its version, or a person.
        reasons: what made the reader say so.
        origin: where it comes from.
    """

    id: str
    quote: str
    cut: bool
    marks: tuple[Mark, ...]
    slots: tuple[SlotPair, ...]
    confidence: float
    verdict: str | None
    coders: tuple[str, ...]
    notes: tuple[Note, ...]
    coder: str
    reasons: tuple[str, ...]
    origin: Origin


def judged_claim(view: View, judged: Judged, *, eyes: Sequence[str] | None = None) -> JudgedClaim:
    """A claim as the API gives it.

    Args:
        view: the record, for report and source.
        judged: the claim with what was decided about it.
        eyes: coders whose source grades may be seen; None for all.
    """
    claim = judged.recorded.claim
    human = judged.both.human or claim
    changed = {change.slot: change.coder for change in judged.both.changes}
    return JudgedClaim(
        id=judged.recorded.id,
        quote=claim.quote[:LONGEST_QUOTE],
        cut=len(claim.quote) > LONGEST_QUOTE,
        marks=marks_of(claim),
        slots=tuple(
            SlotPair(
                slot=slot,
                original=slot_words(claim, slot),
                human=slot_words(human, slot),
                typed=typed_text(human, slot),
                parties=tuple(map(_party, _parties(human, slot))),
                by=changed.get(slot),
                open=slot in judged.open,
            )
            for slot in SLOTS
        ),
        confidence=claim.confidence,
        verdict=judged.both.verdict.value if judged.both.verdict else None,
        coders=judged.both.coders,
        notes=tuple(Note(coder, text) for coder, text in judged.comments),
        coder=claim.coder,
        reasons=claim.reasons,
        origin=origin_of(view, judged.recorded, eyes=eyes),
    )


def marks_of(claim: Claim) -> tuple[Mark, ...]:
    """The spans of a claim that lie in what is shown of its quote, counted from the quote's beginning."""
    start = claim.quote_span.start if claim.quote_span else 0
    most = min(len(claim.quote), LONGEST_QUOTE)
    return tuple(
        Mark(slot.value, max(0, span.start - start), min(most, span.end - start))
        for slot, span in sorted(claim.spans.items(), key=lambda pair: pair[1])
        if span.end > start and span.start - start < most
    )


def origin_of(view: View, recorded: RecordedClaim, *, eyes: Sequence[str] | None = None) -> Origin:
    """Where a claim comes from: the cited page, or the report it was read from."""
    cited, claim = recorded.claim.citation, recorded.claim
    if cited is not None:
        name, grade, reason = _source(view, cited.source, eyes)
        return Origin(
            url=cited.url,
            outlet=cited.publisher,
            published=cited.published,
            language=cited.language,
            said=cited.note,
            source=cited.source or None,
            source_name=name,
            grade=grade,
            grade_reason=reason,
        )
    if not claim.report:
        return Origin()
    report = view.report(claim.report)
    name, grade, reason = _source(view, report.source, eyes)
    return Origin(
        report=report.id,
        url=report.url,
        title=report.title,
        outlet=report.outlet,
        published=str(report.published) if report.published else None,
        language=report.language,
        source=report.source,
        source_name=name,
        grade=grade,
        grade_reason=reason,
    )


def _source(view: View, key: str | None, eyes: Sequence[str] | None) -> tuple[str | None, str | None, str]:
    if not key:
        return None, None, ""
    known = view.source(key)["name"]
    grades = [row for row in view.source_grades(key) if eyes is None or row["graded_by"] in (SHIPPED, *eyes)]
    return (known, grades[-1]["reliability"], grades[-1]["reason"]) if grades else (known, None, "")


def _parties(claim: Claim, slot: str) -> tuple[Party, ...]:
    return claim.providers if slot == "provider" else claim.recipients if slot == "recipient" else ()


def _party(party: Party) -> PartyTyped:
    return PartyTyped(party.actor, party.name, party.modality.value)

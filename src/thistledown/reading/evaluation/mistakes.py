"""Each error opened: what gold says, what was read, and the sentence both stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thistledown.casebook.claim import Claim
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Slot
from thistledown.reading.evaluation.alignment import Alignment
from thistledown.reading.evaluation.comparison import Level, same_sentence


class Sort(StrEnum):
    """What is wrong."""

    MISSED = "missed"
    INVENTED = "invented"
    KIND = "wrong kind"
    PARTY = "wrong party"
    MODALITY = "wrong modality"
    SLOT = "other slots wrong"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error.

    Attributes:
        sort: what is wrong.
        document: id of the document.
        text: its text, which all spans point into.
        gold: the gold claim, or None when the claim was invented.
        read: the read claim, or None when it was missed.
        slots: names of the slots that disagree; spans as `span of place`.
    """

    sort: Sort
    document: str
    text: str
    gold: Claim | None
    read: Claim | None
    slots: tuple[str, ...] = ()


def mistakes(alignment: Alignment) -> Iterator[Mistake]:
    """The errors of one document: claims left over on either side, then pairs that disagree.

    A missed and an invented claim of one sentence are one error, a wrong kind.
    """
    document = alignment.document
    invented = alignment.invented
    for gold in alignment.missed:
        other = next((claim for claim in invented if same_sentence(gold, claim)), None)
        if other is None:
            yield Mistake(Sort.MISSED, document.id, document.text, gold, None)
        else:
            invented.remove(other)
            yield Mistake(Sort.KIND, document.id, document.text, gold, other, ("kind",))
    for claim in invented:
        yield Mistake(Sort.INVENTED, document.id, document.text, None, claim)
    for pair in alignment.pairs:
        comparison = pair.comparison
        if comparison.level is Level.FULL:
            continue
        wrong = [slot for slot, same in comparison.slots.items() if not same]
        sort = (
            Sort.PARTY
            if {"provider", "recipient"} & set(wrong)
            else Sort.MODALITY
            if {"modality", "polarity"} & set(wrong)
            else Sort.SLOT
        )
        wrong += [f"span of {slot.value}" for slot, same in comparison.spans.items() if not same]
        yield Mistake(
            sort,
            document.id,
            document.text,
            alignment.gold[pair.gold],
            alignment.read[pair.read],
            tuple(wrong),
        )


def marked(claim: Claim, text: str) -> str:
    """The claim's sentence with its slots in brackets: "[provider Russia] [trigger supplied] …".

    Slots that overlap one already marked are left unmarked, those of the shorter stretch first.
    """
    around = claim.quote_span or claim.spans.get(Slot.TRIGGER)
    if around is None:
        return claim.quote
    marks: list[tuple[Span, str]] = []
    for slot, span in sorted(claim.spans.items(), key=lambda pair: (pair[1].end - pair[1].start, pair[0])):
        if span.within(around) and not any(span.overlaps(other) for other, _ in marks):
            marks.append((span, slot.value))
    parts, place = [], around.start
    for span, name in sorted(marks):
        parts += [text[place : span.start], f"[{name} {span.of(text)}]"]
        place = span.end
    return "".join([*parts, text[place : around.end]])


def facts(claim: Claim) -> dict[str, str]:
    """The slots of a claim as words, for setting two claims side by side."""
    when, where = claim.when, claim.where
    return {
        "kind": claim.kind.value,
        "provider": "; ".join(party.name for party in claim.providers),
        "recipient": "; ".join(party.name for party in claim.recipients),
        "items": ", ".join(sorted(item.value for item in claim.items)),
        "system": claim.system.value if claim.system else "",
        "pathway": claim.pathway.value,
        "date": f"{when.start or '…'} to {when.end or '…'}" if when else "",
        "place": ", ".join(part for part in (where.name, where.country) if part) if where else "",
        "holder": " citing ".join(claim.holders),
        "modality": claim.modality.value,
        "polarity": claim.polarity.value,
        "generic": "yes" if claim.generic else "no",
    }

"""What happened in one document, as counts that add up over documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Item, Modality, Polarity, Slot
from thistledown.reading.evaluation.alignment import Alignment, Pair
from thistledown.reading.evaluation.bodies import known_parties
from thistledown.reading.evaluation.comparison import SLOTS, Level, same_sentence

Counts = NDArray[np.int64]

# Slots that a claim may leave empty; the others always have a value.
OPEN_SLOTS = ("provider", "recipient", "items", "system", "date", "place", "holder")
_PLAIN = (
    *(
        "documents",
        "gold",
        "repeats",
        "read",
        "kind_sentence",
        "actors",
        "full",
        "actors_strict",
        "full_overlap",
    ),
    *("right", "flips", "denied_gold", "denied_as_asserted", "denied_as_happened"),
    *("alleged_answered", "alleged_as_asserted", "spans", "spans_exact", "trigger_both", "trigger_same"),
    *("negative_documents", "negative_with_claims", "negative_claims"),
    *(f"{group}_{what}" for group in ("seen", "unseen") for what in ("gold", "kind_sentence", "actors")),
)
COLUMNS = (*_PLAIN, *(f"{slot}:{what}" for slot in SLOTS for what in ("tp", "fp", "fn")))
COLUMN = {name: place for place, name in enumerate(COLUMNS)}


def is_right(pair: Pair) -> bool:
    """Whether a read claim is right: kind, sentence, both parties and modality are those of gold."""
    return pair.comparison.level >= Level.ACTORS and pair.comparison.slots["modality"]


def count(alignment: Alignment) -> Counts:
    """The counts of one document, in the order of `COLUMNS`."""
    row: Counts = np.zeros(len(COLUMNS), dtype=np.int64)

    def add(name: str, number: int = 1) -> None:
        row[COLUMN[name]] += number

    gold, read, repeats = alignment.gold, alignment.read, alignment.repeats
    add("documents")
    add("gold", len(gold))
    add("repeats", len(repeats))
    add("read", len(read))
    if not gold:
        add("negative_documents")
        add("negative_with_claims", bool(read))
        add("negative_claims", len(read))
    for pair in alignment.pairs:
        level = pair.comparison.level
        add("kind_sentence")
        add("actors", level >= Level.ACTORS)
        add("full", level >= Level.FULL)
        add("actors_strict", pair.comparison.strict_actors)
        add("full_overlap", level >= Level.ACTORS and pair.comparison.words_overlap)
        add("right", is_right(pair))
        add("flips", not pair.comparison.slots["polarity"])
        if Slot.TRIGGER in pair.comparison.spans:
            add("trigger_both")
            add("trigger_same", pair.comparison.spans[Slot.TRIGGER])
        for slot, (tp, fp, fn) in _slot_counts(pair, gold[pair.gold], read[pair.read]):
            add(f"{slot}:tp", tp)
            add(f"{slot}:fp", fp)
            add(f"{slot}:fn", fn)
    answers = {pair.gold: pair for pair in alignment.pairs}
    for index, claim in enumerate(gold):
        group = _group(claim)
        level = answers[index].comparison.level if index in answers else Level.NONE
        if group and index not in repeats:
            add(f"{group}_gold")
            add(f"{group}_kind_sentence", level >= Level.KIND_SENTENCE)
            add(f"{group}_actors", level >= Level.ACTORS)
        if claim.modality is Modality.ALLEGED and claim.polarity is Polarity.POSITIVE and index in answers:
            add("alleged_answered")
            add("alleged_as_asserted", asserts(read[answers[index].read]))
    add("denied_gold", sum(not happens(claim) for claim in gold))
    for claim in overstated(alignment):
        add("denied_as_happened")
        add("denied_as_asserted", asserts(claim))
    for claim in read:
        good = list(span_verdicts(claim, alignment.document.text))
        add("spans", len(good))
        add("spans_exact", sum(good))
    return row


def asserts(claim: Claim) -> bool:
    """Whether a claim states a happening as a plain fact."""
    return claim.modality is Modality.ASSERTED and claim.polarity is Polarity.POSITIVE


def happens(claim: Claim) -> bool:
    """Whether a claim is neither denied nor negated nor foretold."""
    return claim.polarity is Polarity.POSITIVE and claim.modality not in (Modality.DENIED, Modality.FORECAST)


def overstated(alignment: Alignment) -> list[Claim]:
    """Read claims that state as fact or report what gold denies or foretells.

    Those that answer such a gold claim, and those that answer none but stand on the sentence of such a
    gold claim of their kind.
    """
    gold, read = alignment.gold, alignment.read
    answered = {pair.read: gold[pair.gold] for pair in alignment.pairs}
    unreal = [claim for claim in gold if not happens(claim)]
    found = []
    for index, claim in enumerate(read):
        if claim.polarity is not Polarity.POSITIVE or claim.modality not in (
            Modality.ASSERTED,
            Modality.REPORTED,
        ):
            continue
        mine = answered.get(index)
        if mine is not None:
            wrong = not happens(mine)
        else:
            wrong = any(other.kind is claim.kind and same_sentence(other, claim) for other in unreal)
        if wrong:
            found.append(claim)
    return found


def span_verdicts(claim: Claim, text: str) -> Iterable[bool]:
    """For the quote and each slot with words, whether the span points at whole characters it can show.

    A span is good when it lies inside the text, is not empty, begins and ends at no white space and does not
    cut a character from its combining marks; the quote's span must give exactly the quote.
    """
    if claim.quote_span is not None:
        start, end = claim.quote_span
        yield 0 <= start < end <= len(text) and text[start:end] == claim.quote
    for start, end in claim.spans.values():
        yield (
            0 <= start < end <= len(text)
            and not text[start].isspace()
            and not text[end - 1].isspace()
            and not unicodedata.combining(text[start])
            and not (end < len(text) and unicodedata.combining(text[end]))
        )


def _slot_counts(pair: Pair, gold: Claim, read: Claim) -> Iterable[tuple[str, tuple[int, int, int]]]:
    for slot in SLOTS:
        same = pair.comparison.slots[slot]
        if slot == "items":
            mine, theirs = set[Item](gold.items), set[Item](read.items)
            yield slot, (len(mine & theirs), len(theirs - mine), len(mine - theirs))
        elif slot in OPEN_SLOTS:
            there, found = _filled(gold, slot), _filled(read, slot)
            if slot == "place" and same and not there:
                found = False
            hit = int(there and found and same)
            yield slot, (hit, int(found and not hit), int(there and not hit))
        else:
            yield slot, (int(same), int(not same), int(not same))


def _filled(claim: Claim, slot: str) -> bool:
    return bool(
        {
            "provider": claim.providers,
            "recipient": claim.recipients,
            "system": claim.system,
            "date": claim.when,
            "place": claim.where,
            "holder": claim.holders,
        }[slot]
    )


def _group(claim: Claim) -> str | None:
    known = known_parties(claim.providers + claim.recipients)
    return None if known is None else "seen" if known else "unseen"


def table(alignments: Sequence[Alignment]) -> Counts:
    """The counts of many documents, one a row."""
    if not alignments:
        return np.zeros((0, len(COLUMNS)), dtype=np.int64)
    return np.stack([count(alignment) for alignment in alignments])

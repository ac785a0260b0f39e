"""Which read claim answers which gold claim, document by document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thistledown.casebook.claim import Claim
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Slot
from thistledown.reading.evaluation.assignment import best_pairs
from thistledown.reading.evaluation.bodies import exactly_same_role
from thistledown.reading.evaluation.comparison import Comparison, Level, compare
from thistledown.reading.evaluation.gold import GoldDocument


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the read claim that answers it, by their places in the two lists."""

    gold: int
    read: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Alignment:
    """One document with its gold and read claims, paired one to one.

    Attributes:
        document: the document; its claims may have been joined (see `joined`).
        gold: gold claims.
        read: read claims.
        pairs: the pairs, by gold claim.
    """

    document: GoldDocument
    gold: tuple[Claim, ...]
    read: tuple[Claim, ...]
    pairs: tuple[Pair, ...]

    @property
    def repeats(self) -> frozenset[int]:
        """Unanswered gold claims that only say again what an answered one says.

        Gold has a claim for each mention; a reader may make one of a headline and its lead. Which of the
        two it keeps is no matter, and the other is not missed.
        """
        answered = {pair.gold for pair in self.pairs}
        return frozenset(
            index
            for index, claim in enumerate(self.gold)
            if index not in answered and any(says_again(claim, self.gold[other]) for other in answered)
        )

    @property
    def missed(self) -> list[Claim]:
        """Gold claims that no read claim answers, repeats left out."""
        told = {pair.gold for pair in self.pairs} | self.repeats
        return [claim for index, claim in enumerate(self.gold) if index not in told]

    @property
    def invented(self) -> list[Claim]:
        """Read claims that answer no gold claim."""
        used = {pair.read for pair in self.pairs}
        return [claim for index, claim in enumerate(self.read) if index not in used]

    def level(self, read: int) -> Level:
        """How far a read claim matches the gold claim it answers."""
        return next((p.comparison.level for p in self.pairs if p.read == read), Level.NONE)


def align(document: GoldDocument, read: Sequence[Claim]) -> Alignment:
    """Pair the claims of a document one to one.

    Only claims of one kind and one sentence can be paired. Among all pairings the one is chosen that has
    the most pairs, then the most pairs with the same actors, then the most that match in full, then the
    most slots and spans that agree.
    """
    gold, found = joined(document.claims), joined(read)
    compared = {
        (i, j): comparison
        for i, mine in enumerate(gold)
        for j, theirs in enumerate(found)
        if (comparison := compare(mine, theirs, document.text)) is not None
    }
    # Each step is worth more than all that lesser steps can add up to.
    slots = 32 * (min(len(gold), len(found)) + 1)
    step = min(len(gold), len(found)) + 1
    full, actors, kind = slots, slots * step, slots * step * step
    weights = {
        pair: kind
        + (actors if comparison.level >= Level.ACTORS else 0)
        + (full if comparison.level >= Level.FULL else 0)
        + comparison.agreeing
        for pair, comparison in compared.items()
    }
    pairs = tuple(Pair(i, j, compared[i, j]) for i, j in best_pairs(weights))
    return Alignment(document, gold, found, pairs)


def joined(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims with those made one that differ only in one party of several.

    "Russia and Turkey supplied …" may be coded as one claim with two providers or as two claims; both
    come out as one with two. Joined are claims of one kind, trigger stretch, modality and polarity whose
    providers or recipients are the same. The first one's other slots stand.
    """
    made: list[Claim] = []
    for claim in claims:
        for index, before in enumerate(made):
            if _one_happening(before, claim):
                made[index] = _union(before, claim)
                break
        else:
            made.append(claim)
    return tuple(made)


def says_again(one: Claim, other: Claim) -> bool:
    """Whether two claims of a document may tell of one happening in the same way.

    Kind, modality, polarity and generality are the same; parties, date and place are the same, or one of
    the two leaves them open.
    """
    if (one.kind, one.modality, one.polarity, one.generic) != (
        other.kind,
        other.modality,
        other.polarity,
        other.generic,
    ):
        return False
    for mine, theirs in ((one.providers, other.providers), (one.recipients, other.recipients)):
        if mine and theirs and not exactly_same_role(mine, theirs):
            return False
    if not any((one.providers and other.providers, one.recipients and other.recipients)):
        return False
    if one.when and other.when and not one.when.overlaps(other.when):
        return False
    return not (
        one.where
        and other.where
        and one.where.country
        and other.where.country
        and one.where.country != other.where.country
    )


def _one_happening(one: Claim, other: Claim) -> bool:
    return (
        one.kind is other.kind
        and Slot.TRIGGER in one.spans
        and one.spans[Slot.TRIGGER] == other.spans.get(Slot.TRIGGER)
        and one.modality is other.modality
        and one.polarity is other.polarity
        and one.generic is other.generic
        and (
            (one.providers == other.providers and one.recipients != other.recipients)
            or (one.recipients == other.recipients and one.providers != other.providers)
        )
        and bool(one.providers) == bool(other.providers)
        and bool(one.recipients) == bool(other.recipients)
    )


def _union(one: Claim, other: Claim) -> Claim:
    spans = dict(one.spans)
    for slot in (Slot.PROVIDER, Slot.RECIPIENT):
        mine, theirs = spans.get(slot), other.spans.get(slot)
        if mine and theirs:
            spans[slot] = Span(min(mine.start, theirs.start), max(mine.end, theirs.end))
    return replace(
        one,
        providers=tuple(dict.fromkeys(one.providers + other.providers)),
        recipients=tuple(dict.fromkeys(one.recipients + other.recipients)),
        confidence=min(one.confidence, other.confidence),
        spans=spans,
    )

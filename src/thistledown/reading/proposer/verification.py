"""What a proposal must stand up to before it becomes a claim.

A proposal lives only if its quote stands in one sentence of the text, letter for letter after the fold; if
every slot stands in the quote or in the next sentence; if its parties are bodies or cohorts that the rules
know or find; and if neither the words of the sentence nor the rule reader's own claims contradict how surely
it speaks. Doubt is resolved against the proposal: the worst a model can do is to propose nothing useful.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.people import person_in
from thistledown.codebook.terms import Modality, Polarity, Slot
from thistledown.reading.mention_words import Mention
from thistledown.reading.proposer.fold import Folded, fold
from thistledown.reading.proposer.proposal import Proposal
from thistledown.reading.proposer.rules import Doubt, Seen, date_at, doubt, outlet_at, place_at, words_before

_SHORTEST_QUOTE = 8
_LONGEST_NEXT = 2_000
_NOWHERE = Span(0, 0)
_NOBODY = frozenset({"anaphor", "adjective", "class"})
# Articles and contracted prepositions may stand before a mention ("the", "de los"); names may not.
_MOST_BEFORE = 6
# Modalities that do not contradict each other; a denial and a forecast agree with themselves alone.
_AGREE = (
    frozenset({Modality.ASSERTED, Modality.REPORTED}),
    frozenset({Modality.REPORTED, Modality.ALLEGED, Modality.SPECULATED}),
    frozenset({Modality.DENIED}),
    frozenset({Modality.FORECAST}),
)
_STRENGTH = (Modality.ASSERTED, Modality.REPORTED, Modality.SPECULATED, Modality.ALLEGED)


class RefusedError(Exception):
    """The proposal does not stand; the message says why, in words of this program only."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A proposal that stands, before it is made a claim or confirms one.

    Attributes:
        said: what was proposed, its modality weakened where the words of the sentence ask for it.
        seen: the sentence.
        where: the place as the gazetteer knows it.
        confirms: the rule reader's claims that say the same.
        reasons: what was checked, weakened and left out.
    """

    said: Proposal
    seen: Seen
    spans: dict[Slot, Span]
    providers: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Place | None
    holders: tuple[str, ...]
    generic: bool
    confirms: tuple[Claim, ...]
    reasons: tuple[str, ...]

    @property
    def polarity(self) -> Polarity:
        """Whether it says that the event happened."""
        return Polarity.NEGATIVE if self.said.modality is Modality.DENIED else Polarity.POSITIVE


class Verification:
    """Checks proposals against one text and the claims the rules read from it."""

    def __init__(
        self,
        text: str,
        seen: Sequence[Seen],
        claims: Sequence[Claim],
        *,
        language: str,
        published: date | None,
        addressed: Sequence[str],
        purpose: Sequence[str] = (),
    ) -> None:
        """Prepare for one text.

        Args:
            text: the clean text.
            seen: its sentences.
            claims: what the rule reader read from it.
            language: its language.
            published: the day it was put out.
            addressed: words, in lower case, by which a passage speaks to a language model.
            purpose: words, in lower case, that make the event after them a purpose.
        """
        self._text, self._seen, self._claims = text, seen, claims
        self._language, self._published = language, published
        self._words = [fold(word).text for word in addressed]
        self._purpose = frozenset(purpose)
        self._speaking: dict[Span, bool] = {}
        self._starts = [s.span.start for s in seen]

    def check(self, said: Proposal, piece: Folded) -> Verified:
        """Check one proposal about the piece of the text that was sent.

        Raises:
            RefusedError: when it does not stand.
        """
        quote, seen = self._quote(said, piece)
        if self._addressed(seen.passage.span):
            raise RefusedError("the passage speaks to a language model")
        if not self._drone_near(seen):
            raise RefusedError("no drone is named near the quote")
        following = self._next(seen)
        reach = [(fold(self._text, quote), seen)]
        if following is not None:
            reach.append((fold(self._text, following.span), following))
        spans: dict[Slot, Span] = {Slot.TRIGGER: self._slot(said.trigger, reach[:1])[0]}
        used = {seen.number: seen}
        left_out: list[str] = []
        parties: dict[Slot, tuple[Party, ...]] = {}
        for slot, named in ((Slot.PROVIDER, said.providers), (Slot.RECIPIENT, said.recipients)):
            found = [self._party(name, reach) for name in named]
            parties[slot] = tuple(party for party, _, _ in found)
            if found:
                spans[slot] = found[0][1]
            used |= {at.number: at for _, _, at in found}
        if _shared(parties[Slot.PROVIDER], parties[Slot.RECIPIENT]):
            raise RefusedError("the same body stands on both sides")
        when: When | None = None
        where: Place | None = None
        holders: tuple[str, ...] = ()
        if said.item is not None:
            spans[Slot.ITEM], at = self._slot(said.item, reach)
            used[at.number] = at
        if said.date is not None:
            span, at = self._slot(said.date, reach)
            dated = date_at(self._text, span, self._published, self._language)
            if dated is None:
                left_out.append("date left out: the grammar of dates does not read it")
            else:
                when, spans[Slot.DATE] = dated
        if said.place is not None:
            span, at = self._slot(said.place, reach)
            bodies = [p for s in (Slot.PROVIDER, Slot.RECIPIENT) if (p := spans.get(s))]
            placed = place_at(self._text, span, self._language, bodies)
            if placed is None:
                left_out.append("place left out: the gazetteer does not know it")
            else:
                where, spans[Slot.PLACE] = placed
        if said.holder is not None:
            span, at = self._slot(said.holder, reach)
            holder = self._holder(span, at)
            if holder is None:
                left_out.append("holder left out: no body or source the rules know")
            else:
                holders, spans[Slot.HOLDER] = (holder[0],), holder[1]
        trigger = spans[Slot.TRIGGER]
        confirms = self._rule_claims(said, seen, trigger, parties[Slot.PROVIDER], parties[Slot.RECIPIENT])
        reasons: list[str] = []
        generic = False
        # The rule reader knows what its cues govern; without it any cue in the sentence counts.
        if not any(trigger.overlaps(c.spans.get(Slot.TRIGGER, _NOWHERE)) for c in confirms):
            said, reasons, generic = self._modality(said, seen, trigger, list(used.values()))
        return Verified(
            said=said,
            seen=seen,
            spans=spans,
            providers=parties[Slot.PROVIDER],
            recipients=parties[Slot.RECIPIENT],
            when=when,
            where=where,
            holders=holders,
            generic=generic,
            confirms=confirms,
            reasons=(*reasons, *left_out),
        )

    # -- words ------------------------------------------------------------------------------------

    def _quote(self, said: Proposal, piece: Folded) -> tuple[Span, Seen]:
        if len(fold(said.quote).text.strip()) < _SHORTEST_QUOTE:
            raise RefusedError("the quote is too short to be one")
        places = [span for span in piece.find(said.quote) if self._bounded(span)]
        if not places:
            raise RefusedError("the quote is not in the text")
        inside = [(span, at) for span in places if span.within((at := self._at(span)).span)]
        if not inside:
            raise RefusedError("the quote runs over more than one sentence")
        if len({fold(self._text, at.span).text for _, at in inside}) > 1 or len(inside) < len(places):
            raise RefusedError("the quote stands in several sentences")
        return inside[0]

    def _at(self, span: Span) -> Seen:
        return self._seen[max(bisect_right(self._starts, span.start) - 1, 0)]

    def _addressed(self, passage: Span) -> bool:
        if passage not in self._speaking:
            plain = fold(self._text, passage).text.casefold()
            self._speaking[passage] = any(word in plain for word in self._words)
        return self._speaking[passage]

    def _slot(self, wanted: str, reach: Sequence[tuple[Folded, Seen]]) -> tuple[Span, Seen]:
        for folded, at in reach:
            for span in folded.find(wanted):
                if self._bounded(span):
                    return span, at
        raise RefusedError("a slot is neither in the quote nor in the next sentence")

    def _bounded(self, span: Span) -> bool:
        """Whether a stretch begins and ends with whole words; Arabic writes small words onto the next."""
        text = self._text
        before = text[span.start - 1] if span.start else " "
        after = text[span.end] if span.end < len(text) else " "
        glued = "\u0620" <= before <= "\u06d3"
        starts = not (before.isalnum() and text[span.start].isalnum()) or glued
        return starts and not (after.isalnum() and text[span.end - 1].isalnum())

    def _next(self, seen: Seen) -> Seen | None:
        if seen.number + 1 >= len(self._seen):
            return None
        following = self._seen[seen.number + 1]
        far = following.passage.block != seen.passage.block
        long = following.span.end - following.span.start > _LONGEST_NEXT
        return None if far or long else following

    def _drone_near(self, seen: Seen) -> bool:
        """In the quote's passage or up to three before it, where they belong together."""
        spans = {seen.passage.span}
        for other in reversed(self._seen[: seen.number]):
            if other.passage.block != seen.passage.block or len(spans) > 3:
                break
            spans.add(other.passage.span)
        low = max(0, seen.number - 60)
        return any(s.drone for s in self._seen[low : seen.number + 60] if s.passage.span in spans)

    # -- parties ----------------------------------------------------------------------------------

    def _party(self, wanted: str, reach: Sequence[tuple[Folded, Seen]]) -> tuple[Party, Span, Seen]:
        span, at = self._slot(wanted, reach)
        for claim in self._claims:
            if claim.quote_span and claim.quote_span.overlaps(at.span):
                for party in (*claim.providers, *claim.recipients):
                    if fold(party.literal).text == fold(wanted).text.strip():
                        return replace(party, modality=Modality.ASSERTED), span, at
        mention = self._mention(span, at)
        if mention is None:
            raise RefusedError("a party is no body or cohort that the rules know or find")
        if mention.generic:
            raise RefusedError("a party is too general to be anyone")
        return _as_party(mention), mention.span, at

    def _mention(self, span: Span, at: Seen) -> Mention | None:
        """The mention that words stand for: they lie in it, or hold it and no more than an article."""
        for mention in at.mentions:
            if mention.form in _NOBODY or person_in(mention.literal):
                continue
            if span.within(mention.span):
                return mention
            if mention.span.within(span):
                before = self._text[span.start : mention.span.start]
                after = self._text[mention.span.end : span.end]
                first = span.start == at.span.start
                small = len(before) <= _MOST_BEFORE and (
                    before == before.lower() or (first and len(before) < 5)
                )
                if small and after.strip(" '’s") == "":
                    return mention
        return None

    def _holder(self, span: Span, at: Seen) -> tuple[str, Span] | None:
        outlet = outlet_at(at, span, self._language)
        if outlet is not None:
            return outlet, span
        mention = self._mention(span, at)
        return (mention.name, mention.span) if mention is not None and not mention.generic else None

    # -- how surely -------------------------------------------------------------------------------

    def _modality(
        self, said: Proposal, seen: Seen, trigger: Span, used: Sequence[Seen]
    ) -> tuple[Proposal, list[str], bool]:
        """Hold what was proposed against the words of the sentences its slots stand in."""
        found: list[Doubt] = [doubt(seen, self._language) for seen in used]
        if any(seen.sentence.question for seen in used):
            raise RefusedError("a question says nothing")
        denied, forecast = any(d.denied for d in found), any(d.forecast for d in found)
        forecast = forecast or not self._purpose.isdisjoint(words_before(seen, trigger, self._text))
        if said.modality is Modality.DENIED:
            if not denied:
                raise RefusedError("proposed as denied, but no word denies it")
        elif denied:
            raise RefusedError("the sentence denies or negates, the proposal does not")
        elif forecast and said.modality is not Modality.FORECAST:
            raise RefusedError("the sentence speaks of what may come, the proposal does not")
        generic = any(d.generic for d in found)
        weakest = max((d.soft for d in found if d.soft), key=_STRENGTH.index, default=Modality.ASSERTED)
        if said.holder is not None and weakest is Modality.ASSERTED:
            weakest = Modality.REPORTED
        if said.modality in _STRENGTH and _STRENGTH.index(weakest) > _STRENGTH.index(said.modality):
            reason = f"proposed as {said.modality.value}, weakened to {weakest.value} by the sentence's words"
            return replace(said, modality=weakest), [reason], generic
        return said, [], generic

    def _rule_claims(
        self,
        said: Proposal,
        seen: Seen,
        trigger: Span,
        providers: Sequence[Party],
        recipients: Sequence[Party],
    ) -> tuple[Claim, ...]:
        """The rule reader's claims of that kind in that sentence, none of which may be contradicted."""
        here = [c for c in self._claims if c.quote_span and c.quote_span.overlaps(seen.span)]
        same = [c for c in here if c.kind is said.kind]
        for claim in same or here:
            certain = claim.modality in (Modality.DENIED, Modality.FORECAST)
            if not same and certain and said.modality is not claim.modality:
                raise RefusedError("the rules read the sentence as a denial or a forecast")
        agreeing = [c for c in same if _agree(c.providers, providers) and _agree(c.recipients, recipients)]
        if same and not agreeing:
            raise RefusedError("the rules read other parties in that sentence")
        own = [c for c in agreeing if trigger.overlaps(c.spans.get(Slot.TRIGGER, _NOWHERE))]
        agreeing = own or agreeing
        if any(not _compatible(said.modality, claim.modality) for claim in agreeing):
            raise RefusedError("the rules read another modality in that sentence")
        return tuple(agreeing)


def _as_party(mention: Mention) -> Party:
    return Party(literal=mention.literal, name=mention.name, actor=mention.actor, kind=mention.kind)


def _key(party: Party) -> str:
    return party.actor or party.literal.casefold()


def _shared(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return bool({_key(p) for p in one} & {_key(p) for p in other})


def _agree(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return not one or not other or _shared(one, other)


def _compatible(one: Modality, other: Modality) -> bool:
    return any(one in group and other in group for group in _AGREE)

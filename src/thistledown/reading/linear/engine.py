"""From a text to claims with the linear engine: passages, sentences, sayings, claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.terms import ActorKind, Kind, Modality, Polarity, Slot
from thistledown.reading.anaphora import belonging, resolve_anaphor
from thistledown.reading.confidence import confidence
from thistledown.reading.linear import dating
from thistledown.reading.linear.apposed import apposed
from thistledown.reading.linear.classes import Classes, pronoun_for
from thistledown.reading.linear.extent import extent
from thistledown.reading.linear.features import features
from thistledown.reading.linear.grammar import grammar
from thistledown.reading.linear.holders import holder_of, speaker
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.roles import sayings
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.stance import stance_of
from thistledown.reading.linear.things import whole
from thistledown.reading.linear.topic import Topic
from thistledown.reading.mention_words import Mention, Words, words
from thistledown.reading.mentions import MentionFinder
from thistledown.reading.modality import Stance
from thistledown.reading.names import Names
from thistledown.reading.passages import Passage, PassageKind, Sentence, is_title_case, split_passages
from thistledown.reading.pathways import pathways_of
from thistledown.reading.sites import Sites
from thistledown.reading.tokens import Run, tokenise
from thistledown.reading.vocabulary import vocabulary
from thistledown.reading.when import DateMention, find_dates

_TITLES = frozenset({PassageKind.TITLE, PassageKind.HEADING})
# A sentence is read in pieces of so many tokens, and so many pieces: more is an attack or a table.
_MOST_TOKENS, _MOST_PIECES = 400, 10
_NEAR_PASSAGES = 3
_DATELINE = re.compile(
    r"[^\W\d_][^.!?:;«»\"\n]{1,40}?(?:\([^()\n]{2,40}\)\s?)?(?:\.\s?[-–—]+\s|\s?\([^()\n]{2,40}\)\s?[-–—:]\s|\s[—–]\s(?=[^\W\d_a-z]))"
)
_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})


@dataclass(slots=True)
class Told:
    """A sentence with what was found in it.

    Attributes:
        passage: the passage it stands in.
        sentence: where it stands.
        parse: its words.
        title: it is a headline.
    """

    passage: Passage
    sentence: Sentence
    parse: Parse
    title: bool


class Engine:
    """One reading of one text."""

    def __init__(
        self, text: str, known: Names, language: str, published: date | None, report: str, coder: str
    ) -> None:
        self.text, self.names, self.language = text, known, language
        self.published, self.report, self.coder = published, report, coder
        self.finder = MentionFinder(text, known, language)
        self.words = words(language)
        self.grammar = grammar(language)
        self.codebook = codebook_version()
        self._sites = Sites(text, language)
        self._topic = Topic()
        self._classes = Classes()
        self._read: list[Saying] = []

    def claims(self) -> Iterator[Claim]:
        """The claims of the text, in its order, unmerged."""
        passages = split_passages(self.text)
        known = vocabulary(self.language)
        runs = {
            passage.span: [
                piece for sentence in passage.sentences for piece in _runs(self.text, sentence, known)
            ]
            for passage in passages
        }
        drones = {span: any(self._names_drone(run) for _, run in found) for span, found in runs.items()}
        every = [run for found in runs.values() for _, run in found]
        self.finder.supported = self._supported(every)
        self.finder.nearby = frozenset(
            match.meaning
            for run in every
            for lexicon in (self.names.countries, self.names.adjectives)
            for match in lexicon.every(run)
        )
        titles = {p.block: p for p in reversed(passages) if p.kind is PassageKind.TITLE}
        sorts = {p.span: self._sorts(run for _, run in runs[p.span]) for p in passages}
        earlier: list[Mention] = []
        block = -1
        for position, passage in enumerate(passages):
            if passage.block != block:
                block, earlier, self._topic = passage.block, [], Topic()
                self._classes = Classes()
            around = passages[max(position - _NEAR_PASSAGES, 0) : position + 2]
            near = [p for p in around if p.block == passage.block]
            title = titles.get(passage.block)
            near += [title] if title is not None else []
            if not any(drones[p.span] for p in near):
                continue
            about = sorts[passage.span] | (sorts[title.span] if title is not None else frozenset())
            if "unrelated" in about and "armed" not in about:
                continue
            pending: list[Claim] = []
            last: list[Claim] = []
            for sentence, run in runs[passage.span]:
                told = self._told(passage, sentence, run, earlier)
                if told is None:
                    continue
                found = list(self._said(told, last))
                found += list(self._denied_before(told, found or last))
                pending += found
                self._blame(told, pending)
                self._topic.hear(told.parse.mentions, self._read)
                last = found or last
            yield from pending

    def _names_drone(self, run: Run) -> bool:
        return any(
            tag.sort == "item" and tag.name == "drone"
            for match in self.grammar.tags.every(run)
            for tag in match.meaning
        )

    def _sorts(self, runs: Iterable[Run]) -> frozenset[str]:
        """Every sort of word that a text has."""
        return frozenset(
            tag.sort for run in runs for match in self.grammar.tags.every(run) for tag in match.meaning
        )

    def _supported(self, runs: Sequence[Run]) -> frozenset[str]:
        """Actors named in full somewhere, so that their ambiguous short names may count too."""
        supported: set[str] = set()
        for run in runs:
            for match in self.names.namings.every(run):
                clear = [n for n in match.meaning if not n.ambiguous and len(n.case) > 1]
                if len(clear) == 1:
                    supported.add(clear[0].actor)
        return frozenset(supported)

    # -- one sentence -----------------------------------------------------------------------------

    def _told(self, passage: Passage, sentence: Sentence, run: Run, earlier: list[Mention]) -> Told | None:
        if not run:
            return None
        title = passage.kind in _TITLES or is_title_case(sentence.span.of(self.text))
        mentions: list[Mention] = []
        body = _after_dateline(self.text, sentence.span) if passage.sentences[0] is sentence else 0
        if body and any(
            tag.sort == "trigger" and run[match.first].start < body
            for match in self.grammar.tags.every(run)
            for tag in match.meaning
        ):
            body = 0  # "Россия снабжает Мали дронами — СМИ": a place is not told to have done anything.
        seen = self.finder.find(run, title_case=title)
        for mention in seen if title else apposed(run, seen, self.text, self.words):
            if mention.span.start < body:
                continue
            if mention.form == "anaphor":
                mention = resolve_anaphor(mention, earlier + mentions, self.language) or self._left(mention)
            elif self.grammar.cases and mentions:
                mention = belonging(run, mentions[-1], mention, self.grammar.tags)
            mentions.append(mention)
        earlier.extend(m for m in mentions if m.form not in ("anaphor", "adjective", "country"))
        earlier.extend(m for m in mentions[:1] if m.form == "country")
        del earlier[:-12]
        return Told(passage, sentence, Parse(self.text, run, mentions, self.grammar), title)

    def _left(self, mention: Mention) -> Mention:
        """An anaphor that points at nothing: "le mouvement" stays as written, a pronoun says nobody."""
        if mention.last - mention.first < 2 or mention.possessive:
            return mention
        match = self.words.anaphors.at(tokenise(mention.literal), 0)
        if match is None:
            return mention  # "au mouvement rebelle": the article stands before it.
        kinds = [kind for kind in ActorKind if kind.value in match.meaning]
        written = tokenise(mention.literal)
        start = mention.span.start + (written[1].start if len(written) > 1 else 0)
        span = Span(start, mention.span.end)
        return replace(
            mention,
            span=span,
            literal=span.of(self.text),
            name=span.of(self.text),
            form="noun",
            cohort=True,
            kind=kinds[0] if len(kinds) == 1 else ActorKind.UNKNOWN,
        )

    def _said(self, told: Told, before: Sequence[Claim]) -> Iterator[Claim]:
        parse, self._read = told.parse, []
        if any(parse.all("fiction")) or (any(parse.all("unrelated")) and not any(parse.all("armed"))):
            return
        self._topic.told = bool(before)
        found = self._read = sayings(parse, self._topic)
        self._topic.subject = next((s.subject for s in found if s.subject is not None), None) or self._lead(
            parse
        )
        self._classes.hear(parse)
        dates: list[DateMention] | None = None
        for saying in found:
            if dates is None:
                dates = find_dates(
                    self.text, published=self.published, language=self.language, span=told.sentence.span
                )
                named = [m.span for m in parse.mentions if m.form == "name"]  # "the March 23 Movement"
                dates = [d for d in dates if not any(span.overlaps(d.span) for span in named)]
            listed = told.passage.kind is PassageKind.LIST_ITEM and saying.voice == "nominal"
            stance = stance_of(
                parse, saying, self.text, self.names.outlets, question=told.sentence.question, listed=listed
            )
            self._classes.settle(parse, saying, stance.modality)
            saying = self._spoken(parse, saying, stance)
            if not parse.grammar.verb_first:  # There the accused may be taken for the speaker.
                saying = _unaccused(saying, stance)
            for one in self._split(saying):
                yield self._claim(told, one, stance, dates, before)

    def _lead(self, parse: Parse) -> Mention | None:
        """Who a sentence without a saying is about: its first free actor."""
        for mention in parse.mentions:
            if (
                mention.form not in ("adjective", "anaphor")
                and parse.governor(mention.first, mention).sort == "free"
            ):
                return mention
        return self._topic.subject

    def _spoken(self, parse: Parse, saying: Saying, stance: Stance) -> Saying:
        """Resolve a pronoun that stands for the one who denies: "Iran denied that it supplied"."""
        if stance.modality is not Modality.DENIED or saying.providers:
            return saying
        if saying.voice == "nominal" and saying.frame.nominal.get("give") == "provider" and saying.recipients:
            who = speaker(parse, saying)
            if who is not None and who not in saying.recipients:
                saying.providers = (who,)
                saying.reasons.append("who denies it is who would have done it")
            return saying
        if (
            saying.recipients
            and saying.frame.active.get("subject") == "provider"
            and saying.voice == "active"
        ):
            who = speaker(parse, saying)
            if who is not None and who not in saying.recipients:
                saying.providers = (who,)
                saying.reasons.append("who denies it is who would have done it")
        return saying

    @staticmethod
    def _split(saying: Saying) -> Iterator[Saying]:
        """One claim for each provider, except where several hands took or lost one thing."""
        distinct = {p.actor or p.country for p in saying.providers} - {None}
        if saying.kind is Kind.SEIZURE or len(distinct) < 2:
            yield saying
            return
        for provider in saying.providers:
            yield replace(saying, providers=(provider,))

    def _claim(
        self,
        told: Told,
        saying: Saying,
        stance: Stance,
        dates: Sequence[DateMention],
        before: Sequence[Claim],
    ) -> Claim:
        parse, trigger = told.parse, saying.trigger
        spans: dict[Slot, Span] = {Slot.TRIGGER: trigger}
        here = [m for m in saying.providers if _stands_in(m, parse)]
        if here:
            spans[Slot.PROVIDER] = _cover(parse, here, self.words)
        here = [m for m in saying.recipients if _stands_in(m, parse)]
        if here:
            spans[Slot.RECIPIENT] = _cover(parse, here, self.words)
        if saying.item is not None:
            spans[Slot.ITEM] = parse.span(*whole(parse, saying.item))
        elif (stands := pronoun_for(parse, saying)) is not None:
            spans[Slot.ITEM] = parse.span(*stands)
        if stance.holder_span:
            spans[Slot.HOLDER] = stance.holder_span
        if stance.cue:
            spans[Slot.CUE] = stance.cue
        when: When | None = None
        dated = dating.chosen(dating.candidates(parse, saying, dates, before, self.published))
        if dated is not None:
            when, spans[Slot.DATE] = dated.when, dated.span
        found = self._sites.locate(saying, parse.mentions, told.sentence.span, told.passage.span)
        where = None
        if found is not None and found.span is not None:
            where, spans[Slot.PLACE] = found.place, found.span
        elif found is not None and saying.kind is Kind.TRAINING and saying.item is not None:
            where = found.place
        else:
            saying.reasons = [reason for reason in saying.reasons if not reason.startswith("place:")]
        routes, rules = pathways_of(
            saying.kind, saying.frame.id, saying.providers, saying.recipients, parse.tokens, self.language
        )
        return Claim(
            report=self.report,
            kind=saying.kind,
            providers=tuple(_party(m) for m in saying.providers),
            recipients=tuple(_party(m) for m in saying.recipients),
            items=saying.items,
            system=saying.system,
            pathways=routes,
            when=when,
            where=where,
            holders=stance.holders,
            modality=stance.modality,
            polarity=stance.polarity,
            generic=stance.generic,
            confidence=confidence(
                features(saying, stance, told, dated=when is not None, placed=where is not None)
            ),
            quote=told.sentence.span.of(self.text),
            quote_span=told.sentence.span,
            spans=spans,
            coder=self.coder,
            codebook=self.codebook,
            reasons=(*saying.reasons, *stance.cues, *rules),
        )

    # -- what leans on the sentence before ----------------------------------------------------------

    def _denied_before(self, told: Told, last: Sequence[Claim]) -> Iterator[Claim]:
        """A denial of what the passage said before: "Kyiv rejected the accusations"."""
        parse = told.parse
        for hit in parse.all("speech"):
            if hit.tag.name != "denied":
                continue
            far = 5 if parse.grammar.cases else 3  # "сообщения о такой помощи называли фейком"
            near = range(max(hit.first - far, 0), min(hit.last + 7, len(parse.tokens)))
            charged = any(c.modality is Modality.ALLEGED and c.quote_span == told.sentence.span for c in last)
            if hit.tag.form != "noun" and not (charged or any(parse.tagged(i, "about") for i in near)):
                continue
            if not self._apart(parse, hit, last):
                continue
            holder = holder_of(parse, hit, self.text, self.names.outlets)
            denier = next((m for m in parse.mentions if holder and m.span.overlaps(holder[1])), None)
            if denier is None:
                continue
            cue = parse.span(hit.first, hit.last)
            for claim in last:
                parties = claim.providers + claim.recipients
                if claim.modality in (Modality.DENIED, Modality.FORECAST) or claim.generic:
                    continue
                if not any(self._same(party, denier) for party in parties):
                    continue
                spans: dict[Slot, Span] = {
                    slot: span
                    for slot, span in claim.spans.items()
                    if slot in (Slot.ITEM, Slot.PLACE, Slot.DATE, Slot.PROVIDER, Slot.RECIPIENT)
                }
                spans |= {Slot.TRIGGER: cue, Slot.CUE: cue, Slot.HOLDER: denier.span}
                yield replace(
                    claim, modality=Modality.DENIED, polarity=Polarity.NEGATIVE, holders=(denier.name,),
                    quote=told.sentence.span.of(self.text), quote_span=told.sentence.span, spans=spans,
                    confidence=claim.confidence * 0.8,
                    reasons=("denial of what was said before", f"denied: {cue.of(self.text)}"),
                )  # fmt: skip
            return

    def _apart(self, parse: Parse, hit: Hit, last: Sequence[Claim]) -> bool:
        """Whether a denial answers what was said, and does not bring in what it denies itself."""
        before = parse.span(hit.first, hit.last).start
        triggers = [claim.spans[Slot.TRIGGER].start for claim in last if Slot.TRIGGER in claim.spans]
        if not triggers or max(triggers) < parse.span(0, 1).start:
            return True
        said = max(triggers)
        between = (i for i, token in enumerate(parse.tokens) if said < token.start < before)
        return said < before and any(parse.stops(i) or parse.norm(i) in (",", "،") for i in between)

    def _blame(self, told: Told, pending: list[Claim]) -> None:
        """Name the user of the attack just told: "L'armée a accusé l'ELN"."""
        parse = told.parse
        hit: Hit | None = next(parse.all("blame"), None)
        if hit is None or not pending:
            return
        claim, blamed = pending[-1], self._blamed(parse, hit)
        if claim.kind is not Kind.USE or blamed is None:
            return
        # Who is named only where the blame is laid was no more than spoken of before.
        other = claim.recipients and claim.spans.get(Slot.RECIPIENT) != blamed.span
        if other or claim.modality in (Modality.DENIED, Modality.FORECAST):
            return
        modality = Modality.REPORTED if hit.tag.name == "subject" else Modality.ALLEGED
        spoken = parse.tagged(hit.first, "speech")
        if spoken is not None and spoken.tag.name == "speculated":
            modality = Modality.SPECULATED
        cue = parse.span(hit.first, hit.last)
        told_of = replace(
            claim,
            recipients=(_party(blamed, modality),),
            modality=max(claim.modality, modality, key=list(Modality).index),
            spans={**claim.spans, Slot.RECIPIENT: blamed.span, Slot.CUE: cue},
            confidence=claim.confidence * 0.9,
            reasons=(*claim.reasons, f"held responsible: {blamed.literal}"),
        )
        if claim.quote_span == told.sentence.span:
            pending[-1] = told_of
            return
        holder = holder_of(parse, hit, self.text, self.names.outlets)
        if holder is None and hit.tag.name == "subject":
            holder = (blamed.literal, blamed.span)
        spans = {Slot.TRIGGER: cue, Slot.CUE: cue, Slot.RECIPIENT: blamed.span}
        if holder is not None:
            spans[Slot.HOLDER] = holder[1]
        pending.append(
            replace(
                told_of,
                modality=modality,
                holders=(holder[0],) if holder else (),
                quote=told.sentence.span.of(self.text),
                quote_span=told.sentence.span,
                spans=spans,
            )
        )

    def _blamed(self, parse: Parse, hit: Hit) -> Mention | None:
        own = [m for m in parse.mentions if m.form not in ("adjective", "anaphor")]
        if hit.tag.name == "subject":
            before = [m for m in own if m.last <= hit.first]
            after = [m for m in own if m.first >= hit.last]
            if parse.grammar.cases:
                before = [m for m in before if not m.cases or "nom" in m.cases]
            return before[-1] if before else after[0] if after else None
        after = [m for m in own if m.first >= hit.last]
        return after[0] if after else None

    def _same(self, party: Party, mention: Mention) -> bool:
        if party.actor and mention.actor:
            if self.names.kin(party.actor, mention.actor):
                return True
            one, other = self.names.actors.get(party.actor), self.names.actors.get(mention.actor)
            if one is None or other is None or one.country is None or one.country != other.country:
                return False
            # A state answers for its forces, and for its people who are accused: "Kyiv rejected the charge".
            answers = other.kind in _STATES and one.kind is ActorKind.COHORT
            return answers or {one.kind, other.kind} <= _STATES
        return party.literal.casefold() == mention.literal.casefold()


def _runs(text: str, sentence: Sentence, known: Collection[str] | None) -> Iterator[tuple[Sentence, Run]]:
    """The tokens of a sentence; one without an end comes in a few pieces, and its rest stays unread."""
    start = sentence.span.start
    for _ in range(_MOST_PIECES):
        if start >= sentence.span.end:
            return
        run = tokenise(text, Span(start, sentence.span.end), _MOST_TOKENS, known)
        if not run:
            return
        whole = start == sentence.span.start and len(run) < _MOST_TOKENS
        start = run[-1].end
        yield sentence if whole else replace(sentence, span=Span(run[0].start, start), cut=True), run


def _after_dateline(text: str, span: Span) -> int:
    """Where a sentence begins after a dateline ("BAMAKO, 3 mai (AFP) —", "Quito.-"); 0 when it has none."""
    match = _DATELINE.match(text, span.start, min(span.end, span.start + 90))
    return match.end() if match else 0


def _party(mention: Mention, modality: Modality = Modality.ASSERTED) -> Party:
    return Party(
        literal=mention.literal, name=mention.name, actor=mention.actor, kind=mention.kind, modality=modality
    )


def _stands_in(mention: Mention, parse: Parse) -> bool:
    """Whether a party's words stand in this sentence and not in the one before."""
    return parse.span(0, len(parse.tokens)).start <= mention.span.start < parse.tokens[-1].end


def _unaccused(saying: Saying, stance: Stance) -> Saying:
    """Nobody accuses himself: who lays a charge is not the one who gave."""
    if stance.modality is not Modality.ALLEGED or stance.holder_span is None or saying.kind is Kind.POLICY:
        return saying
    kept = tuple(m for m in saying.providers if not m.span.overlaps(stance.holder_span))
    if len(kept) < len(saying.providers) and (kept or saying.recipients):
        saying.providers = kept
        saying.reasons.append("who accuses is not who gave")
    return saying


def _cover(parse: Parse, mentions: Sequence[Mention], own: Words) -> Span:
    """From the first to the last of joined mentions when they stand together, else the first alone."""
    spans = sorted(extent(parse, mention, own) for mention in mentions)
    start, end = spans[0].start, max(span.end for span in spans)
    return Span(start, end) if end - start <= 160 else spans[0]

"""From a report's text to grounded claims: the reader that puts the parts of this room together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.terms import ActorKind, Kind, Modality, Polarity, Slot
from thistledown.reading.anaphora import resolve_anaphor
from thistledown.reading.blame import blamed
from thistledown.reading.clauses import Clauses
from thistledown.reading.confidence import confidence
from thistledown.reading.cues import find_cues, modality_words
from thistledown.reading.draft import Draft
from thistledown.reading.events import drafts
from thistledown.reading.features import features, may_be_dated
from thistledown.reading.frames import grammar
from thistledown.reading.gate import gate
from thistledown.reading.items import find_items, related, unstated
from thistledown.reading.linear.engine import Engine
from thistledown.reading.linear.grammar import complete
from thistledown.reading.mention_words import Mention, words
from thistledown.reading.mentions import MentionFinder
from thistledown.reading.merging import merge
from thistledown.reading.modality import Stance, stance_of
from thistledown.reading.names import Names, names
from thistledown.reading.passages import Passage, PassageKind, Sentence, is_title_case, split_passages
from thistledown.reading.pathways import pathways_of
from thistledown.reading.sentence import ReadSentence
from thistledown.reading.sites import Sites
from thistledown.reading.tokens import Run, Token, tokenise
from thistledown.reading.triggers import verb_places
from thistledown.reading.when import DateMention, find_dates

CODER = "reader 0.3"
LANGUAGES = complete()
_TITLES = frozenset({PassageKind.TITLE, PassageKind.HEADING})
_MAX_SENTENCE_TOKENS = 400
_BLAME_REACH = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one report.

    Attributes:
        claims: in the order of the text.
        language: the language it was read as, or None when it could not be told.
        notes: what a person should know: why there is nothing, what was left out.
    """

    claims: tuple[Claim, ...]
    language: str | None
    notes: tuple[str, ...] = ()


def read(
    text: str, *, published: date | str | None = None, language: str | None = None, report: str = ""
) -> list[Claim]:
    """Read claims from a text.

    Args:
        text: clean text of a report; code-point spans of the claims point into it.
        published: the day it was put out (a date, or YYYY-MM-DD); relative dates need it.
        language: BCP 47 primary tag; detected when None. Any language but the seven
            gives no claims, and `Reader.read_report` says why.
        report: id of the report, or its path.

    Returns:
        Claims in the order of the text; empty when nothing in it is about armed drones on the move.

    Raises:
        ValueError: when `published` is a string that is no date.
    """
    return list(reader().read_report(text, published=published, language=language, report=report).claims)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The shipped reader, its tables built once."""
    return Reader()


class Reader:
    """Reads reports in the languages it has words for; safe to use from several threads."""

    def __init__(self, known: Names | None = None) -> None:
        """Use the shipped names, or others."""
        self._names = known

    def read_report(
        self,
        text: str,
        *,
        published: date | str | None = None,
        language: str | None = None,
        report: str = "",
    ) -> Reading:
        """Read one report and say what came of it.

        Raises:
            ValueError: when `published` is a string that is no date.
        """
        day = _day(published)
        if not text.strip():
            return Reading((), language, ("the text is empty",))
        if language is None:
            language = _detect(text)
        if language is None:
            return Reading((), None, ("the language could not be told; give it",))
        language = language.lower().partition("-")[0]
        if language not in LANGUAGES:
            return Reading((), language, (f"no reader for {language!r} yet; only {', '.join(LANGUAGES)}",))
        if gate().see(text) is None:
            return Reading((), language, ("no drone is named",))
        if not gate().passes(text):
            return Reading(
                (), language, ("a drone is named, but nothing around it speaks of arms on the move",)
            )
        known = self._names or names(language)
        linear = Engine(text, known, language, day, report, CODER).claims()
        if language == "en":
            found = _filled(list(_Run(text, known, language, day, report).claims()), linear)
        else:
            found = linear
        claims = tuple(merge(found, known))
        return Reading(
            claims,
            language,
            () if claims else ("a drone is named, but nothing the reader knows is said of it",),
        )


def _filled(first: list[Claim], second: Iterable[Claim]) -> Iterable[Claim]:
    """The claims of the older English rules, and the linear engine's where those found nothing in a sentence.

    The older rules are surer in English, the engine finds more; a use by nobody named that only the engine
    sees is left out.
    """
    second = list(second)
    first = [_completed(claim, second) for claim in first]
    told = [claim.quote_span for claim in first if claim.quote_span is not None]
    kept = [
        claim
        for claim in second
        if claim.quote_span is not None
        and not any(claim.quote_span.overlaps(span) for span in told)
        and not (claim.kind is Kind.USE and not claim.recipients)
    ]
    return sorted([*first, *kept], key=lambda claim: claim.quote_span or Span(0, 0))


def _completed(claim: Claim, others: Iterable[Claim]) -> Claim:
    """A claim with the parties it leaves open, where the other engine reads them from the same trigger."""
    trigger = claim.spans.get(Slot.TRIGGER)
    for other in others:
        same = (
            other.kind is claim.kind and trigger is not None and other.spans[Slot.TRIGGER].overlaps(trigger)
        )
        if not same:
            continue
        for slot, mine, theirs in (
            (Slot.PROVIDER, claim.providers, other.providers),
            (Slot.RECIPIENT, claim.recipients, other.recipients),
        ):
            if mine or not theirs or set(theirs) & {*claim.providers, *claim.recipients}:
                continue
            spans = {**claim.spans, **({slot: other.spans[slot]} if slot in other.spans else {})}
            reasons = (*claim.reasons, f"{slot.value} as the other rules read it")
            claim = (
                replace(claim, providers=theirs, spans=spans, reasons=reasons)
                if slot is Slot.PROVIDER
                else replace(claim, recipients=theirs, spans=spans, reasons=reasons)
            )
        claim = _doubted(claim, other)
    return claim


def _doubted(claim: Claim, other: Claim) -> Claim:
    """What one engine takes as told outright, put as the other heard it: the lesser certainty holds."""
    surer = claim.modality is Modality.ASSERTED and bool(other.holders)
    same = claim.modality is other.modality
    if not surer and not (same and other.holders and not claim.holders):
        return claim
    told = {slot: other.spans[slot] for slot in (Slot.HOLDER, Slot.CUE) if slot in other.spans}
    return replace(
        claim,
        modality=other.modality,
        polarity=other.polarity,
        holders=other.holders or claim.holders,
        spans={**claim.spans, **told},
        reasons=(*claim.reasons, f"{other.modality.value} as the other rules read it"),
    )


def _day(published: date | str | None) -> date | None:
    if published is None or isinstance(published, date):
        return published
    when = When.parse(published[:10])
    return when.start


def _detect(text: str) -> str | None:
    from thistledown.casebook.language import detect

    return detect(text).language


class _Run:
    """One reading of one text."""

    def __init__(self, text: str, known: Names, language: str, published: date | None, report: str) -> None:
        self.text, self.names, self.language = text, known, language
        self.published, self.report = published, report
        self.finder = MentionFinder(text, known, language)
        self.words = words(language)
        self.grammar = grammar(language)
        self.codebook = codebook_version()
        self._sites = Sites(text, language)

    def claims(self) -> Iterator[Claim]:
        passages = split_passages(self.text)
        tokens = {
            passage.span: [
                tokenise(self.text, sentence.span, _MAX_SENTENCE_TOKENS) for sentence in passage.sentences
            ]
            for passage in passages
        }
        drones = {
            passage.span: any(
                item.drone
                for words_of, sentence in zip(tokens[passage.span], passage.sentences, strict=True)
                for item in find_items(words_of, self.language)
            )
            for passage in passages
        }
        runs = [run for passage in passages for run in tokens[passage.span]]
        self.finder.supported = self._supported(runs)
        self.finder.nearby = frozenset(
            match.meaning
            for run in runs
            for lexicon in (self.names.countries, self.names.adjectives)
            for match in lexicon.every(run)
        )
        titles = {p.block: p for p in reversed(passages) if p.kind is PassageKind.TITLE}
        antecedents: list[Mention] = []
        block = -1
        for position, passage in enumerate(passages):
            if passage.block != block:
                block, antecedents = passage.block, []
            near = [p for p in passages[max(position - 3, 0) : position + 2] if p.block == passage.block]
            title = titles.get(passage.block)
            near += [title] if title is not None else []
            context = any(drones[p.span] for p in near)
            if not context:
                continue
            last: list[Claim] = []
            pending: list[Claim] = []
            for sentence, run in zip(passage.sentences, tokens[passage.span], strict=True):
                made = self._sentence(passage, sentence, run, antecedents, context)
                if made is None:
                    continue
                found = list(self._events(made, context, last))
                pending += found
                if not found and last:
                    denials = list(self._denied_before(made, last))
                    pending += denials
                    found = denials
                self._blame(made, pending)
                if found:
                    last = found
            yield from pending

    def _supported(self, runs: Sequence[Sequence[Token]]) -> frozenset[str]:
        """Actors named in full somewhere, so that their ambiguous short names may count too."""
        supported: set[str] = set()
        for run in runs:
            for match in self.names.namings.every(run):
                clear = [n for n in match.meaning if not n.ambiguous and len(n.case) > 1]
                if len(clear) == 1:
                    supported.add(clear[0].actor)
        return frozenset(supported)

    # -- one sentence -----------------------------------------------------------------------------

    def _sentence(
        self,
        passage: Passage,
        sentence: Sentence,
        tokens: Run,
        antecedents: list[Mention],
        context: bool,
    ) -> ReadSentence | None:
        if not tokens:
            return None
        title = passage.kind in _TITLES or is_title_case(sentence.span.of(self.text))
        found = self.finder.find(tokens, title_case=title)
        mentions: list[Mention] = []
        for mention in found:
            if mention.form == "anaphor":
                resolved = resolve_anaphor(mention, antecedents + mentions, self.language)
                mentions.append(resolved or mention)
            else:
                mentions.append(mention)
        antecedents.extend(m for m in mentions if m.form not in ("anaphor", "adjective", "country"))
        antecedents.extend(m for m in mentions[:1] if m.form == "country")
        del antecedents[:-12]
        items = find_items(tokens, self.language)
        cues = find_cues(tokens, self.language, covered={i for m in mentions for i in range(m.first, m.last)})
        covered = {i for m in mentions for i in range(m.first, m.last)}
        aircraft = {i for item in items if item.drone for i in range(item.first, item.last)}
        triggers = frozenset(
            m.last - 1
            for m in self.grammar.triggers.every(tokens)
            if m.first not in covered and m.last - 1 not in aircraft
        )
        clauses = Clauses(
            tokens=tokens,
            mentions=mentions,
            items=items,
            words=self.grammar,
            verbs=frozenset(),
            triggers=triggers,
            speech=frozenset(m.last - 1 for m in cues.speech if m.first not in covered),
            partitive=self.words.partitive,
            outlets=self.names.outlets,
        )
        clauses.verbs = verb_places(clauses)
        return ReadSentence(passage, sentence, tokens, mentions, clauses, cues, title)

    def _events(self, made: ReadSentence, context: bool, before: Sequence[Claim]) -> Iterator[Claim]:
        own = any(item.drone for item in made.clauses.items)
        if not own and not context:
            return
        if not related(made.tokens, self.language):
            return
        dates: list[DateMention] | None = None
        for draft in drafts(made.clauses, context=context or own, language=self.language):
            if dates is None and not may_be_dated(made.tokens):
                dates = []
            if dates is None:
                dates = find_dates(
                    self.text, published=self.published, language=self.language, span=made.sentence.span
                )
            intro = made.passage.kind is PassageKind.LIST_ITEM and not self._finite(made, draft)
            stance = stance_of(
                made.clauses, draft, made.cues, self.text,
                question=made.sentence.question, intro=intro, language=self.language,
            )  # fmt: skip
            if "'such': the item was named before" in draft.reasons and before:
                draft.items = before[-1].items
            providers = draft.providers or (None,)
            split = (
                draft.kind is not Kind.SEIZURE
                and len({p.actor or p.country for p in draft.providers} - {None}) > 1
            )
            for provider in providers if split else (None,):
                chosen = replace(draft, providers=(provider,)) if provider is not None else draft
                yield self._claim(made, chosen, stance, dates)

    @staticmethod
    def _finite(made: ReadSentence, draft: Draft) -> bool:
        """Whether a list item is a full sentence and not a mere heading of a possibility."""
        if draft.voice != "nominal":
            return True
        start, end = made.clauses.clause_start(draft.first), len(made.tokens)
        return any(
            token.norm in made.clauses.words.be | made.clauses.words.have | made.clauses.words.modal
            for token in made.tokens[start:end]
        )

    def _claim(self, made: ReadSentence, draft: Draft, stance: Stance, dates: Sequence[DateMention]) -> Claim:
        spans: dict[Slot, Span] = {Slot.TRIGGER: draft.trigger}
        if draft.providers:
            spans[Slot.PROVIDER] = _cover(draft.providers)
        if draft.recipients:
            spans[Slot.RECIPIENT] = _cover(draft.recipients)
        flown = [item for item in made.clauses.items if item.drone]
        if draft.item_span:
            spans[Slot.ITEM] = draft.item_span
        elif flown:
            nearest_item = min(flown, key=lambda item: abs(item.first - draft.first))
            spans[Slot.ITEM] = made.clauses.span(nearest_item.first, nearest_item.last)
        if stance.holder_span:
            spans[Slot.HOLDER] = stance.holder_span
        if stance.cue:
            spans[Slot.CUE] = stance.cue
        when: When | None = None
        if dates:
            nearest = min(dates, key=lambda d: abs(d.span.start - draft.trigger.start))
            when, spans[Slot.DATE] = nearest.when, nearest.span
        draft.reasons = list(draft.reasons)
        found = self._sites.locate(draft, made.mentions, made.sentence.span, made.passage.span)
        where = found.place if found else None
        if found and found.span:
            spans[Slot.PLACE] = found.span
        routes, rules = pathways_of(
            draft.kind, draft.frame.id, draft.providers, draft.recipients, made.tokens
        )
        weak = Modality.SPECULATED if draft.weak_provider else Modality.ASSERTED
        return Claim(
            report=self.report,
            kind=draft.kind,
            providers=tuple(self._party(m, weak) for m in draft.providers),
            recipients=tuple(self._party(m, Modality.ASSERTED) for m in draft.recipients),
            items=draft.items,
            system=draft.system or unstated(draft.kind, draft.items, drone=True),
            pathways=routes,
            when=when,
            where=where,
            holders=stance.holders,
            modality=stance.modality,
            polarity=stance.polarity,
            generic=stance.generic,
            confidence=confidence(
                features(draft, stance, made, dated=when is not None, placed=where is not None)
            ),
            quote=made.sentence.span.of(self.text),
            quote_span=made.sentence.span,
            spans=spans,
            coder=CODER,
            codebook=self.codebook,
            reasons=(*draft.reasons, *stance.cues, *rules),
        )

    def _party(self, mention: Mention, modality: Modality) -> Party:
        return Party(
            literal=mention.literal,
            name=mention.name,
            actor=mention.actor,
            kind=mention.kind,
            modality=modality,
        )

    # -- what leans on the sentence before -----------------------------------------------------------

    def _denied_before(self, made: ReadSentence, last: Sequence[Claim]) -> Iterator[Claim]:
        """A denial of what the passage said before: "Kyiv rejected the accusations"."""
        vocabulary = modality_words(self.language)
        for match in made.cues.speech:
            if match.meaning != "denied":
                continue
            after = [t.norm for t in made.tokens[match.last : match.last + 5]]
            if not any(word in vocabulary.denial_about for word in after):
                continue
            denier = made.clauses.subject(match.first, form="past")
            if denier is None:
                continue
            cue = made.clauses.span(match.first, match.last)
            for claim in last:
                parties = claim.providers + claim.recipients
                involved = [p for p in parties if self._same(p, denier)]
                if not involved or claim.modality in (Modality.DENIED, Modality.FORECAST) or claim.generic:
                    continue
                spans: dict[Slot, Span] = {
                    slot: span
                    for slot, span in claim.spans.items()
                    if slot in (Slot.ITEM, Slot.PLACE, Slot.DATE, Slot.PROVIDER, Slot.RECIPIENT)
                }
                spans |= {Slot.TRIGGER: cue, Slot.CUE: cue, Slot.HOLDER: denier.span}
                yield replace(
                    claim, modality=Modality.DENIED, polarity=Polarity.NEGATIVE, holders=(denier.name,),
                    quote=made.sentence.span.of(self.text), quote_span=made.sentence.span, spans=spans,
                    confidence=claim.confidence * 0.8,
                    reasons=("denial of what was said before", f"denied: {cue.of(self.text)}"),
                )  # fmt: skip
            return

    def _blame(self, made: ReadSentence, pending: list[Claim]) -> None:
        """Name the user of the attack just told: "The army blamed the ELN"."""
        recent = range(max(len(pending) - _BLAME_REACH, 0), len(pending))
        open_uses = [n for n in recent if pending[n].kind is Kind.USE and not pending[n].recipients]
        if not open_uses or pending[open_uses[-1]].modality in (Modality.DENIED, Modality.FORECAST):
            return
        found = blamed(made.clauses, self.text, self.language)
        if found is None:
            return
        mention, cue, holder = found
        claim = pending[open_uses[-1]]
        holders = claim.holders + ((holder[0],) if holder and holder[0] not in claim.holders else ())
        where = claim.where
        pending[open_uses[-1]] = replace(
            claim,
            recipients=(self._party(mention, Modality.ALLEGED),),
            modality=Modality.ALLEGED,
            holders=holders,
            where=where,
            spans={**claim.spans, Slot.RECIPIENT: mention.span, Slot.CUE: cue},
            confidence=claim.confidence * 0.9,
            reasons=(*claim.reasons, f"held responsible: {cue.of(self.text)} {mention.literal}"),
        )

    def _same(self, party: Party, mention: Mention) -> bool:
        if party.actor and mention.actor:
            if self.names.kin(party.actor, mention.actor):
                return True
            one, other = self.names.actors.get(party.actor), self.names.actors.get(mention.actor)
            states = {ActorKind.STATE, ActorKind.STATE_FORCE}
            return bool(one and other and one.country == other.country and {one.kind, other.kind} <= states)
        return party.literal.casefold() == mention.literal.casefold()


def _cover(mentions: Sequence[Mention]) -> Span:
    """From the first to the last of joined mentions when they stand together, else the first alone."""
    first, last = min(mentions, key=lambda m: m.span.start), max(mentions, key=lambda m: m.span.end)
    return Span(first.span.start, last.span.end) if last.span.end - first.span.start <= 160 else first.span

"""What the proposer asks of the rule reader's parts; nothing else of the room is used by this package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import Modality
from thistledown.reading.linear.grammar import Tag, complete, grammar
from thistledown.reading.mention_words import Mention
from thistledown.reading.mentions import MentionFinder
from thistledown.reading.names import names
from thistledown.reading.passages import Passage, PassageKind, Sentence, is_title_case, split_passages
from thistledown.reading.tokens import Run, tokenise
from thistledown.reading.when import find_dates
from thistledown.reading.where import find_places

_MOST_TOKENS = 400
_TITLES = frozenset({PassageKind.TITLE, PassageKind.HEADING})
# What stands around a place's name helps to tell it from others: so many characters on each side.
_AROUND = 1_000
# What helping verbs, and words of other sorts, say of how sure a sentence is.
_MODALS = {"will": "forecast", "may": "speculated", "perhaps": "speculated"}
_PUT = (("before", "reported"), ("blame", "alleged"), ("wish", "forecast"))
_DENYING = frozenset({"negation", "negation_first", "refutation"})
_SOFT = (Modality.REPORTED, Modality.SPECULATED, Modality.ALLEGED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the words of a sentence say about how surely it speaks.

    Attributes:
        denied: it has a word of denial, negation or refutation.
        forecast: it has a word for what has not happened: a plan, a condition, a possibility.
        soft: the strongest of its hedges and verbs of saying, or None.
        generic: it has a word of general statements.
    """

    denied: bool
    forecast: bool
    soft: Modality | None
    generic: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One sentence of the text with what the rules find in it."""

    number: int
    passage: Passage
    sentence: Sentence
    tokens: Run
    mentions: tuple[Mention, ...]
    drone: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.sentence.span


def judges(language: str) -> bool:
    """Whether there are words of modality for a language, without which nothing can be verified."""
    return language in complete()


def sentences(text: str, language: str) -> list[Seen]:
    """Every sentence of a text, in order, with its mentions; definitions are learned on the way."""
    finder = MentionFinder(text, names(language), language)
    seen: list[Seen] = []
    for passage in split_passages(text):
        for sentence in passage.sentences:
            tokens = tokenise(text, sentence.span, _MOST_TOKENS)
            title = passage.kind in _TITLES or is_title_case(sentence.span.of(text))
            mentions = tuple(finder.find(tokens, title_case=title))
            drone = any(tag.sort == "item" and tag.name == "drone" for _, tag in _tags(tokens, language))
            seen.append(Seen(len(seen), passage, sentence, tokens, mentions, drone))
    return seen


def doubt(seen: Seen, language: str) -> Doubt:
    """What a sentence's words say of its sureness, wherever in it they stand: cautious, blind to scope."""
    covered = {i for m in seen.mentions for i in range(m.first, m.last)}
    hearsay = grammar(language).hearsay
    said, denied, generic = set(), False, False
    for first, tag in _tags(seen.tokens, language):
        if tag.sort == "speech" or (tag.sort == "hedge" and first not in covered):
            said.add(tag.name)
        elif tag.sort == "aux" and tag.name in _MODALS:
            said.add(_MODALS[tag.name])
        elif tag.sort in ("aux", "trigger", "light") and tag.form in ("future", "conditional"):
            said.add("alleged" if hearsay and tag.form == "conditional" else "forecast")
        said.update(level for sort, level in _PUT if tag.sort == sort)
        denied = denied or tag.sort in _DENYING
        generic = generic or tag.sort in ("generic", "background")
    soft = [level for level in _SOFT if level.value in said]
    return Doubt(
        denied=denied or "denied" in said,
        forecast="forecast" in said,
        soft=soft[-1] if soft else None,
        generic=generic,
    )


def _tags(tokens: Run, language: str) -> Iterator[tuple[int, Tag]]:
    """What the phrases of a sentence can be, with their first tokens; harmless phrases are left out."""
    for match in grammar(language).tags.every(tokens):
        if not any(tag.sort == "harmless" for tag in match.meaning):
            yield from ((match.first, tag) for tag in match.meaning)


def words_before(seen: Seen, span: Span, text: str) -> tuple[str, ...]:
    """The two words before a stretch of a sentence and the first of the stretch, in lower case."""
    before = [token for token in seen.tokens if token.word and token.start < span.start][-2:]
    first = [token for token in seen.tokens if span.start <= token.start < span.end][:1]
    return tuple(token.span.of(text).casefold() for token in (*before, *first))


def outlet_at(seen: Seen, span: Span, language: str) -> str | None:
    """The name of a source of the registry that stands at a stretch of a sentence."""
    for match in names(language).outlets.every(seen.tokens):
        whole = Span(seen.tokens[match.first].start, seen.tokens[match.last - 1].end)
        if whole == span:
            return match.meaning
    return None


def date_at(text: str, span: Span, published: date | None, language: str) -> tuple[When, Span] | None:
    """The date that words say, as the grammar of dates reads them."""
    found = find_dates(text, published=published, language=language, span=span)
    return (found[0].when, found[0].span) if len(found) == 1 else None


def place_at(text: str, span: Span, language: str, exclude: Sequence[Span]) -> tuple[Place, Span] | None:
    """The place that words name, as the gazetteer knows it."""
    start = max(0, span.start - _AROUND)
    window = Span(start, min(len(text), span.end + _AROUND))
    found = find_places(
        window.of(text),
        language=language,
        span=span.shifted(-start),
        exclude=[one.shifted(-start) for one in exclude if one.within(window)],
    )
    return (found[0].place, found[0].span.shifted(start)) if len(found) == 1 else None

"""Who says so: the words before or after a verb of saying, reduced to an office, an outlet or a body."""

from __future__ import annotations

from thistledown.casebook.span import Span
from thistledown.reading.clauses import Clauses
from thistledown.reading.cues import modality_words

_HOLDER_SKIP = frozenset(
    {
        "that",
        "also",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "later",
        "now",
        "and",
        ",",
        "been",
        "since",
        "who",
        "which",
        "repeatedly",
        "already",
        "both",
        "on",
        "to",
        "publicly",
    }
)


def holder_before(clauses: Clauses, verb: int, text: str, language: str) -> tuple[str, Span] | None:
    """The noun phrase before a verb of saying, reduced to an office, a body or an unnamed group."""
    stop = verb
    while stop > 0 and (clauses.norm(stop - 1) in _HOLDER_SKIP or clauses.norm(stop - 1).endswith("ly")):
        stop -= 1
    begin = stop
    while (
        begin > 0
        and stop - begin < 14
        and clauses.norm(begin - 1) not in (";", ":", "that", "while", "but", "as", "after", "and")
    ):
        begin -= 1
    return _holder(clauses, begin, stop, text, language, last=True)


def holder_after(clauses: Clauses, first: int, text: str, language: str) -> tuple[str, Span] | None:
    """The holder named after a phrase like "according to"; None when nobody may be named."""
    stop = first
    while stop < len(clauses.tokens) and stop - first < 12:
        norm = clauses.norm(stop)
        if norm in (",", ".", ";", ":", "that", "and", "but", ")") and stop > first:
            break
        stop += 1
    return _holder(clauses, first, stop, text, language, last=False)


def holder_between(
    clauses: Clauses, begin: int, stop: int, text: str, language: str
) -> tuple[str, Span] | None:
    """The holder named between two tokens, the nearest to the end; None when nobody may be named."""
    return _holder(clauses, begin, stop, text, language, last=True)


def _holder(
    clauses: Clauses, begin: int, stop: int, text: str, language: str, *, last: bool
) -> tuple[str, Span] | None:
    if begin >= stop:
        return None
    words = modality_words(language)
    tokens = clauses.tokens
    inside = [m for m in clauses.mentions if begin <= m.first and m.last <= stop and m.form != "anaphor"]
    inside = [m for m in inside if m.form != "adjective"]
    unnamed = list(words.unnamed.every(tokens[begin:stop]))
    choices: list[tuple[int, int]] = [(m.first, m.last) for m in inside]
    choices += [(begin + m.first, begin + m.last) for m in unnamed]
    if not choices:
        return _outlet(clauses, begin, stop, text)
    first, end = choices[-1] if last else choices[0]
    # "Mali's foreign ministry", "Ukrainian military intelligence officials": an office with whose it is.
    while first > begin:
        before = clauses.mention_at(first - 1)
        if before is not None:
            first = before.first
        elif tokens[first - 1].norm in ("'s", "-") or (
            tokens[first - 1].word
            and not tokens[first - 1].upper
            and tokens[first - 1].norm not in clauses.words.determiner
            and tokens[first - 1].norm not in _HOLDER_SKIP
            and tokens[first - 1].norm not in _PREPOSITIONS
            and first - 1 not in clauses.verbs
            and first - 1 not in clauses.speech
        ):
            first -= 1
        else:
            break
    span = clauses.span(first, end)
    return text[span.start : span.end], span


_PREPOSITIONS = frozenset(
    {
        "citing",
        "quoting",
        "including",
        "of",
        "in",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "on",
        "about",
        "when",
        "if",
        "some",
    }
)


def _outlet(clauses: Clauses, begin: int, stop: int, text: str) -> tuple[str, Span] | None:
    """A name that cannot be a person's: a known outlet, an acronym, or a longer name with an article."""
    tokens = clauses.tokens
    first = begin
    while first < stop and not tokens[first].upper:
        first += 1
    end = first
    while end < stop and (tokens[end].upper or tokens[end].norm in ("du", "de", "of", "-", "le", "la")):
        end += 1
    if first == end:
        return None
    count = sum(token.word for token in tokens[first:end])
    article = tokens[first].norm in ("the", "le", "la", "el", "al", "il", "die", "a")
    # "the Daily Nation": a person's name takes no article, so two capitalised words after one are enough.
    headed = first > begin and tokens[first - 1].norm == "the" and count >= 2
    acronym = count == 1 and tokens[first].upper == 2
    known = clauses.outlets.at(tokens, first) or (article and clauses.outlets.at(tokens, first + 1))
    # One or two capitalised words may be a private person's name: only a known outlet or an acronym is kept.
    if known or acronym or headed or (article and count >= 3):
        span = clauses.span(first, end)
        return text[span.start : span.end], span
    return None

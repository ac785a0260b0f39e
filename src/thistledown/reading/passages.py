"""A text cut into passages (title, paragraph, list item, teaser, note) and sentences, with exact spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from thistledown.casebook.span import Span


class PassageKind(StrEnum):
    """What a passage is in its document; decides how far its context reaches."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"
    NOTE = "note"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Attributes:
        span: where it stands, without surrounding white space.
        cut: it was cut off at the source ("…"), so its end is not to be trusted.
        question: it asks.
    """

    span: Span
    cut: bool = False
    question: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that reads as one unit.

    Attributes:
        span: where it stands.
        kind: what it is.
        block: passages of one block share context; a teaser for another post is a block of its own.
        sentences: in order.
    """

    span: Span
    kind: PassageKind
    block: int
    sentences: tuple[Sentence, ...]


_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣●■►]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_NOTE = re.compile(
    r"\s*(?:\W{0,3})(?:note|editor'?s note|update|correction|disclaimer"
    r"|this (?:post|article|story|text) (?:was )?(?:first |originally )"
    r"|(?:the following|this) (?:text|article|post) (?:was|is) (?:originally|first)|"
    r"originally (?:posted|published)|republished|reposted|first published)\b",
    re.IGNORECASE,
)
_REPOST = re.compile(
    r"\b(?:originally|first|previously)\s+(?:posted|published|appeared)|\brep(?:osted|ublished)\b|\bsubscribe\b",
    re.I,
)
_RELATED = re.compile(
    r"\s*\W{0,3}(?:related(?:\s+(?:posts?|articles?|stories|content|reading|news|coverage|links?|topics))?"
    r"|read (?:more|also|next)|see also|more (?:on this|from|stories|news)|you (?:may|might) (?:also )?like"
    r"|recommended(?: for you)?|also read|further reading|latest (?:news|posts)|trending|most read)"
    r"[^.!?]{0,40}:?\s*\W{0,2}$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\s*(?:\[?(?:photo|image|picture|video|file photo|caption|credit)\b[^:]{0,30}[:/|])", re.I
)
_QUOTE_LINE = re.compile(r"\s*>")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W_]+")
# Possessive, and only from where a run of marks begins: a long run of marks must not be tried at each mark.
_SENTENCE_END = re.compile(r"(?<![.!?…。؟])[.!?…。؟]++[\"'”’»)\]]*+(?=\s|$)")
_ENDS = re.compile(r"[.!?…:;。؟][\"'”’»)\]]*\s*$")
_CUT = re.compile(r"(?:…|\.{3,}|\[…\]|\[\.\.\.\])[\"'”’»)\]]*\s*$")
_QUESTION = re.compile(r"[?؟][\"'”’»)\]]*\s*$")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]*$")
_STARTER = re.compile(
    r"[\"'“‘«(\[]*(?:The|In|On|At|A|An|It|They|This|That|These|Those|But|However|He|She|We|His|Her|Their|Its|For|"
    r"After|Before|While|When|As|According|There|If|Some|Several|Most|Many|Since|Although|Both|Meanwhile)\b"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "cpt",
        "sgt",
        "cpl",
        "adm",
        "brig",
        "cmdr",
        "rev",
        "hon",
        "gov",
        "sen",
        "rep",
        "pres",
        "st",
        "mt",
        "ft",
        "no",
        "nos",
        "vs",
        "v",
        "approx",
        "ca",
        "cf",
        "eg",
        "ie",
        "viz",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "univ",
        "est",
        "fig",
        "vol",
        "ed",
        "al",
        "jr",
        "sr",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "art",
        "para",
        "sec",
        "ch",
        "pp",
        "op",
        "spc",
        "pvt",
    ]
)
_MAY_END = frozenset({"no", "co", "corp", "inc", "ltd", "al", "ed", "jr", "sr"})
_MAX_NOTE = 300
_MAX_HEADLINE = 220
_WRAP_COLUMN = 100


def _lines(text: str) -> list[Span]:
    lines: list[Span] = []
    start = 0
    for match in re.finditer(r"\r\n|[\n\r\x0b\x0c\u0085\u2028\u2029]", text):
        lines.append(Span(start, match.start()))
        start = match.end()
    lines.append(Span(start, len(text)))
    return lines


def _trim(text: str, span: Span) -> Span | None:
    stretch = text[span.start : span.end]
    start = span.start + len(stretch) - len(stretch.lstrip())
    end = span.end - (len(stretch) - len(stretch.rstrip()))
    return Span(start, end) if start < end else None


def _paragraphs(text: str) -> list[Span]:
    """Lines, with the lines of a hard-wrapped paragraph put together again."""
    lines = _lines(text)
    filled = sorted(line.end - line.start for line in lines if text[line.start : line.end].strip())
    wrapped = len(filled) >= 5 and filled[-1] <= _WRAP_COLUMN and filled[len(filled) // 2] >= 50
    found: list[Span] = []
    last: Span | None = None
    for line in lines:
        trimmed = _trim(text, line)
        if trimmed is None:
            last = None
            continue
        stretch = text[trimmed.start : trimmed.end]
        if last is not None and not _BULLET.match(stretch) and not _QUOTE_LINE.match(stretch):
            before = text[max(last.start, last.end - 8) : last.end]
            open_end = not _ENDS.search(before)
            if (open_end and (stretch[0].islower() or before.endswith(","))) or (
                wrapped and trimmed.start - last.end <= 2
            ):
                found[-1] = last = Span(found[-1].start, trimmed.end)
                continue
        found.append(trimmed)
        last = trimmed
    return found


def looks_like_headline(stretch: str) -> bool:
    """A short line with words and no full stop at its end."""
    return len(stretch) <= _MAX_HEADLINE and not _ENDS.search(stretch) and bool(_LETTER.search(stretch))


def is_title_case(stretch: str) -> bool:
    """Whether nearly every longer word has a capital, so capitals say nothing about names."""
    words = [word for word in _WORDS.findall(stretch) if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def split_sentences(text: str, span: Span) -> tuple[Sentence, ...]:
    """Cut a stretch into sentences; abbreviations and initials end none. Linear in its length."""
    found: list[Sentence] = []
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if match.end() < span.end and not _really_ends(text, match, span):
            continue
        trimmed = _trim(text, Span(start, match.end()))
        if trimmed:
            found.append(_sentence(text, trimmed))
        start = match.end()
    rest = _trim(text, Span(start, span.end))
    if rest:
        found.append(_sentence(text, rest))
    return tuple(found)


def _sentence(text: str, span: Span) -> Sentence:
    tail = text[max(span.start, span.end - 8) : span.end]
    return Sentence(span, bool(_CUT.search(tail)), bool(_QUESTION.search(tail)))


def _really_ends(text: str, match: re.Match[str], span: Span) -> bool:
    following = text[match.end() : match.end() + 24].lstrip()
    if following and following[0].islower():
        return False
    if match.group()[0] != "." or match.group().startswith(".."):
        return True
    before = _LAST_WORD.search(text[max(span.start, match.start() - 24) : match.start()])
    word = before.group() if before else ""
    if word.lower() in _ABBREVIATIONS:
        return word.lower() in _MAY_END and bool(_STARTER.match(following))
    if "." in word or (len(word) == 1 and word.isalpha() and word.isupper()):
        return bool(_STARTER.match(following))
    return True


def split_passages(text: str) -> list[Passage]:
    """Cut a text into passages. Every span lies in the text; time is linear in its length."""
    passages: list[Passage] = []
    block = 0
    related = False
    for number, span in enumerate(_paragraphs(text)):
        stretch = text[span.start : span.end]
        headline = looks_like_headline(stretch)
        if len(stretch) < 80 and _RELATED.match(stretch):
            related = True
            block += 1
            passages.append(Passage(span, PassageKind.HEADING, block, ()))
            continue
        if related and headline and not _BULLET.match(stretch):
            block += 1
        kind = _kind(stretch, number, headline)
        if kind is PassageKind.MARKS or (
            kind is PassageKind.NOTE and len(stretch) <= _MAX_NOTE and _REPOST.search(stretch)
        ):
            passages.append(Passage(span, kind, block, ()))
            continue
        body = span
        bullet = _BULLET.match(stretch)
        if bullet and kind is PassageKind.LIST_ITEM:
            body = Span(span.start + bullet.end(), span.end)
        passages.append(Passage(span, kind, block, split_sentences(text, body)))
    return passages


def _kind(stretch: str, number: int, headline: bool) -> PassageKind:
    words = [w for w in _WORDS.findall(stretch) if _LETTER.search(w)]
    if not words or all(
        part.startswith(("#", "@", "http")) or not _LETTER.search(part) for part in stretch.split()
    ):
        return PassageKind.MARKS
    if _BULLET.match(stretch):
        return PassageKind.LIST_ITEM
    if _QUOTE_LINE.match(stretch):
        return PassageKind.QUOTE
    if _NOTE.match(stretch[:120]):
        return PassageKind.NOTE
    if _CAPTION.match(stretch[:60]):
        return PassageKind.CAPTION
    if headline and number == 0:
        return PassageKind.TITLE
    if headline and len(words) <= 25 and is_title_case(stretch):
        return PassageKind.HEADING
    return PassageKind.PARAGRAPH

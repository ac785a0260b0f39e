"""From a report's text to grounded claims: the reader that puts the parts of this room together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from thistledown.casebook.claim import Claim
from thistledown.casebook.when import When
from thistledown.reading.gate import gate
from thistledown.reading.linear.engine import Engine
from thistledown.reading.linear.grammar import complete
from thistledown.reading.merging import merge
from thistledown.reading.names import Names, names
from thistledown.reading.passages import PassageKind

CODER = "reader 0.4"
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
        found = Engine(text, known, language, day, report, CODER).claims()
        claims = tuple(merge(found, known))
        return Reading(
            claims,
            language,
            () if claims else ("a drone is named, but nothing the reader knows is said of it",),
        )


def _day(published: date | str | None) -> date | None:
    if published is None or isinstance(published, date):
        return published
    when = When.parse(published[:10])
    return when.start


def _detect(text: str) -> str | None:
    from thistledown.casebook.language import detect

    return detect(text).language

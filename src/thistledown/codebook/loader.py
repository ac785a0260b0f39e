"""The codebook read from its data files, held to the enums of `terms`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from thistledown.codebook import terms

HERE = Path(__file__).resolve().parent

# Section (and file) name to the enum whose words it explains, in the order of the pages.
SECTIONS: Mapping[str, type[StrEnum]] = {
    "kinds": terms.Kind,
    "items": terms.Item,
    "systems": terms.System,
    "pathways": terms.Pathway,
    "modalities": terms.Modality,
    "polarities": terms.Polarity,
    "reliability": terms.Reliability,
    "credibility": terms.Credibility,
    "likelihood": terms.Likelihood,
    "actor_kinds": terms.ActorKind,
    "precisions": terms.Precision,
    "certainties": terms.Certainty,
    "stances": terms.Stance,
}
FEWEST_EXAMPLES = 2

_SECTION_TEXTS = ("title", "question", "source")
_TERM_TEXTS = ("id", "label", "definition", "rule")
# What a section's terms carry beyond the common fields.
_EXTRA: Mapping[str, Mapping[str, type]] = {
    "pathways": {"moves": str, "test": str},
    "likelihood": {"low": float, "high": float, "also": list},
}


class CodebookError(ValueError):
    """The codebook's files are incomplete or disagree with the enums."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that looks like a term and is not.

    Attributes:
        text: the sentence.
        instead: what it is instead, and why.
    """

    text: str
    instead: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a version of the codebook changed."""

    version: str
    date: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of the codebook.

    Attributes:
        value: the enum member it explains.
        label: the word as people write it.
        definition: what it means.
        rule: when to choose it, and not its neighbour.
        positive: sentences that are it.
        negative: near misses, with what they are instead.
        moves: pathways only: what moves along it.
        test: pathways only: the question that settles it.
        low: likelihood only: lower end of its probability range, 0 to 1.
        high: likelihood only: upper end.
        also: likelihood only: words the standard holds equal.
    """

    value: StrEnum
    label: str
    definition: str
    rule: str
    positive: tuple[str, ...]
    negative: tuple[NearMiss, ...]
    moves: str | None = None
    test: str | None = None
    low: float | None = None
    high: float | None = None
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The word as the record keeps it."""
        return self.value.value


@dataclass(frozen=True, slots=True)
class Section:
    """The terms that answer one question of a coder.

    Attributes:
        id: name of the section and of its file.
        title: heading.
        question: what a coder answers with one of the terms.
        source: the standard the terms follow or adapt.
        note: what holds for all of them, or "".
        terms: in the order of the enum.
    """

    id: str
    title: str
    question: str
    source: str
    note: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole vocabulary, one section an enum."""

    version: str
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]

    def section(self, id: str) -> Section:
        """The section of a name.

        Raises:
            KeyError: when there is none; the message lists them.
        """
        for section in self.sections:
            if section.id == id:
                return section
        known = ", ".join(section.id for section in self.sections)
        raise KeyError(f"no section {id!r} in the codebook; there are: {known}")

    def term(self, value: StrEnum) -> Term:
        """What a word means.

        Raises:
            KeyError: when the codebook does not explain this enum.
        """
        for term in self:
            # A member equals any string of the same letters, so the enum itself is compared too.
            if type(term.value) is type(value) and term.value is value:
                return term
        raise KeyError(f"the codebook does not explain {type(value).__name__}.{value.name}")

    def __iter__(self) -> Iterator[Term]:
        for section in self.sections:
            yield from section.terms


def read_codebook(folder: Path) -> Codebook:
    """Read `codebook.toml` and `terms/*.toml` of a folder.

    Raises:
        CodebookError: when a file is missing or unreadable, lacks a field, or disagrees with its enum.
    """
    head = _toml(folder / "codebook.toml")
    files = {path.stem for path in (folder / "terms").glob("*.toml")}
    if files - set(SECTIONS):
        raise CodebookError(f"terms/ has files for no enum: {', '.join(sorted(files - set(SECTIONS)))}")
    changes = tuple(_change(entry) for entry in _list(head, "changes", "codebook.toml"))
    version = _text(head, "version", "codebook.toml")
    if not any(change.version == version for change in changes):
        raise CodebookError(f"codebook.toml: version {version} has no entry under changes; add one")
    sections = tuple(
        _section(id, enum, _toml(folder / "terms" / f"{id}.toml")) for id, enum in SECTIONS.items()
    )
    return Codebook(version, changes, sections)


@cache
def codebook() -> Codebook:
    """The shipped codebook.

    Raises:
        CodebookError: when its files and the enums disagree.
    """
    return read_codebook(HERE)


@cache
def codebook_version() -> str:
    """The version of the shipped codebook, without reading its terms."""
    return _text(_toml(HERE / "codebook.toml"), "version", "codebook.toml")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CodebookError(f"{path.name} is missing from the codebook; restore it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name} is not readable TOML: {error}") from error


def _section(id: str, enum: type[StrEnum], data: Mapping[str, Any]) -> Section:
    where = f"{id}.toml"
    title, question, source = (_text(data, field, where) for field in _SECTION_TEXTS)
    extra = data.keys() - {*_SECTION_TEXTS, "note", "term"}
    if extra:
        raise CodebookError(f"{where}: no such field: {', '.join(sorted(extra))}")
    entries: dict[str, Mapping[str, Any]] = {}
    for entry in _list(data, "term", where):
        word = _text(entry, "id", where)
        if word in entries:
            raise CodebookError(f"{where}: {word} is explained twice; keep one")
        entries[word] = entry
    words = [member.value for member in enum]
    if unexplained := [word for word in words if word not in entries]:
        raise CodebookError(f"{where} does not explain {', '.join(unexplained)} of {enum.__name__}; add them")
    if unknown := [word for word in entries if word not in words]:
        raise CodebookError(f"{where} explains {', '.join(unknown)}, which {enum.__name__} does not have")
    found = tuple(_term(id, member, entries[member.value]) for member in enum)
    return Section(id, title, question, source, str(data.get("note", "")), found)


def _term(section: str, value: StrEnum, entry: Mapping[str, Any]) -> Term:
    where = f"{section}.toml, {value.value}"
    extra = _EXTRA.get(section, {})
    unknown = entry.keys() - {*_TERM_TEXTS, "positive", "negative", *extra}
    if unknown:
        raise CodebookError(f"{where}: no such field: {', '.join(sorted(unknown))}")
    for field, kind in extra.items():
        if not isinstance(entry.get(field), kind):
            raise CodebookError(f"{where} lacks {field}, or it is no {kind.__name__}")
    low, high = entry.get("low"), entry.get("high")
    if low is not None and high is not None and not 0 <= low < high <= 1:
        raise CodebookError(f"{where}: {low} to {high} is no range of probability; use 0 <= low < high <= 1")
    positive = tuple(str(sentence) for sentence in _list(entry, "positive", where))
    negative = tuple(
        NearMiss(_text(miss, "text", where), _text(miss, "instead", where))
        for miss in _list(entry, "negative", where)
    )
    if min(len(positive), len(negative)) < FEWEST_EXAMPLES:
        raise CodebookError(
            f"{where} needs {FEWEST_EXAMPLES} positive and {FEWEST_EXAMPLES} negative examples"
        )
    return Term(
        value=value,
        label=_text(entry, "label", where),
        definition=_text(entry, "definition", where),
        rule=_text(entry, "rule", where),
        positive=positive,
        negative=negative,
        moves=entry.get("moves"),
        test=entry.get("test"),
        low=low,
        high=high,
        also=tuple(entry.get("also", ())),
    )


def _change(entry: Any) -> Change:
    where = "codebook.toml, changes"
    day = entry.get("date") if isinstance(entry, dict) else None
    if type(day) is not date:
        raise CodebookError(f"{where}: an entry lacks its date (a TOML date such as 2026-11-22)")
    return Change(_text(entry, "version", where), day, _text(entry, "what", where))


def _text(data: Any, field: str, where: str) -> str:
    value = data.get(field) if isinstance(data, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise CodebookError(f"{where} lacks {field}; it must be a text that is not empty")
    return value.strip()


def _list(data: Mapping[str, Any], field: str, where: str) -> list[Any]:
    value = data.get(field)
    if not isinstance(value, list) or not value:
        raise CodebookError(f"{where} lacks {field}; it must be a list that is not empty")
    return value

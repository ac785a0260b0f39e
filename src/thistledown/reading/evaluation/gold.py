"""Gold files: documents whose every claim was coded by hand, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import (
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    System,
)

_MISSING = object()
_SLOTS = frozenset(slot.value for slot in Slot)


class GoldError(ValueError):
    """A gold file says something that cannot be scored: where, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with the claims it makes.

    Attributes:
        id: unique among the files scored together.
        language: BCP 47 primary tag.
        published: day of publication, or None.
        text: what spans point into, in code points.
        claims: every claim of the text; none for a negative document.
    """

    id: str
    language: str
    published: date | None
    text: str
    claims: tuple[Claim, ...]


def read_gold(paths: Iterable[Path], *, language: str | None = None) -> list[GoldDocument]:
    """Read gold files, all or one language.

    Keys that nobody knows are passed over; a claim without spans is placed by its quote.

    Raises:
        GoldError: when a line cannot be scored; the message names file, line, field and remedy.
        OSError: when a file cannot be read.
    """
    documents: list[GoldDocument] = []
    first: dict[str, str] = {}
    for path in paths:
        for number, row in _rows(path):
            where = f"{path}, line {number}"
            document = document_from_json(row, where)
            if language is not None and document.language != language:
                continue
            before = first.setdefault(document.id, where)
            if before != where:
                raise GoldError(f"{where}: id {document.id!r} stands in {before} already; ids must be unique")
            documents.append(document)
    return documents


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError) as error:
                raise GoldError(
                    f"{path}, line {number}: no JSON object in UTF-8 ({error}); write one object a line"
                ) from None
            if not isinstance(row, dict):
                raise GoldError(f"{path}, line {number}: no JSON object; write {{…}} on one line")
            yield number, row


def document_from_json(row: Mapping[str, Any], where: str) -> GoldDocument:
    """One gold object as a document.

    Args:
        row: the object.
        where: how messages name its place, such as a file and a line.

    Raises:
        GoldError: when it cannot be scored.
    """
    text = _string(row, "text", where)
    claims = row.get("claims", _MISSING)
    if not isinstance(claims, list):
        raise GoldError(f"{where}: claims must be a list; [] for a text without claims")
    id = _string(row, "id", where)
    made = []
    for index, claim in enumerate(claims):
        if not isinstance(claim, dict):
            raise GoldError(f"{where}, claims[{index}]: must be an object")
        made.append(_claim(claim, text, id, f"{where}, claims[{index}]"))
    published = row.get("published")
    try:
        day = None if published is None else date.fromisoformat(published[:10])
    except (TypeError, ValueError):
        raise GoldError(f"{where}: published {published!r} is no day; write YYYY-MM-DD or null") from None
    language = _string(row, "language", where).lower().partition("-")[0]
    return GoldDocument(id, language, day, text, tuple(made))


def _string(row: Mapping[str, Any], key: str, where: str) -> str:
    value = row.get(key, _MISSING)
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{where}: {key} must be a non-empty string")
    return value


def _claim(row: Mapping[str, Any], text: str, id: str, where: str) -> Claim:
    spans = _spans(row.get("spans"), text, where)
    quote = row.get("quote")
    if quote is not None and not isinstance(quote, str):
        raise GoldError(f"{where}: quote must be a string or null")
    quote_span = _quote_span(quote, spans.get(Slot.TRIGGER), text, where)
    try:
        modality = Modality(row.get("modality", "asserted"))
        negative = row.get("polarity") == "negative" or modality is Modality.DENIED
        return Claim(
            report=id,
            kind=Kind(str(row.get("kind"))),
            providers=parties(row.get("provider"), _words(spans.get(Slot.PROVIDER), text)),
            recipients=parties(row.get("recipient"), _words(spans.get(Slot.RECIPIENT), text)),
            items=tuple(dict.fromkeys(Item(name) for name in row.get("items") or ())),
            system=System(row["system"]) if row.get("system") else None,
            pathways=((Pathway(row.get("pathway") or "unknown"), 1.0),),
            when=_when(row.get("date")),
            where=_where(row.get("place")),
            holders=tuple(str(name) for name in row.get("holder") or ()),
            modality=modality,
            polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
            generic=bool(row.get("generic", False)),
            confidence=1.0,
            quote=quote or "",
            quote_span=quote_span,
            spans=spans,
            coder="gold",
            codebook="",
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{where}: {error}; see docs/codebook.md for the terms") from None


def _spans(row: Any, text: str, where: str) -> dict[Slot, Span]:
    if row is None:
        return {}
    if not isinstance(row, dict):
        raise GoldError(f"{where}: spans must be an object of [start, end) pairs")
    found: dict[Slot, Span] = {}
    for name, pair in row.items():
        if pair is None or name not in _SLOTS:
            continue
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not all(type(end) is int for end in pair)
            or not 0 <= pair[0] < pair[1] <= len(text)
        ):
            raise GoldError(
                f"{where}: spans.{name} {pair!r} is no [start, end) inside a text of {len(text)} code points"
            )
        found[Slot(name)] = Span(*pair)
    return found


def _quote_span(quote: str | None, trigger: Span | None, text: str, where: str) -> Span | None:
    if not quote:
        if trigger is None:
            raise GoldError(
                f"{where}: needs a quote (the sentence) or spans.trigger, to know where it stands"
            )
        return None
    start = text.find(quote)
    if start < 0:
        raise GoldError(f"{where}: the quote is not in the text; copy the sentence exactly")
    # The quote may stand in the text twice: the trigger tells which of them is meant.
    while trigger is not None and start + len(quote) < trigger.end:
        later = text.find(quote, start + 1)
        if later < 0:
            break
        start = later
    return Span(start, start + len(quote))


def _words(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)


def parties(names: str | None, words: str | None) -> tuple[Party, ...]:
    """The parties of one role, from names joined by semicolons and the stretch that names them all.

    A single party without a name is named by its words.
    """
    named = [name.strip() for name in (names or words or "").split(";") if name.strip()]
    return tuple(Party(literal=words if words and len(named) == 1 else name, name=name) for name in named)


def _when(row: Mapping[str, Any] | None) -> When | None:
    if row is None:
        return None
    return When(
        date.fromisoformat(row["start"]) if row.get("start") else None,
        date.fromisoformat(row["end"]) if row.get("end") else None,
        Precision(row["precision"]),
    )


def _where(row: Mapping[str, Any] | None) -> Place | None:
    if row is None:
        return None
    return Place(row.get("name"), row.get("country"))

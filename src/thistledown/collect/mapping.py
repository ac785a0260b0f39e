"""Which column of a data set is what: read from a mapping file, or seen from the columns' names."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timezone
from pathlib import Path

from thistledown.collect.moments import read_zone

SLOTS = ("text", "title", "url", "published", "language", "outlet", "id")

# Names that say by themselves what a column holds, the likelier first.
_OBVIOUS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "full_text", "fulltext", "article_text", "article_body", "articlebody"),
        *("article", "maintext", "main_text", "message", "story", "description", "summary", "abstract"),
    ),
    "title": ("title", "headline", "subject", "heading"),
    "url": ("url", "link", "uri", "permalink", "source_url", "article_url", "href", "web_url"),
    "published": (
        *("published", "date", "published_at", "publish_date", "publication_date", "date_published"),
        *("datepublished", "pubdate", "pub_date", "created_at", "date_publish", "datetime", "timestamp"),
    ),
    "language": ("language", "lang"),
    "outlet": ("outlet", "source", "publisher", "source_name", "newspaper", "media", "site", "domain"),
    "id": ("id", "guid", "record_id", "doc_id", "article_id", "uuid"),
}
_MOST_BYTES = 1 << 20


class MappingError(ValueError):
    """A mapping file is wrong; the message says where and what to write instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMapping:
    """Where each thing stands in a record.

    Attributes:
        columns: slot ("text", "title"…) to column name; in JSON a dotted path ("article.body").
        constants: slot to a value that holds for every record (outlet, language).
        form: `strptime` format of the published column; None for the usual ones.
        zone: the zone of published instants that name none.
        markup: whether the text column holds HTML.
        records: dotted path to the array of records in a JSON document; None to look for it.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    zone: timezone | None = None
    markup: bool = False
    records: str | None = None


def read_mapping(path: Path) -> RecordMapping:
    """Read a mapping file (TOML).

    Raises:
        MappingError: when it is no such file.
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        raw = file.read(_MOST_BYTES)
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError(f"{path.name} is not TOML ({error}); begin with a table [columns]") from None
    if unknown := set(data) - {"columns", "constants", "published", "markup", "records"}:
        raise MappingError(f"{path.name} has {_words(unknown)}, which means nothing; see the example")
    columns = _strings(data.get("columns"), "columns", path.name)
    constants = _strings(data.get("constants", {}), "constants", path.name)
    published = _strings(data.get("published", {}), "published", path.name)
    if "text" not in columns:
        raise MappingError(f'{path.name} names no text column; write text = "…" under [columns]')
    if unknown := (set(columns) | set(constants)) - set(SLOTS) | (set(published) - {"format", "zone"}):
        raise MappingError(f"{path.name} has {_words(unknown)}; the slots are {_words(SLOTS)}")
    markup, records = data.get("markup", False), data.get("records")
    if not isinstance(markup, bool) or not isinstance(records, str | None):
        raise MappingError(f"{path.name}: markup is true or false, records is a path such as 'data.items'")
    try:
        zone = read_zone(published["zone"]) if "zone" in published else None
    except ValueError as error:
        raise MappingError(f"{path.name}: {error}") from None
    return RecordMapping(
        columns=columns,
        constants=constants,
        form=published.get("format"),
        zone=zone,
        markup=markup,
        records=records,
    )


def obvious_mapping(columns: Iterable[str]) -> RecordMapping | None:
    """The mapping that the columns' names make plain, or None where no column is called like a text."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(_folded(column), column)
    found: dict[str, str] = {}
    for slot, names in _OBVIOUS.items():
        if name := next((name for name in names if name in by_name), None):
            found[slot] = by_name[name]
    return RecordMapping(columns=found) if "text" in found else None


def example_mapping(columns: Iterable[str]) -> str:
    """A mapping file to start from, made of the columns there are."""
    names = [name[:80] for name in columns][:40]
    known = {_folded(name): name for name in names}
    lines = ["[columns]", f"text = {json.dumps(names[0] if names else 'text', ensure_ascii=False)}"]
    for slot in SLOTS[1:]:
        if name := next((known[n] for n in _OBVIOUS[slot] if n in known), None):
            lines.append(f"{slot} = {json.dumps(name, ensure_ascii=False)}")
    return "\n".join(lines)


def _folded(column: str) -> str:
    return re.sub(r"[\s\-]+", "_", column.strip().lower())[:80]


def _strings(given: object, what: str, name: str) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise MappingError(f'{name}: [{what}] must be a table of strings, for instance text = "body"')
    return given


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(repr(name) for name in names))

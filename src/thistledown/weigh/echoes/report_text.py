"""A report as the echo engine sees it: its words, its address and its day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from thistledown.casebook.language import detect
from thistledown.codebook.registry import registry

# News addresses often carry their day: /2024/10/10/, /2024-10-10/, /20241010/.
_DAY_IN_URL = re.compile(r"(?<!\d)(20\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class ReportText:
    """The words of one report with what is known about them.

    Attributes:
        id: the report's id, unique among the reports compared.
        text: its words; spans of evidence point into this string.
        url: its public address, where known.
        published: the day it was put out, where known.
        language: BCP 47 primary tag, where known.
        title: its headline, where it is not part of the text.
        source: id of its source in the registry, where known.
        network: id of the network its source belongs to, where known.
    """

    id: str
    text: str
    url: str | None = None
    published: date | None = None
    language: str | None = None
    title: str | None = None
    source: str | None = None
    network: str | None = None

    def completed(self) -> ReportText:
        """The report with what can be found out: source and network, the day in its address, the language."""
        source, network, published, language = self.source, self.network, self.published, self.language
        if self.url:
            record = registry().source_for_url(self.url) if source is None else source
            source = record
            if published is None:
                published = day_in_url(self.url)
        if source is not None and network is None:
            known = registry().source(source) if source in _source_ids() else None
            network = known.network if known else None
        if language is None:
            language = detect(self.text).language
        found = source, network, published, language
        if found == (self.source, self.network, self.published, self.language):
            return self
        return replace(self, source=source, network=network, published=published, language=language)

    @classmethod
    def from_json(cls, value: Any) -> ReportText:
        """A report from one line of JSON Lines: {id, url, published, language, text, title}.

        Raises:
            ValueError: saying which key is missing or wrong.
        """
        if not isinstance(value, dict):
            raise ValueError("the line is no object; write {id, url, published, language, text}")
        for key in ("id", "text"):
            if key not in value:
                raise ValueError(f"the key {key!r} is missing; every line needs an id and a text")
        name, text = value["id"], value["text"]
        if isinstance(name, int) and not isinstance(name, bool):
            name = str(name)
        if not isinstance(name, str) or not name:
            raise ValueError("the id is no text; give each report its own name")
        if not isinstance(text, str):
            raise ValueError("the text is no text; write it as a JSON string")
        others: dict[str, str | None] = {}
        for key in ("url", "language", "title"):
            held = value.get(key)
            if held is not None and not isinstance(held, str):
                raise ValueError(f"{key!r} is no text; write it as a JSON string or leave it out")
            others[key] = held or None
        language = others["language"]
        return cls(
            name,
            text,
            url=others["url"],
            published=parse_day(value.get("published")),
            language=language.split("-")[0].lower() if language else None,
            title=others["title"],
        )


def parse_day(value: object) -> date | None:
    """A day from an ISO date or instant; None for none, and for a year or month alone.

    Raises:
        ValueError: when it is no date.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}(-\d{2})?", value):
            return None
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            pass
    raise ValueError(f"'published' is {str(value)[:40]!r}; write a day as 2024-10-14")


def day_in_url(url: str) -> date | None:
    """The day that an address carries, or None."""
    for year, _, month, day in _DAY_IN_URL.findall(url[:2000]):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _source_ids() -> frozenset[str]:
    global _IDS
    if _IDS is None:
        _IDS = frozenset(source.id for source in registry().sources)
    return _IDS


_IDS: frozenset[str] | None = None

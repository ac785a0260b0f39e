"""What a source put out, and the bytes we kept of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.when import When
from thistledown.codebook.reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they were found, addressed by their SHA-256.

    Attributes:
        content: the bytes, unchanged.
        media_type: what they are ("text/html"), as found out, not only as labelled.
        locator: where they were found: a path or a URL, after redirects.
        connector: name of the connector that fetched them.
        connector_version: its version.
        captured_at: when, with its time zone.
        detail: what the custody log should remember (HTTP status, headers that matter, redirects).
    """

    content: bytes
    media_type: str
    locator: str
    connector: str
    connector_version: str
    captured_at: datetime
    detail: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.captured_at.tzinfo is None:
            raise ValueError("captured_at needs a time zone")

    @property
    def sha256(self) -> str:
        """The capture's address."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """The words of a report without its markup, with the way back to the bytes.

    An empty line separates paragraphs; the characters themselves are those of the capture.
    """

    text: str
    offsets: OffsetMap
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report found in a capture.

    Attributes:
        part: which one, where a capture holds several ("" for the only one, "item 17", "record 3").
        url: the public address, where known; else None.
        outlet: the outlet as the page names it.
        author_kind: newsroom, news-agency, office, account, organisation or unknown; never a person's name.
        published: when it was put out; a day as a rule.
        published_at: the exact instant with its zone, where known.
        language: BCP 47 primary tag, as stated or detected.
        links: addresses it links to, in order, without repeats.
        notes: what the connector wants a person to know ("cut off at the source", "no main text found").
    """

    part: str = ""
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author_kind: str = "unknown"
    published: When | None = None
    published_at: datetime | None = None
    language: str | None = None
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: CleanText

    def __post_init__(self) -> None:
        if self.published_at is not None and self.published_at.tzinfo is None:
            raise ValueError("published_at needs a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A capture with the reports in it; `reports` may be a one-shot iterator over a large file."""

    capture: Capture
    reports: Iterable[Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be taken in. The rest goes on.

    Attributes:
        locator: where.
        what: what was wrong.
        advice: what to do.
        reasons: both to be worded in another language; empty where there is no such wording.
    """

    locator: str
    what: str
    advice: str
    reasons: tuple[Reason, ...] = ()


def report_id(sha256: str, part: str) -> str:
    """The id of a report: the same bytes and part give the same id on every machine."""
    return "r" + hashlib.sha256(f"{sha256}\0{part}".encode("utf-8", "surrogatepass")).hexdigest()[:19]

"""Casebooks with invented reports and claims that the tests of actors and events share."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.report import Capture, CleanText, Found, Report
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind, Item, Kind, Modality, Pathway, Polarity, Precision

CODER, CODEBOOK = "sample 1", "1"


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="td-weigh-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_casebook(folder / "book", create=True, who="analyst").close()
    return folder / "book"


def new_book(folder: Path) -> Casebook:
    """An empty casebook with the shipped registries."""
    shutil.copytree(_template(), folder / "book")
    return open_casebook(folder / "book")


@cache
def empty_book() -> Casebook:
    """One empty casebook that all tests share; they leave it as it is."""
    book = open_casebook(_template())
    atexit.register(book.close)
    return book


def party(name: str, kind: ActorKind = ActorKind.UNKNOWN) -> Party:
    """An actor of the registry by its id, or an unresolved name."""
    if name in registry():
        record = registry().actor(name)
        return Party(literal=record.name, name=record.name, actor=record.id, kind=record.kind)
    return Party(literal=name, name=name, kind=kind)


def said(
    *,
    kind: Kind = Kind.USE,
    by: Sequence[str | Party] = (),
    to: Sequence[str | Party] = (),
    when: str | When | None = None,
    where: Place | None = None,
    quote: str = "They flew a drone.",
    **rest: Any,
) -> Claim:
    """What one report says, in short form."""
    if isinstance(when, str):
        when = When.parse(when)
    return Claim(
        report="",
        kind=kind,
        providers=tuple(p if isinstance(p, Party) else party(p) for p in by),
        recipients=tuple(p if isinstance(p, Party) else party(p) for p in to),
        when=when,
        where=where,
        quote=quote,
        **{
            "items": (Item.EQUIPMENT,),
            "pathways": ((Pathway.UNKNOWN, 1.0),),
            "confidence": 0.8,
            "coder": CODER,
            "codebook": CODEBOOK,
            **rest,
        },
    )


def denied(claim: Claim) -> Claim:
    return replace(claim, modality=Modality.DENIED, polarity=Polarity.NEGATIVE)


def cited(claim: Claim, source: str, url: str = "https://example.org/page") -> Claim:
    """The same, coded by hand from a page of a source of the registry."""
    page = Citation(url=url, source=source, publisher=source, published=None, language="en", note="")
    return replace(claim, quote="", citation=page)


def day(text: str) -> When:
    on = date.fromisoformat(text)
    return When(on, on, Precision.DAY)


def tell(book: Casebook, *claims: Claim, name: str = "a", published: str | None = None) -> list[str]:
    """Take in one report that says all this, and read it; the ids of the claims in order."""
    text = "\n".join(claim.quote for claim in claims)
    capture = Capture(
        content=f"{name}\n{text}".encode(),
        media_type="text/plain",
        locator=f"/reports/{name}.txt",
        connector="test",
        connector_version="1",
        captured_at=datetime(2025, 7, 1, 12, tzinfo=UTC),
    )
    clean = CleanText(text=text, offsets=OffsetMap.whole(text), extractor="plain 1")
    when = When.parse(published) if published else None
    report = Report(part="", title=name, text=clean, published=when)
    book.take_in(Found(capture=capture, reports=[report]))
    (unread,) = book.unread(CODER, CODEBOOK)
    placed, at = [], 0
    for claim in claims:
        span = Span(at, at + len(claim.quote))
        moved = at - (claim.quote_span.start if claim.quote_span else at)
        spans = {slot: stretch.shifted(moved) for slot, stretch in claim.spans.items()}
        placed.append(replace(claim, quote_span=span, spans=spans))
        at += len(claim.quote) + 1
    book.add_readings(CODER, CODEBOOK, [(unread, placed, [])])
    found = book.view().claims_of_report(unread.report_id)
    by_span = {item.claim.quote_span: item.id for item in found}
    return [by_span[claim.quote_span] for claim in placed]

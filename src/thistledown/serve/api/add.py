"""Adding reports: pasted, as a file, or from an address; taken in and read in the background."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from thistledown.casebook.failure import FAILURE
from thistledown.casebook.record import Casebook, TakenIn
from thistledown.casebook.report import Found, Problem
from thistledown.casebook.schema import report
from thistledown.collect.connector import Context, Target
from thistledown.collect.dispatch import collect
from thistledown.collect.fetch import WebFetcher
from thistledown.collect.intake import Intake, take_in_found
from thistledown.collect.pasted import Pasted, pasted
from thistledown.reading.rounds import read_unread
from thistledown.serve.api.asked import Asked, BadQuestionError, Question
from thistledown.serve.api.jobs import Job, Progress
from thistledown.serve.api.judged_claim import JudgedClaim, judged_claim
from thistledown.serve.api.reasons import reasons
from thistledown.serve.api.shown_claim import ReportBrief, brief, sources_of
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.round import weigh

router = APIRouter(prefix="/add", tags=["add"])

# Largest file taken through a page; larger ones go in by the command line.
UPLOAD_BYTES = 64 * 2**20
# Longest text that is pasted, in characters.
LONGEST = 2_000_000
# Reports of one addition that are shown and read at once; the rest is read by `thistledown read`.
REPORTS = 200
# Claims of one report that are shown; the reader has them all.
CLAIMS = 50
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")

Finding = Callable[[Context], Sequence[Found | Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGiven:
    """A report that is pasted.

    Attributes:
        text: its words.
        title: its title; found in the text when empty.
        outlet: who put it out.
        url: its public address.
        published: YYYY, YYYY-MM or YYYY-MM-DD.
        language: of the words; found out when empty.
        coder: in whose name; the casebook's analyst if not said.
    """

    text: Annotated[str, Field(max_length=LONGEST)]
    title: Annotated[str, Field(max_length=500)] = ""
    outlet: Annotated[str, Field(max_length=200)] = ""
    url: Annotated[str, Field(max_length=2_000)] = ""
    published: Annotated[str, Field(max_length=10)] = ""
    language: Annotated[str, Field(max_length=12)] = ""
    coder: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressGiven:
    """An address to fetch; `coder` as elsewhere."""

    url: Annotated[str, Field(max_length=2_000)]
    coder: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Asks for a round of weighing; `coder` as elsewhere."""

    coder: Annotated[str | None, Field(max_length=200)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedReport:
    """A report that was added, with what was read in it.

    Attributes:
        report: what it is.
        total: claims read in it.
        claims: the first of them, in the order of the text.
        notes: what a person should know of the text ("cut off after …").
    """

    report: ReportBrief
    total: int
    claims: tuple[JudgedClaim, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLimits:
    """How much may be added through a page, in bytes and characters."""

    file_bytes: int = UPLOAD_BYTES
    text_chars: int = LONGEST


@router.get("/limits")
def add_limits() -> AddLimits:
    """How much may be added at once."""
    return AddLimits()


@router.post("/text")
def add_text(ask: Question, given: TextGiven) -> Job:
    """Take in a pasted report and read it."""
    told = Pasted(
        text=given.text,
        title=given.title,
        outlet=given.outlet,
        url=given.url,
        published=given.published,
        language=given.language,
    )
    return _start(ask, given.coder, "text", lambda context: [pasted(told, context)])


@router.post("/url")
def add_url(ask: Question, given: AddressGiven) -> Job:
    """Fetch an address, take in what is there and read it.

    Raises:
        BadQuestionError: when it is no address of a web page.
    """
    url = given.url.strip()
    if not url.lower().startswith(("http://", "https://")):
        raise BadQuestionError(FAILURE("no_address", given=repr(url[:200])))
    return _start(ask, given.coder, "url", lambda context: list(collect([Target.of_url(url)], context)))


@router.post("/file")
async def add_file(
    request: Request,
    ask: Question,
    name: Annotated[str, Query(max_length=500, description="What the file is called.")],
    coder: Annotated[str | None, Query(max_length=200)] = None,
) -> Job:
    """Take in a file, given as the body, and read its reports.

    Raises:
        BadQuestionError: when it is empty or too large.
    """
    book = ask.to_write().in_name_of(coder)
    said = Path(name.replace("\\", "/")).name or "file"
    shown = "".join(char if char.isprintable() else " " for char in said)[:200]
    suffix = Path(shown).suffix
    # The given name is for people; on disk the file has one of ours.
    with tempfile.NamedTemporaryFile(
        prefix="thistledown-", suffix=suffix if _SUFFIX.fullmatch(suffix) else "", delete=False
    ) as file:
        path, size = Path(file.name), 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > UPLOAD_BYTES:
                break
            file.write(chunk)
    if not 0 < size <= UPLOAD_BYTES:
        path.unlink()
        raise BadQuestionError(
            FAILURE("large_file", name=shown, size=UPLOAD_BYTES // 2**20)
            if size
            else FAILURE("empty_file", name=shown)
        )

    def found(context: Context) -> Sequence[Found | Problem]:
        try:
            target = replace(Target.of_path(path), locator=shown)
            # Read before the file goes: what a connector yields may be read from it later.
            return [_whole(one) for one in collect([target], context)]
        finally:
            path.unlink(missing_ok=True)

    return _start(ask, book.who, "file", found)


@router.get("/reports")
def added_reports(
    ask: Question, ids: Annotated[list[str], Query(min_length=1, max_length=REPORTS)]
) -> tuple[AddedReport, ...]:
    """Reports that were just added, with the claims that were read in them and the words of each."""
    view, eyes, sources = ask.view, Judgements(ask.view), sources_of(ask)
    found = []
    for one in view.reports(report.c.id.in_(ids), limit=REPORTS):
        claims = view.claims_of_report(one.id)
        found.append(
            AddedReport(
                report=brief(one, sources),
                total=len(claims),
                claims=tuple(judged_claim(view, eyes.of(item)) for item in claims[:CLAIMS]),
                notes=one.notes,
            )
        )
    return tuple(found)


@router.post("/weighing")
def weigh_added(ask: Question, given: Weighing) -> Job:
    """Bring echoes, actors and events up to what was added."""
    book = ask.to_write().in_name_of(given.coder)

    def work(tell: Progress) -> dict[str, Any]:
        return weigh(book, lambda what, done, total: tell(done, total, what)).as_json()

    return ask.site.jobs.start("weigh", work)


def _start(ask: Asked, coder: str | None, what: str, found: Finding) -> Job:
    book = ask.to_write().in_name_of(coder)
    return ask.site.jobs.start(what, lambda tell: _add(book, found, tell))


def _add(book: Casebook, found: Finding, tell: Progress) -> dict[str, Any]:
    """Take in and read; what the job says of itself is a word that pages know how to call."""
    hashes: dict[str, TakenIn] = {}
    tell(0, 0, "taking-in")
    fetcher = WebFetcher(cache=book.paths.web_cache, say=lambda line: tell(0, 0, "waiting"))
    book.archive.sweep()

    def taken(intake: Intake, where: str) -> None:
        tell(intake.captures, 0, "taking-in")

    intake = take_in_found(book, found(Context(fetcher=fetcher)), progress=taken, kept=hashes.__setitem__)
    view = book.view()
    keys = list(hashes)[:REPORTS]
    reports = [one.id for one in view.reports(report.c.sha256.in_(keys), limit=REPORTS + 1)]
    shown = reports[:REPORTS]
    tell(0, len(shown), "reading")
    done = read_unread(
        book, reports=shown, progress=lambda round_: tell(round_.reports, len(shown), "reading")
    )
    return {
        "new": intake.new,
        "known": intake.known,
        "empty": intake.empty,
        "problems": [
            {**asdict(one), "reasons": [asdict(each) for each in reasons(one.reasons)]}
            for one in intake.problems
        ],
        "reports": shown,
        "more": max(0, intake.new + intake.known - len(shown)),
        "read": done.reports,
        "claims": done.claims,
        "notes": list(done.notes),
    }


def _whole(found: Found | Problem) -> Found | Problem:
    return found if isinstance(found, Problem) else replace(found, reports=tuple(found.reports))

"""The codebook, search, the journal, and whether all is well."""

from __future__ import annotations

import json

from starlette.responses import JSONResponse, Response

from thistledown import __version__
from thistledown.casebook.schema import claim, report
from thistledown.serve.filters import has_words
from thistledown.serve.overview import lines_of
from thistledown.serve.page import Page
from thistledown.serve.report_pages import in_short

MOST_HITS = 40
SNIPPET = 240


def codebook(page: Page) -> Response:
    """`/codebook`: every term with its definition, rule and examples."""
    return page.show("codebook.html", book=page.site.words.book)


def search(page: Page) -> Response:
    """`/search?q=`: events, claims and reports that have all the words."""
    asked = page.ask("q", 300)
    if not asked or not has_words(asked):
        return page.show("search.html", asked=asked, events=[], claims=[], reports=[], most=MOST_HITS)
    found = {
        subject: [hit.id for hit in page.view.search(asked, limit=MOST_HITS, subject=subject)]
        for subject in ("event", "claim", "report")
    }
    lines = {line.id: line for line in lines_of(page)}
    claims = {one.id: one for one in page.view.claims(claim.c.id.in_(found["claim"]))}
    reports = {one.id: one for one in page.view.reports(report.c.id.in_(found["report"]))}
    return page.show(
        "search.html",
        asked=asked,
        most=MOST_HITS,
        events=[lines[key] for key in found["event"] if key in lines],
        claims=[
            (claims[key], in_short(claims[key].claim, page.site.words))
            for key in found["claim"]
            if key in claims
        ],
        reports=[
            (reports[key], _snippet(page.view.report(key).text or "", asked))
            for key in found["report"]
            if key in reports
        ],
    )


def _snippet(text: str, asked: str) -> str:
    """A stretch of the text around the first of the words asked for that stands there as asked."""
    lower = text.casefold()
    places = [lower.find(word) for word in asked.casefold().replace('"', " ").split()]
    # Case folding can lengthen a text; a place past its end only means a later stretch.
    at = min((place for place in places if place >= 0), default=0)
    start = max(0, min(at, len(text)) - SNIPPET // 3)
    if start:
        # Not in the middle of a word, where the script has spaces.
        space = text.find(" ", start, start + 20)
        start = space + 1 if space > 0 else start
    cut = text[start : start + SNIPPET]
    return ("… " if start else "") + " ".join(cut.split()) + (" …" if start + SNIPPET < len(text) else "")


def journal(page: Page) -> Response:
    """`/journal`: who wrote what into the record, and when; the newest first."""
    before = page.ask_number("before", 0, 2**53) or None
    rows = page.view.journal(limit=101, before=before)
    return page.show(
        "journal.html",
        rows=[(row, json.loads(row["detail"] or "{}")) for row in rows[:100]],
        older=rows[99]["seq"] if len(rows) > 100 else None,
        before=before,
    )


def health(page: Page) -> Response:
    """`/health`: for whoever watches the server."""
    return JSONResponse(
        {"status": "ok", "version": __version__, "newest_entry": page.view.newest_entry()},
        headers={"cache-control": "no-store"},
    )

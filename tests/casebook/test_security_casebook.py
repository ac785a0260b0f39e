"""Hostile text in reports, names and queries: kept as far as it can be, never run, never a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from casebook_samples import CODEBOOK, CODER, claim_on, found, take_in, unread
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thistledown.casebook.columns import storable
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.record import Casebook
from thistledown.casebook.report import CleanText, Found, report_id
from thistledown.casebook.span import Span

NASTY = [
    "'; DROP TABLE claim; --",
    '" OR 1=1 --',
    "NUL\0inside",
    "half a pair \ud800 here",
    "%s %(x)s :words ? {0} $1",
    "\u202eright to left\u202c \u200b",
    "x" * 9_000,
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_security_hostile_fields_are_kept_and_come_back(casebook: Casebook, nasty: str) -> None:
    text = f"Before {nasty} after the drone."
    one = found("raw", f"https://example.org/{nasty}")
    (report,) = one.reports
    whole = CleanText(text=text, offsets=OffsetMap.whole(storable(text)), extractor="plain 1")
    hostile = replace(
        report,
        part=nasty,
        url=f"https://example.org/{nasty}",
        title=nasty,
        outlet=nasty,
        language=nasty,
        links=(nasty,),
        notes=(nasty,),
        text=whole,
    )
    capture = replace(one.capture, media_type=nasty, detail={"header": nasty})
    for new in (1, 0):
        assert casebook.take_in(Found(capture=capture, reports=[hostile])).new == new
    view = casebook.view()
    kept = view.report(report_id(capture.sha256, nasty))
    assert kept.text == storable(text)
    assert len(kept.text or "") == len(text)
    assert kept.title == kept.outlet == storable(nasty)
    assert [storable(link) for link in kept.links] == [storable(nasty)]
    assert len(kept.language or "") <= 12
    assert len(view.custody(capture.sha256)) == 1
    (item,) = unread(casebook)
    claim = claim_on(item.text, storable(nasty).strip())
    assert casebook.add_readings(CODER, CODEBOOK, [(item, [claim], [nasty])]) == 1
    (recorded,) = view.claims_of_report(kept.id)
    assert recorded.claim.quote_span is not None
    assert recorded.claim.quote_span.of(kept.text or "") == recorded.claim.quote == storable(nasty).strip()
    casebook.judge("claim", recorded.id, "wrong", comment=nasty, value=nasty)
    assert view.judgements("claim", recorded.id)[0]["comment"] == storable(nasty)
    assert [hit.id for hit in view.search("after the drone", subject="report")] == [kept.id]


@given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]), st.data())
def test_security_what_is_replaced_keeps_every_span_and_offset_true(
    text: str, codec: str, data: st.DataObject
) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert storable(kept) == kept
    kept.encode("utf-8")
    assert "\0" not in kept
    assert all(a == b or a == "\0" or "\ud800" <= a <= "\udfff" for a, b in zip(text, kept, strict=True))
    decodable = text.encode(codec, "replace").decode(codec)
    if not decodable:
        return
    start = data.draw(st.integers(0, len(decodable) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(decodable))))
    offsets = OffsetMap.whole(decodable, codec)
    assert offsets.raw(span, storable(decodable)) == offsets.raw(span, decodable)


@pytest.mark.parametrize(
    "published_at",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=14))),
        datetime(1, 1, 1, tzinfo=UTC),
    ],
)
def test_security_an_impossible_year_on_a_page_does_not_stop_the_intake(
    casebook: Casebook, published_at: datetime
) -> None:
    one = found("raw")
    (report,) = one.reports
    assert (
        casebook.take_in(Found(capture=one.capture, reports=[replace(report, published_at=published_at)])).new
        == 1
    )


HOSTILE_QUERIES = [
    "",
    " ",
    '"',
    '""',
    '"""',
    '"drone',
    'drone"',
    '"drone" "',
    "drone*",
    "*",
    "^drone",
    "-drone",
    "NOT drone",
    "drone AND",
    "OR",
    "NEAR(drone kidal, 2)",
    "folded:drone",
    "subject_id : drone",
    "{folded} : drone",
    "drone + kidal",
    "(drone",
    "drone)",
    "';--",
    "drone & kidal",
    "drone | !kidal",
    "drone:*",
    "drone <-> kidal",
    "\\",
    "'",
    "''drone''",
    "a\0b",
    "\ud800",
    "drone " * 400,
    "x" * 20_000,
    "%",
    "_",
    "𝓭𝓻𝓸𝓷𝓮",
    "١٢٣",
    "ـ",
    "\u0301",
    "«»",
    "“drone”",
    "o'clock's",
    "foo_bar",
    "1.5.6",
    "user@host.example",
]


def test_security_no_query_is_an_error_or_a_command(casebook: Casebook) -> None:
    take_in(casebook, "A drone near Kidal.")
    view = casebook.view()
    for query in HOSTILE_QUERIES:
        hits = view.search(query)
        assert len(hits) <= 1, query
    for same in (
        "drone*",
        "^drone",
        "-drone",
        '"drone',
        "(drone",
        "drone:*",
        "''drone''",
        "“drone”",
        "𝓭𝓻𝓸𝓷𝓮",
    ):
        assert len(view.search(same)) == 1, same
    assert view.search("NOT drone") == []
    assert view.search("folded:drone") == []
    assert view.counts()["reports"] == 1


@given(query=st.text(max_size=40) | st.text("\"'*^-():&|!<>\\ aNOTdrneé\0", max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_security_any_text_is_a_valid_query(casebook: Casebook, query: str) -> None:
    assert isinstance(casebook.view().search(query), list)

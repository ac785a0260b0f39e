"""The list of reports and the reader over the API."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serve_samples import ARABIC, ENGLISH, HOSTILE_TEXT, HOSTILE_TITLE, TestClient

from thistledown.casebook.record import Casebook
from thistledown.casebook.span import Span
from thistledown.serve.paint import Mark, paragraphs
from thistledown.serve.segments import LONGEST, blocks
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


def report_named(web: TestClient, title: str) -> dict:
    lines = web.get("/api/reports").json()["lines"]
    found = next(one["report"]["id"] for one in lines if one["report"]["title"] == title)
    return web.get(f"/api/reports/{found}").json()


def joined(text: dict) -> str:
    return "".join(piece["text"] for block in text["blocks"] for piece in block["pieces"])


def test_the_list_is_newest_first_and_can_be_chosen_from(web, book) -> None:
    every = web.get("/api/reports").json()
    assert every["total"] == len(book.view().reports()) == len(every["lines"])
    taken = [one["recorded_at"] for one in every["lines"]]
    assert taken == sorted(taken, reverse=True)
    arabic = web.get("/api/reports?language=ar").json()
    assert [one["report"]["language"] for one in arabic["lines"]] == ["ar"]
    read = web.get("/api/reports?claims=true").json()
    assert 0 < read["total"] < every["total"]
    assert all(one["claims"] > 0 for one in read["lines"])
    dated = web.get("/api/reports?from=2025-06-01&to=2025-06-30").json()
    assert [one["report"]["title"] for one in dated["lines"]] == ["Instructors in Bamako"]
    assert web.get("/api/reports?from=2025-06-13").json()["total"] == 0
    assert web.get("/api/reports?text=quadcopters").json()["total"] == 1
    assert {one["id"] for one in every["languages"]} >= {"ar", "en"}


def test_by_date_the_dated_come_first(web) -> None:
    first = web.get("/api/reports?order=published").json()["lines"][0]
    assert first["report"]["title"] == "Instructors in Bamako"


def test_bad_parameters_are_told(web) -> None:
    assert web.get("/api/reports?from=yesterday").status_code == 422
    assert web.get("/api/reports?page=0").status_code == 422
    # A page beyond the last is the last.
    assert web.get("/api/reports?page=999").json()["page"] == 1
    answer = web.get("/api/reports/rnone")
    assert answer.status_code == 404
    assert "rnone" in answer.json()["told"]


def test_before_it_was_taken_in_there_is_no_report(web) -> None:
    assert web.get("/api/reports?as_of=2001-01-01").json()["total"] == 0


def test_the_reader_marks_every_slot_at_its_words(web) -> None:
    page = report_named(web, "Instructors in Bamako")
    text = page["text"]
    assert joined(text) == ENGLISH.replace("\n\n", "")
    for one in page["claims"]:
        for words in one["words"]:
            assert ENGLISH[words["start"] : words["end"]] == words["words"]
            assert words["captured"], "its bytes are known"
    marked = [
        (
            piece["text"],
            {(text["marks"][place]["slot"], text["marks"][place]["claim"]) for place in piece["marks"]},
        )
        for block in text["blocks"]
        for piece in block["pieces"]
    ]
    first, second = (one["claim"]["id"] for one in page["claims"])
    holders = {slot for words, over in marked if words == "Bamako" for slot, _ in over}
    assert holders >= {"quote", "place"}
    # The provider of one claim lies inside that of the other.
    crossing = [
        {claim for slot, claim in over if slot != "quote"}
        for words, over in marked
        if words == "Africa Corps"
    ]
    assert {first, second} in crossing


def test_an_arabic_report_runs_right_to_left(web) -> None:
    page = report_named(web, "مدربون في باماكو")
    assert page["text"]["direction"] == "rtl"
    assert joined(page["text"]) == ARABIC.replace("\n\n", "")
    assert page["claims"][0]["claim"]["holders"] == ["متحدث"]


def test_hostile_text_stays_text(web) -> None:
    page = report_named(web, HOSTILE_TITLE)
    assert joined(page["text"]) == HOSTILE_TEXT.replace("\n\n", "")
    answer = web.get(f"/api/reports/{page['report']['id']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_summary_names_the_event_it_tells_of(web, book) -> None:
    event = book.view().events()[0]
    found = next(one for one in book.view().reports() if one.part == event.id)
    assert web.get(f"/api/reports/{found.id}").json()["event"]["id"] == event.id


WORDS = st.text(alphabet="ab \n\t\u0627\U0001f600", max_size=300)


@settings(deadline=None)
@given(WORDS, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 80)), max_size=8))
def test_blocks_are_the_text_and_marks_lie_where_they_should(text, starts) -> None:
    spans = [Span(at, min(at + size, len(text))) for at, size in starts if at < len(text)]
    marks = [Mark(span, "item", str(place)) for place, span in enumerate(spans)]
    found = blocks(text, marks)
    assert "".join(p.text for b in found for p in b.pieces) == "".join(s.of(text) for s in paragraphs(text))
    for block in found:
        at = block.start
        for piece in block.pieces:
            assert text[at : at + len(piece.text)] == piece.text
            over = {n for n, mark in enumerate(marks) if mark.span.start <= at < mark.span.end}
            assert set(piece.marks) == over
            at += len(piece.text)


def test_a_huge_line_is_cut_into_blocks_that_run_on() -> None:
    text = "word " * 40_000
    found = blocks(text, [Mark(Span(0, len(text)), "quote", "c")])
    assert len(found) > 40
    assert all(sum(len(p.text) for p in one.pieces) <= LONGEST for one in found)
    assert [one.runs_on for one in found[:3]] == [False, True, True]
    assert "".join(p.text for b in found for p in b.pieces) == text

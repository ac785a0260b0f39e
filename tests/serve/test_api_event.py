"""One event over the API: claims, disputes, summaries, decisions."""

from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.undoing import undo
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web
from thistledown.weigh.review.deciding import accept, reject


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("event") / "casebook"
    with open_casebook(folder, create=True, who="tester") as opened:
        fill(opened, [one for one in atlas() if len(one.citations) > 2][:6])
        yield opened


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


def test_an_event_has_its_claims_with_sources_and_grades(web, book) -> None:
    event = book.view().events()[0]
    page = web.get(f"/api/events/{event.id}").json()
    assert page["title"] == event.title
    assert {one["id"] for one in page["claims"]} == {one.id for one in event.claims}
    assert page["lead"] in {one["id"] for one in page["claims"]}
    named = [one["source"] for one in page["claims"]]
    assert all(one["name"] for one in named)
    assert any(one["grade"] for one in named)
    assert page["networks"] <= page["sources"] <= len(page["claims"])


def test_what_the_machine_read_stands_beside_what_was_coded(web, book) -> None:
    first = next(one for one in atlas() if len(one.citations) > 2)
    page = web.get(f"/api/events/{first.id}").json()
    assert len(page["summaries"]) == 1
    read = page["summaries"][0]["claims"]
    assert [one["coder"] for one in read] == ["tester 1"]
    assert read[0]["id"] not in {one["id"] for one in page["claims"]}


def test_an_unknown_event_and_a_time_before_it_are_told(web, book) -> None:
    assert web.get("/api/events/no/such/event").status_code == 404
    event = book.view().events()[0]
    answer = web.get(f"/api/events/{event.id}?as_of=2001-01-01")
    assert answer.status_code == 404
    assert "as known on" in answer.json()["told"]
    # The same to be worded in another language.
    assert answer.json()["sort"] == "unknown"
    assert answer.json()["reason"]["code"] == "failure.no_row"
    assert answer.json()["reason"]["values"]["what"]["code"] == "failure.event"


def test_decisions_show_and_rejected_claims_stand_apart(web, book) -> None:
    event = book.view().events()[1]
    kept, gone = event.claims[0], event.claims[1]
    accept(book, kept.id, comment="clear words")
    entry = reject(book, gone.id)
    page = web.get(f"/api/events/{event.id}").json()
    assert gone.id not in {one["id"] for one in page["claims"]}
    assert [one["id"] for one in page["rejected"]] == [gone.id]
    said = {(one["id"], one["verdict"]) for one in page["decided"]}
    assert said == {(kept.id, "accept"), (gone.id, "reject")}
    assert page["decided"][0]["comment"] == "clear words"
    undo(book, entry)
    assert web.get(f"/api/events/{event.id}").json()["rejected"] == []


def test_denials_stand_beside_what_they_deny_with_their_interest(web, book) -> None:
    disputes = [
        (one, dispute)
        for one in (web.get(f"/api/events/{event.id}").json() for event in book.view().events())
        for dispute in one["disputes"]
    ]
    for page, dispute in disputes:
        held = {voice["claim"] for side in dispute["positions"] for voice in side["voices"]}
        assert held <= {one["id"] for one in page["claims"]}
        assert len(dispute["positions"]) > 1
        told = {side["told"]["code"].split(".")[0] for side in dispute["positions"]}
        assert told <= {"says", "wording", "terms", "day", "country"}


def test_a_name_can_be_given_and_taken_back(web, book) -> None:
    event = book.view().events()[2]
    answer = web.post(f"/api/events/{event.id}/name", json={"title": "  Drones   for X ", "coder": "second"})
    assert web.get(f"/api/events/{event.id}").json()["title"] == "Drones for X"
    assert web.get(f"/api/events/{event.id}").json()["decided"][-1]["coder"] == "second"
    undo(book, answer.json()["entry"])
    assert web.get(f"/api/events/{event.id}").json()["title"] == event.title
    assert web.post(f"/api/events/{event.id}/name", json={"title": " "}).status_code == 400
    past = web.post(f"/api/events/{event.id}/name?as_of=2030-01-01", json={"title": "X"})
    assert past.status_code == 400
    foreign = {"sec-fetch-site": "cross-site"}
    assert web.post(f"/api/events/{event.id}/name", json={"title": "X"}, headers=foreign).status_code == 403

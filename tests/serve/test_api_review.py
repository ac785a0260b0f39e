"""The review queue over the API: what waits, what an answer writes, and how it is taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.undoing import undo
from thistledown.codebook.atlas import atlas
from thistledown.serve.api import review
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("review") / "desk.casebook"
    with open_casebook(folder, create=True, who="tester") as book:
        fill(book, list(atlas())[:12])
        yield book


@pytest.fixture(scope="module")
def web(desk: Casebook) -> TestClient:
    return TestClient(create_web(desk), base_url="http://127.0.0.1")


def claims(web: TestClient, **query: Any) -> list[dict[str, Any]]:
    return web.get("/api/review/queue", params={"about": "claim", **query}).json()["questions"]


def put(web: TestClient, asked: dict[str, Any], **query: Any) -> dict[str, Any]:
    return web.get(
        "/api/review/question", params={"about": asked["about"], "ids": asked["ids"], **query}
    ).json()


def say(web: TestClient, answer: str, asked: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {"answer": answer, "about": asked["about"], "ids": asked["ids"], **more}
    found = web.post("/api/review/decisions", json=told)
    assert found.status_code == 200, found.text
    return found.json()


def test_the_queue_is_in_order_of_worth_and_counts_every_sort(web) -> None:
    found = web.get("/api/review/queue", params={"limit": 5}).json()
    assert found["coder"] == "tester"
    assert found["total"] == sum(found["counts"].values()) > len(found["questions"]) == 5
    worths = [one["worth"] for one in found["questions"]]
    assert worths == sorted(worths, reverse=True)


def test_the_first_questions_say_what_they_are_about(web, book) -> None:
    found = web.get("/api/review/queue", params={"limit": 30}).json()["questions"]
    assert all(one["words"] for one in found[:10])
    assert not any(one["words"] for one in found[10:])
    claim = next(one for one in found if one["about"] == "claim")
    said = book.view().claim(claim["ids"][0]).claim
    assert claim["words"] == said.quote[:400]


def test_why_it_is_asked_comes_to_be_worded_in_any_language(web) -> None:
    asked = claims(web)[0]
    assert asked["why"]
    assert len(asked["reasons"]) == len(asked["why"])
    assert asked["reasons"][0]["code"].startswith("asked.")


def test_a_question_brings_its_words_with_marks(web, desk) -> None:
    for asked in claims(web):
        claim = put(web, asked)["claim"]
        recorded = desk.view().claim(asked["ids"][0]).claim
        for mark in claim["marks"]:
            span = next(span for slot, span in recorded.spans.items() if slot.value == mark["slot"])
            text = desk.view().report(recorded.report).text
            assert text is not None
            assert claim["quote"][mark["start"] : mark["end"]] == text[span.start : span.end]


def test_accepting_closes_a_question_and_undo_opens_it(web, desk) -> None:
    asked = claims(web)[0]
    entry = say(web, "accept", asked)["entry"]
    assert put(web, asked)["question"] is None
    assert put(web, asked)["claim"]["verdict"] == "accept"
    assert asked["ids"] not in [one["ids"] for one in claims(web)]
    undo(desk, entry)
    assert put(web, asked)["question"] is not None


def test_correcting_a_slot_shows_both_versions_in_the_coders_name(web, desk) -> None:
    asked = next(one for one in claims(web) if put(web, one)["claim"]["quote"])
    entry = say(
        web, "correct", asked, slot="place", value="Gao, MLI", coder="ana", comment="as the map says"
    )["entry"]
    claim = put(web, asked)["claim"]
    place = next(one for one in claim["slots"] if one["slot"] == "place")
    assert (place["human"], place["by"]) == ("Gao, MLI", "ana")
    assert place["original"] != "Gao, MLI"
    assert {"coder": "ana", "text": "as the map says"} in claim["notes"]
    assert desk.view().journal(1)[0]["who"] == "ana"
    undo(desk, entry)


def test_what_is_typed_is_told_back_before_it_is_written(web) -> None:
    asked = claims(web)[0]
    key = asked["ids"][0]

    def typed(slot: str, text: str) -> Any:
        return web.get("/api/review/typed", params={"claim": key, "slot": slot, "text": text})

    assert typed("date", "by 2025-06").json()["words"] == "by 2025-06-30"
    assert typed("kind", "trai").json()["words"] == "training"
    refused = typed("date", "last summer")
    assert refused.status_code == 400
    assert "by DATE" in refused.json()["told"]
    assert typed("provider", "General Example").status_code == 400
    # What a slot shows for typing is read as the same value again.
    for one in put(web, asked)["claim"]["slots"]:
        assert typed(one["slot"], one["typed"]).json()["same"], one


def test_blind_coders_do_not_see_each_other(web, desk) -> None:
    asked = claims(web, coder="ana", blind=True)[0]
    entry = say(web, "reject", asked, coder="ben", comment="a secret")["entry"]
    seen = put(web, asked, coder="ana", blind=True)
    assert seen["question"] is not None
    assert seen["claim"]["verdict"] is None
    assert "a secret" not in str(seen)
    # The order is nobody's doing, so both go through the same claims.
    assert claims(web, coder="ana", blind=True)[0]["ids"] == asked["ids"]
    assert put(web, asked)["claim"]["verdict"] == "reject"
    undo(desk, entry)


def test_two_actors_are_joined_or_kept_apart(web, desk) -> None:
    pair = {"about": "actors", "ids": ["africa-corps", "wagner-group"]}
    names = [one["name"] for one in put(web, pair)["actors"]]
    assert len(names) == 2
    entry = say(web, "different", pair, comment="one came after the other")["entry"]
    assert put(web, pair)["question"] is None
    assert say(web, "different", pair)["entry"] is None
    undo(desk, entry)


def test_two_events_are_joined(web, desk) -> None:
    ids = [event.id for event in desk.view().every_event()][:2]
    pair = {"about": "events", "ids": ids}
    assert [one["id"] for one in put(web, pair)["events"]] == ids
    entry = say(web, "same", pair)["entry"]
    assert put(web, pair)["question"] is None
    undo(desk, entry)


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({"answer": "accept", "about": "claim", "ids": ["c0"]}, 404, "c0"),
        ({"answer": "same", "about": "claim", "ids": ["c0"]}, 400, "no answer"),
        ({"answer": "same", "about": "actors", "ids": ["wagner-group"]}, 400, "reload"),
        ({"answer": "bless", "about": "claim", "ids": ["c0"]}, 422, "answer"),
        ({"answer": "accept", "about": "claim", "ids": ["c0"], "coder": "x\u202ey"}, 400, "cannot be seen"),
    ],
)
def test_senseless_answers_are_refused_with_what_to_do(web, told, status, words) -> None:
    found = web.post("/api/review/decisions", json=told)
    assert found.status_code == status
    assert words in found.json()["told"]


def test_the_past_is_not_changed(web) -> None:
    asked = claims(web)[0]
    told = {"answer": "accept", "about": "claim", "ids": asked["ids"]}
    found = web.post("/api/review/decisions", params={"as_of": "2026-01-01"}, json=told)
    assert found.status_code == 400
    assert "go back to now" in found.json()["told"]


def test_a_large_record_is_asked_of_where_it_is_least_sure(desk, monkeypatch) -> None:
    monkeypatch.setattr(review, "MANY", 5)
    monkeypatch.setattr(review, "DOUBTFUL", 3)
    web = TestClient(create_web(desk), base_url="http://127.0.0.1")
    found = web.get("/api/review/queue", params={"about": "claim"}).json()
    assert found["among"] == 3
    assert len({one["event"] for one in found["questions"]}) <= 3
    likely = {one["id"]: one["probability"] for one in web.get("/api/events?per_page=50").json()["events"]}
    asked = {one["event"] for one in found["questions"]}
    doubt = sorted(abs(chance - 0.5) for chance in likely.values())
    assert max(abs(likely[key] - 0.5) for key in asked) <= doubt[2] + 0.01
    blind = web.get("/api/review/queue", params={"blind": True, "coder": "ana"}).json()
    assert {one["event"] for one in blind["questions"]} <= set(sorted(likely)[:3])

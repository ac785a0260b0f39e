"""Lists of a large record are made in the background, and older ones answer meanwhile."""

import threading
import time
from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.api import sheets
from thistledown.serve.shelf import Shelf
from thistledown.serve.web import create_web


@pytest.fixture
def large(tmp_path, monkeypatch) -> Iterator[TestClient]:
    """A server to which every record is large."""
    monkeypatch.setattr(sheets, "AT_ONCE", 0)
    with open_casebook(tmp_path / "large.casebook", create=True, who="tester") as book:
        fill(book, list(atlas())[:6])
        yield TestClient(create_web(book), base_url="http://127.0.0.1")


def ended(web: TestClient, job: str) -> dict[str, object]:
    for _ in range(600):
        found = web.get(f"/api/jobs/{job}").json()
        if found["state"] != "running":
            return found
        time.sleep(0.02)
    raise AssertionError("the work never ended")


def test_a_large_record_says_that_its_lists_are_being_prepared(large) -> None:
    answer = large.get("/api/overview")
    told = answer.json()
    assert answer.status_code == 503
    assert told["job"]
    assert "ask again" in told["told"]
    assert ended(large, told["job"])["state"] == "done"
    assert large.get("/api/overview").json()["events"] == 6


def test_the_past_of_a_large_record_is_prepared_too(large) -> None:
    told = large.get("/api/overview", params={"as_of": "2999-01-01"}).json()
    ended(large, told["job"])
    assert large.get("/api/overview", params={"as_of": "2999-01-01"}).json()["events"] == 6


def test_older_lists_answer_while_newer_ones_are_made(large, monkeypatch) -> None:
    ended(large, large.get("/api/overview").json()["job"])
    before = large.get("/api/overview").json()
    go = threading.Event()
    build = sheets.build

    def slow(*given: object, **named: object) -> object:
        assert go.wait(20)
        return build(*given, **named)

    monkeypatch.setattr(sheets, "build", slow)
    claim = large.get(f"/api/events/{before['new'][0]['id']}").json()["claims"][0]["id"]
    decision = {"about": "claim", "ids": [claim], "answer": "accept"}
    assert large.post("/api/review/decisions", json=decision).status_code == 200
    answer = large.get("/api/overview")
    job = answer.headers["thistledown-behind"]
    assert answer.json()["entry"] == before["entry"]
    # Rows that a picture names are those of the sheet that it was drawn from.
    assert large.get("/api/rows", params={"entry": before["entry"], "row": 0}).status_code == 200
    go.set()
    assert ended(large, job)["state"] == "done"
    after = large.get("/api/overview")
    assert "thistledown-behind" not in after.headers
    assert after.json()["entry"] > before["entry"]


def test_lists_on_disk_answer_a_new_server_at_once(tmp_path, monkeypatch) -> None:
    with open_casebook(tmp_path / "kept.casebook", create=True, who="tester") as book:
        fill(book, list(atlas())[:3])
        first = TestClient(create_web(book), base_url="http://127.0.0.1").get("/api/overview").json()
        monkeypatch.setattr(sheets, "AT_ONCE", 0)
        again = TestClient(create_web(book), base_url="http://127.0.0.1").get("/api/overview")
        assert again.json() == first


def test_what_two_ask_for_at_once_is_made_once() -> None:
    shelf, made, both = Shelf(), [], threading.Barrier(2)

    def make() -> str:
        time.sleep(0.1)
        made.append(1)
        return "it"

    def ask(into: list[str]) -> None:
        both.wait(10)
        into.append(shelf.get(("key",), make))

    got: list[str] = []
    threads = [threading.Thread(target=ask, args=(got,)) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(10)
    assert got == ["it", "it"]
    assert made == [1]


def test_a_failure_to_make_something_is_not_kept() -> None:
    shelf = Shelf()

    def fails() -> str:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        shelf.get(("key",), fails)
    assert shelf.get(("key",), lambda: "now") == "now"

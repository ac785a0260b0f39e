"""Sources over the API: grades with their history, how often they are right, and who speaks as one."""

from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("sources") / "sources.casebook"
    with open_casebook(folder, create=True, who="tester") as book:
        fill(book, list(atlas())[:12])
        yield TestClient(create_web(book), base_url="http://127.0.0.1")


def test_cited_sources_come_with_their_events(web) -> None:
    found = web.get("/api/sources").json()
    assert found["cited"] == found["total"] < found["known"]
    first = found["rows"][0]
    assert first["events"] == web.get("/api/events", params={"source": first["id"]}).json()["total"] > 0
    assert sum(one["sources"] for one in found["grades"]) == found["total"]


def test_a_network_lists_all_its_sources(web) -> None:
    every = web.get("/api/sources?everyone=true").json()
    largest = every["networks"][0]
    found = web.get("/api/sources", params={"network": largest["id"]}).json()
    assert found["total"] == largest["sources"] > 1
    page = web.get(f"/api/sources/{found['rows'][0]['id']}").json()
    assert {one["id"] for one in page["network"]} == {one["id"] for one in found["rows"]}


def test_a_grade_needs_a_reason_and_can_be_undone(web) -> None:
    key = web.get("/api/sources").json()["rows"][0]["id"]
    before = web.get(f"/api/sources/{key}").json()["row"]["grade"]
    grade = "D" if before != "D" else "E"
    bare = web.post("/api/sources/grades", json={"source": key, "grade": grade, "reason": " "})
    assert bare.status_code == 400
    told = {"source": key, "grade": grade.lower(), "reason": "repeats one ministry", "coder": "ana"}
    entry = web.post("/api/sources/grades", json=told).json()["entry"]
    page = web.get(f"/api/sources/{key}").json()
    assert (page["row"]["grade"], page["row"]["graded_by"]) == (grade, "ana")
    assert page["grades"][0]["holds"]
    assert page["grades"][0]["entry"] == entry
    assert page["grades"][-1]["by"] is None
    web.post("/api/undo", json={"entry": entry})
    assert web.get(f"/api/sources/{key}").json()["row"]["grade"] == before


def test_a_track_has_its_interval(web) -> None:
    key = web.get("/api/sources").json()["rows"][0]["id"]
    track = web.get("/api/sources/track", params={"source": key}).json()
    assert 0 < track["low"] < track["mean"] < track["high"] < 1
    assert not track["learned"]
    assert track["mean"] == pytest.approx(track["by_grade"])


def test_unknown_sources_and_grades_are_refused(web) -> None:
    assert web.get("/api/sources/none").status_code == 404
    assert web.get("/api/sources/track?source=none").status_code == 404
    key = web.get("/api/sources").json()["rows"][0]["id"]
    wrong = web.post("/api/sources/grades", json={"source": key, "grade": "Z", "reason": "x"})
    assert wrong.status_code == 400
    assert "A (reliable)" in wrong.json()["told"]


def test_outlets_that_no_registry_knows_are_told_with_what_hangs_on_them(web) -> None:
    found = web.get("/api/sources/unregistered").json()
    post = next(one for one in found if one["host"] == "example.org")
    assert (post["name"], post["reports"], post["claims"]) == ("Example Post", 1, 2)
    assert web.get(f"/api/reports/{post['example']}").status_code == 200
    assert found == sorted(found, key=lambda one: (-one["events"], -one["claims"]))

"""Actors over the API: found by any name, joined, kept apart, and taken back."""

from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web
from thistledown.weigh.resolution.resolver import resolve_actors


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("actors") / "actors.casebook"
    with open_casebook(folder, create=True, who="tester") as book:
        fill(book, list(atlas())[:12])
        yield TestClient(create_web(book), base_url="http://127.0.0.1")


def test_those_that_take_part_come_first_with_their_roles(web) -> None:
    found = web.get("/api/actors").json()
    assert found["active"] == found["total"] < found["known"]
    first = found["rows"][0]
    assert first["events"] == max(row["events"] for row in found["rows"])
    as_listed = web.get("/api/events", params={"actor": first["id"]}).json()["total"]
    assert as_listed == first["events"]
    assert max(first["provider"], first["recipient"]) <= first["events"]
    assert web.get("/api/actors?everyone=true").json()["total"] == found["known"]


def test_an_actor_is_found_by_a_name_in_another_script(web) -> None:
    page = web.get("/api/actors/wagner-group").json()
    other = next(one["name"] for one in page["names"] if one["language"] == "ru")
    hits = web.get("/api/actors/names", params={"text": other}).json()
    assert "wagner-group" in [one["id"] for one in hits]
    rows = web.get("/api/actors", params={"text": other}).json()["rows"]
    assert next(row for row in rows if row["id"] == "wagner-group")["matched"]
    assert web.get("/api/actors/names", params={"text": " "}).json() == []


def test_filters_count_what_another_choice_would_give(web) -> None:
    found = web.get("/api/actors", params={"everyone": True, "kind": "state"}).json()
    assert {row["kind"] for row in found["rows"]} == {"state"}
    assert next(one["actors"] for one in found["kinds"] if one["id"] == "state") == found["total"]
    assert len(found["kinds"]) > 1


def test_joining_two_and_taking_it_back(web) -> None:
    companies = web.get("/api/actors", params={"everyone": True, "kind": "company"}).json()["rows"]
    left, right = (row["id"] for row in companies[:2])
    pair = {"left": left, "right": right, "same": True, "reason": "a test", "coder": "ana"}
    entry = web.post("/api/actors/words", json=pair).json()["entry"]
    page = web.get(f"/api/actors/{left}").json()
    assert [one["id"] for one in page["members"]] == [right]
    assert page["edges"][0]["entry"] == entry
    assert page["edges"][0]["holds"]
    assert web.post("/api/actors/words", json=pair).json()["entry"] is None
    undone = web.post("/api/undo", json={"entry": entry, "coder": "ana"}).json()
    assert undone["undid"] == entry
    assert web.get(f"/api/actors/{left}").json()["members"] == []
    assert web.post("/api/undo", json={"entry": entry}).status_code == 400


def test_relatives_are_never_joined(web) -> None:
    page = web.get("/api/actors/africa-corps").json()
    assert page["parents"] or page["relations"]
    other = page["parents"][0]["id"] if page["parents"] else page["relations"][0]["id"]
    pair = {"left": "africa-corps", "right": other, "same": True}
    refused = web.post("/api/actors/words", json=pair)
    assert refused.status_code == 400
    assert "cannot be merged" in refused.json()["told"]


def test_what_speaks_for_a_match_is_told(web) -> None:
    found = web.get("/api/actors/matches", params={"actor": "Wagner"}).json()
    assert found
    assert found == sorted(found, key=lambda one: -one["score"])
    assert all(one["features"] for one in found)
    told = [feature["told"]["code"] for one in found for feature in one["features"]]
    assert {code.split(".")[0] for code in told} == {"match"}
    assert isinstance(web.get("/api/actors/matches").json(), list)


def test_unknown_actors_are_told_so(web) -> None:
    assert web.get("/api/actors/nobody").status_code == 404
    assert web.post("/api/actors/words", json={"left": "x", "right": "y", "same": True}).status_code == 404


def test_a_name_that_nobody_resolved_comes_with_the_claims_that_name_it(tmp_path) -> None:
    with open_casebook(tmp_path / "names", create=True, who="tester") as book:
        fill(book, list(atlas())[:2])
        resolve_actors(book)
        client = TestClient(create_web(book), base_url="http://127.0.0.1")
        rows = client.get("/api/actors?everyone=true&text=militia").json()["rows"]
        made = next(row for row in rows if row["id"].startswith("u-"))
        page = client.get(f"/api/actors/{made['id']}").json()
        assert page["claims"]
        assert all(made["name"] in str(one["providers"]) for one in page["claims"])

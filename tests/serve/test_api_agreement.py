"""Two coders compared over the API, and what settles a difference."""

from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web
from thistledown.weigh.review import deciding


@pytest.fixture
def desk(tmp_path: object) -> Iterator[Casebook]:
    with open_casebook(f"{tmp_path}/two.casebook", create=True, who="tester") as book:
        fill(book, list(atlas())[:4])
        yield book


def test_one_coder_is_told_that_two_are_needed(desk) -> None:
    web = TestClient(create_web(desk), base_url="http://127.0.0.1")
    assert web.get("/api/review/agreement").json()["first"] is None
    assert web.get("/api/review/agreement?first=ana&second=ben").status_code == 400


def test_differences_stand_open_until_they_are_settled(desk) -> None:
    web = TestClient(create_web(desk), base_url="http://127.0.0.1")
    ana, ben = desk.in_name_of("ana"), desk.in_name_of("ben")
    keys = [item.id for item in desk.view().every_claim()][:6]
    for key in keys:
        deciding.accept(ana, key)
        deciding.accept(ben, key) if key != keys[0] else deciding.reject(ben, key)
    deciding.correct(ben, keys[1], {"date": "2019-01"})
    found = web.get("/api/review/agreement").json()
    assert {found["first"], found["second"]} == {"ana", "ben"}
    assert found["claims"] == 6
    whole = next(row for row in found["slots"] if row["slot"] == "claim")
    assert (whole["claims"], whole["agree"]) == (6, 5)
    assert whole["low"] <= whole["alpha"] <= whole["high"]
    date = next(row for row in found["differences"] if row["slot"] == "date")
    assert "2019-01" in (date["first_typed"], date["second_typed"])
    told = {"claim": keys[1], "slot": "date", "value": "2019-02", "between": ["ana", "ben"], "coder": "cas"}
    entry = web.post("/api/review/agreement/settlements", json=told).json()["entry"]
    assert entry == desk.view().newest_entry()
    again = web.get("/api/review/agreement").json()
    settled = next(row for row in again["differences"] if row["slot"] == "date")
    assert (settled["settled"], settled["by"]) == ("2019-02", "cas")
    # What was settled counts for neither coder.
    assert again["slots"] == found["slots"]
    whole_told = {**told, "slot": "claim", "claim": keys[0], "value": "reject"}
    assert web.post("/api/review/agreement/settlements", json=whole_told).status_code == 200
    wrong = {**told, "between": ["ana", "dan"]}
    assert web.post("/api/review/agreement/settlements", json=wrong).status_code == 400

"""How likely an event is, over the API, with and without a line."""

import math
from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web
from thistledown.weigh.casework import Casework


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("assessment") / "casebook"
    with open_casebook(folder, create=True, who="tester") as opened:
        fill(opened, [one for one in atlas() if len(one.citations) > 2][:6])
        yield opened


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def event(book: Casebook) -> str:
    work = Casework(book.view())
    return next(one.id for one, found in work.every() if len(found.lines) > 1 and not found.act)


def test_steps_multiply_to_the_number(web, event) -> None:
    found = web.get(f"/api/events/{event}/assessment").json()
    odds = math.prod(one["times"] for one in found["steps"])
    assert odds / (1 + odds) == pytest.approx(found["happened"]["probability"])
    assert found["happened"]["low"] <= found["happened"]["probability"] <= found["happened"]["high"]
    assert found["steps"][0]["is_a"] == "prior"
    assert found["steps"][-1]["after"] == pytest.approx(found["happened"]["probability"])
    names = [one["name"] for one in found["lines"]]
    assert names == [f"L{place}" for place in range(1, len(names) + 1)]
    assert {one["line"] for one in found["steps"]} - {None} <= set(names)
    assert found["whole"] is None


def test_without_a_line_it_is_as_if_it_had_never_been(web, book, event) -> None:
    whole = web.get(f"/api/events/{event}/assessment").json()
    found = web.get(f"/api/events/{event}/assessment?without=l2, L2").json()
    work = Casework(book.view())
    origin = whole["lines"][1]["origin"]
    assert found["happened"]["probability"] == work.assess(event, without=[origin]).probability
    assert found["whole"] == whole["happened"]
    assert found["without"] == ["L2"]
    assert [one["name"] for one in found["lines"] if one["struck"]] == ["L2"]
    assert "L2" not in {one["line"] for one in found["steps"]}


def test_a_line_that_is_none_is_told(web, event) -> None:
    answer = web.get(f"/api/events/{event}/assessment?without=L99")
    assert answer.status_code == 404
    assert "L99" in answer.json()["told"]
    assert web.get("/api/events/none/assessment").status_code == 404


def test_reasons_come_with_the_english_to_be_worded_in_any_language(web, event) -> None:
    found = web.get(f"/api/events/{event}/assessment").json()
    first = found["steps"][0]
    assert first["reasons"][0]["code"] == "why.first_kind"
    values = first["reasons"][0]["values"]
    assert values["kind"]["code"].startswith("terms.kinds.")
    assert values["reason"]["code"] == "why.prior_" + values["kind"]["code"].removeprefix("terms.kinds.")
    assert f"{values['per']} in 100" in first["why"]
    lines = [one for one in found["steps"] if one["is_a"] in ("line", "denial")]
    assert lines
    for step in lines:
        assert step["why"].count("; ") >= len(step["reasons"]) - 1
        assert {one["code"].split(".")[0] for one in step["reasons"]} == {"why"}

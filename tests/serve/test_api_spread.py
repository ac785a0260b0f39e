"""The model over the API, on the whole shipped atlas."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.api import scenarios, spread
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("spread") / "atlas.casebook"
    # Fewer draws than the pages use: what is tested is the answers, not the sampler.
    kept = spread.DRAWS, scenarios.RUNS
    spread.DRAWS, scenarios.RUNS = 50, 100
    with open_casebook(folder, create=True, who="tester") as book:
        fill(book, list(atlas()))
        yield TestClient(create_web(book), base_url="http://127.0.0.1")
    spread.DRAWS, scenarios.RUNS = kept


def modelled(web: TestClient, query: str = "") -> dict[str, Any]:
    """The model's answer, waited for as a page does."""
    for _ in range(600):
        found = web.get(f"/api/spread{query}").json()
        if found["model"]:
            return found["model"]
        job = web.get(f"/api/jobs/{found['job']['id']}").json()
        assert job["state"] in ("running", "done"), job
        time.sleep(0.1)
    raise AssertionError("the model was never ready")


def test_shares_stand_beside_what_was_assumed_and_what_cannot_be_known(web) -> None:
    model = modelled(web)
    assert model["acquisitions"] > 50
    assert sum(one["share"] for one in model["channels"]) == pytest.approx(1, abs=0.01)
    assert all(one["low"] <= one["share"] <= one["high"] for one in model["channels"])
    assert {one["beside"] for one in model["caveats"]} >= {"rates", "shares", "attributions"}
    assert all(sum(one["pathways"].values()) == pytest.approx(1, abs=0.01) for one in model["attribution"])


def test_what_cannot_be_known_comes_to_be_worded_in_any_language(web) -> None:
    model = modelled(web)
    codes = {one["reason"]["code"] for one in model["caveats"]}
    assert {"limits.rates", "limits.attributions", "limits.unlisted"} <= codes
    rates = next(one for one in model["caveats"] if one["reason"]["code"] == "limits.rates")
    assert rates["reason"]["values"] == {"events": model["acquisitions"]}
    assert f"This fit has {model['acquisitions']} acquisitions" in rates["text"]
    assert {one["code"] for one in model["notes"]} <= {"sampler.apart", "sampler.few", "sampler.driven"}
    no_holder = [one for one in model["left_out"] if one["reason"]["code"] == "unusable.no_holder"]
    assert {one["reason"]["values"]["kind"]["code"] for one in no_holder} >= {"terms.kinds.policy"}
    assert all(one["events"] > 0 and one["why"] for one in model["left_out"])


def test_every_assumed_number_of_the_lab_can_be_told_in_any_language(web) -> None:
    modelled(web)
    lab = web.get("/api/spread/scenario").json()
    lever = next(one for one in lab["levers"] if one["part"] == "hire")
    moved = {"step": lever["step"], "part": "hire", "value": lever["value"] * 2}
    answer = web.post("/api/spread/scenario", json={"settings": [moved]}).json()
    basis = [*answer["release"]["basis"], *answer["measures"]["basis"]]
    assert all(one["told"] for one in basis if one["reason"])
    hand = [one for one in basis if (one["told"] or {}).get("code") == "lab.by_hand"]
    assert {one["told"]["values"]["before"] for one in hand} == {lever["value"]}
    assert {one["reason"] for one in hand} == {"Set by hand to 0.0002; the sheet has 0.0001."}


def test_a_forecast_names_actors_only_when_asked(web) -> None:
    modelled(web)
    plain = web.get("/api/spread/forecast").json()
    assert plain["actors"] == []
    assert {one["sort"] for one in plain["expected"]} == {"all", "channel", "region"}
    named = web.get("/api/spread/forecast?actors=true").json()
    assert named["actors"]
    assert all(0 <= share <= 1 for one in named["actors"] for share in one["probability"])


def test_the_lab_moves_what_its_levers_say(web) -> None:
    modelled(web)
    lab = web.get("/api/spread/scenario").json()
    lever = next(one for one in lab["levers"] if one["part"] == "hire")

    def change(value: float) -> float:
        body = {"settings": [{"step": lever["step"], "part": "hire", "value": value}], "measures": []}
        answer = web.post("/api/spread/scenario", json=body).json()
        assert answer["measures"] is None
        return answer["release"]["summary"][0]["change"]

    assert change(lever["low"]) < change(lever["high"])


def test_measures_left_out_are_not_tried(web) -> None:
    modelled(web)
    answer = web.post("/api/spread/scenario", json={"measures": ["reintegration"]}).json()
    assert {one["what"] for one in answer["measures"]["alone"]} <= {"reintegration"}
    basis = {one["name"]: one for one in answer["release"]["basis"]}
    assert basis["operators: persons"]["reported"]
    assert basis["operators: persons"]["sources"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"measures": ["magic"]}, "no measure 'magic'"),
        ({"settings": [{"step": "operators", "part": "hire", "value": 9}]}, "must lie between"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(web, body, told) -> None:
    modelled(web)
    answer = web.post("/api/spread/scenario", json=body)
    assert answer.status_code == 400
    assert told in answer.json()["told"]


def test_too_little_to_model_is_said_by_the_job(web) -> None:
    # As known before anything was recorded there is nothing to fit.
    found = web.get("/api/spread?as_of=2001-01-01").json()
    for _ in range(200):
        job = web.get(f"/api/jobs/{found['job']['id']}").json()
        if job["state"] != "running":
            break
        time.sleep(0.05)
    assert job["state"] == "failed"
    assert "nothing between" in job["told"] or "too few" in job["told"]


def test_a_job_nobody_knows_is_not_found(web) -> None:
    answer = web.get("/api/jobs/none")
    assert answer.status_code == 404
    assert answer.json()["what"] == "The record has nothing here"

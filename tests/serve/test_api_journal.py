"""The journal over the API, the way back, and the record taken out."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web
from thistledown.weigh.review.deciding import correct, reject


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("journal") / "casebook"
    with open_casebook(folder, create=True, who="tester") as opened:
        fill(opened, list(atlas())[:6])
        yield opened


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


def test_a_step_undone_over_the_api_is_gone_and_the_undoing_is_told(web, book) -> None:
    event = book.view().events()[0]
    reject(book, event.claims[0].id, comment="wrong page")
    top = web.get("/api/journal").json()["entries"][0]
    answer = web.post("/api/undo", json={"entry": top["number"]})
    assert answer.status_code == 200
    after = web.get("/api/journal").json()["entries"]
    assert after[0]["number"] > top["number"]
    assert after[0]["what"] != top["what"]
    assert (
        top["said"] == f"rejected the claim {event.claims[0].id} ({event.claims[0].claim.kind}) (wrong page)"
    )
    assert top["told"]["code"] == "said.because"
    assert top["told"]["values"]["what"]["code"] == "said.rejected"
    assert after[0]["said"] == f"undid entry {top['number']}: {top['said']}"
    assert after[0]["told"]["values"]["what"] == top["told"]
    assert [one["number"] for one in after] == sorted((one["number"] for one in after), reverse=True)


def test_steps_are_told_with_words_of_the_codebook_to_be_worded_in_any_language(web, book) -> None:
    claim = book.view().events()[1].claims[0]
    modality = "alleged" if claim.claim.modality != "alleged" else "reported"
    correct(book, claim.id, {"modality": modality})
    top = web.get("/api/journal").json()["entries"][0]
    assert top["said"].endswith(f"to {modality}")
    assert top["told"]["code"] == "said.corrected"
    assert top["told"]["values"]["slot"]["code"] == "review.slot_modality"
    assert top["told"]["values"]["value"]["code"] == f"terms.modalities.{modality}"
    about = top["told"]["values"]["about"]
    assert about["code"] == "said.claim"
    assert about["values"]["name"]["values"]["id"]["code"] == f"terms.kinds.{claim.claim.kind}"
    web.post("/api/undo", json={"entry": top["number"]})


def test_an_entry_that_is_none_and_a_past_record_cannot_be_undone(web) -> None:
    assert 400 <= web.post("/api/undo", json={"entry": 999_999}).status_code < 500
    assert 400 <= web.post("/api/undo?as_of=2001-01-01", json={"entry": 1}).status_code < 500
    assert 400 <= web.post("/api/undo", json={"entry": "x"}).status_code < 500


def test_the_table_of_what_is_on_screen_has_the_events_of_the_filter(web) -> None:
    for query in ("", "kind=training", "likely=0.5"):
        listed = web.get(f"/api/events?per_page=500&{query}").json()
        file = web.get(f"/export/events-on-screen.csv?{query}")
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert len(rows) == listed["total"], query
        assert "attachment" in file.headers["content-disposition"]


def test_the_map_of_what_is_on_screen_has_the_events_of_the_filter(web) -> None:
    for query in ("", "kind=training", "likely=0.5"):
        listed = web.get(f"/api/events?per_page=500&{query}").json()
        file = web.get(f"/export/events-on-screen.geojson?{query}")
        assert {one["id"] for one in json.loads(file.content)["features"]} == {
            one["id"] for one in listed["events"]
        }
        assert file.headers["content-type"].startswith("application/geo+json")


def test_a_step_leads_to_what_it_was_about(web) -> None:
    event = web.get("/api/events").json()["events"][0]["id"]
    claim = web.get(f"/api/events/{event}").json()["claims"][0]["id"]
    decision = {"about": "claim", "ids": [claim], "answer": "comment", "comment": "seen"}
    assert web.post("/api/review/decisions", json=decision).status_code == 200
    newest = web.get("/api/journal").json()["entries"][0]
    assert (newest["subject"], newest["about"]) == (claim, "claim")
    assert web.get(f"/api/claims/{newest['subject']}").status_code == 200


def test_every_offered_export_comes_and_an_unknown_one_is_told(web) -> None:
    for one in web.get("/api/exports").json():
        file = web.get(f"/export/{one['name']}")
        assert file.status_code == 200, one
        assert file.content, one
        if one["suffix"].endswith("json"):
            json.loads(file.content)
    assert web.get("/export/no-such").status_code in (400, 404)

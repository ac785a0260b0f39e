"""One claim over the API."""

import pytest
from serve_samples import TestClient

from thistledown.casebook.record import Casebook
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


def test_a_coded_claim_has_its_citation_and_events(web, book) -> None:
    event = book.view().events()[0]
    coded = event.claims[0]
    page = web.get(f"/api/claims/{coded.id}").json()
    assert page["claim"]["citation"]["url"] == coded.claim.citation.url
    assert page["claim"]["report"] is None
    assert page["words"] == []
    assert [one["id"] for one in page["events"]] == [event.id]
    assert page["claim"]["pathways"][0]["pathway"] == coded.claim.pathway.value


def test_a_read_claim_stands_in_its_sentence(web, book) -> None:
    found = next(one for one in book.view().claims() if one.claim.holders == ("RIA",))
    page = web.get(f"/api/claims/{found.id}").json()
    assert page["claim"]["report"]["title"] == "Instructors in Bamako"
    assert page["before"].startswith("Wagner instructors trained")
    assert page["words"][0]["slot"] == "quote"
    assert page["words"][0]["words"] == page["claim"]["quote"]
    assert page["claim"]["holders"] == ["RIA"]
    assert page["claim"]["when"] == {"start": "2025-06-01", "end": "2025-06-30", "precision": "month"}


def test_an_unknown_claim_is_told(web) -> None:
    answer = web.get("/api/claims/cnone/<script>")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"


def test_a_retired_claim_is_given_as_it_was(tmp_path, book) -> None:
    from serve_samples import ENGLISH, english_claims, found, keep, report_of

    from thistledown.casebook.record import open_casebook

    with open_casebook(tmp_path / "gone", create=True, who="tester") as other:
        keep(other, found(ENGLISH.encode(), report_of(ENGLISH, title="T")), {"": english_claims()})
        one = other.view().claims()[0]
        other.retire("claim", one.id, "misread")
        page = TestClient(create_web(other), base_url="http://127.0.0.1").get(f"/api/claims/{one.id}").json()
    assert page["gone"]["reason"] == "misread"
    assert page["claim"]["quote"] == one.claim.quote

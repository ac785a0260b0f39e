"""Full-text search over the API: events, claims and reports, in any script."""

import pytest


def test_words_of_a_report_find_the_report_and_its_claims(client) -> None:
    found = client.get("/api/search", params={"q": "quadcopters"}).json()
    assert [one["title"] for one in found["reports"]] == ["Instructors in Bamako"]
    assert found["counts"]["claim"] == len(found["claims"]) >= 1
    marks = [piece["text"] for piece in found["reports"][0]["words"]["pieces"] if piece["hit"]]
    assert marks
    assert all(one.casefold().startswith("quadcopter") for one in marks)


def test_arabic_is_found_and_counted_as_arabic(client) -> None:
    found = client.get("/api/search", params={"q": "باماكو"}).json()
    assert [one["language"] for one in found["reports"]] == ["ar"]
    assert found["languages"]["ar"] == found["counts"]["claim"] + found["counts"]["report"]
    other = client.get("/api/search", params={"q": "باماكو", "language": "en"}).json()
    assert other["claims"] == []
    assert other["reports"] == []


def test_slots_filter_the_claims(client) -> None:
    everything = client.get("/api/search", params={"q": "instructors"}).json()["claims"]
    alleged = client.get("/api/search", params={"q": "instructors", "modality": "alleged"}).json()["claims"]
    assert {one["id"] for one in alleged} == {one["id"] for one in everything if one["modality"] == "alleged"}
    assert 0 < len(alleged) < len(everything)


@pytest.mark.parametrize("q", ["", "   ", "\u202e", '"', "(((", "' OR 1=1 --", "x" * 300])
def test_no_words_and_hostile_words_find_nothing(client, q) -> None:
    answer = client.get("/api/search", params={"q": q})
    assert answer.status_code == 200
    assert answer.json()["reports"] == []


def test_too_many_words_and_unknown_slots_are_refused(client) -> None:
    assert client.get("/api/search", params={"q": "x" * 301}).status_code in (400, 422)
    assert client.get("/api/search", params={"q": "drone", "kind": "nonsense"}).status_code in (400, 422)


def test_markup_in_a_report_comes_as_text(client) -> None:
    found = client.get("/api/search", params={"q": "alert"}).json()
    assert any("<script>" in one["title"] for one in found["reports"])

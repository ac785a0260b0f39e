"""Full-text search over the API: events, claims and reports, in any script."""

from datetime import date

import pytest

from thistledown.casebook.claim import Claim
from thistledown.casebook.folding import fold_words


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


def begins(word: str, *texts: str) -> bool:
    return any(one.startswith(word) for text in texts for one in fold_words(text))


def ids(found: dict[str, list[dict[str, str]]]) -> set[str]:
    return {one["id"] for one in found["claims"]}


@pytest.fixture(scope="module")
def stored(book) -> dict[str, Claim]:
    return {one.id: one.claim for one in book.view().every_claim()}


@pytest.mark.parametrize(
    ("slot", "value", "holds"),
    [
        ("kind", "training", lambda item: item.kind == "training"),
        ("pathway", "state-transfer", lambda item: "state-transfer" in {way for way, _ in item.pathways}),
        ("item", "knowledge", lambda item: "knowledge" in item.items),
        (
            "provider",
            "russ",
            lambda item: begins("russ", *(x for p in item.providers for x in (p.name, p.literal))),
        ),
        (
            "recipient",
            "mali",
            lambda item: begins("mali", *(x for p in item.recipients for x in (p.name, p.literal))),
        ),
        ("country", "MLI", lambda item: item.where is not None and item.where.country == "MLI"),
        ("place", "bamako", lambda item: item.where is not None and begins("bamako", item.where.name or "")),
        (
            "from",
            "2025-06",
            lambda item: (
                item.when is not None
                and item.when.start is not None
                and (item.when.end is None or item.when.end >= date(2025, 6, 1))
            ),
        ),
        (
            "to",
            "2024",
            lambda item: (
                item.when is not None
                and item.when.start is not None
                and item.when.start <= date(2024, 12, 31)
            ),
        ),
        ("holder", "ministry", lambda item: any("ministry" in one.casefold() for one in item.holders)),
    ],
)
def test_each_slot_finds_the_claims_that_have_it(client, stored, slot, value, holds) -> None:
    found = client.get("/api/search", params={slot: value}).json()
    wanted = {key for key, item in stored.items() if holds(item)}
    assert found["counts"]["claim"] == len(wanted)
    assert ids(found) <= wanted
    assert len(ids(found)) == min(len(wanted), 50)
    assert len(wanted) < len(stored)


def test_events_are_those_that_the_found_claims_tell_of(client, book, stored) -> None:
    found = client.get("/api/search", params={"kind": "training"}).json()
    told = book.view().events_of_claims([key for key, item in stored.items() if item.kind == "training"])
    assert {one["id"] for one in found["events"]} <= {event for of in told.values() for event in of}
    assert found["counts"]["event"] == len({event for of in told.values() for event in of}) > 0
    assert found["reports"] == []


def test_an_actor_is_found_by_its_id_in_either_role_or_one(client, stored) -> None:
    actor = next(
        p.actor for item in stored.values() for p in item.providers if p.actor and not p.actor.isalpha()
    )
    either = ids(client.get("/api/search", params={"actor": actor}).json())
    giving = ids(client.get("/api/search", params={"provider": actor}).json())
    assert giving
    assert giving <= either
    assert all(any(p.actor == actor for p in stored[key].providers) for key in giving)


def test_a_date_that_is_none_is_refused_with_what_to_write(client) -> None:
    answer = client.get("/api/search", params={"from": "June"})
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.json()["told"]

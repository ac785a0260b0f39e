"""Overview, list, facets and streams of events over the API: the filter, the order, the pages."""

import pytest

FILTERS = ["kind=training", "pathway=state-transfer", "country=MLI", "likely=0.5", "from=2020&to=2024"]


def _all(client, query: str = "") -> dict:
    return client.get(f"/api/events?per_page=500&{query}").json()


def test_the_list_holds_every_event_of_the_record_once(client, book) -> None:
    found = _all(client)
    ids = [one["id"] for one in found["events"]]
    assert sorted(ids) == sorted(one.id for one in book.view().events())
    assert found["total"] == found["everything"] == len(set(ids))


def test_pages_together_are_the_list_and_beyond_them_is_nothing(client) -> None:
    whole = [one["id"] for one in _all(client)["events"]]
    first = client.get("/api/events?per_page=5").json()
    pages = [
        one["id"]
        for page in range(1, first["last_page"] + 1)
        for one in client.get(f"/api/events?per_page=5&page={page}").json()["events"]
    ]
    assert pages == whole
    assert len(first["events"]) == 5
    assert client.get("/api/events?page=999").json()["events"] == []


def test_each_order_is_one(client) -> None:
    def told(sort: str, name: str) -> list:
        return [one[name] for one in _all(client, f"sort={sort}")["events"] if one[name] is not None]

    assert (chances := told("likeliest", "probability")) == sorted(chances, reverse=True)
    assert (chances := told("unlikeliest", "probability")) == sorted(chances)
    assert (lines := told("lines", "lines")) == sorted(lines, reverse=True)
    assert (titles := [one.casefold() for one in told("title", "title")]) == sorted(titles)
    assert (entries := told("recorded", "recorded")) == sorted(entries, reverse=True)


@pytest.mark.parametrize("query", FILTERS)
def test_list_overview_and_streams_are_about_the_same_events(client, query) -> None:
    found = _all(client, query)
    overview = client.get(f"/api/overview?{query}").json()
    assert overview["events"] == found["total"] <= found["everything"]
    assert overview["expected"] == found["expected"]
    assert overview["lines"] == found["lines"]
    streams = client.get(f"/api/flows?{query}").json()
    assert sum(one["told"] for one in streams) == pytest.approx(
        found["total"], abs=0.02 * len(streams) + 0.01
    )
    assert all(one["low"] <= one["expected"] <= one["high"] for one in streams)


def test_each_count_of_a_facet_is_what_its_filter_opens(client) -> None:
    facets = client.get("/api/facets").json()
    for slot in ("kind", "pathway", "country", "provider_kind", "recipient_kind"):
        for one in facets[slot]:
            assert _all(client, f"{slot}={one['value']}")["total"] == one["events"], (slot, one)


def test_intervals_hold_their_chance_and_lines_are_no_more_than_pages(client) -> None:
    for one in _all(client)["events"]:
        assert 0 <= one["low"] <= one["probability"] <= one["high"] <= 1
        assert 1 <= one["lines"] <= one["pages"] or one["pages"] == 0


@pytest.mark.parametrize(
    ("query", "word"),
    [("kind=nonsense", "training"), ("pathway=<script>", "state-transfer"), ("from=yesterday", "yesterday")],
)
def test_a_value_that_is_none_is_told_with_those_that_are(client, query, word) -> None:
    answer = client.get(f"/api/events?{query}")
    assert 400 <= answer.status_code < 500
    assert word in answer.text


@pytest.mark.parametrize("query", ["page=0", "per_page=0", "per_page=501", "sort=worst", "page=x"])
def test_bad_pages_and_orders_are_refused(client, query) -> None:
    assert client.get(f"/api/events?{query}").status_code in (400, 422)


def test_hostile_words_find_nothing_and_break_nothing(client) -> None:
    for text in ('"', "' OR 1=1 --", "<script>", "\u202e", "a* NEAR(", "%"):
        assert client.get("/api/events", params={"text": text}).status_code == 200


def test_before_the_record_there_was_nothing(client) -> None:
    assert _all(client, "as_of=2001-01-01")["everything"] == 0
    assert client.get("/api/overview?as_of=2001-01-01").json()["events"] == 0
    assert client.get("/api/flows?as_of=2001-01-01").json() == []


def test_what_is_new_is_what_came_after_the_entry(client) -> None:
    rows = _all(client)["events"]
    entry = client.get("/api/overview").json()["entry"]
    for seen in sorted({0, *(one["recorded"] for one in rows), entry}):
        told = client.get(f"/api/overview?seen={seen}").json()
        assert told["new_count"] == sum(one["recorded"] > seen for one in rows)
    assert client.get("/api/overview?seen=-1").status_code in (400, 422)


def test_disputed_events_are_marked_so_in_the_list(client) -> None:
    told = client.get("/api/overview").json()
    disputed = {one["id"] for one in _all(client)["events"] if one["disputed"]}
    assert told["disputed_count"] == len(disputed)
    assert {one["id"] for one in told["disputed"]} <= disputed


def test_rows_of_another_state_of_the_record_are_refused(client) -> None:
    entry = client.get("/api/overview").json()["entry"]
    assert len(client.get(f"/api/rows?entry={entry}&row=0&row=1&row=999999").json()) == 2
    answer = client.get(f"/api/rows?entry={entry + 1}&row=0")
    assert answer.status_code == 400
    assert "load it again" in answer.json()["told"]

"""What the map, the timeline and the network are drawn from, held to the list of events."""

from collections.abc import Iterator

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web

COLUMNS = ("row", "lon", "lat", "radius_km", "country", "pathway", "probability", "lines", "first", "last")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("pictures") / "pictures.casebook"
    with open_casebook(folder, create=True, who="tester") as book:
        fill(book, list(atlas())[:12])
        yield TestClient(create_web(book), base_url="http://127.0.0.1")


def total(web: TestClient, **query: str) -> int:
    return int(web.get("/api/events", params=query).json()["total"])


def test_every_event_is_on_the_map_or_counted_as_without_place(web) -> None:
    found = web.get("/api/places").json()
    points = found["points"]
    assert {len(points[name]) for name in COLUMNS} == {len(found["origin"])}
    assert len(points["row"]) + points["without_place"] == total(web) > 0


def test_an_event_known_by_its_country_alone_has_no_spot(web) -> None:
    points = web.get("/api/places").json()["points"]
    for lon, lat, radius, country in zip(
        points["lon"], points["lat"], points["radius_km"], points["country"], strict=True
    ):
        if lon is None:
            assert (lat, radius) == (None, -1.0)
            assert points["countries"][country]
        else:
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert radius is None or radius >= 0


def test_arcs_come_from_a_country_that_is_told(web) -> None:
    found = web.get("/api/places").json()
    origins = [code for code in found["origin"] if code != -1]
    assert origins
    assert all(len(found["points"]["countries"][code]) == 3 for code in origins)


def test_the_filter_holds_for_the_map(web) -> None:
    pathway = web.get("/api/network").json()["ties"][0]["pathway"]
    points = web.get("/api/places", params={"pathway": pathway}).json()["points"]
    assert len(points["row"]) + points["without_place"] == total(web, pathway=pathway)


@pytest.mark.parametrize("by", ["pathway", "actor", "country", "kind"])
def test_a_lane_counts_what_its_filter_finds(web, by: str) -> None:
    found = web.get("/api/timeline", params={"by": by}).json()
    assert found["lanes"]
    for lane in found["lanes"][:3]:
        assert len(lane["bars"]) <= lane["events"] <= total(web)
        for bar in lane["bars"]:
            assert bar["first"] is None or bar["last"] is None or bar["first"] <= bar["last"]


def test_lanes_by_country_hold_as_many_events_as_the_list(web) -> None:
    for lane in web.get("/api/timeline", params={"by": "country"}).json()["lanes"]:
        assert lane["events"] == total(web, country=lane["value"])


def test_an_unknown_lane_is_refused(web) -> None:
    assert web.get("/api/timeline", params={"by": "moon"}).status_code == 422


def test_ties_join_actors_that_are_shown(web) -> None:
    found = web.get("/api/network").json()
    ids = {one["id"] for one in found["nodes"]}
    assert found["ties"]
    assert all({one["provider"], one["recipient"]} <= ids for one in found["ties"])
    assert all(0 <= one["expected"] <= one["events"] for one in found["ties"])


def test_a_node_counts_the_events_of_its_actor(web) -> None:
    for node in web.get("/api/network").json()["nodes"]:
        if node["id"] != "unknown":
            assert node["events"] == total(web, actor=node["id"])


def test_top_leaves_out_and_says_so(web) -> None:
    whole = web.get("/api/network").json()
    least = web.get("/api/network", params={"top": 2}).json()
    assert len(least["nodes"]) == 2
    assert least["left_out"] == whole["left_out"] + len(whole["nodes"]) - 2


@pytest.mark.parametrize("path", ["/api/places", "/api/timeline", "/api/network"])
def test_nothing_is_drawn_of_a_day_before_the_record(web, path: str) -> None:
    found = web.get(path, params={"as_of": "1990-01-01"}).json()
    drawn = found["points"]["row"] if path == "/api/places" else found.get("lanes", found.get("nodes"))
    assert drawn == []


@pytest.mark.parametrize("path", ["/api/places", "/api/timeline", "/api/network"])
def test_a_filter_that_is_no_choice_is_told_in_words(web, path: str) -> None:
    answer = web.get(path, params={"pathway": "<script>\u202e"})
    assert answer.status_code in (400, 422)
    assert answer.json()["told"]

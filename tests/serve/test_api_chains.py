"""Who copied whom, over the API."""

from collections.abc import Iterator

import pytest
from serve_samples import ENGLISH, TestClient, english_claims, found, keep, report_of

from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.report import report_id
from thistledown.casebook.when import When
from thistledown.serve.web import create_web
from thistledown.weigh.casework import Casework
from thistledown.weigh.events.joiner import join_events

RUMOUR = "По слухам, инструкторы обучали солдат в Бамако.\n\nПодтверждений нет."
COPY = ENGLISH + "\n\nTaken over from Example Post."


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, ids: dict[str, str]) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("chains") / "casebook"
    with open_casebook(folder, create=True, who="tester") as opened:
        for name, text, language, day, claims in (
            ("rumour", RUMOUR, "ru", "2025-06-10", []),
            ("first", ENGLISH, "en", "2025-06-12", english_claims()[:1]),
            ("copy", COPY, "en", "2025-06-13", english_claims()[:1]),
        ):
            told = report_of(text, title=name, language=language, published=When.parse(day))
            item = found(text.encode(), told, locator=f"{name}.txt")
            keep(opened, item, {"": claims})
            ids[name] = report_id(item.capture.sha256, "")
        join_events(opened)
        quoted = {"kind": "passage", "words": "A last line of its own.", "here": [0, 43], "there": [0, 43]}
        drift = {"certainty_from": "alleged", "certainty_to": "reported", "added": [], "dropped": ["Bamako"]}
        opened.add_echoes(
            [
                _echo(ids["rumour"], ids["first"], "translation", 0.8, {"evidence": [], "drift": drift}),
                _echo(ids["first"], ids["copy"], "copy", 0.99, {"evidence": [quoted]}),
                _echo(ids["rumour"], ids["copy"], "relay", 0.6, {"evidence": []}),
            ]
        )
        yield opened


def _echo(origin: str, echo: str, relation: str, probability: float, evidence: dict) -> RecordedEcho:
    return RecordedEcho(
        origin=origin,
        echo=echo,
        relation=relation,
        probability=probability,
        evidence=evidence,
        coder="tester 1",
    )


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


def test_the_chain_begins_with_who_told_it_first(web, book, ids) -> None:
    event = book.view().events()[0]
    chain = web.get(f"/api/events/{event.id}/chain").json()
    links = {one["node"]: one for one in chain["links"]}
    assert set(links) == set(ids.values())
    assert {one["line"] for one in chain["links"]} == {"L1"}
    depth = {name: links[node]["depth"] for name, node in ids.items()}
    assert depth == {"rumour": 0, "first": 1, "copy": 2}
    # No claim was read in the rumour, yet it stands in the picture.
    assert links[ids["rumour"]]["claims"] == []
    assert links[ids["rumour"]]["modality"] is None
    assert links[ids["copy"]]["modality"] == "reported"
    kept = {(one["origin"], one["echo"]): one for one in chain["edges"]}
    assert set(kept) == {(ids["rumour"], ids["first"]), (ids["first"], ids["copy"])}
    assert kept[ids["rumour"], ids["first"]]["drift"]["dropped"] == ["Bamako"]
    assert chain["others"] == 1
    assert all(one["opens"] for one in chain["edges"])


def test_the_lines_are_those_of_the_assessment(web, book) -> None:
    event = book.view().events()[0]
    chain = web.get(f"/api/events/{event.id}/chain").json()
    lines = Casework(book.view()).lines(event)
    of = {one["node"]: one["line"] for one in chain["links"]}
    for place, line in enumerate(lines, 1):
        assert {of[page] for page in line.pages} == {f"L{place}"}


def test_two_reports_stand_side_by_side_with_the_words_they_share(web, ids) -> None:
    pair = web.get(f"/api/echoes/{ids['copy']}/{ids['first']}").json()
    assert (pair["origin"]["id"], pair["echo"]["id"]) == (ids["first"], ids["copy"])
    assert pair["edge"]["evidence"][0]["there"] == ENGLISH[:43]
    marked = [
        piece["text"]
        for text in (pair["origin_text"], pair["echo_text"])
        for block in text["blocks"]
        for piece in block["pieces"]
        if piece["marks"]
    ]
    assert marked == [ENGLISH[:43], COPY[:43]]
    answer = web.get(f"/api/echoes/{ids['copy']}/rnone")
    assert answer.status_code == 404


def test_a_report_knows_its_neighbours(web, ids) -> None:
    near = web.get(f"/api/reports/{ids['first']}/echoes").json()
    assert {(one["report"]["id"], one["leans"]) for one in near} == {
        (ids["copy"], True),
        (ids["rumour"], False),
    }
    assert [one["probability"] for one in near] == sorted((one["probability"] for one in near), reverse=True)
    assert web.get("/api/reports/rnone/echoes").status_code == 404

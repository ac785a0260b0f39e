"""The one-page answer: what it says is what was computed, and nothing in it runs."""

from __future__ import annotations

import re

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.publish.scenario_page import Answer, scenario_page
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.scenario import Scenario, Standing
from thistledown.spread.scenario.sheet import Sheet, read_sheet

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def network() -> Network:
    actors = ("russia", "ukraine", *(f"g{index}" for index in range(20)))
    pairs = [(state, group) for state in (0, 1) for group in range(2, 22)]
    source, target = zip(*pairs, strict=True)
    return Network(
        actors,
        (Layer.of("served", Pathway.INDIVIDUAL, source, target),),
        (Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(22)),),
    ).normalised()


@pytest.fixture(scope="module")
def standing(network: Network) -> Standing:
    since = np.full(22, np.inf)
    since[:2] = 2014.0
    return Standing(network, np.array([[0.01, 0.02]]), since[None], 2026.0)


@pytest.fixture(scope="module")
def answer(network: Network, standing: Standing) -> Answer:
    sheet: Sheet = read_sheet()
    measures = [one for one in sheet.measures if one.name in ("reintegration", "ban on recruitment abroad")]
    release, against = Scenario(standing), Scenario(standing)
    for step in sheet.steps(network):
        release, against = release.add(step), against.given(step)
    for measure in measures:
        against = against.add(measure)
    options = {"horizon": 5.0, "draws": 200, "regions": {"g0": "north"}}
    return Answer(
        title=HOSTILE,
        question="What then?",
        release=release.compare(**options).as_json(),  # type: ignore[arg-type]
        measures=against.compare(**options).as_json(),  # type: ignore[arg-type]
        names={"served": "individual", "market": "commercial"},
        limits=["A limit."],
        record="Fitted to 5 acquisitions.",
        on_release=frozenset(one.name for one in measures),
    )


def test_the_page_says_what_was_computed(answer: Answer) -> None:
    page = scenario_page(answer)
    assert answer.release is not None
    whole = answer.release["summary"][0]
    assert f"{whole['change']:+.1f}".replace("-", "\N{MINUS SIGN}") in page
    assert "individual: released operators" in page
    assert "reintegration" in page
    assert "A limit." in page
    assert "Fitted to 5 acquisitions." in page


def test_every_number_says_where_it_comes_from(answer: Answer) -> None:
    page = scenario_page(answer)
    assert answer.measures is not None
    for name, number in answer.measures["numbers"].items():
        assert name in page
        assert number["sources"] or number["reason"]
    assert page.count("tag reported") >= 1
    assert page.count("tag assumed") > 5


def test_security_nothing_on_the_page_runs(answer: Answer) -> None:
    page = scenario_page(answer)
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"\son[a-z]+=", page)


def test_a_page_without_measures_or_release_still_answers(answer: Answer) -> None:
    alone = Answer(
        answer.title, answer.question, answer.release, None, answer.names, answer.limits, answer.record
    )
    assert "What each measure would change" not in scenario_page(alone)
    with pytest.raises(ValueError, match="needs a comparison"):
        scenario_page(Answer("t", "q", None, None, {}, (), ""))

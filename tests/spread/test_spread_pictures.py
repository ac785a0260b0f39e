"""Pictures show every number they are given, with its uncertainty; shares over time add up."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.pictures import (
    COLOURS,
    draw_attribution,
    draw_fan,
    draw_reliability,
    draw_shares,
    draw_tornado,
)
from thistledown.spread.record import Record
from thistledown.spread.shares import Shares, shares_over_time


@pytest.fixture(scope="module")
def shares() -> Shares:
    rng = np.random.default_rng(1)
    actors = tuple(f"a{index}" for index in range(40))
    pairs = {(int(a), int(b)) for a, b in rng.integers(40, size=(150, 2)) if a != b}
    source, target = zip(*sorted(pairs), strict=True)
    network = Network(
        actors,
        (Layer.of("peers", Pathway.PEER, source, target),),
        (Exogenous.steady("market", Pathway.COMMERCIAL, np.ones(40)),),
    )
    when = np.sort(rng.uniform(2011, 2019.5, 25))
    record = Record.from_frame({"actor": actors[:25], "lo": when, "hi": when + 0.4}, begin=2010.0, end=2020.0)
    fit = PathwayHazard(network).fit(record, "gibbs", draws=60, burn=40, keep=40, chains=2)
    return shares_over_time(fit, years=2.5)


def test_shares_of_a_stretch_add_up_and_lie_in_their_bands(shares: Shares) -> None:
    assert set(shares.pathways) == {"peer", "commercial", "unknown"}
    assert shares.start.tolist() == [2010.0, 2012.5, 2015.0, 2017.5]
    full = ~np.isnan(shares.mean).any(axis=0)
    assert full.any()
    assert shares.mean[:, full].sum(axis=0) == pytest.approx(1.0)
    assert np.all(shares.low[:, full] <= shares.mean[:, full] + 1e-12)
    assert np.all(shares.mean[:, full] <= shares.high[:, full] + 1e-12)
    assert shares.count.sum() == pytest.approx(25, abs=1)


def test_shares_are_json_without_not_a_number(shares: Shares) -> None:
    back = json.loads(json.dumps(shares.as_json(), allow_nan=False))
    assert len(back["mean"]) == len(back["pathways"])


def test_one_panel_a_pathway_with_its_band(shares: Shares) -> None:
    figure = draw_shares(shares.as_json())
    titles = [axes.get_title(loc="left") for axes in figure.axes if axes.get_visible()]
    assert titles == list(shares.pathways)
    assert all(axes.collections for axes in figure.axes if axes.get_visible())


def test_bars_of_an_attribution_fill_the_whole(shares: Shares) -> None:
    rows = [
        {"actor": "A", "bits": 0.1, "pathways": {"peer": 0.9, "commercial": 0.1}},
        {"actor": "B", "bits": 1.0, "pathways": {"peer": 0.5, "commercial": 0.5}},
    ]
    axes = draw_attribution(rows).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["B", "A"]
    assert sum(patch.get_width() for patch in axes.patches) == pytest.approx(2.0)
    assert {text.get_text() for text in axes.get_legend().get_texts()} == {"peer", "commercial"}


def test_a_reliability_curve_shows_its_decomposition() -> None:
    figure = draw_reliability(
        {
            "probability": [0.1, 0.4],
            "observed": [0.0, 0.5],
            "miscalibration": 0.01,
            "discrimination": 0.02,
            "uncertainty": 0.2,
        }
    )
    assert any("miscalibration 0.0100" in text.get_text() for text in figure.axes[0].texts)


def test_a_fan_shows_both_bands_and_the_past() -> None:
    fan = {name: [1.0, 2.0] for name in ("q05", "q25", "q50", "q75", "q95")}
    axes = draw_fan(
        {**fan, "year": [2025, 2026], "seen_year": [2024], "seen": [1]}, title="t", unit="actors"
    ).axes[0]
    assert len(axes.collections) == 2
    assert len(axes.lines) == 2
    assert axes.get_ylabel() == "actors"


def test_the_strongest_unknown_stands_on_top_of_a_tornado() -> None:
    axes = draw_tornado(
        [{"name": "weak", "low": -1, "high": 1}, {"name": "strong", "low": -5, "high": 3}],
        title="t",
        unit="acquisitions",
    ).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["weak", "strong"]


def test_every_pathway_has_a_colour_of_its_own() -> None:
    assert set(COLOURS) == {way.value for way in Pathway}
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_a_picture_can_be_written_as_a_file(shares: Shares) -> None:
    file = io.BytesIO()
    draw_shares(shares.as_json()).savefig(file, format="svg")
    assert b"<svg" in file.getvalue()

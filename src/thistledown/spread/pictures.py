"""Pictures of the model, drawn by matplotlib (extra `pictures`); each takes what a result's `as_json` gives.

Colours are Okabe and Ito's, which colour-blind people can tell apart; every series has its own marker or line
too, and its name beside it. Uncertainty is drawn wherever there is some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# One colour a pathway, the same in every picture.
COLOURS = {
    "state-transfer": "#0072B2",
    "individual": "#D55E00",
    "state-trainee": "#CC79A7",
    "commercial": "#009E73",
    "peer": "#E69F00",
    "battlefield": "#56B4E9",
    "self-taught": "#8C6D1F",
    "unknown": "#666666",
}
_MARKERS = "osD^vP*X"
_INK, _SOFT, _GRID = "#222222", "#6B6B6B", "#DDDDDD"


def _axes(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError('pictures need matplotlib: pip install "thistledown[pictures]"') from error
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=11, color=_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_INK, labelsize=9)
    return figure, axes


def draw_shares(shares: Mapping[str, Any]) -> Figure:
    """Pathways' shares over the years: a small panel each, mean with its 5 to 95 % band, counts below.

    Args:
        shares: `Shares.as_json()`.
    """
    from matplotlib.figure import Figure

    ways: Sequence[str] = shares["pathways"]
    middle = np.array(shares["start"]) + shares["years"] / 2
    rows = -(-len(ways) // 2)
    figure = Figure(figsize=(8.0, 1.5 * rows + 0.6), layout="constrained")
    panels = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel()
    for number, (panel, way) in enumerate(zip(panels, ways, strict=False)):
        mean, low, high = (
            np.array([np.nan if value is None else value for value in shares[name][number]], dtype=float)
            for name in ("mean", "low", "high")
        )
        colour = COLOURS.get(way, _SOFT)
        panel.fill_between(middle, low, high, color=colour, alpha=0.25, linewidth=0)
        panel.plot(middle, mean, color=colour, marker=_MARKERS[number % len(_MARKERS)], markersize=4)
        panel.set_title(way, loc="left", fontsize=9, color=_INK)
        panel.set_ylim(0, 1)
        panel.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        panel.grid(axis="y", color=_GRID, linewidth=0.6)
        panel.spines[["top", "right"]].set_visible(False)
        panel.tick_params(colors=_INK, labelsize=8)
    for panel in panels[len(ways) :]:
        panel.set_visible(False)
    figure.suptitle(
        f"Share of acquisitions by pathway, {shares['years']:g}-year stretches, with 90 % bands", fontsize=11
    )
    return figure


def draw_attribution(rows: Sequence[Mapping[str, Any]], *, limit: int = 30) -> Figure:
    """Each acquisition's pathway probabilities as one bar, the least certain first.

    Args:
        rows: `Attribution.as_json()["rows"]`.
        limit: how many acquisitions are shown.
    """
    shown = sorted(rows, key=lambda row: -float(row["bits"]))[:limit]
    figure, axes = _axes(8.0, 0.26 * len(shown) + 1.4, "How each actor came by it: probabilities")
    ways = list(dict.fromkeys(way for row in shown for way in row["pathways"]))
    left = np.zeros(len(shown))
    for way in ways:
        width = np.array([float(row["pathways"].get(way, 0.0)) for row in shown])
        axes.barh(
            range(len(shown)),
            width,
            left=left,
            color=COLOURS.get(way, _SOFT),
            edgecolor="white",
            linewidth=0.6,
            label=way,
        )
        left += width
    axes.set_yticks(range(len(shown)), [str(row["actor"]) for row in shown], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8)
    return figure


def draw_reliability(curve: Mapping[str, Any], *, title: str = "Stated and observed frequency") -> Figure:
    """The reliability curve (CORP) with its decomposition.

    Args:
        curve: probability, observed, miscalibration, discrimination, uncertainty.
        title: above it.
    """
    figure, axes = _axes(4.6, 4.4, title)
    stated, observed = np.array(curve["probability"]), np.array(curve["observed"])
    most = float(max(stated.max(), observed.max(), 0.05)) * 1.05
    axes.plot([0, most], [0, most], color=_SOFT, linewidth=1, linestyle="--", label="perfect")
    axes.step(stated, observed, where="mid", color=COLOURS["state-transfer"], label="the model")
    axes.set(xlim=(0, most), ylim=(0, most), xlabel="stated probability", ylabel="observed frequency")
    parts = (
        f"miscalibration {curve['miscalibration']:.4f}\ndiscrimination {curve['discrimination']:.4f}\n"
        f"uncertainty {curve['uncertainty']:.4f}"
    )
    axes.text(0.97, 0.05, parts, transform=axes.transAxes, ha="right", fontsize=8, color=_INK)
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return figure


def draw_fan(fan: Mapping[str, Any], *, title: str, unit: str) -> Figure:
    """A forecast as a fan: median with 50 % and 90 % bands, what was seen before it as a line.

    Args:
        fan: year, and the quantiles q05, q25, q50, q75, q95, each a list; if there is a past, seen_year and
            seen.
        title: above it.
        unit: of the numbers, for the axis.
    """
    figure, axes = _axes(6.4, 3.6, title)
    year = np.array(fan["year"])
    colour = COLOURS["state-transfer"]
    axes.fill_between(year, fan["q05"], fan["q95"], color=colour, alpha=0.18, linewidth=0, label="90 %")
    axes.fill_between(year, fan["q25"], fan["q75"], color=colour, alpha=0.35, linewidth=0, label="50 %")
    axes.plot(year, fan["q50"], color=colour, label="median")
    if fan.get("seen"):
        axes.plot(fan["seen_year"], fan["seen"], color=_INK, marker="o", markersize=3, label="seen")
    axes.set_ylabel(unit)
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color=_GRID, linewidth=0.6)
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return figure


def draw_tornado(bars: Sequence[Mapping[str, Any]], *, title: str, unit: str, middle: float = 0.0) -> Figure:
    """A tornado: how far each unknown moves the result, the strongest on top.

    Args:
        bars: each with name, low and high (the result at the unknown's 5 % and 95 % value).
        title: above it.
        unit: of the result, for the axis.
        middle: the result with every unknown at its middle.
    """
    ordered = sorted(bars, key=lambda bar: abs(float(bar["high"]) - float(bar["low"])))
    figure, axes = _axes(7.0, 0.36 * len(ordered) + 1.3, title)
    for place, bar in enumerate(ordered):
        low, high = float(bar["low"]), float(bar["high"])
        # Which end belongs to the unknown's low value shows by colour and by the letter in it.
        for value, colour, letter in ((low, COLOURS["individual"], "low"), (high, COLOURS["peer"], "high")):
            axes.barh(place, value - middle, left=middle, color=colour, height=0.62)
            if abs(value - middle) > 1e-9:
                axes.annotate(
                    letter,
                    (value, place),
                    xytext=(4 if value > middle else -4, 0),
                    textcoords="offset points",
                    ha="left" if value > middle else "right",
                    va="center",
                    fontsize=7,
                    color=_SOFT,
                )
    axes.set_yticks(range(len(ordered)), [str(bar["name"]) for bar in ordered], fontsize=8)
    axes.axvline(middle, color=_INK, linewidth=0.8)
    axes.set_xlabel(unit)
    axes.margins(x=0.12)
    return figure

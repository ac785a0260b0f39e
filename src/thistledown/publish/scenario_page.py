"""A scenario's answer on one page, as one would hand it to somebody who will ask how you know.

One HTML file with its picture inside: it can be mailed, printed and opened without a network. Nothing in it
runs.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from thistledown import __version__

# Numbers that move the answer most; more would not fit on the page.
BARS = 8
RELEASED = "released by "


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page is made from; every part is the `as_json` of a result.

    Attributes:
        title: of the scenario.
        question: it answers.
        release: the comparison of a world without and with the release; None when there is none.
        measures: the comparison of the world as given without and with all measures; None when there is none.
        names: channel -> pathway.
        limits: what cannot be known, in words.
        record: what the model was fitted to, in words.
        on_release: names of the measures that act on released people only.
        backtest: how such forecasts did on the past, in words; "" when nothing was tested.
    """

    title: str
    question: str
    release: Mapping[str, Any] | None
    measures: Mapping[str, Any] | None
    names: Mapping[str, str]
    limits: Sequence[str]
    record: str
    on_release: frozenset[str] = frozenset()
    backtest: str = ""


def scenario_page(answer: Answer) -> str:
    """The page as HTML; the picture is left out, and said so, where matplotlib is not installed."""
    main = answer.release or answer.measures
    if main is None:
        raise ValueError("a page needs a comparison")
    template = _environment().get_template("scenario.html")
    return template.render(
        answer=answer,
        horizon=main["horizon"],
        origin=main["origin"],
        draws=main["draws"] * main["replicates"],
        whole=_of(main, "all"),
        ways=_ways(answer),
        regions=[
            row for row in main["summary"] if row["sort"] == "region" and row["without"] + row["with"] > 0.05
        ],
        steps=sorted(answer.measures["alone"], key=lambda row: row["change"]) if answer.measures else [],
        together=_of(answer.measures, "all") if answer.measures else None,
        of_release=_of_release(answer),
        numbers=_numbers(answer),
        picture=_picture(main),
        version=__version__,
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("thistledown.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["signed"] = lambda value: _signed(value, 1)
    environment.filters["whole"] = lambda value: _signed(value, 0)
    environment.filters["plainly"] = _plainly
    return environment


def _signed(value: float, digits: int) -> str:
    """With its sign, a true minus; what rounds to nothing has none."""
    rounded = round(value, digits)
    return f"{rounded:+.{digits}f}".replace("-", "\N{MINUS SIGN}") if rounded else f"{0:.{digits}f}"


def _plainly(value: float) -> str:
    """A number with as many digits as it is worth."""
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _of(comparison: Mapping[str, Any], what: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(row for row in comparison["summary"] if row["what"] == what)
    return found


def _of_release(answer: Answer) -> list[Mapping[str, Any]]:
    """The measures that act on released people and on nothing else, strongest first."""
    if answer.measures is None:
        return []
    steps = [row for row in answer.measures["alone"] if row["what"] in answer.on_release]
    return sorted(steps, key=lambda row: float(row["change"]))


def _ways(answer: Answer) -> list[dict[str, Any]]:
    """Rows by pathway: channels of one pathway and tranches of one release are one way."""
    comparison = answer.release or answer.measures
    assert comparison is not None
    rows: dict[str, dict[str, Any]] = {}
    for row in comparison["summary"]:
        if row["sort"] != "channel":
            continue
        released = row["what"].startswith(RELEASED)
        force = row["what"].partition(",")[0].removeprefix(RELEASED)
        name = f"individual: released {force}" if released else answer.names.get(row["what"], row["what"])
        into = rows.setdefault(name, {"what": name, "without": 0.0, "with": 0.0, "change": 0.0})
        for key in ("without", "with", "change"):
            into[key] += row[key]
    return sorted(rows.values(), key=lambda row: -abs(row["change"]))


def _numbers(answer: Answer) -> list[dict[str, Any]]:
    """Every number that measures and releases rest on, once, those reported first."""
    found: dict[str, dict[str, Any]] = {}
    for comparison in (answer.release, answer.measures):
        if comparison is not None:
            for name, number in comparison["numbers"].items():
                found[name] = {"name": name, **number}
    return sorted(found.values(), key=lambda number: (not number["reported"], number["name"]))


def _picture(comparison: Mapping[str, Any]) -> Markup | None:
    try:
        from thistledown.spread.pictures import draw_tornado
    except ImportError:
        return None
    bars = [
        {
            "name": f"{bar['name']} ({_plainly(bar['low'])} to {_plainly(bar['high'])})",
            "low": bar["change_low"],
            "high": bar["change_high"],
        }
        for bar in comparison["tornado"][:BARS]
    ]
    if not bars:
        return None
    try:
        figure = draw_tornado(
            bars,
            title="What the answer hangs on",
            unit="change in acquisitions when the number is low or high",
            middle=_of(comparison, "all")["change"],
        )
    except ImportError:
        return None
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    drawn = file.getvalue()
    # Only the drawing: the XML and document type before it have no place inside a page.
    return Markup(drawn[drawn.index("<svg") :])  # noqa: S704

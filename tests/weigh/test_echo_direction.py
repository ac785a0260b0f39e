"""Which of two copies of one day came first: who cuts makes it shorter, who takes it whole adds a line."""

from __future__ import annotations

from datetime import date

from echo_samples import ORIGIN

from thistledown.weigh.echoes.index import EchoIndex
from thistledown.weigh.echoes.report_text import ReportText

DAY = date(2025, 6, 23)


def edge_between(first: str, second: str) -> tuple[str, str]:
    index = EchoIndex()
    index.add(ReportText("first", first, published=DAY, language="en"))
    (edge,) = index.add(ReportText("second", second, published=DAY, language="en"))
    return edge.origin, edge.echo


def test_a_whole_copy_with_a_line_of_its_own_leans_on_the_shorter_text() -> None:
    assert edge_between(ORIGIN, f"{ORIGIN} Read the full story on our page.") == ("first", "second")
    assert edge_between(f"{ORIGIN} Read the full story on our page.", ORIGIN) == ("second", "first")


def test_a_cut_copy_leans_on_the_longer_text() -> None:
    half = ORIGIN[: ORIGIN.index(".", len(ORIGIN) // 2) + 1]
    assert edge_between(ORIGIN, half) == ("first", "second")
    assert edge_between(half, ORIGIN) == ("second", "first")

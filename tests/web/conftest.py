"""The demo casebook, served for real, and a real Chromium that looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_pages import CHROMIUM, FLAGS, NOISE, served

from thistledown.casebook.record import Casebook, open_casebook


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say so, where there is no Chromium."""
    if CHROMIUM.exists():
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}: browser tests skipped"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The demo casebook; tests here may judge and add, each on things of its own."""
    from thistledown.cli.demo import build

    folder = tmp_path_factory.mktemp("web") / "demo.casebook"
    with open_casebook(folder, create=True, name="Atlas demo", who="tester") as book:
        build(book)
        yield book


@pytest.fixture(scope="session")
def address(demo: Casebook) -> Iterator[str]:
    with served(demo) as url:
        yield url


@pytest.fixture(scope="session")
def paths(demo: Casebook) -> dict[str, str]:
    """Addresses that depend on ids of the record."""
    from urllib.parse import quote

    view = demo.view()
    report = view.reports(limit=1)[0].id
    event = max(view.every_event(), key=lambda one: len(one.claims))
    source = next(one.claim.citation.source for one in event.claims if one.claim.citation)
    return {
        "EVENT": f"/events/{quote(event.id, safe='')}",
        "REPORT": f"/reports/{report}",
        "CLAIM": f"/claims/{event.claims[0].id}",
        "SOURCE": f"/sources/{quote(source, safe='')}",
    }


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a new visitor. Whatever the console or the security policy complains of fails a test."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
        locale="en-GB",
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.said = said
    yield page
    context.close()
    assert [one for one in said if not any(noise in one for noise in NOISE)] == []

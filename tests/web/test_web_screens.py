"""Every screen comes up, complains of nothing, is accessible (axe), and speaks four languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from web_pages import SCREENS, settled, until

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_comes_up_and_is_accessible(
    page: Any, address: str, paths: dict[str, str], path: str
) -> None:
    settled(page, address + paths.get(path, path))
    assert page.locator("main h1, main [role=alert]").first.inner_text().strip()
    assert page.title().endswith("Atlas demo")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()[:3000]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_interface_speaks_other_languages(chromium: Any, address: str, language: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale=language)
    page = context.new_page()
    for path in ("/", "/events", "/review", "/spread"):
        settled(page, address + path)
        html = page.locator("html")
        assert html.get_attribute("lang") == language
        assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        # A key without a text would stand there as it is.
        assert not re.search(r"\b[a-z]+\.[a-z]+_[a-z_]+\b", page.locator("main").inner_text())
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()[:3000]
    context.close()


def test_a_failure_says_what_to_do_in_the_readers_language(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="fr")
    page = context.new_page()
    page.goto(address + "/events/no-such-event")
    said = page.locator("main [role=alert]").first
    said.wait_for()
    assert "cherchez" in said.inner_text()
    assert "no-such-event" in said.inner_text()
    page.goto(address + "/events?likely=many")
    said.wait_for()
    # What has no wording yet stands beside the advice, marked as English.
    assert said.locator("[lang=en]").count() == 1
    context.close()


def test_the_map_stays_when_it_is_moved_and_its_names_follow_the_language(page: Any, address: str) -> None:
    settled(page, address + "/map?zoom=3.2&centre=5,17")
    page.wait_for_selector(".map canvas")
    page.wait_for_selector(".donut", timeout=60_000)
    page.locator(".map canvas").evaluate("canvas => { canvas.dataset.first = 'yes'; }")
    page.locator(".map canvas").focus()
    page.keyboard.press("ArrowRight")
    until(lambda: "centre=5%2C17" not in page.url and "centre=5,17" not in page.url)
    page.locator("header select").select_option("fr")
    until(lambda: page.locator("html").get_attribute("lang") == "fr")
    until(lambda: page.locator(".map canvas").get_attribute("aria-label") != "")
    assert page.locator(".map canvas").get_attribute("data-first") == "yes"
    page.evaluate("localStorage.clear()")

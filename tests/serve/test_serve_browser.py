"""The pages in a real Chromium: they fit, nothing is blocked, words and claims light each other up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from test_serve_pages import EVENT

from thistledown.casebook.record import Casebook
from thistledown.serve.server import page_server

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: browser tests skipped"
)


@pytest.fixture(scope="module")
def address(book: Casebook) -> Iterator[str]:
    ready = Event()
    server = page_server(book, port=0, on_ready=lambda _: ready.set())
    thread = Thread(target=server.answer)
    thread.start()
    assert ready.wait(10)
    yield server.ready.url
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "events", f"events/{EVENT.id}", "actors/africa-corps", "codebook", "sources"]
)
def test_page_fits_a_phone_and_breaks_no_policy(browser: Any, address: str, path: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert said == []
    page.close()


def report_address(page: Any, address: str, title: str) -> str:
    page.goto(address + "reports")
    return str(page.get_by_role("link", name=title).first.get_attribute("href"))


def test_words_and_claims_light_each_other_up(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(address.rstrip("/") + report_address(page, address, "Instructors in Bamako"))
    words = page.locator(".piece", has_text="Bamako").first
    claim = str(words.get_attribute("data-c")).split()[0]
    card = page.locator(f"#{claim}")
    plain = card.evaluate("item => getComputedStyle(item).backgroundColor")
    words.hover()
    page.wait_for_function(
        "([id, plain]) => getComputedStyle(document.getElementById(id)).backgroundColor !== plain",
        arg=[claim, plain],
    )
    assert words.locator(".tip").is_visible()
    words.click()
    assert page.url.endswith(f"#{claim}")
    page.close()


def test_arabic_reads_from_right_to_left(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(address.rstrip("/") + report_address(page, address, "مدربون"))
    first = page.locator(".piece", has_text="متحدث").first.bounding_box()
    later = page.locator(".piece", has_text="دربوا").first.bounding_box()
    assert first["x"] > later["x"]
    page.close()


def test_keyboard_reaches_the_content_first(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.close()


def test_hostile_page_runs_nothing(browser: Any, address: str) -> None:
    page = browser.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto(address.rstrip("/") + report_address(page, address, "script"))
    page.wait_for_timeout(200)
    assert ran == []
    assert page.locator("script").count() == 0
    page.close()


# WCAG 2.2: 4.5 for text. Worked out on what the browser shows, over the nearest painted background.
CONTRAST = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = item => { for (let at = item; at; at = at.parentElement) {
    const c = rgb(getComputedStyle(at).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const found = [];
  for (const item of document.querySelectorAll("main *, header *, footer *")) {
    if (item.closest("svg") || !item.checkVisibility()) continue;
    if (![...item.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(rgb(getComputedStyle(item).color)), light(behind(item))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${item.tagName}.${item.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "events", f"events/{EVENT.id}", "codebook", "actors"])
def test_text_stands_out_from_its_background(browser: Any, address: str, path: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address + path)
    assert page.evaluate(CONTRAST) == []
    page.close()

"""`python -m benchmarks.web --json`: how fast pages come up, how much they load, whether all can use them.

Measured in a real Chromium against `thistledown serve` on loopback, the machine otherwise idle:

- first_view_ms: from opening the address to the overview's figures on screen, median of five visits with an
  empty cache, on the demo casebook; the server has answered once before.
- first_view_1m_ms: the same on a casebook of 1,000,000 claims, when `--million FOLDER` names one
  (`python -m benchmarks.casebook_search --keep FOLDER` makes it), its sheet on disk.
- initial_js_kb: compressed size of all scripts that the first view asks for.
- map_100k_frame_ms: median time between frames while the map of 100,000 events is dragged and zoomed; the
  software renderer here is far slower than any graphics card.
- axe_violations: over every screen, WCAG 2.2 A and AA.
- stories_passed: of the nine stories of tests/web.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
VISITS = 5
POINTS = 100_000
SCREENS = (
    "/", "/events", "/map", "/timeline", "/network", "/reports", "/review", "/actors", "/sources", "/spread",
    "/spread/attribution", "/spread/forecast", "/spread/lab", "/search?q=Wagner", "/add", "/export",
    "/journal", "/codebook",
)  # fmt: skip
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--million", type=Path, help="a casebook of 1,000,000 claims")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    found = measure(given.million)
    if given.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name}: {value}")


def measure(million: Path | None) -> dict[str, Any]:
    """Every figure; None where something it needs is not there."""
    found: dict[str, Any] = dict.fromkeys(
        (
            "first_view_ms",
            "first_view_1m_ms",
            "initial_js_kb",
            "map_100k_frame_ms",
            "axe_violations",
            "stories_passed",
        )
    )
    if not CHROMIUM.exists():
        print(f"no Chromium at {CHROMIUM}: nothing can be measured", file=sys.stderr)
        return found
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        demo = Path(folder) / "demo.casebook"
        _thistledown("demo", str(demo), "--no-serve", "--json")
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with _served(demo) as url:
            found["first_view_ms"] = _first_view(browser, url)
            found["initial_js_kb"] = _scripts(browser, url)
            found["map_100k_frame_ms"] = _frames(browser, url)
            found["axe_violations"] = _axe(browser, url)
        if million is not None:
            with _served(million) as url:
                found["first_view_1m_ms"] = _first_view(browser, url)
        browser.close()
    found["stories_passed"] = _stories()
    return found


def _first_view(browser: Any, url: str) -> float:
    times = []
    for visit in range(VISITS + 1):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_selector(".figures dd", timeout=300_000)
        if visit:
            times.append(1000 * (time.perf_counter() - began))
        context.close()
    return round(statistics.median(times), 1)


def _scripts(browser: Any, url: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}

    def note(response: Any) -> None:
        if response.url.endswith(".js"):
            sizes[response.url] = len(gzip.compress(response.body()))

    page.on("response", note)
    page.goto(url)
    page.wait_for_selector(".figures dd")
    page.wait_for_load_state("networkidle")
    context.close()
    return round(sum(sizes.values()) / 1000, 1)


def _frames(browser: Any, url: str) -> float:
    """Frames of the map with made-up events in the place of the casebook's."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    chance = random.Random(1)
    columns = {
        "row": list(range(POINTS)),
        "lon": [round(chance.gauss(20, 45) % 360 - 180, 3) for _ in range(POINTS)],
        "lat": [round(max(-70.0, min(70.0, chance.gauss(18, 22))), 3) for _ in range(POINTS)],
        "radius_km": [float(chance.choice((0, 5, 25, 100))) for _ in range(POINTS)],
        "country": [0] * POINTS,
        "pathway": [chance.randrange(8) for _ in range(POINTS)],
        "probability": [round(chance.random(), 2) for _ in range(POINTS)],
        "lines": [chance.randint(1, 4) for _ in range(POINTS)],
        "first": [chance.randint(16_000, 20_500) for _ in range(POINTS)],
        "last": [20_500] * POINTS,
        "countries": ["MLI"],
        "pathways": [
            "state-transfer", "individual", "state-trainee", "commercial", "peer", "battlefield",
            "self-taught", "unknown",
        ],
        "without_place": 0,
    }  # fmt: skip
    body = json.dumps({"entry": 1, "points": columns, "origin": [-1] * POINTS})
    page.route("**/api/places*", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(url + "/map?zoom=2")
    page.wait_for_selector(".donut", timeout=120_000)
    page.wait_for_timeout(2_000)
    page.evaluate(
        "() => { window.frames_ = []; let last = performance.now(); const step = now => { "
        "window.frames_.push(now - last); last = now; requestAnimationFrame(step); }; "
        "requestAnimationFrame(step); }"
    )
    box = page.locator(".map canvas").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    for at in range(60):
        page.mouse.move(middle[0] + 3 * at, middle[1] + at)
    page.mouse.up()
    for _ in range(6):
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(150)
    frames: list[float] = page.evaluate("window.frames_")
    context.close()
    return round(statistics.median(frames), 1)


def _axe(browser: Any, url: str) -> int:
    from axe_playwright_python.sync_playwright import Axe

    found = 0
    for path in SCREENS:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(url + path)
        page.wait_for_selector("main h1", timeout=60_000)
        end = time.monotonic() + 90
        while page.locator("main .loading, main [aria-busy=true]").count() and time.monotonic() < end:
            page.wait_for_timeout(100)
        found += Axe().run(page, options=WCAG).violations_count
        context.close()
    return found


def _stories() -> int | None:
    if not (ROOT / "tests" / "web").exists():
        return None
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "tests/web/test_web_stories.py"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    passed = re.search(r"(\d+) passed", done.stdout)
    return int(passed.group(1)) if passed else 0


@contextmanager
def _served(casebook: Path) -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "thistledown.cli", "serve", "--casebook", str(casebook), "--port", "0",
         "--no-browser", "--json"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        yield str(json.loads(server.stdout.readline())["url"]).rstrip("/")
    finally:
        server.terminate()
        server.wait(20)


def _thistledown(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "thistledown.cli", *words], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()

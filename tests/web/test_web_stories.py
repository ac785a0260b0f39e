"""What people come for, done in a real browser from beginning to end."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

from web_pages import settled, until

from thistledown.casebook.record import Casebook
from thistledown.weigh.casework import Casework

ARABIC = (
    "قال متحدث باسم المجلس إن مدربين من فيلق أفريقيا دربوا جنودا ماليين على تشغيل طائرات مسيرة في باماكو "
    "في يونيو 2025. ونفت الحكومة ذلك يوم الثلاثاء."
)
HOSTILE = (
    "<!doctype html><html><head><title>A &lt;script&gt;document.title='owned'&lt;/script&gt;</title></head>"
    "<body><article><h1>A report</h1><p>Wagner instructors trained Malian soldiers to fly drones in Bamako "
    "in June 2025. <script>document.title='owned'</script></p><img src=x onerror=\"document.title='owned'\">"
    "<p>Africa Corps supplied drones to the Malian army, \u202eofficials\u202c said on 3 March 2025. "
    "&lt;script&gt;document.title='owned'&lt;/script&gt;</p></article></body></html>"
)


def added(page: Any) -> None:
    """Wait until what was added has been read."""
    until(lambda: page.locator(".results article").count() > 0)
    until(lambda: page.locator(".results .steps").count() == 0, 60)


def test_find_who_armed_whom(page: Any, address: str) -> None:
    settled(page, address + "/")
    page.keyboard.press("/")
    page.keyboard.type("Rapid Support Forces")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.locator("main").get_by_role("link", name="Rapid Support Forces", exact=True).first.click()
    page.wait_for_url("**/actors/**")
    until(lambda: "Rapid Support Forces" in page.locator("h1").inner_text())
    actor = page.url.rsplit("/", 1)[1]
    settled(page, f"{address}/network?node={actor}")
    panel = page.locator("aside[aria-label]")
    until(lambda: panel.get_by_role("link", name="Rapid Support Forces").count() > 0)
    # Providers stand before an arrow that leads here, each with its pathway.
    assert panel.locator("li", has_text="←").count() > 0
    assert panel.locator("li .tag").count() > 0


def test_follow_a_claim_to_its_words(page: Any, address: str, demo: Casebook) -> None:
    view = demo.view()
    report = next(one for one in view.reports(limit=200) if view.claims_of_report(one.id))
    claim = view.claims_of_report(report.id)[0]
    settled(page, f"{address}/claims/{claim.id}")
    until(lambda: f"/reports/{report.id}" in page.url)
    text = " ".join(page.locator("main").inner_text().split())
    assert " ".join(claim.claim.quote.split())[:60] in text
    assert page.locator(".m").count() > 0
    # One more click leads to the capture and who had it in hand.
    assert page.locator(f"a[href*='{report.sha256}']").count() > 0


def test_expose_an_echo_chain(page: Any, address: str, demo: Casebook) -> None:
    work = Casework(demo.view())
    event, found = max(work.every(), key=lambda pair: max(len(line.pages) for line in pair[1].lines))
    assert max(len(line.pages) for line in found.lines) > 2
    settled(page, f"{address}/events/{quote(event.id, safe='')}")
    chain = page.locator("section[aria-labelledby=chain]")
    until(lambda: chain.locator(".edge").count() > 1)
    # What if the longest line did not exist: the number is worked out again.
    before = page.locator("section[aria-labelledby=likely]").inner_text()
    page.locator("section[aria-labelledby=likely] input[type=checkbox]").first.click()
    until(lambda: "without=" in page.url)
    until(lambda: page.locator("section[aria-labelledby=likely]").inner_text() != before)
    page.reload()
    until(lambda: page.locator("section[aria-labelledby=likely] input[type=checkbox]").count() > 0)
    assert "without=" in page.url


def test_judge_ten_claims_by_keyboard(page: Any, address: str, demo: Casebook) -> None:
    before = demo.view().newest_entry()
    settled(page, address + "/review?about=claim")
    asked = page.locator(".asked[aria-busy=false]")
    until(lambda: asked.count() > 0)
    for number in range(10):
        address_before = page.url
        page.keyboard.press("a" if number % 3 else "r")
        # The next question has an address of its own, and its words must be on screen before it is answered.
        until(lambda: len(_judgements(demo, before)) > number)  # noqa: B023
        until(lambda: page.url != address_before and asked.count() > 0)  # noqa: B023
    page.keyboard.press("u")
    until(lambda: demo.view().journal(limit=1)[0]["what"] == "undo")
    assert len(_judgements(demo, before)) >= 10


def _judgements(book: Casebook, since: int) -> list[str]:
    return [
        row["what"]
        for row in book.view().journal(limit=60)
        if row["seq"] > since and "log" not in row["what"]
    ]


def test_read_an_arabic_report(page: Any, address: str) -> None:
    settled(page, address + "/add")
    page.locator("textarea").fill(ARABIC)
    page.locator("button.first").click()
    added(page)
    page.locator(".results a[href*='/reports/']").first.click()
    page.wait_for_url("**/reports/**")
    until(lambda: page.locator(".m").count() > 0)
    assert page.locator("[lang=ar] .m").first.evaluate("node => getComputedStyle(node).direction") == "rtl"
    marked = " ".join(page.locator("[lang=ar] .m").all_inner_texts())
    assert "فيلق أفريقيا" in marked


def test_add_a_hostile_page(page: Any, address: str, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(HOSTILE, encoding="utf-8")
    settled(page, address + "/add?way=file")
    page.locator("input[type=file]").set_input_files(str(file))
    added(page)
    page.locator(".results a[href*='/reports/']").first.click()
    page.wait_for_url("**/reports/**")
    until(lambda: "Africa Corps" in page.locator("main").inner_text())
    text = page.locator("main").inner_text()
    assert "\u202e" not in text
    assert "⟨U+202E⟩" in text or "U+202E" in text
    assert page.evaluate("document.title").endswith("Atlas demo")
    assert page.locator("main script, main img").count() == 0


def test_compare_two_dates(page: Any, address: str) -> None:
    settled(page, address + "/")
    now = page.locator(".figures dd").first.inner_text()
    page.locator("input[type=date]").first.fill("2001-01-01")
    page.locator("input[type=date]").first.dispatch_event("change")
    page.wait_for_selector(".past")
    until(lambda: page.locator(".figures dd").first.inner_text() != now)
    assert page.locator(".figures dd").first.inner_text() == "0"
    assert "as_of=2001-01-01" in page.url
    page.get_by_role("link", name="Back to now").click()
    until(lambda: page.locator(".figures dd").first.inner_text() == now)
    page.go_back()
    page.wait_for_selector(".past")


def test_try_a_measure(page: Any, address: str) -> None:
    settled(page, address + "/spread/lab")
    page.wait_for_selector(".answer-said", timeout=60_000)
    before = page.locator(".answer-said").inner_text()
    slider = page.get_by_label("Hired by such a group, a year")
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    until(lambda: page.locator(".answer-said").inner_text() != before, 30)
    assert "set=operators" in page.url
    page.reload()
    page.wait_for_selector(".answer-said", timeout=60_000)
    assert page.locator("output.moved").count() == 1
    assert page.locator("aside", has_text="What cannot be known").is_visible()


def test_export_what_is_on_screen(page: Any, address: str) -> None:
    settled(page, address + "/events?pathway=individual")
    total = int(page.locator(".head p").inner_text().split()[0])
    page.locator(".head").get_by_role("link", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == total > 10
    assert all("individual" in row["pathways"] and row["sources"] for row in rows)

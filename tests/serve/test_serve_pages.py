"""Every page answers, and says what it should."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from thistledown.casebook.record import Casebook
from thistledown.codebook.atlas import atlas
from thistledown.weigh.casework import Casework

EVENT = atlas()[0]


class Page(HTMLParser):
    """What a page links to and is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value))
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


def ids(client: Any, kind: str) -> list[str]:
    """Ids of reports in the order of the list."""
    return re.findall(r'href="/reports/(r[0-9a-f]+)"', client.get(kind).text)


def report_named(client: Any, words: str) -> str:
    text = client.get("/reports").text
    found = re.search(r'href="/reports/(r[0-9a-f]+)"><bdi>' + re.escape(words), text)
    assert found, words
    return found.group(1)


PAGES = [
    "/",
    "/events",
    f"/events/{EVENT.id}",
    "/reports",
    "/actors",
    "/actors?all=1",
    "/actors/africa-corps",
    "/places",
    f"/places/{EVENT.country}",
    "/sources",
    "/sources?all=1",
    f"/sources/{EVENT.citations[0].source}",
    "/codebook",
    "/search",
    "/search?q=drones",
    "/journal",
    "/export",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_with_landmarks_and_unique_ids(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.tags.count("main") == page.tags.count("h1") == 1
    assert 'class="skip" href="#main"' in answer.text
    assert "script" not in page.tags
    assert not [item for item in page.attributes if item[1] == "style" or item[1].startswith("on")]
    assert len(page.ids) == len(set(page.ids))
    assert '<html lang="en">' in answer.text


def test_every_link_inside_leads_somewhere(client: Any) -> None:
    seen: set[str] = set()
    for path in PAGES:
        seen |= {link.split("#")[0] for link in Page(client.get(path).text).links if link.startswith("/")}
    # One of each shape is enough: the pages differ only in their ids.
    shapes: dict[str, str] = {}
    for link in sorted(seen - {""}):
        shapes.setdefault(
            re.sub(r"=[^&]*", "=", "/".join(link.split("/")[:2]) + "?" + link.partition("?")[2]), link
        )
    assert len(shapes) > 15
    for link in shapes.values():
        assert client.get(link).status_code == 200, link


def test_every_term_links_to_an_anchor_of_the_codebook(client: Any) -> None:
    anchors = set(Page(client.get("/codebook").text).ids)
    linked = {
        link.split("#")[1]
        for path in ("/", "/events", f"/events/{EVENT.id}", "/actors/africa-corps")
        for link in Page(client.get(path).text).links
        if link.startswith("/codebook#")
    }
    assert {"kinds-use", "pathways-peer"} & linked
    assert linked <= anchors


def test_overview_counts_are_those_of_the_record_and_of_the_lists(client: Any, book: Casebook) -> None:
    text = client.get("/").text
    for name, number in book.view().tally("pathway"):
        assert f'href="/events?pathway={name}"' in text
        listed = client.get("/events", params={"pathway": name}).text
        assert f"<strong>{number}</strong> of 12 events" in listed
    assert "The same as a table" in text
    assert "development figure" in text


def test_overview_is_the_same_when_nothing_changed(client: Any) -> None:
    assert client.get("/").text == client.get("/").text


def test_events_can_be_filtered_sorted_and_found(client: Any) -> None:
    oldest = client.get("/events?sort=date").text
    newest = client.get("/events?sort=-date").text
    order = re.findall(r'class="title"><a href="/events/([^"]+)"', oldest)
    assert len(order) == 12
    assert order != re.findall(r'class="title"><a href="/events/([^"]+)"', newest)
    actor = EVENT.recipients[0].actor
    assert EVENT.id in client.get("/events", params={"actor": actor, "role": "recipient"}).text
    assert EVENT.id not in client.get("/events", params={"actor": actor, "role": "provider"}).text
    word = EVENT.summary.split()[-1].strip(".")
    assert EVENT.id in client.get("/events", params={"text": word}).text
    assert "No event fits" in client.get("/events?text=zzzzqqqq").text


@pytest.mark.parametrize(
    "query", ["kind=nothing", "sort=random", "page=0", "page=x", "year=MMXX", "role=both"]
)
def test_a_filter_that_means_nothing_says_what_would(client: Any, query: str) -> None:
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 400
    assert "choose one of" in answer.text or "must be a number" in answer.text


def test_event_shows_claims_with_citations_and_what_the_machine_read(client: Any) -> None:
    text = client.get(f"/events/{EVENT.id}").text
    for cited in EVENT.citations:
        assert html.escape(cited.url) in text
    sources = len({cited.source for cited in EVENT.citations})
    assert f"{len(EVENT.citations)} claim" in text
    assert f"from {sources} source" in text
    assert "network" in text
    assert "What the machine read in the summary" in text
    assert "confidence 0.70" in text
    assert "onfirmations" in text


def test_event_says_how_likely_it_is_line_by_line(client: Any, book: Casebook) -> None:
    event = next(one for one in book.view().every_event() if len(one.claims) > 1)
    page = client.get(f"/events/{event.id}").text
    assessed = Casework(book.view()).assess(event.id)
    assert f"{100 * assessed.happened.probability:.0f} in 100" in page
    assert page.count('<th scope="row">before anybody told') == 1
    assert f"in {len(assessed.lines)} line" in page


def test_claim_opens_each_slot_at_its_words(client: Any) -> None:
    report = report_named(client, "Instructors in Bamako")
    text = client.get(f"/reports/{report}").text
    claims = re.findall(r'<section class="card" id="(c[0-9a-f]+)"', text)
    assert len(claims) == 2
    anchors = Page(text).ids
    for key in claims:
        claim = client.get(f"/claims/{key}").text
        opened = re.findall(rf'href="/reports/{report}#({key}-[a-z]+)"', claim)
        assert f"{key}-trigger" in opened
        assert set(opened) <= set(anchors)
    assert (
        "citing <bdi>RIA</bdi>"
        in client.get(f"/claims/{claims[0]}").text + client.get(f"/claims/{claims[1]}").text
    )


def test_reader_keeps_the_text_and_shows_the_captured_bytes(client: Any) -> None:
    report = report_named(client, "مدربون")
    text = client.get(f"/reports/{report}").text
    assert 'lang="ar"' in text
    assert 'dir="rtl"' in text
    words = "فيلق أفريقيا"
    from serve_samples import ARABIC

    start = ARABIC.index(words)
    first = len(ARABIC[:start].encode())
    assert f"{start}–{start + len(words)}" in text
    assert f"{first}–{first + len(words.encode())}" in text


def test_marks_style_names_every_claim(client: Any) -> None:
    report = report_named(client, "Instructors in Bamako")
    style = client.get(f"/reports/{report}/marks.css")
    assert style.headers["content-type"].startswith("text/css")
    for key in re.findall(r'class="card" id="(c[0-9a-f]+)"', client.get(f"/reports/{report}").text):
        assert f'[data-c~="{key}"]' in style.text


def test_search_finds_all_three_kinds(client: Any) -> None:
    report = report_named(client, "مدربون")
    # Folded search: without the hamza.
    assert report in client.get("/search", params={"q": "افريقيا"}).text
    assert EVENT.id in client.get("/search", params={"q": EVENT.summary.split()[-1]}).text
    assert "Nothing has all these words" in client.get("/search?q=zzzzqqqq").text
    assert client.get("/search", params={"q": "x" * 301}).status_code == 400


def test_as_known_on_is_carried_by_every_link(client: Any) -> None:
    page = Page(client.get("/events?as_of=2099-01-01").text)
    inside = [
        link
        for link in page.links
        if link.startswith("/") and not link.startswith(("/static", "/events?as_of=")) and link != "/events"
    ]
    assert len(inside) > 50
    assert all("as_of=2099-01-01" in link for link in inside)
    assert "as known on 2099-01-01" in client.get("/?as_of=2099-01-01").text


def test_before_the_record_began_there_is_nothing(client: Any) -> None:
    assert "<strong>0</strong> of 0 events" in client.get("/events?as_of=2001-01-01").text
    assert client.get(f"/events/{EVENT.id}?as_of=2001-01-01").status_code == 404
    assert client.get("/?as_of=2001-01-01").status_code == 200


def test_problems_say_what_to_do(client: Any) -> None:
    for path in (
        "/nowhere",
        "/events/none",
        "/claims/none",
        "/reports/none",
        "/sources/none",
        "/actors/none",
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "start from the overview" in answer.text
    assert client.post("/events").status_code == 405


def test_actor_shows_names_in_all_scripts_and_what_came_before(client: Any) -> None:
    text = client.get("/actors/africa-corps").text
    assert "successor of" in text
    assert "Африкански" in text
    assert "<code>ar</code>" in text


def test_retired_claim_is_shown_as_it_was_with_a_note(client: Any, book: Casebook) -> None:
    event = book.view().event(atlas()[5].id)
    key = event.claims[0].id
    book.retire("claim", key, "cited page was withdrawn")
    answer = client.get(f"/claims/{key}")
    assert answer.status_code == 200
    assert "This claim no longer holds" in answer.text
    assert "cited page was withdrawn" in answer.text
    assert key not in client.get(f"/events/{event.id}").text


def test_a_change_of_the_record_shows_at_once(client: Any, book: Casebook) -> None:
    before = client.get("/claims/none").status_code
    event = book.view().event(EVENT.id)
    book.judge("claim", event.claims[0].id, "accepted", comment="checked against the page")
    assert before == 404
    assert "checked against the page" in client.get(f"/claims/{event.claims[0].id}").text


def test_exports_download_and_are_logged(client: Any, book: Casebook) -> None:
    sha256 = book.view().captures()[0]
    before = len(book.view().custody(sha256))
    answer = client.get("/export/csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="thistledown-claims-')
    assert answer.content.startswith(b"\xef\xbb\xbfid,")
    log = book.view().custody(sha256)
    assert len(log) == before + 1
    assert log[-1]["action"] == "exported"
    assert client.head("/export/csv").status_code == 200
    assert len(book.view().custody(sha256)) == before + 1
    assert client.get("/export/pdf").status_code == 404


def test_health(client: Any, book: Casebook) -> None:
    assert client.get("/health").json()["status"] == "ok"

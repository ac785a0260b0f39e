from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conformance import context
from html_samples import WORDPRESS
from loopback import fetcher, page, serving

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Connector, Context, Target
from thistledown.collect.dispatch import collect, find_connectors
from thistledown.collect.folder import FolderConnector
from thistledown.collect.limits import Limits
from thistledown.collect.page import PageConnector
from thistledown.collect.urls import UrlListConnector
from thistledown.collect.web import WebConnector

OURS: tuple[Connector, ...] = (FolderConnector(), WebConnector(), UrlListConnector(), PageConnector())
HTML = b"<html><body><p>A sentence long enough to be read as text.</p></body></html>"


def located(found: Iterator[Found | Problem]) -> list[tuple[str, str]]:
    return [
        ("problem", one.locator) if isinstance(one, Problem) else ("found", one.capture.locator)
        for one in found
    ]


def test_built_in_connectors_have_names_of_their_own() -> None:
    names = [connector.name for connector in find_connectors()]
    assert len(names) == len(set(names))
    assert {"folder", "web", "urls", "feed", "page"} <= set(names)


def test_a_folder_is_taken_in_order_and_problems_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(HTML)
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / ".hidden.html").write_bytes(HTML)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.bin").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "c" / "e.txt").write_bytes(HTML)
    (tmp_path / "z.html").write_bytes(b"")
    assert located(collect([tmp_path], context(), OURS)) == [
        ("found", str(tmp_path / "a.html")),
        ("found", str(tmp_path / "b.html")),
        ("problem", str(tmp_path / "z.html")),
        ("problem", str(tmp_path / "c" / "d.bin")),
        ("found", str(tmp_path / "c" / "e.txt")),
    ]


def test_security_links_out_of_the_folder_and_circles_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.html").write_bytes(HTML)
    inside = tmp_path / "inside"
    (inside / "below").mkdir(parents=True)
    (inside / "page.html").write_bytes(HTML)
    (inside / "same.html").symlink_to(inside / "page.html")
    (inside / "out.html").symlink_to(outside / "secret.html")
    (inside / "outfolder").symlink_to(outside)
    (inside / "below" / "up").symlink_to(inside)
    (inside / "gone.html").symlink_to(inside / "nothing.html")
    os.mkfifo(inside / "pipe")
    found = located(collect([inside], context(), OURS))
    assert ("problem", str(inside / "out.html")) in found
    assert ("problem", str(inside / "outfolder")) in found
    assert ("problem", str(inside / "pipe")) in found
    assert ("problem", str(inside / "gone.html")) in found
    assert [place for kind, place in found if kind == "found"] == [
        str(inside / "page.html"),
        str(inside / "same.html"),
    ]


def test_an_unreadable_file_is_one_problem(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "a.html").chmod(0)
    (tmp_path / "b.html").write_bytes(HTML)
    assert [kind for kind, _ in located(collect([tmp_path], context(), OURS))] == ["problem", "found"]


def test_what_is_not_there_is_a_problem() -> None:
    (one,) = collect(["/no/such/file"], context(), OURS)
    assert isinstance(one, Problem)
    assert "no such file" in one.what
    (two,) = collect(["bad\0name"], context(), OURS)
    assert isinstance(two, Problem)


def test_a_list_of_addresses_is_fetched_one_by_one(tmp_path: Path) -> None:
    with serving() as site:
        site.answers |= {"/a": page(WORDPRESS.encode()), "/b": page(HTML)}
        listed = tmp_path / "urls.txt"
        listed.write_text(
            f"# two\n{site.url}/a\n\n{site.url}/missing\n{site.url}/b\n{site.url}/a\nnot an address\n"
        )
        assert UrlListConnector().accepts(Target.of_path(tmp_path / "urls.txt")) is False
        listed.write_text(listed.read_text().replace("not an address\n", ""))
        found = list(collect([listed], context(fetcher=fetcher()), OURS))
    assert located(iter(found)) == [
        ("found", f"{site.url}/a"),
        ("problem", f"{site.url}/missing"),
        ("found", f"{site.url}/b"),
    ]
    first = found[0]
    assert isinstance(first, Found)
    assert first.capture.content == WORDPRESS.encode()
    assert first.capture.connector == "page"
    assert first.capture.detail["listed_in"] == f"{listed}, line 2"
    assert first.capture.detail["http_status"] == "200"


def test_an_address_without_a_fetcher_is_a_problem() -> None:
    (one,) = collect(["https://example.org/"], context(), OURS)
    assert isinstance(one, Problem)
    assert "network" in one.what


def test_security_a_list_from_the_web_is_not_fetched() -> None:
    with serving() as site:
        site.answers["/list.txt"] = page(f"{site.url}/secret\n".encode(), Content_Type="text/plain")
        found = list(collect([f"{site.url}/list.txt"], context(fetcher=fetcher()), OURS))
        assert "/secret" not in site.asked
    assert all(isinstance(one, Problem) for one in found)


class _Failing:
    """A connector with faults: one of its reports cannot be made."""

    name = "failing"
    version = "1"

    def accepts(self, target: Target) -> bool:
        return target.locator.endswith(".html")

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        (found,) = PageConnector().collect(target, context)
        assert isinstance(found, Found)
        made = list(found.reports)

        def reports() -> Iterator[object]:
            yield made[0]
            raise RuntimeError("broken\x1b[31m\nhalfway")

        yield replace(found, reports=reports())  # type: ignore[arg-type]
        raise KeyError("and then this")


def test_a_fault_in_a_connector_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(HTML)
    counts, problems = [], []
    for one in collect([tmp_path / "a.html", tmp_path / "b.html"], context(), [_Failing()]):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            counts.append(len(list(one.reports)))
    assert counts == [1, 1]
    assert [one.locator for one in problems] == [
        str(tmp_path / n) for n in ("a.html", "a.html", "b.html", "b.html")
    ]
    assert "halfway" in problems[0].what
    assert "\x1b" not in problems[0].what
    assert "\n" not in problems[0].what


def test_security_containers_nest_only_so_deep() -> None:
    class Nesting(_Failing):
        def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
            yield from context.open(target.inside(target.read(100), "again.html"))

    target = Target.of_bytes(HTML, "x.html")
    (one,) = collect([target], context(limits=Limits(depth=3)), [Nesting()])
    assert isinstance(one, Problem)
    assert "4 containers deep" in one.what


def test_too_large_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    (one,) = collect([tmp_path / "a.html"], context(limits=Limits(file_bytes=10)), OURS)
    assert isinstance(one, Problem)
    assert "the limit is 10" in one.what

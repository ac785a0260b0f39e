"""What every export has to do, whichever it is."""

from __future__ import annotations

import io
from importlib.metadata import EntryPoint
from typing import BinaryIO

import pytest

from thistledown.casebook.clock import parse_as_of
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import View
from thistledown.publish import cited
from thistledown.publish.export import GROUP, Export, UnknownExportError, export, exports

ALL = sorted(exports())


def written(view: View, name: str) -> bytes:
    out = io.BytesIO()
    export(name).write(view, out)
    assert not out.closed
    return out.getvalue()


@pytest.mark.parametrize("name", ALL)
class TestConformance:
    def test_says_what_it_is(self, name: str) -> None:
        one = export(name)
        assert isinstance(one, Export)
        assert one.name == name
        assert one.name.replace("-", "").isalnum()
        assert one.suffix.startswith(".")
        assert "/" in one.media_type
        assert one.subject in ("claims", "events")
        assert one.title

    def test_same_record_same_bytes(self, filled: Casebook, name: str) -> None:
        assert written(filled.view(), name) == written(filled.view(), name)

    def test_counts_what_it_wrote(self, filled: Casebook, name: str) -> None:
        counts = filled.view().counts()
        rows = export(name).write(filled.view(), io.BytesIO())
        expected = {"claims": counts["claims_coded"] + counts["claims_read"], "events": counts["events"]}
        assert rows == expected[export(name).subject]

    def test_names_sources_grades_and_holders(self, filled: Casebook, name: str) -> None:
        text = written(filled.view(), name).decode()
        profile = filled.view().sources()[0]
        assert profile["name"] in text
        assert "https://example.org/" in text
        assert "Puntland government" in text

    def test_names_no_hand_of_the_journal(self, filled: Casebook, name: str) -> None:
        assert b"tester-login" not in written(filled.view(), name)

    def test_small_chunks_give_the_same(
        self, filled: Casebook, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = written(filled.view(), name)
        monkeypatch.setattr(cited, "CHUNK", 1)
        monkeypatch.setattr("thistledown.casebook.view.EVENTS", 1)
        assert written(filled.view(), name) == whole

    def test_as_known_before_the_record_there_is_nothing(self, filled: Casebook, name: str) -> None:
        view = filled.view(parse_as_of("2001-01-01"))
        assert export(name).write(view, io.BytesIO()) == 0
        assert b"b-event" not in written(view, name)

    def test_tells_progress(self, filled: Casebook, name: str) -> None:
        told: list[int] = []
        rows = export(name).write(filled.view(), io.BytesIO(), progress=told.append)
        assert told == sorted(told)
        assert all(0 < number <= rows for number in told)


def test_unknown_export_names_those_there_are() -> None:
    with pytest.raises(UnknownExportError, match="csv, geojson, jsonl"):
        export("pdf")


class Extra:
    """An export of another package."""

    name = "extra"
    media_type = "text/plain"
    suffix = ".txt"
    subject = "events"
    title = "Only a test"

    def write(self, view: View, out: BinaryIO, *, progress: object = None) -> int:
        return 0


class Thief(Extra):
    name = "csv"


def nothing() -> object:
    return object()


def offer(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("one", f"{__name__}:{value}", GROUP)
    monkeypatch.setattr("thistledown.publish.export.entry_points", lambda group: [point] * (group == GROUP))


def test_a_package_can_add_an_export(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "Extra")
    assert export("extra").title == "Only a test"
    assert set(ALL) < set(exports())


@pytest.mark.parametrize("value", ["nothing", "Thief"])
def test_what_is_no_export_or_takes_a_name_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    offer(monkeypatch, value)
    with pytest.raises(CasebookError, match="uninstall"):
        exports()

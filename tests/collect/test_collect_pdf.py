"""PDF files and the confined child that reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conformance import Conformance, check_offsets, context, taken
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import assemble, bomb, endless_tree, nested_forms, pdf

from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.collect import pdf_child
from thistledown.collect.connector import Target
from thistledown.collect.limits import Limits
from thistledown.collect.pdf import PdfConnector, weave_pages
from thistledown.collect.pdf_pages import PdfError, read_pages

PAGES = [
    [
        b"Courier, 3 June 2025",
        b"The minis-",
        b"try said that a drone was seized at",
        b"the port. It was one of two.",
    ],
    [
        b"Courier, 3 June 2025",
        b"A state-trainee path, and other state-",
        b"trainee paths. See https://e.org/1.",
        b"2",
    ],
    [b"Courier, 3 June 2025", b"The end."],
]
GOOD = pdf(PAGES, b"Seizure at the port", b"D:20250603100000+03'00'")
QUICK = Limits(child_seconds=4.0)


def target(content: bytes, name: str = "a.pdf") -> Target:
    return Target.of_bytes(content, name, name=name)


def as_pdf(content: bytes) -> Target:
    return Target(locator="a.pdf", content=content, media_type="application/pdf", label="pdf")


class TestPdf(Conformance):
    connector = PdfConnector()
    samples = (target(GOOD),)
    broken = (
        as_pdf(b"this is no PDF"),
        as_pdf(b"%PDF-1.7\n" + bytes(range(256)) * 40),
        target(pdf([[]])),
        target(endless_tree()),
    )

    def parts(self, capture: Capture) -> dict[str, bytes | str]:
        texts = read_pages(capture.content, Limits()).texts
        return {f"page {number}": text for number, text in texts.items()}


def report_of(content: bytes) -> Report:
    (found,) = taken(PdfConnector(), target(content))
    assert not isinstance(found, Problem), found
    return found[1][0]


def test_words_broken_at_line_ends_are_joined_and_running_heads_go() -> None:
    report = report_of(GOOD)
    assert "The ministry said that a drone" in report.text.text
    assert "other state-trainee paths" in report.text.text
    assert "Courier, 3 June" not in report.text.text
    assert report.text.text.endswith("The end.")
    assert "\n2" not in report.text.text


def test_what_the_file_says_about_itself() -> None:
    report = report_of(GOOD)
    assert report.title == "Seizure at the port"
    assert report.published_at == datetime(2025, 6, 3, 7, 0, tzinfo=UTC)
    assert report.links == ("https://e.org/1",)
    assert report.language == "en"
    assert "Private" not in repr(replace(report, text=report.text))


def test_the_custody_log_learns_which_confinements_held() -> None:
    (found,) = taken(PdfConnector(), target(GOOD))
    assert not isinstance(found, Problem)
    assert "limits" in found[0].detail["confined"]


def test_scanned_pages_say_to_run_ocr() -> None:
    found = list(PdfConnector().collect(target(pdf([[], []])), context()))
    assert isinstance(found[0], Found)
    assert list(found[0].reports) == []
    assert isinstance(found[1], Problem)
    assert "OCR" in found[1].advice
    mixed = report_of(pdf([[b"A drone was seized at the port."], []]))
    assert any("pages 2" in note for note in mixed.notes)


def test_an_encrypted_file_says_so() -> None:
    key = b"<" + b"41" * 32 + b">"
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >> /ID [<41> <41>]"
    )
    (problem,) = PdfConnector().collect(target(pdf(PAGES, trailer=encrypt)), context())
    assert isinstance(problem, Problem)
    assert "encrypt" in problem.what


def test_characters_are_limited_with_a_note() -> None:
    limits = replace(context(), limits=Limits(text_chars=60))
    (found,) = PdfConnector().collect(target(GOOD), limits)
    assert isinstance(found, Found)
    (report,) = found.reports
    assert len(report.text.text) <= 60
    assert "limit" in report.notes[0]


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.integers(1, 9), st.text("ab 1-.\n\r\ufffe\x02é\U0001f6e9", max_size=40), max_size=5)
)
def test_every_word_of_any_pages_leads_back(texts: dict[int, str]) -> None:
    clean = weave_pages(texts)
    # Page numbers, running heads and joined hyphens are left out; what is kept must lead back.
    check_offsets(clean.text, clean.offsets, {f"page {number}": text for number, text in texts.items()})


def test_security_a_page_tree_without_end_is_given_up() -> None:
    found = list(PdfConnector().collect(target(endless_tree()), replace(context(), limits=QUICK)))
    assert any(isinstance(one, Problem) for one in found)


def test_security_a_memory_bomb_stays_in_the_child() -> None:
    limits = replace(context(), limits=Limits(child_seconds=10.0, child_bytes=256 * 2**20))
    found = list(PdfConnector().collect(target(bomb(400)), limits))
    assert any(isinstance(one, Problem) for one in found)


def test_security_nested_drawing_is_given_up() -> None:
    assert list(PdfConnector().collect(target(nested_forms(30)), replace(context(), limits=QUICK)))


@pytest.mark.parametrize(
    "program",
    ["import time\ntime.sleep(60)", "while True: pass", "import os\nwhile True: os.write(1, b'x' * 65536)"],
)
def test_security_a_child_that_hangs_or_floods_is_killed(tmp_path: Path, program: str) -> None:
    child = tmp_path / "child.py"
    child.write_text(f"import os\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n{program}\n")
    with pytest.raises(PdfError):
        read_pages(GOOD, Limits(child_seconds=1.0, text_chars=1000), child=child)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_pages_read_before_the_time_is_over_are_kept(tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text(
        'import sys, time\nprint(\'{"confined": [], "pdfium": "x"}\\n{"pages": 2,'
        ' "Title": "", "CreationDate": ""}\\n'
        '{"page": 1, "text": "kept"}\', flush=True)\ntime.sleep(60)\n'
    )
    pages = read_pages(GOOD, Limits(child_seconds=1.0), child=child)
    assert pages.texts == {1: "kept"}
    assert pages.stopped
    assert "longer than 1 seconds" in pages.stopped


PROBE = """
import importlib.util, json, os, socket, subprocess, sys
spec = importlib.util.spec_from_file_location("pdf_child", sys.argv[1])
child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)
held = child.confine(2**30, 20)
def refused(action):
    try: action()
    except (OSError, MemoryError): return True
    return False
def connect():
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), 2).close()
print(json.dumps([held, refused(connect), refused(lambda: subprocess.run(["/bin/true"])),
    refused(lambda: open(sys.argv[3], "w").write("x") or os.fsync(3)), refused(lambda: bytearray(2**31))]))
"""


def test_security_a_confined_child_has_no_network_programs_or_memory(tmp_path: Path) -> None:
    import json
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        arguments = [pdf_child.__file__, port, str(tmp_path / "written")]
        run = subprocess.run([sys.executable, "-I", "-c", PROBE, *arguments], capture_output=True, text=True)
    held, network, programs, _, memory = json.loads(run.stdout)
    if "seccomp" not in held:
        pytest.skip(f"this machine allows only {held}")
    assert (network, programs, memory) == (True, True, True)
    assert not (tmp_path / "written").exists() or (tmp_path / "written").read_text() == ""


def test_security_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = set(os.listdir("/dev/shm")) if os.path.isdir("/dev/shm") else set()
    read_pages(GOOD, Limits())
    assert list(tmp_path.iterdir()) == []
    assert not before or set(os.listdir("/dev/shm")) <= before


def test_security_damaged_cross_references_raise_nothing() -> None:
    for content in (
        GOOD[: len(GOOD) // 2],
        assemble([b"<< /Type /Catalog /Pages 1 0 R >>"]),
        GOOD.replace(b"obj", b"0bj"),
    ):
        assert list(PdfConnector().collect(as_pdf(content), replace(context(), limits=QUICK)))

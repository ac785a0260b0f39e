"""The pages of a PDF, read by a confined child process (`pdf_child`)."""

from __future__ import annotations

import json
import math
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from thistledown.collect.limits import Limits

PAGES_MOST = 5_000
_CHILD = Path(__file__).with_name("pdf_child.py")
_MARGIN_BYTES = 4 << 20


class PdfError(ValueError):
    """A PDF gave no pages.

    Attributes:
        what: what was wrong, in plain words.
        advice: what to do about it.
    """

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what}; {advice}")
        self.what = what
        self.advice = advice


@dataclass(slots=True, kw_only=True)
class PdfPages:
    """What the child read.

    Attributes:
        texts: page number, counted from 1, to its text as PDFium gives it (the raw part "page 3").
        count: how many pages there are.
        title: as the file states it.
        created: as the file states it, in the form of PDF.
        pdfium: the version that read it.
        confined: which confinements held.
        stopped: why reading ended before the last page; None when it did not.
    """

    texts: dict[int, str] = field(default_factory=dict)
    count: int = 0
    title: str = ""
    created: str = ""
    pdfium: str = ""
    confined: tuple[str, ...] = ()
    stopped: str | None = None


def read_pages(content: bytes, limits: Limits, *, child: Path = _CHILD) -> PdfPages:
    """Read a PDF in a child process that is gone when this returns.

    Args:
        content: the PDF.
        limits: `child_seconds`, `child_bytes` and `text_chars` hold.
        child: the program to run.

    Raises:
        PdfError: when there is nothing to show for it.
    """
    pages = PdfPages()
    failed = ""
    asked = {
        "memory_bytes": limits.child_bytes,
        "seconds": math.ceil(limits.child_seconds) + 1,
        "text_chars": limits.text_chars,
        "pages": PAGES_MOST,
    }
    done = False
    with _started(content, child, json.dumps(asked)) as process:
        output = _Lines(process, limits)
        for line in output:
            failed = line.get("failed", "") if "page" not in line else failed
            done = done or "done" in line
            _note(pages, line)
        ended = process.wait() if output.ended else None
    if failed:
        raise _failure(failed)
    if not done:
        pages.stopped = output.why or _why(ended)
    elif len(pages.texts) < pages.count:
        pages.stopped = "the limit on pages or characters was reached"
    if not pages.texts and pages.stopped:
        raise PdfError(
            f"the PDF could not be read: {pages.stopped}",
            "open it in a viewer; print or export the pages you need into a new PDF and add that",
        )
    return pages


def _note(pages: PdfPages, line: dict[str, Any]) -> None:
    if "confined" in line:
        pages.confined = tuple(map(str, line["confined"]))
        pages.pdfium = str(line["pdfium"])
    elif "pages" in line:
        pages.count, pages.title, pages.created = int(line["pages"]), line["Title"], line["CreationDate"]
    elif "page" in line:
        pages.texts[int(line["page"])] = str(line["text"])


@contextmanager
def _started(content: bytes, child: Path, asked: str) -> Iterator[subprocess.Popen[bytes]]:
    with _unnamed_file() as file:
        file.write(content)
        file.flush()
        file.seek(0)
        # Our own interpreter and our own file; nothing of the PDF is on the command line.
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-B", str(child), asked],
            stdin=file.fileno(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout:
            process.stdout.close()


def _unnamed_file() -> IO[bytes]:
    """Memory, or a file that has no name, so that nothing is left behind however this ends."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("pdf"), "w+b")
    return tempfile.TemporaryFile()


class _Lines:
    """The child's lines until it ends, its time is over, or it writes too much; `why` says which."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self._process = process
        self._seconds = limits.child_seconds
        self._bytes = limits.text_chars * 6 + _MARGIN_BYTES
        self.why: str | None = None
        self.ended = False

    def __iter__(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout
        pipe = self._process.stdout.fileno()
        until = time.monotonic() + self._seconds
        taken, rest = 0, bytearray()
        while True:
            ready, _, _ = select.select([pipe], [], [], max(until - time.monotonic(), 0))
            if not ready or time.monotonic() > until:
                self.why = f"it took longer than {self._seconds:g} seconds"
                return
            chunk = os.read(pipe, 1 << 16)
            if not chunk:
                self.ended = True
                return
            taken += len(chunk)
            if taken > self._bytes:
                self.why = "the parser wrote more than any text could be"
                return
            rest += chunk
            *whole, last = rest.split(b"\n")
            rest = bytearray(last)
            for line in whole:
                yield json.loads(line)


def _why(ended: int | None) -> str:
    if ended == -signal.SIGXCPU or ended == -signal.SIGKILL:
        return "it used up its processor time"
    return "the parser gave up, as it does when a file is damaged or asks for too much memory"


def _failure(said: str) -> PdfError:
    if "password" in said.lower():
        return PdfError("the PDF is encrypted", "open it with its password, save it without, and add that")
    if "security" in said.lower():
        return PdfError("the PDF uses an encryption that is not supported", "save it without encryption")
    return PdfError(
        "it is no PDF, or a damaged one",
        "download it again, or open it in a viewer and print it into a new PDF",
    )

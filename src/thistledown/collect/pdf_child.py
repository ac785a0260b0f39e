"""Runs alone in a child process: reads one PDF from standard input, writes one JSON line a page.

It is started by file name with `python -I`, imports nothing of ours, and confines itself before the first
byte of the PDF is parsed: limits on memory, processor time, open files and written bytes; no new sockets,
programs or traced processes (seccomp, Linux on x86-64 and ARM64); an empty network (a network namespace,
where the kernel lets us make one). The first line it writes says which of these held. What it does not
have: a file system of its own. It may read files that its user may read, and has no way to send them.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import struct
import sys

# Numbers of socket, socketpair, ptrace, execve, execveat, fork, vfork, io_uring_setup.
_REFUSED = {
    "x86_64": (0xC000003E, (41, 53, 101, 59, 322, 57, 58, 425)),
    "aarch64": (0xC00000B7, (198, 199, 117, 221, 281, 425)),
}
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000


def confine(memory_bytes: int, seconds: int) -> list[str]:
    """Give up what a parser does not need; returns what held, by name."""
    held = ["limits"]
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    if sys.platform != "linux":
        return held
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NET) == 0 or libc.unshare(_NEW_USER | _NEW_NET) == 0:
        held.append("network namespace")
    if _refuse_calls(libc):
        held.append("seccomp")
    return held


def _refuse_calls(libc: ctypes.CDLL) -> bool:
    arch, calls = _REFUSED.get(platform.machine(), (0, ()))
    if not calls:
        return False
    program = [(_LOAD, 0, 0, 4), (_JUMP_EQUAL, 1, 0, arch), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    # Calls of the x32 interface have other numbers for the same things.
    program.append((_JUMP_AT_LEAST, len(calls) + 1, 0, 0x40000000))
    program += [(_JUMP_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    program += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    raw = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(raw)))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, header, 0, 0) == 0)


def main() -> int:
    """Read the PDF on standard input; the first argument has the limits as JSON."""
    asked = json.loads(sys.argv[1])
    output = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace", newline="\n")

    def say(line: dict[str, object]) -> None:
        output.write(json.dumps(line, ensure_ascii=False) + "\n")
        output.flush()

    import pypdfium2
    import pypdfium2.raw

    held = confine(asked["memory_bytes"], asked["seconds"])
    say({"confined": held, "pdfium": str(pypdfium2.PDFIUM_INFO)})
    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        say({"failed": str(error)})
        return 0
    say({"pages": pages, **{key: pdf.get_metadata_value(key)[:1000] for key in ("Title", "CreationDate")}})
    left = asked["text_chars"]
    for number in range(min(pages, asked["pages"])):
        try:
            text_page = pdf[number].get_textpage()
            count = min(text_page.count_chars(), left)
            text = text_page.get_text_range(0, count) if count > 0 else ""
        except pypdfium2.PdfiumError as error:
            say({"page": number + 1, "text": "", "failed": str(error)})
            continue
        left -= len(text)
        say({"page": number + 1, "text": text})
        if left <= 0:
            break
    say({"done": True})
    return 0


if __name__ == "__main__":
    sys.exit(main())

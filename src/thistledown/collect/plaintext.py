"""Plain text, and what every connector does with text that has no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thistledown.casebook.report import CleanText, Found, Problem, Report
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded, decode
from thistledown.collect.limits import Limits
from thistledown.collect.plaintext_date import publication_line
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85]")
_URL = re.compile(r"https?://[^\s<>\"'`\\^{}|\x00-\x20\x7f]{3,2000}")
_TITLE_MOST = 160
_PAGE_WIDTH, _WRAP_LEAST = 120, 50
# A text file has next to none of these; one in a hundred means that it is something else.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


class TextConnector:
    """Takes in text files: one file, one report."""

    name = "text"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Plain text only."""
        return target.media_type == "text/plain"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its one report."""
        content = target.read(context.limits.file_bytes)
        source = decoded_file(content, target)
        if isinstance(source, Problem):
            yield source
            return
        text, notes = plain(source, "plaintext/1", context.limits)
        put_out = publication_line(text.text, target.captured_at or context.now())
        title = title_of(text.text)
        if put_out and title == text.text[: put_out[2]].strip():
            title = title_of(text.text[put_out[2] :].lstrip())
        report = Report(
            url=target.url,
            title=title,
            published=put_out[0] if put_out else None,
            published_at=put_out[1] if put_out else None,
            language=language_in(text.text, None),
            links=links_in(text.text, context.limits),
            notes=notes,
            text=text,
        )
        yield Found(capture=target.capture(content, self, context), reports=(report,))


def decoded_file(content: bytes, target: Target) -> Decoded | Problem:
    """A text file's characters, or why it is none."""
    if not content.strip(b" \t\r\n\0"):
        return target.problem("it is empty", "check whether it was saved or downloaded completely")
    codec, skip = find_charset(content, target.charset)
    source = decode(content, codec, skip=skip)
    sample = source.text[:1_000_000]
    if len(_BINARY.findall(sample)) > max(4, len(sample) // 100):
        return target.problem(
            "it is labelled as text but holds other bytes",
            "open it in the program it comes from and save it as UTF-8 text",
        )
    if not source.text.strip():
        return target.problem("it holds no words", "check whether it was saved or downloaded completely")
    return source


def plain(source: Decoded, extractor: str, limits: Limits) -> tuple[CleanText, tuple[str, ...]]:
    """Clean text of text without markup: its own characters, line ends as line feeds, edges trimmed.

    Where lines are not wrapped at a width, each line is a paragraph, so an empty line is inserted.

    Args:
        source: the characters.
        extractor: name and version for the record.
        limits: `text_chars` cuts it off.

    Returns:
        The text, and notes (whether it was cut off, whether bytes could not be read).
    """
    weaver = Weaver()
    notes = weave_plain(weaver, [source], limits)
    return weaver.finish(extractor), notes


def weave_plain(weaver: Weaver, sources: Sequence[Decoded], limits: Limits) -> tuple[str, ...]:
    """Append sources that follow each other directly, as plain text; gives notes.

    Args:
        weaver: takes the words.
        sources: the pieces; only the white space at the outer edges is trimmed.
        limits: `text_chars` cuts the whole off.
    """
    notes: list[str] = []
    began = weaver.length
    for number, source in enumerate(sources, 1):
        text = source.text
        start = len(text) - len(text.lstrip()) if weaver.length == began else 0
        end = max(len(text.rstrip()), start) if number == len(sources) else len(text)
        short = end - start > limits.text_chars - weaver.length
        _weave_lines(weaver, source.cut(start, min(end, start + max(limits.text_chars - weaver.length, 0))))
        if "\ufffd" in text:
            notes.append("some bytes are not valid in its encoding; they show as \ufffd")
        if short:
            notes.append(f"cut off after {limits.text_chars:,} characters")
            break
    return tuple(dict.fromkeys(notes))


def _weave_lines(weaver: Weaver, source: Decoded) -> None:
    text = source.text
    breaks = [found.span() for found in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    blank = [not text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    wrapped = _wrapped([end - start for start, end in zip(starts, ends, strict=True)], blank)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if number:
            if text[start - 1] == "\n":
                weaver.keep(source, start - 1, start)
            else:
                weaver.stand("\n", source, *breaks[number - 1])
            if not (wrapped or blank[number - 1] or blank[number]):
                weaver.insert("\n")
        weaver.keep(source, start, end)


def _wrapped(lengths: list[int], blank: list[bool]) -> bool:
    """Whether line ends only wrap the text: lines that go on are alike in length and fit a page."""
    going_on = sorted(
        size for size, here, after in zip(lengths, blank, blank[1:], strict=False) if not (here or after)
    )
    return len(going_on) > 1 and going_on[-1] <= _PAGE_WIDTH and going_on[len(going_on) // 2] >= _WRAP_LEAST


def title_of(text: str) -> str | None:
    """The first line where it stands apart and looks like a title."""
    first, line_end, rest = text.partition("\n")
    first = first.strip()
    if not line_end or not rest.startswith("\n") or not 3 <= len(first) <= _TITLE_MOST:
        return None
    if first[-1] in ".,;:…" or not any(c.isalpha() for c in first) or "://" in first:
        return None
    return first


def links_in(text: str, limits: Limits) -> tuple[str, ...]:
    """Addresses written out in text, in order, without repeats."""
    found: dict[str, None] = {}
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:!?»”’*_")
        while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(" if url[-1] == ")" else "["):
            url = url[:-1].rstrip(".,;:!?")
        found[url] = None
        if len(found) >= limits.links:
            break
    return tuple(found)

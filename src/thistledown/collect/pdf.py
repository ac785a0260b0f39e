"""PDF files: one report a file, each page a raw part of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from thistledown.casebook.report import CleanText, Found, Problem, Report
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.moments import read_pdf_date
from thistledown.collect.pdf_pages import PdfError, PdfPages, read_pages
from thistledown.collect.plaintext import links_in
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_LINE = re.compile("[^\r\n]+")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page|p\.|seite|pág\.?|стр\.?|с\.)?\s{0,3}\d{1,4}(?:\s?(?:/|of|de|из)\s?\d{1,4})?\W{0,3}", re.I
)
# PDFium writes this for a hyphen at a line's end, and takes the line end with it.
_HYPHEN = "\ufffe"
_BROKEN_WORD = re.compile(rf"(\w{{1,60}}){_HYPHEN}(\w{{1,60}})")
_ENDS_SENTENCE = re.compile(r"[.!?…:;\"”»)\]]\Z")
_NO_TITLE = re.compile(
    r"untitled|microsoft (?:word|powerpoint)|.{0,200}\.(?:docx?|indd|pdf|pptx?|qxd|rtf)\Z", re.I
)
_EDGE_PAGES = 3


class PdfConnector:
    """Takes in PDF files; they are parsed in a confined child process."""

    name = "pdf"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """PDF, by content."""
        return target.media_type == "application/pdf"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its report; a problem where it has no text or cannot be read."""
        content = target.read(context.limits.file_bytes)
        try:
            pages = read_pages(content, context.limits)
        except PdfError as error:
            yield target.problem(error.what, error.advice)
            return
        text = weave_pages(pages.texts)
        words = any(character.isalnum() for character in text.text)
        yield Found(
            capture=target.capture(content, self, context, confined=", ".join(pages.confined)),
            reports=(_report(pages, text, target, context),) if words else (),
        )
        if not words:
            yield target.problem(
                f"its {pages.count} pages hold no text, so they are pictures of pages",
                "run OCR first, for instance ocrmypdf in.pdf out.pdf, and add the result",
            )


def _report(pages: PdfPages, text: CleanText, target: Target, context: Context) -> Report:
    notes: list[str] = []
    if pages.stopped:
        notes.append(f"{len(pages.texts)} of {pages.count} pages were read: {pages.stopped}")
    empty = [number for number, words in pages.texts.items() if not words.strip()]
    if empty:
        shown = ", ".join(map(str, empty[:10])) + (" and others" if len(empty) > 10 else "")
        notes.append(f"no text on pages {shown}; if they are scanned, run OCR first")
    moment = read_pdf_date(pages.created) if pages.created else None
    if moment:
        notes.append("dated by the file's own creation date")
    title = " ".join("".join(c if c.isprintable() else " " for c in pages.title).split())[:500]
    return Report(
        url=target.url,
        title=title if title and not _NO_TITLE.match(title) else None,
        published=moment.when if moment else None,
        published_at=moment.at if moment else None,
        language=language_in(text.text, None),
        links=links_in(text.text, context.limits),
        notes=tuple(notes),
        text=text,
    )


def weave_pages(texts: dict[int, str]) -> CleanText:
    """Clean text of pages: page numbers and running heads go, words broken at a line's end are joined.

    A broken word keeps its hyphen where the rest of the text writes it with one.

    Args:
        texts: page number to its text as PDFium gives it; offsets point into these, in code points.
    """
    heads = _running_heads(texts)
    written = Counter(word.lower() for text in texts.values() for word in re.findall(r"\w+(?:-\w+)+", text))
    weaver = Weaver()
    before, wide = "", True
    for number, text in texts.items():
        source = Decoded.of_text(text, f"page {number}")
        lines = [match.span() for match in _LINE.finditer(text)]
        lines = [
            (start, end)
            for at, (start, end) in enumerate(lines)
            if not (at in (0, 1, len(lines) - 2, len(lines) - 1) and _is_edge(text[start:end], heads))
        ]
        widths = sorted(end - start for start, end in lines)
        usual = widths[len(widths) // 2] if widths else 0
        for start, end in lines:
            if weaver.length:
                weaver.insert(_gap(before, wide))
            _weave_line(weaver, source, start, end, written)
            before, wide = text[start:end].rstrip(), end - start > usual * 3 // 4
    return weaver.finish("pdfium/1")


def _gap(before: str, wide: bool) -> str:
    """A short line that ends a sentence ends a paragraph; other line ends only wrap it."""
    return "\n" if wide or not _ENDS_SENTENCE.search(before) else "\n\n"


def _weave_line(weaver: Weaver, source: Decoded, start: int, end: int, written: Counter[str]) -> None:
    at = start
    for match in re.finditer(_HYPHEN, source.text[start:end]):
        hyphen = start + match.start()
        weaver.keep(source, at, hyphen)
        word = _BROKEN_WORD.search(source.text, max(start, hyphen - 60), min(end, hyphen + 61))
        if word is None or f"{word[1]}-{word[2]}".lower() in written:
            weaver.stand("-", source, hyphen, hyphen + 1)
        at = hyphen + 1
    weaver.keep(source, at, end)


def _running_heads(texts: dict[int, str]) -> set[str]:
    """Lines at the edges of pages that come back, digits apart, on more than half of them."""
    seen: Counter[str] = Counter()
    for text in texts.values():
        lines = _LINE.findall(text)
        seen.update({_shape(line) for line in (*lines[:2], *lines[-2:])})
    least = max(_EDGE_PAGES, len(texts) // 2 + 1)
    return {shape for shape, count in seen.items() if count >= least and shape}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))[:200]


def _is_edge(line: str, heads: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.strip())) or _shape(line) in heads

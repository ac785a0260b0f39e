"""Word files (docx): one report a file, each run of words with its place in the member it stands in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded, decode
from thistledown.collect.limits import Limits
from thistledown.collect.moments import read_moment
from thistledown.collect.plaintext import links_in
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver
from thistledown.collect.word_package import Package, Token, WordError, tokens

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SPACES = re.compile(
    rb"xmlns:(\w+)\s*=\s*[\"'](?:http://schemas\.openxmlformats\.org/wordprocessingml/2006/main"
    rb"|http://purl\.oclc\.org/ooxml/wordprocessingml/main)[\"']"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_HALF_ENTITY = re.compile(r"&[a-zA-Z0-9#]*\Z")
_HYPERLINK = re.compile(r"HYPERLINK\s+\"(https?://[^\"\s]{1,2000})\"")
# What was struck or moved away, the second copy of a drawing's text, and field instructions.
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText"))
_TITLES = frozenset(("title", "heading1"))
_ENDS = {"tc": "\t", "tr": "\n"}
_STANDS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}


class WordConnector:
    """Takes in docx files: paragraphs, headings, lists, tables, foot and end notes; no comments."""

    name = "word"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Word files of 2007 and later."""
        return target.media_type == _DOCX

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its report."""
        content = target.read(context.limits.file_bytes)
        if not content:
            yield target.problem("it is empty", "check whether it was saved or downloaded completely")
            return
        try:
            report = _report(Package(content, context.limits), target, context.limits)
        except WordError as error:
            advice = "open it in Word or LibreOffice, save it again as docx, and add that"
            yield target.problem(f"it cannot be read: {error}", advice)
            return
        yield Found(
            capture=target.capture(content, self, context), reports=(report,) if report is not None else ()
        )
        if report is None:
            yield target.problem("it holds no words", "if it holds pictures of pages, run OCR first")


def raw_part(content: bytes, part: str, limits: Limits | None = None) -> bytes:
    """The bytes of a member that offsets point into ("word/document.xml").

    Raises:
        KeyError: when there is no such member.
        WordError: when it is damaged or over the limits.
    """
    member = Package(content, limits or Limits()).member(part)
    if member is None:
        raise KeyError(part)
    return member


def _report(package: Package, target: Target, limits: Limits) -> Report | None:
    main = package.member(_MAIN)
    if main is None:
        raise WordError(f"it has no {_MAIN}")
    body = _Body(limits)
    body.read(main, _MAIN)
    for name in _NOTES:
        if (member := package.member(name)) is not None:
            body.read(member, name)
    text = body.weaver.finish("word/1")
    if not text.text.strip():
        return None
    title, created = _core(package.member("docProps/core.xml"))
    moment = read_moment(created) if created else None
    notes = ["dated by the file's own creation date"] if moment else []
    if body.full:
        notes.append(f"cut off after {limits.text_chars:,} characters")
    links = dict.fromkeys((*body.links, *_related(package), *links_in(text.text, limits)))
    return Report(
        url=target.url,
        title=title or body.title,
        published=moment.when if moment else None,
        published_at=moment.at if moment else None,
        language=language_in(text.text, None),
        links=tuple(links)[: limits.links],
        notes=tuple(notes),
        text=text,
    )


@dataclass(slots=True)
class _Body:
    limits: Limits
    weaver: Weaver = field(default_factory=Weaver)
    links: list[str] = field(default_factory=list)
    title: str | None = None
    heading: list[str] | None = None
    full: bool = False
    gap: str = ""

    def read(self, xml: bytes, part: str) -> None:
        """Append the words of a member."""
        prefixes = {found.decode() for found in _SPACES.findall(xml[:20_000])} or {"w"}
        skipping = in_table = 0
        inside: str | None = None
        instructions: list[str] = []
        self.gap = "\n\n"
        for token in tokens(xml):
            if not token.name:
                if inside == "t" and not skipping:
                    self._words(xml, token, part)
                elif inside == "instrText":
                    instructions.append(xml[token.start : token.end].decode("utf-8", "replace"))
                continue
            prefix, _, name = token.name.rpartition(":")
            if name in _SKIPPED and (prefix in prefixes or prefix == "mc"):
                skipping += token.opens - token.closes
                inside = "instrText" if name == "instrText" and token.opens else None
                if name == "instrText" and token.closes:
                    self.links += _HYPERLINK.findall(html.unescape("".join(instructions)))
                    instructions.clear()
                continue
            if prefix not in prefixes:
                continue
            if name == "t":
                inside = "t" if token.opens and not token.closes else None
            elif name in _STANDS and token.opens and not skipping:
                self._stand(_STANDS[name], xml, token, part)
            elif name == "tbl":
                in_table += token.opens - token.closes
                self.gap = "\n\n"
            elif name in _ENDS and token.closes:
                self.gap = _ENDS[name]
            elif name == "pStyle" and token.get("val").lower() in _TITLES and self.title is None:
                self.heading = []
            elif name == "p" and token.closes:
                self.gap = "\n" if in_table > 0 else "\n\n"
                if self.heading is not None:
                    self.title = " ".join("".join(self.heading).split())[:500] or None
                    self.heading = None
            if self.full:
                return

    def _words(self, xml: bytes, token: Token, part: str) -> None:
        source = _at(decode(xml[token.start : token.end], "utf-8", part=part), token.start)
        room = max(self.limits.text_chars - self.weaver.length - len(self.gap), 0)
        self.full = len(source.text) > room
        if self.full:
            # Not within an entity, which would leave half of it standing.
            split = _HALF_ENTITY.search(source.text, max(room - 12, 0), room)
            source = source.cut(0, split.start() if split else room)
        if not source.text:
            return
        if self.heading is not None:
            self.heading.append(html.unescape(source.text))
        self._close_gap()
        at = 0
        for match in _ENTITY.finditer(source.text):
            self.weaver.keep(source, at, match.start())
            self.weaver.stand(html.unescape(match[0]), source, match.start(), match.end())
            at = match.end()
        self.weaver.keep(source, at, len(source.text))

    def _stand(self, text: str, xml: bytes, token: Token, part: str) -> None:
        if self.gap or not self.weaver.length:
            return
        tag = _at(decode(xml[token.start : token.end], "utf-8", part=part), token.start)
        self.weaver.stand(text, tag, 0, len(tag.text))

    def _close_gap(self) -> None:
        if self.weaver.length and self.gap:
            self.weaver.insert(self.gap)
        self.gap = ""


def _at(source: Decoded, start: int) -> Decoded:
    return replace(source, starts=source.starts + start, ends=source.ends + start)


def _core(xml: bytes | None) -> tuple[str | None, str | None]:
    """Title and creation date; the creator, a person as a rule, is not looked at."""
    found: dict[str, str] = {}
    inside = ""
    for token in tokens(xml) if xml else ():
        if token.name:
            inside = token.name.rpartition(":")[2] if token.opens and not token.closes else ""
        elif inside in {"title", "created"} and xml:
            said = html.unescape(xml[token.start : token.end].decode("utf-8", "replace"))[:500]
            found[inside] = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    return found.get("title") or None, found.get("created")


def _related(package: Package) -> Iterator[str]:
    """Addresses that hyperlinks of the main member point at."""
    xml = package.member("word/_rels/document.xml.rels")
    for token in tokens(xml) if xml else ():
        target = token.get("Target") if token.name.rpartition(":")[2] == "Relationship" else ""
        if target.startswith(("https://", "http://")) and token.get("Type").endswith("/hyperlink"):
            yield target

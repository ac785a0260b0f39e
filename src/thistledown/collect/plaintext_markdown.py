"""Markdown: front matter for what is known about it, its light markup left out of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.moments import read_moment
from thistledown.collect.plaintext import decoded_file, links_in
from thistledown.collect.plaintext_date import publication_line
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_FRONT = re.compile(r"\s{0,9}(---|\+\+\+)[ \t]*\r?\n(.{0,65536}?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*[:=][ \t]*(.{0,2000}?)[ \t]*$")
# Keys of front matter that we keep. "author" is none of them: a person's name is not lifted.
_KEYS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("date", "published", "pubdate", "published_at", "publishdate"), "date"),
    **dict.fromkeys(("url", "link", "canonical", "canonical_url", "source_url"), "url"),
    **dict.fromkeys(("source", "outlet", "publisher", "site", "site_name"), "source"),
    **dict.fromkeys(("lang", "language", "locale"), "language"),
}
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85]")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*|-+[ \t]*)\Z")
_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t].{0,500})?\Z")
_PREFIX = re.compile(
    r"[ \t]{0,8}(?:>[ \t]?){0,8}[ \t]{0,8}(?:(#{1,6})[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?"
)
_INLINE = re.compile(
    r"(?P<image>!\[[^\[\]\n]{0,500}\](?:\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,500}\")?\)|\[[^\]\n]{0,200}\]))"
    r"|\[(?P<words>[^\[\]\n]{1,1000})\](?:\(<?(?P<url>[^()\s<>]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)>?"
    r"(?:[ \t]+\"[^\"\n]{0,500}\")?\)|\[[^\]\n]{0,200}\])"
    r"|<(?P<auto>https?://[^<>\s]{1,2000})>"
    r"|(?P<comment><!--[^<]{0,5000}?-->)"
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`{1,2})"
    r"|\\(?P<literal>[!-/:-@\[-`{-~])"
)


class MarkdownConnector:
    """Takes in Markdown files: one file, one report."""

    name = "markdown"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Markdown, by its extension or label: nothing in the bytes tells it from plain text."""
        return target.media_type == "text/markdown"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its one report."""
        content = target.read(context.limits.file_bytes)
        source = decoded_file(content, target)
        if isinstance(source, Problem):
            yield source
            return
        yield Found(
            capture=target.capture(content, self, context),
            reports=(_report(source, target, context),),
        )


def _report(source: Decoded, target: Target, context: Context) -> Report:
    limits = context.limits
    fields, begin = front_matter(source.text)
    short = len(source.text) - begin > limits.text_chars
    body = source.cut(begin, begin + limits.text_chars)
    weaver = Weaver()
    heading, links = weave_markdown(weaver, body)
    text = weaver.finish("markdown/1")
    moment = read_moment(fields["date"]) if "date" in fields else None
    harvested = dict.fromkeys((*links, *links_in(text.text, limits)))
    notes = [f"cut off after {limits.text_chars:,} characters"] if short else []
    if "date" in fields and moment is None:
        notes.append("the date in its front matter cannot be read; write it as YYYY-MM-DD")
    when, at = (moment.when, moment.at) if moment else (None, None)
    if "date" not in fields and (line := publication_line(text.text, target.captured_at or context.now())):
        when, at, _ = line
    url = fields.get("url", "")
    source_name = fields.get("source", "")
    if source_name.startswith(("https://", "http://")):
        url, source_name = url or source_name, ""
    return Report(
        url=url if url.startswith(("https://", "http://")) else target.url,
        title=fields.get("title") or heading,
        outlet=source_name or None,
        published=when,
        published_at=at,
        language=language_in(text.text, _language(fields.get("language", ""))),
        links=tuple(harvested)[: limits.links],
        notes=tuple(notes),
        text=text,
    )


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the front matter (YAML or TOML, simple fields only) says, and where the body begins."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    fields: dict[str, str] = {}
    for line in match[2].splitlines():
        if (field := _FIELD.match(line)) and (key := _KEYS.get(field[1].lower())):
            value = field[2]
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            value = "".join(c if c.isprintable() else " " for c in value).strip()
            if value:
                fields.setdefault(key, value)
    return fields, match.end()


def weave_markdown(weaver: Weaver, source: Decoded) -> tuple[str | None, tuple[str, ...]]:
    """Append the words of Markdown.

    Returns:
        The first heading, and the addresses that links and definitions point at.
    """
    text = source.text
    links: dict[str, None] = {}
    heading: str | None = None
    at, fenced = 0, False
    for line_end in chain(_BREAK.finditer(text), (None,)):
        stop = line_end.start() if line_end else len(text)
        line = text[at:stop]
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            weaver.keep(source, at, stop)
        elif definition := _DEFINITION.match(line):
            links[definition[1]] = None
        elif not _RULE.match(line):
            prefix = _PREFIX.match(line)
            hashes = prefix[1] if prefix else None
            before = weaver.length
            _inline(weaver, source, at + (prefix.end() if prefix else 0), stop, links)
            if hashes and heading is None and weaver.length > before:
                heading = " ".join(line.strip("# \t*_").split())[:300] or None
            if hashes and line_end:
                weaver.insert("\n")
        if line_end:
            if line_end[0].endswith("\n"):
                weaver.keep(source, line_end.end() - 1, line_end.end())
            else:
                weaver.stand("\n", source, line_end.start(), line_end.end())
            at = line_end.end()
    web = (link for link in links if link.startswith(("https://", "http://")))
    return heading, tuple(web)


def _inline(weaver: Weaver, source: Decoded, start: int, end: int, links: dict[str, None]) -> None:
    at = start
    for match in _INLINE.finditer(source.text, start, end):
        weaver.keep(source, at, match.start())
        if match["words"] is not None:
            if match["url"]:
                links[match["url"]] = None
            weaver.keep(source, *match.span("words"))
        elif match["auto"]:
            links[match["auto"]] = None
            weaver.keep(source, *match.span("auto"))
        elif match["literal"]:
            weaver.keep(source, *match.span("literal"))
        at = match.end()
    weaver.keep(source, at, end)


def _language(stated: str) -> str | None:
    tag = re.split("[-_]", stated.strip().lower())[0]
    return tag if re.fullmatch("[a-z]{2,3}", tag) else None

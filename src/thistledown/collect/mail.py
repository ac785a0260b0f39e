"""Mail: a message is a report, its attachments are taken in on their own; no sender's name is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from thistledown.casebook.offsets import OffsetMap, Segment
from thistledown.casebook.report import CleanText, Found, Problem, Report
from thistledown.collect.charset import find_charset
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import decode
from thistledown.collect.mail_parts import MailError, MailPart, bodies, header, parse_mail, parts_of
from thistledown.collect.moments import read_moment
from thistledown.collect.page import read_page
from thistledown.collect.plaintext import links_in, weave_plain
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

_ROLE = re.compile(
    r"(?:^|<)(?:press|info|news|newsletter|media|office|contact|editor|alerts?|no-?reply|presse?|prensa)@",
    re.I,
)
# These make up the look of a message; they are counted in a note and not taken in.
_LEFT_OUT = ("image/", "audio/", "video/", "font/", "text/css", "application/pkcs7-signature")
_FROM_LINE = re.compile(rb"^From [^\r\n]*\d{4}[^\r\n]*\r?\n", re.MULTILINE)


class MailConnector:
    """Takes in one message (eml, mht) and hands its attachments to the connectors that fit them."""

    name = "mail"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """A message with its header."""
        return target.media_type == "message/rfc822"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the message's capture with its report, then what its attachments give."""
        content = target.read(context.limits.file_bytes)
        try:
            parts = list(parts_of(message := parse_mail(content)))
        except MailError as error:
            yield target.problem(
                f"it is no mail that can be read: {error}", "save it again from the mail program"
            )
            return
        report, problems = _report(message, parts, "", target, context)
        yield Found(
            capture=target.capture(content, self, context), reports=(report,) if report is not None else ()
        )
        yield from problems
        yield from _attachments(parts, "", target, context)


class MboxConnector:
    """Takes in a mailbox: one capture, a report for each message."""

    name = "mbox"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """A file that begins with an mbox "From " line."""
        return target.media_type == "application/mbox"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the mailbox's capture with its reports, made one by one, then what attachments give."""
        content = target.read(context.limits.file_bytes)
        edges = _messages(content, context.limits.container_members)
        if not edges:
            yield target.problem("it is no mailbox: no message begins", "export it again as mbox or eml")
            return
        problems: list[Problem] = []

        def reports() -> Iterator[Report]:
            for number, (start, end) in enumerate(edges, 1):
                try:
                    message = parse_mail(content[start:end])
                    parts = list(parts_of(message))
                except MailError as error:
                    advice = "save that message again from the mail program"
                    problems.append(target.problem(f"message {number} cannot be read: {error}", advice))
                    continue
                report, troubles = _report(message, parts, f"message {number}", target, context)
                problems.extend(troubles)
                if report is not None:
                    yield report

        yield Found(capture=target.capture(content, self, context), reports=reports())
        yield from problems
        for number, (start, end) in enumerate(edges, 1):
            try:
                parts = list(parts_of(parse_mail(content[start:end])))
            except MailError:
                continue  # said above
            yield from _attachments(parts, f"message {number} ", target, context)


def raw_part(content: bytes, part: str) -> bytes:
    """The bytes a raw part names: "body 1.2", or "message 3 body 1" in a mailbox.

    Raises:
        KeyError: when there is no such part.
    """
    match = re.fullmatch(r"(?:message (\d+) )?body ([\d.]+)", part)
    if match is None:
        raise KeyError(part)
    if match[1]:
        edges = _messages(content, int(match[1]))
        start, end = edges[int(match[1]) - 1]
        content = content[start:end]
    return {one.path: one for one in parts_of(parse_mail(content))}[match[2]].content()


def _messages(content: bytes, most: int) -> list[tuple[int, int]]:
    """Where each message of a mailbox begins, after its "From " line, and ends."""
    lines: list[tuple[int, int]] = []
    for match in _FROM_LINE.finditer(content):
        before = content[max(match.start() - 4, 0) : match.start()]
        if match.start() == 0 or before.endswith((b"\n\n", b"\r\n\r\n")):
            lines.append(match.span())
        if len(lines) > most:
            break
    ends = [*(start for start, _ in lines[1:]), len(content)][: len(lines)]
    return [(begin, end) for (_, begin), end in zip(lines, ends, strict=True)][:most]


def _report(
    message: Message, parts: list[MailPart], where: str, target: Target, context: Context
) -> tuple[Report | None, list[Problem]]:
    notes: list[str] = []
    prefix = f"{where} " if where else ""
    body = bodies(parts)
    if not body:
        sealed = any(p.kind in {"application/pgp-encrypted", "application/pkcs7-mime"} for p in parts)
        what = "the message is encrypted" if sealed else "the message has no text of its own"
        advice = "decrypt it in the mail program and save it" if sealed else "add its attachments as files"
        return None, [target.problem(f"{prefix}{what}".strip(), advice)]
    texts: list[CleanText] = []
    links: list[str] = []
    for part in body:
        words, linked, noted = _words(part, f"{prefix}body {part.path}", target, context)
        if words.text.strip():
            texts.append(words)
        links += linked
        notes += noted
    text = _joined(texts)
    if not text.text.strip():
        return None, [
            target.problem(f"{prefix}the message has no words".strip(), "add its attachments as files")
        ]
    left = Counter(part.kind for part in parts if part not in body and part.kind.startswith(_LEFT_OUT))
    notes += [f"left out: {count} {kind}" for kind, count in left.items()]
    written = header(message, "date")
    moment = read_moment(written) if written else None
    if written and not moment:
        notes.append("its date cannot be read")
    located = (
        header(message, "snapshot-content-location") or header(body[0].message, "content-location") or ""
    )
    url = located if located.startswith(("https://", "http://")) else target.url
    return (
        Report(
            part=where,
            url=url,
            title=header(message, "subject"),
            author_kind="office" if _ROLE.search(header(message, "from") or "") else "unknown",
            published=moment.when if moment else None,
            published_at=moment.at if moment else None,
            language=language_in(text.text, None),
            links=tuple(dict.fromkeys((*links, *links_in(text.text, context.limits))))[
                : context.limits.links
            ],
            notes=tuple(dict.fromkeys(notes)),
            text=text,
        ),
        [],
    )


def _words(
    part: MailPart, raw: str, target: Target, context: Context
) -> tuple[CleanText, tuple[str, ...], tuple[str, ...]]:
    content = part.content()
    if part.kind == "text/html":
        page = Target(locator=target.locator, content=content, media_type="text/html", charset=part.charset)
        reports = read_page(content, page, context) if content.strip() else []
        if not reports:
            return CleanText(text="", offsets=OffsetMap(()), extractor="mail/1"), (), ()
        return _moved(reports[0].text, raw, 0), reports[0].links, reports[0].notes
    codec, mark = find_charset(content, part.charset)
    weaver = Weaver()
    notes = weave_plain(weaver, [decode(content, codec, skip=mark, part=raw)], context.limits)
    return weaver.finish("mail/1"), (), notes


def _moved(text: CleanText, part: str, by: int) -> CleanText:
    """The same text with its segments pointing into a part, and moved along."""
    segments = [
        Segment(s.start + by, s.end + by, s.raw_start, s.raw_end, part or s.part, s.encoding)
        for s in text.offsets.segments
    ]
    return replace(text, offsets=OffsetMap(segments))


def _joined(texts: list[CleanText]) -> CleanText:
    if len(texts) == 1:
        return texts[0]
    segments: list[Segment] = []
    length = 0
    for text in texts:
        segments += _moved(text, "", length).offsets.segments
        length += len(text.text) + 2
    joined = "\n\n".join(text.text for text in texts)
    return CleanText(text=joined, offsets=OffsetMap(segments), extractor="mail/1")


def _attachments(
    parts: list[MailPart], prefix: str, target: Target, context: Context
) -> Iterator[Found | Problem]:
    body = bodies(parts)
    taken = 0
    for part in parts:
        if part in body or part.related or part.kind.startswith(_LEFT_OUT):
            continue
        if part.kind in {"text/plain", "text/html"} and not part.name:
            continue  # the other branch of an alternative
        try:
            content = part.content()
        except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
            what = f"{prefix}attachment {part.path} cannot be taken out ({type(error).__name__})"
            yield target.problem(what, "save it as a file and add that")
            continue
        if len(content) > context.limits.member_bytes:
            yield target.problem(
                f"{prefix}attachment {part.path} has {len(content):,} bytes, over the limit",
                "save it as a file and add that",
            )
            continue
        taken += len(content)
        if taken > context.limits.container_bytes:
            yield target.problem("its attachments are larger than the limit together", "save them as files")
            return
        if content:
            yield from context.open(
                target.inside(content, f"{prefix}attachment {part.path}", name=part.name, label=part.kind)
            )

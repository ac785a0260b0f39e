"""Mail messages and mailboxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from conformance import Conformance, check_offsets, context
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import pdf

from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Connector, Target
from thistledown.collect.dispatch import collect
from thistledown.collect.limits import Limits
from thistledown.collect.mail import MailConnector, MboxConnector, raw_part
from thistledown.collect.pdf import PdfConnector
from thistledown.collect.plaintext import TextConnector

PERSON = "Private Person"
PAGE = "<html><body><article><h1>Headline</h1><p>A drone was seized &amp; shown at the <a href='https://e.org/1'>port</a>.</p></article></body></html>"


def message(
    text: str | None = "A drone was seized.\n", html: str | None = None, charset: str = "utf-8"
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"{PERSON} <person@example.org>"
    made["To"] = "other.person@example.org"
    made["Subject"] = "Изъят дрон — report"
    made["Date"] = "Tue, 3 Jun 2025 12:00:00 +0300"
    made["Message-ID"] = "<1@example.org>"
    if text is not None:
        made.set_content(text, charset=charset)
    if html is not None:
        made.add_alternative(html, subtype="html") if text is not None else made.set_content(
            html, subtype="html"
        )
    return made


def eml(content: bytes) -> Target:
    return Target.of_bytes(content, "a.eml", name="a.eml")


def take(target: Target, *others: Connector) -> tuple[list[tuple[Capture, list[Report]]], list[Problem]]:
    captures, problems = [], []
    connectors: Sequence[Connector] = [MailConnector(), MboxConnector(), *others]
    for found in collect([target], context(), connectors):
        if isinstance(found, Found):
            captures.append((found.capture, list(found.reports)))
        else:
            problems.append(found)
    for _, reports in captures:
        for report in reports:
            assert PERSON not in repr(report)
            assert "person@" not in repr(report)
    return captures, problems


def with_attachment(content: bytes, name: str, kind: str = "application/octet-stream") -> EmailMessage:
    made = message()
    main, _, sub = kind.partition("/")
    made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


MBOX = b"".join(
    b"From person@example.org Tue Jun  3 12:00:00 2025\n" + one.as_bytes() + b"\n"
    for one in (message("First."), message("Второе, «с кавычками»."), message(None, PAGE))
)


class MailParts:
    def parts(self, capture: Capture) -> dict[str, bytes | str]:
        names = [f"body {path}" for path in ("1", "2", "1.1", "1.2", "2.1")]
        names += [f"message {number} {name}" for number in (1, 2, 3) for name in names[:2]]
        found: dict[str, bytes | str] = {"": capture.content}
        for name in names:
            try:
                found[name] = raw_part(capture.content, name)
            except (KeyError, IndexError, ValueError):
                continue
        return found


class TestMail(MailParts, Conformance):
    connector = MailConnector()
    samples = (
        eml(message().as_bytes()),
        eml(message("Изъят дрон.\nВторой.\n", charset="koi8-r").as_bytes()),
        eml(message("both", PAGE).as_bytes()),
        eml(message(None, PAGE).as_bytes()),
    )
    broken = (
        eml(b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n--b--\n"),
        eml(b"From: a@example.org\nSubject: x\nContent-Transfer-Encoding: base64\n\n!!!!\n"),
        eml(b'From: a@example.org\nSubject: x\nContent-Type: text/plain; charset="\xff\xfe"\n\nwords\n'),
    )


class TestMbox(MailParts, Conformance):
    connector = MboxConnector()
    samples = (Target.of_bytes(MBOX, "a.mbox", name="a.mbox"),)


def test_a_message_is_a_report_without_its_people() -> None:
    ((_, (report,)),), problems = take(eml(message().as_bytes()))
    assert not problems
    assert report.title == "Изъят дрон — report"
    assert report.published_at == datetime(2025, 6, 3, 9, 0, tzinfo=UTC)
    assert report.author_kind == "unknown"
    assert report.outlet is None
    office = message()
    office.replace_header("From", "Ministry <press@example.org>")
    ((_, (report,)),), _ = take(eml(office.as_bytes()))
    assert report.author_kind == "office"


def test_plain_text_is_preferred_and_html_is_read_where_it_is_alone() -> None:
    ((_, (both,)),), _ = take(eml(message("In plain words.", PAGE).as_bytes()))
    assert both.text.text == "In plain words."
    content = message(None, PAGE).as_bytes()
    ((_, (page,)),), _ = take(eml(content))
    assert "seized & shown at the port" in page.text.text
    assert page.links == ("https://e.org/1",)
    at = page.text.text.index("drone")
    (raw,) = page.text.offsets.raw(Span(at, at + 5), page.text.text)
    assert raw_part(content, raw.part)[raw.start : raw.end] == b"drone"


def test_attachments_are_taken_in_by_the_connectors_that_fit() -> None:
    made = with_attachment(pdf([[b"Seized at the port."]]), "report.pdf", "application/pdf")
    made.add_attachment(
        "Слова вложения".encode("cp1251"), maintype="text", subtype="plain", filename="../../n.txt"
    )
    made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    captures, problems = take(eml(made.as_bytes()), PdfConnector(), TextConnector())
    assert [capture.locator for capture, _ in captures] == [
        "a.eml",
        "a.eml#attachment 2",
        "a.eml#attachment 3",
    ]
    assert captures[1][1][0].text.text == "Seized at the port."
    assert captures[1][0].detail["inside"] == "a.eml"
    assert captures[2][1][0].text.text == "Слова вложения"
    assert captures[0][1][0].notes == ("left out: 1 image/png",)
    assert not problems


def test_a_forwarded_message_is_opened_too() -> None:
    outer = message("See below.")
    outer.add_attachment(message("Inside."))
    captures, _ = take(eml(outer.as_bytes()))
    assert [reports[0].text.text for _, reports in captures] == ["See below.", "Inside."]


def test_a_mailbox_gives_a_report_for_each_message() -> None:
    ((_, reports),), problems = take(Target.of_bytes(MBOX, "a.mbox", name="a.mbox"))
    assert [report.part for report in reports] == ["message 1", "message 2", "message 3"]
    assert reports[1].text.text == "Второе, «с кавычками»."
    assert not problems


def test_an_encrypted_message_says_so() -> None:
    sealed = b"From: a@example.org\nSubject: x\nContent-Type: application/pkcs7-mime\n\nabc\n"
    _, problems = take(eml(sealed))
    assert "encrypted" in problems[0].what


def test_security_attachments_nest_only_so_deep() -> None:
    inner = message("The innermost.")
    for _ in range(8):
        outer = message("outer")
        outer.add_attachment(inner)
        inner = outer
    captures, problems = take(eml(inner.as_bytes()))
    assert len(captures) == Limits().depth + 1
    assert any("containers deep" in problem.what for problem in problems)


def test_security_parts_nested_without_end_are_a_problem() -> None:
    lines = b"From: a@example.org\nSubject: x\n"
    for at in range(3000):
        lines += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at)
    assert list(MailConnector().collect(eml(lines), context()))


@pytest.mark.parametrize(
    "name",
    [b"From", b"Subject", b"Date", b"Content-Type", b"Content-Disposition", b"Content-Transfer-Encoding"],
)
@pytest.mark.parametrize(
    "unit", [b"(", b"=?utf-8?q?=", b"a;", b'"', b"\\", b"=?utf-8?b?a?= ", b"a*0*=x;", b"\xff"]
)
def test_security_hostile_headers_take_little_time(name: bytes, unit: bytes) -> None:
    content = (
        b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
        + name
        + b": x; "
        + unit * 20_000
        + b"\n\nwords\n"
    )
    assert list(MailConnector().collect(eml(content), context()))


def test_security_a_large_attachment_is_refused() -> None:
    content = with_attachment(b"x" * 5000, "big.bin").as_bytes()
    limits = replace(context(), limits=Limits(member_bytes=1000))
    found = list(MailConnector().collect(eml(content), limits))
    assert isinstance(found[-1], Problem)
    assert "5,000 bytes" in found[-1].what


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.sampled_from(["utf-8", "cp1251", "utf-16-le"]),
    st.sampled_from(["8bit", "base64"]),
)
def test_every_word_of_any_body_leads_back(text: str, charset: str, transfer: str) -> None:
    import base64

    raw = text.encode(charset, "replace")
    body = base64.encodebytes(raw) if transfer == "base64" else raw
    content = (
        f"From: a@example.org\nSubject: x\nContent-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: {transfer}\n\n"
    ).encode() + body
    for found in MailConnector().collect(eml(content), context()):
        if isinstance(found, Found):
            for report in found.reports:
                check_offsets(report.text.text, report.text.offsets, {"body 1": raw_part(content, "body 1")})

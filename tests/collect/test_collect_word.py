"""Word files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from conformance import Conformance, check_offsets, context, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.report import Capture, Found, Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Target
from thistledown.collect.limits import Limits
from thistledown.collect.word import WordConnector, raw_part
from thistledown.collect.word_package import WordError, tokens

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def good() -> bytes:
    made = docx.Document()
    made.core_properties.author = "Private Person"
    made.core_properties.title = ""
    made.core_properties.created = datetime(2025, 6, 3, 10, 0)  # noqa: DTZ001 (the library wants it so)
    made.add_heading("Seizure & sequel", level=1)
    made.add_paragraph("Изъят дрон <FPV> в порту.").add_run(" A second run.").bold = True
    made.add_paragraph("First point", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {at}"
    made.add_paragraph("After\tthe table.\nSame paragraph. See https://e.org/1")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


GOOD = good()


def package(body: str, **members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def as_word(content: bytes) -> Target:
    return Target(locator="a.docx", content=content, media_type=KIND, label="docx")


def report_of(content: bytes) -> Report:
    (found,) = taken(WordConnector(), as_word(content))
    assert not isinstance(found, Problem), found
    return found[1][0]


def problem_of(content: bytes, limits: Limits | None = None) -> Problem:
    *_, found = WordConnector().collect(as_word(content), replace(context(), limits=limits or Limits()))
    assert isinstance(found, Problem)
    return found


class TestWord(Conformance):
    connector = WordConnector()
    samples = (Target.of_bytes(GOOD, "a.docx", name="a.docx"),)
    broken = (
        as_word(b"PK\x03\x04 not a zip"),
        as_word(package("")),
        as_word(package("<w:p><w:r><w:t>broken")),
        as_word(package("<w:p <w:r>")),
        as_word(b"plain text with the wrong extension"),
    )

    def parts(self, capture: Capture) -> dict[str, bytes | str]:
        try:
            return {"word/document.xml": raw_part(capture.content, "word/document.xml")}
        except (KeyError, WordError):
            return {}


def test_paragraphs_lists_and_tables() -> None:
    report = report_of(GOOD)
    assert report.text.text == (
        "Seizure & sequel\n\nИзъят дрон <FPV> в порту. A second run.\n\nFirst point\n\n"
        "cell 0\tcell 1\ncell 2\tcell 3\n\nAfter\tthe table.\nSame paragraph. See https://e.org/1"
    )
    assert report.title == "Seizure & sequel"
    assert report.published_at == datetime(2025, 6, 3, 10, 0, tzinfo=UTC)
    assert report.links == ("https://e.org/1",)
    assert "Private" not in repr(report)


def test_a_span_leads_back_to_the_bytes_of_its_member() -> None:
    text = report_of(GOOD).text
    at = text.text.index("<FPV>")
    raw = text.offsets.raw(Span(at, at + 5), text.text)
    assert raw_part(GOOD, raw[0].part)[raw[0].start : raw[-1].end] == b"&lt;FPV&gt;"


def test_what_was_struck_and_second_copies_are_left_out() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r>"
        "</w:moveFrom><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>"
        '<w:p><w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:t>once</w:t></mc:Choice><mc:Fallback>'
        "<w:t>twice</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        '<w:p><w:r><w:instrText> HYPERLINK "https://e.org/f" </w:instrText></w:r>'
        "<w:r><w:t>shown</w:t></w:r></w:p>"
    )
    notes = f"<w:footnotes {SPACE}>"
    notes += "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    report = report_of(package(body, **{"word/footnotes.xml": notes.encode()}))
    assert report.text.text == "kept\n\nonce\n\nshown\n\nA note."
    assert report.links == ("https://e.org/f",)
    assert {segment.part for segment in report.text.offsets.segments} == {
        "word/document.xml",
        "word/footnotes.xml",
    }


def test_a_long_text_is_cut_off_with_a_note() -> None:
    (found,) = WordConnector().collect(as_word(GOOD), replace(context(), limits=Limits(text_chars=30)))
    assert isinstance(found, Found)
    (report,) = found.reports
    assert report.text.text == "Seizure & sequel\n\nИзъят дрон "
    assert "cut off" in report.notes[-1]


def test_security_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    for xml in (bomb, '<!DOCTYPE x SYSTEM "file:///etc/passwd">'):
        with pytest.raises(WordError, match="document type"):
            list(tokens(f"{xml}<w:document {SPACE}/>".encode()))
    said = report_of(package("<w:p><w:r><w:t>a &b; &#x2F; c</w:t></w:r></w:p>")).text.text
    assert said == "a &b; / c"


def test_security_a_zip_bomb_is_given_up() -> None:
    huge = package("<w:p><w:r><w:t>" + " " * (80 * 2**20) + "x</w:t></w:r></w:p>")
    assert "unpacks to more" in problem_of(huge).what
    assert "unpacks to more" in problem_of(GOOD, Limits(member_bytes=100)).what


def test_security_a_lying_size_and_double_names_are_given_up() -> None:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("word/document.xml", "<other/>")
    assert "same name" in problem_of(out.getvalue()).what
    lying = package("<w:p/>" * 50)
    at = lying.rindex(b"PK\x01\x02")
    assert problem_of(lying[: at + 20] + b"\xff\xff\xff\x7f\xff\xff\xff\x7f" + lying[at + 28 :])


def test_security_members_outside_the_folder_are_never_written() -> None:
    report = report_of(
        package("<w:p><w:r><w:t>x</w:t></w:r></w:p>", **{"../../evil.txt": b"x", "/etc/evil": b"x"})
    )
    assert report.text.text == "x"
    many = {f"m{number}": b"" for number in range(20_001)}
    assert "members" in problem_of(package("", **many)).what


def test_security_deep_nesting_needs_no_recursion() -> None:
    deep = "<w:sdt>" * 100_000 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:sdt>" * 100_000
    assert report_of(package(deep)).text.text == "deep"


@pytest.mark.parametrize("unit", ["<w:t ", '"', "<!--", "<w:t a='", "&#x", "<![CDATA[", "<", "<?x"])
def test_security_damaged_xml_takes_little_time(unit: str) -> None:
    assert list(WordConnector().collect(as_word(package("<w:p><w:r><w:t>" + unit * 100_000)), context()))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text("<>&\"'/wtp: ax#;!-[]?", max_size=60))
def test_every_word_of_any_document_leads_back(text: str, markup: str) -> None:
    import html

    words = html.escape(text).encode("utf-8", "replace").decode()
    content = package(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p><w:p><w:r><w:t>{markup}</w:t></w:r></w:p>")
    for found in WordConnector().collect(as_word(content), context()):
        if isinstance(found, Found):
            for report in found.reports:
                part = raw_part(content, "word/document.xml")
                check_offsets(report.text.text, report.text.offsets, {"word/document.xml": part})

"""CSV, TSV, JSON and JSON Lines data sets."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conformance import Conformance, check_offsets, context, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.report import Found, Problem, Report
from thistledown.casebook.span import Span
from thistledown.collect.connector import Target
from thistledown.collect.limits import Limits
from thistledown.collect.mapping import MappingError, example_mapping, obvious_mapping, read_mapping
from thistledown.collect.table import CsvConnector
from thistledown.collect.table_csv import Sheet
from thistledown.collect.table_json import JsonError, JsonValue, document, line_value, string
from thistledown.collect.table_records import JsonConnector

ROWS = [
    {
        "Headline": "Seizure",
        "Body": 'He said "stop",\nthen left.',
        "Date": "2025-06-03",
        "Link": "https://e.org/1",
    },
    {"Headline": "", "Body": "Изъят дрон; второй за июнь", "Date": "3 June", "Link": "javascript:alert(1)"},
]


def csv_target(content: bytes, name: str = "a.csv") -> Target:
    return Target.of_bytes(content, name, name=name)


def sheet_bytes(delimiter: str = ",", codec: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode(codec)


def json_lines(ascii_only: bool) -> bytes:
    rows = [
        {"title": "T", "text": 'Изъят дрон \U0001f6e9 «два» "x"\n\nnext', "lang": "ru_RU", "date": 1748944800}
    ]
    return "\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in [*rows, *rows]).encode()


def reports(
    connector: CsvConnector | JsonConnector, target: Target, mapping: Path | None = None
) -> list[Report]:
    found, *_ = connector.collect(target, context(mapping=mapping))
    assert isinstance(found, Found), found
    return list(found.reports)


class TestCsv(Conformance):
    connector = CsvConnector()
    samples = (
        csv_target(sheet_bytes()),
        csv_target(sheet_bytes(";", "cp1251")),
        csv_target(sheet_bytes("\t", "utf-16"), "a.tsv"),
        csv_target(sheet_bytes("\t"), "a.tsv"),
        csv_target(b"\xef\xbb\xbftext\rone\rtwo"),
    )
    broken = (
        csv_target(b'text,title\n"never closed, x\n'),
        csv_target(b"a,b\n1,2\n"),
        csv_target(b",,,\n,,,"),
    )


class TestJson(Conformance):
    connector = JsonConnector()
    samples = (
        csv_target(json_lines(ascii_only=True), "a.jsonl"),
        csv_target(json_lines(ascii_only=False), "a.jsonl"),
        csv_target(b'{"meta": {}, "items": [{"body": ["one", "two"], "title": "x"}]}', "a.json"),
        csv_target(b'[{"content": "only \\u00e9 \\ud83d\\ude00 \\ud800 x"}]', "a.json"),
        csv_target(b'\xef\xbb\xbf{"text": "a single record"}', "a.json"),
    )
    broken = (
        csv_target(b'[{"text": "a"}, {"text": ', "a.json"),
        csv_target(b'{"text": "a"}\n{broken\n', "a.jsonl"),
        csv_target(b'{"text" "a"}\n{"text" "b"}', "a.jsonl"),
        csv_target(b"[1, 2, 3]", "a.json"),
    )


def test_plain_column_names_need_no_mapping_file() -> None:
    first, second = reports(CsvConnector(), csv_target(sheet_bytes()))
    assert first.text.text == 'He said "stop",\n\nthen left.'
    assert (first.part, first.title, first.url) == ("record 1", "Seizure", "https://e.org/1")
    assert first.published
    assert first.published.start == date(2025, 6, 3)
    assert second.url is None
    assert second.title is None
    assert "cannot be read" in second.notes[0]


def test_a_doubled_quote_leads_back_to_both() -> None:
    content = sheet_bytes()
    (first, _) = reports(CsvConnector(), csv_target(content))
    at = first.text.text.index('"stop"')
    raw = first.text.offsets.raw(Span(at, at + 6), first.text.text)
    assert content[raw[0].start : raw[-1].end] == b'""stop""'


def test_columns_that_say_nothing_give_a_mapping_file_to_start_from(tmp_path: Path) -> None:
    target = csv_target("Заголовок,Тело\nx,Изъят дрон\n".encode())
    (problem,) = CsvConnector().collect(target, context())
    assert isinstance(problem, Problem)
    assert "'Тело'" in problem.what
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        problem.advice.partition("start from:\n")[2].replace('text = "Заголовок"', 'text = "Тело"')
    )
    (report,) = reports(CsvConnector(), target, mapping)
    assert report.text.text == "Изъят дрон"


def test_a_mapping_file_names_columns_constants_and_the_date_format(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'markup = true\nrecords = "data.hits"\n[columns]\ntext = "article.html"\npublished = "on"\nid = "k"\n'
        '[constants]\noutlet = "Example Courier"\nlanguage = "fr"\n'
        '[published]\nformat = "%d.%m.%Y %H:%M"\nzone = "+01:00"\n'
    )
    record = {
        "article": {"html": "<p>One &amp; <a href='https://e.org'>two</a></p><p>Three</p>"},
        "on": "03.06.2025 09:00",
    }
    content = json.dumps({"other": [{"a": 1}], "data": {"hits": [{**record, "k": 7}]}}).encode()
    (report,) = reports(JsonConnector(), csv_target(content, "a.json"), mapping)
    assert report.text.text == "One & two\n\nThree"
    assert report.links == ("https://e.org",)
    assert (report.outlet, report.language) == ("Example Courier", "fr")
    assert report.published_at == datetime(2025, 6, 3, 8, 0, tzinfo=UTC)
    assert report.notes == ("id in the data set: 7",)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[columns\n", "is not TOML"),
        ("[columns]\ntitle = 'x'\n", "names no text column"),
        ("[columns]\ntext = 1\n", "table of strings"),
        ("[columns]\ntext = 'x'\nauthor = 'y'\n", "'author'"),
        ("colour = 1\n[columns]\ntext = 'x'\n", "'colour'"),
        ("markup = 'yes'\n[columns]\ntext = 'x'\n", "true or false"),
        ("[columns]\ntext = 'x'\n[published]\nzone = 'Mars'\n", "'Mars'"),
    ],
)
def test_a_wrong_mapping_file_says_what_is_wrong(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(written)
    with pytest.raises(MappingError, match=said):
        read_mapping(path)
    (problem,) = CsvConnector().collect(csv_target(b"text\nx\n"), context(mapping=path))
    assert isinstance(problem, Problem)
    assert said in problem.what


def test_a_missing_mapping_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text('[columns]\ntext = "nothing"\n')
    (problem,) = CsvConnector().collect(csv_target(b"text\nx\n"), context(mapping=path))
    assert isinstance(problem, Problem)
    assert "'nothing'" in problem.what
    assert "'text'" in problem.what


def test_obvious_names_and_the_example() -> None:
    mapping = obvious_mapping(["ID", "Full Text", "Pub-Date", "x"])
    assert mapping
    assert mapping.columns == {"text": "Full Text", "published": "Pub-Date", "id": "ID"}
    assert obvious_mapping(["a", "b"]) is None
    assert example_mapping(["a", "lang"]).splitlines() == ["[columns]", 'text = "a"', 'language = "lang"']


def test_bad_records_are_counted_and_the_rest_goes_on() -> None:
    content = b'{"text": "one"}\n{"text": broken}\n[]\n{"text": ""}\n\n{"text": "two"}\n'
    found, *problems = JsonConnector().collect(csv_target(content, "a.jsonl"), context())
    assert isinstance(found, Found)
    assert problems == []
    stream = JsonConnector().collect(csv_target(content, "a.jsonl"), context())
    found = next(stream)
    assert isinstance(found, Found)
    assert [report.part for report in found.reports] == ["record 1", "record 6"]
    said = [problem.what for problem in stream if isinstance(problem, Problem)]
    assert len(said) == 3
    assert "(record 2)" in said[0]


def test_the_number_of_records_is_limited() -> None:
    stream = CsvConnector().collect(
        csv_target(b"text\n" + b"x\n" * 50), replace(context(), limits=Limits(container_members=10))
    )
    found = next(stream)
    assert isinstance(found, Found)
    assert len(list(found.reports)) == 10
    assert "more than 10" in next(stream).what  # type: ignore[union-attr]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.text("ab,;\"'\n\r\t é\U0001f6e9", max_size=12), min_size=2, max_size=2), max_size=6),
    st.sampled_from(["utf-8", "utf-16-le"]),
)
def test_csv_reads_what_the_standard_library_wrote(rows: list[list[str]], codec: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["text", "other"], *rows])
    mark = "\ufeff" if codec.startswith("utf-16") else ""
    sheet = Sheet.of((mark + out.getvalue()).encode(codec), None, tabs=False)
    read = [[sheet.text(one).text for one in row] for row in sheet.rows()]
    # A row of empty fields only is no row.
    assert read == [["text", "other"], *(row for row in rows if any(row))]


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=60), st.booleans(), st.integers(0, 5))
def test_a_json_string_is_read_exactly_and_leads_back(text: str, ascii_only: bool, before: int) -> None:
    content = b" " * before + json.dumps(text, ensure_ascii=ascii_only).encode("utf-8", "replace")
    source = string(JsonValue(content, before, len(content)))
    assert source.text == text
    for at, character in enumerate(source.text):
        raw = content[source.starts[at] : source.ends[at]]
        assert json.loads(b'"' + raw + b'"') == character


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.text(max_size=5), _VALUES, max_size=5), st.sampled_from([None, 1]))
def test_json_members_are_those_of_the_standard_library(value: dict[str, object], indent: int | None) -> None:
    content = json.dumps(value, indent=indent).encode()
    read = {key: json.loads(content[one.start : one.end]) for key, one in document(content).fields().items()}
    assert read == value


@given(st.binary(max_size=80))
def test_security_no_bytes_raise_anything_but_a_json_error(content: bytes) -> None:
    said: list[str] = []
    for data in (content, b'{"a": [' + content, b'[{"text": "' + content + b'"}]'):
        try:
            for key, value in document(data).members():
                value.leaf(), list(value.items()), key
            for item in document(data).items():
                item.fields()
            line_value(data, 0, len(data))
        except JsonError as error:
            said.append(str(error))
    assert all(said)


def test_security_deep_nesting_needs_no_recursion() -> None:
    deep = b'{"text": "kept", "x": ' + b'[{"a":' * 200_000 + b"1" + b"}]" * 200_000 + b"}"
    (report,) = reports(JsonConnector(), csv_target(deep, "a.json"))
    assert report.text.text == "kept"
    unclosed = csv_target(b"[" * 500_000, "a.json")
    assert all(isinstance(one, Problem) for one in JsonConnector().collect(unclosed, context()))


def test_security_one_record_of_fifty_megabytes_is_cut() -> None:
    target = csv_target(b'{"text": "' + b"drone " * (50 * 2**20 // 6) + b'"}\n', "a.jsonl")
    (report,) = reports(JsonConnector(), target)
    assert len(report.text.text) <= Limits().text_chars
    assert report.notes


@pytest.mark.parametrize("unit", [b'"', b'""', b'","', b'"a', b",", b'"\n', b'",""b'])
def test_security_csv_of_quotes_takes_linear_time(unit: bytes) -> None:
    target = csv_target(b"text,b\n" + unit * 150_000)
    for found in CsvConnector().collect(target, context()):
        if isinstance(found, Found):
            for report in found.reports:
                assert report.text.text


def test_reports_are_made_one_by_one() -> None:
    content = b'{"text": "first"}\n' + b'{"text": "more"}\n' * 200_000
    found = next(JsonConnector().collect(csv_target(content, "a.jsonl"), context()))
    assert isinstance(found, Found)
    assert next(iter(found.reports)).text.text == "first"


def test_every_word_of_a_record_with_markup_leads_back(tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('markup = true\n[columns]\ntext = "h"\n')
    content = json.dumps([{"h": "a<br>b &lt;i&gt; <script>no()</script><p>c &#1076; &bogus; d"}]).encode()
    (report,) = reports(JsonConnector(), csv_target(content, "a.json"), mapping)
    assert report.text.text == "a\nb <i> \n\nc д &bogus; d"
    assert check_offsets(report.text.text, report.text.offsets, {"": content})
    assert taken(JsonConnector(), csv_target(content, "a.json"))

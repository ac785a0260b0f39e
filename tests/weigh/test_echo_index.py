"""Filing reports and finding who leans on whom."""

import time
from datetime import date

import pytest
from echo_samples import ABRIDGED, ORIGIN, OTHER, WITNESS, report

from thistledown.weigh.echoes.edge import EVIDENCE_KINDS
from thistledown.weigh.echoes.graph import lines
from thistledown.weigh.echoes.index import EchoIndex, find_echoes
from thistledown.weigh.echoes.report_text import ReportText

STORY = [
    report("origin", ORIGIN),
    report("short", ABRIDGED, 4),
    report("other", OTHER),
    report("seen", WITNESS, 4),
]


def grouped(reports):
    edges, apart = find_echoes(reports)
    return lines([item.id for item in reports], [*edges, *apart])


def test_an_abridged_copy_leans_on_its_origin_and_a_witness_does_not():
    edges, _ = find_echoes(STORY)
    assert [(edge.origin, edge.echo, edge.relation.value) for edge in edges] == [("origin", "short", "copy")]
    assert grouped(STORY) == [("origin", "short"), ("other",), ("seen",)]


def test_evidence_quotes_both_texts_exactly():
    texts = {item.id: item.text for item in STORY}
    edges, _ = find_echoes(STORY)
    passages = [item for edge in edges for item in edge.evidence if item.kind == "passage"]
    assert len(passages) == 2
    for edge in edges:
        for item in edge.evidence:
            assert item.kind in EVIDENCE_KINDS
            if item.here:
                assert texts[edge.echo][slice(*item.here)] == item.words
            if item.there:
                assert 0 <= item.there[0] < item.there[1] <= len(texts[edge.origin])


def test_what_was_dropped_is_told_in_its_own_words():
    (edge,) = find_echoes(STORY)[0]
    assert edge.drift is not None
    assert edge.drift.added == ()
    assert any("four" in words for words in edge.drift.dropped)


def test_adding_one_at_a_time_gives_what_adding_all_gives():
    index = EchoIndex()
    one_by_one = [edge for item in STORY for edge in index.add(item)]
    assert {(e.origin, e.echo, e.probability) for e in one_by_one} == {
        (e.origin, e.echo, e.probability) for e in find_echoes(STORY)[0]
    }


def test_a_report_that_comes_late_but_was_first_is_still_the_origin():
    index = EchoIndex()
    index.add(STORY[1])
    (edge,) = index.add(STORY[0])
    assert (edge.origin, edge.echo) == ("origin", "short")


def test_an_id_is_filed_once():
    index = EchoIndex()
    index.add(STORY[0])
    with pytest.raises(ValueError, match="filed already"):
        index.add(STORY[0])
    assert len(index) == 1
    assert "origin" in index


def test_a_saved_index_finds_what_the_first_would(tmp_path):
    index = EchoIndex()
    index.add(STORY[0])
    index.save(tmp_path / "echoes.npz")
    again = EchoIndex.load(tmp_path / "echoes.npz")
    assert again.reports == index.reports
    assert again.add(STORY[1]) == index.add(STORY[1])


def test_a_file_that_is_no_index_says_so(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"PK\x03\x04 no index")
    with pytest.raises(ValueError, match="no echo index"):
        EchoIndex.load(tmp_path / "x.npz")


def test_ten_thousand_identical_reports_are_one_line_at_a_linear_cost():
    reports = [report(f"r{number:05}", ABRIDGED) for number in range(10_000)]
    index = EchoIndex()
    edges = []
    begin = time.process_time()
    for item in reports:
        edges += index.add(item)
    found = lines([item.id for item in reports], [*edges, *index.apart])
    assert time.process_time() - begin < 20
    assert [len(line) for line in found] == [10_000]
    assert found[0][0] == "r00000"
    assert len(edges) < 10_100


@pytest.mark.parametrize("text", ["", " ", "\u202e\u202d\u2066", "?!", "\ud800", "a" * 300_000])
def test_odd_texts_are_filed_and_lean_on_nothing(text):
    index = EchoIndex()
    assert index.add(report("odd", text)) == []
    assert index.add(STORY[0]) == []


def test_the_day_may_stand_in_the_address_and_the_source_is_looked_up():
    done = ReportText("a", "words", url="https://tass.com/2024/10/11/item").completed()
    assert (done.source, done.published) == ("tass", date(2024, 10, 11))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([], "no object"),
        ({"id": "a"}, "'text' is missing"),
        ({"text": "a"}, "'id' is missing"),
        ({"id": "a", "text": 3}, "text is no text"),
        ({"id": "a", "text": "b", "published": "last week"}, "write a day"),
        ({"id": "a", "text": "b", "url": 3}, "'url' is no text"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(line, words):
    with pytest.raises(ValueError, match=words):
        ReportText.from_json(line)

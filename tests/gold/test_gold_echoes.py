"""The chains of echoes: their form, their freeze, what they cover, and the scores made with them."""

import hashlib
import json
import tomllib
from collections import Counter
from datetime import date

import pytest
from echoes.scoring import GIVEN, RELATIONS, Gold, Predicted, read_gold, read_predicted, rows, score
from likeness import TOO_ALIKE, alike

KEYS = [*GIVEN, "chain", "line", "relation", "origin", "witnesses", "note"]
LANGUAGES = {"ar", "en", "es", "fr", "pt", "ru", "uk"}
HALVES = ("dev", "test")


@pytest.fixture(params=HALVES)
def half(request, gold):
    return rows(gold / "echoes" / request.param / "chains.jsonl")


@pytest.fixture
def both(gold):
    return {name: rows(gold / "echoes" / name / "chains.jsonl") for name in HALVES}


def test_frozen_chains_are_what_they_were(gold):
    folder = gold / "echoes"
    known = tomllib.loads((folder / "FROZEN.toml").read_text(encoding="utf-8"))["files"]
    assert set(known) == {"test/chains.jsonl"}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in known} == known


def test_every_report_has_the_form(half):
    for row in half:
        assert list(row) == KEYS
        assert row["language"] in LANGUAGES
        assert date.fromisoformat(row["published"]).isoformat() == row["published"]
        assert row["url"].startswith("https://")
        assert ".example/" in row["url"]
        assert 45 <= len(row["text"].split()) <= 250, row["id"]
        assert row["relation"] in (None, *RELATIONS)
        assert (row["relation"] is None) == (row["origin"] is None)
        assert (row["chain"] is None) == (row["line"] is None)


def test_ids_urls_and_origins_hold(half):
    by_id = {row["id"]: row for row in half}
    assert len(by_id) == len(half)
    assert len({row["url"] for row in half}) == len(half)
    assert list(by_id) == sorted(by_id)
    for row in half:
        if row["origin"] is None:
            continue
        origin = by_id[row["origin"]]
        assert origin["chain"] == row["chain"]
        assert origin["published"] <= row["published"]
        assert (origin["line"] != row["line"]) == (row["relation"] == "denial")


def test_every_story_and_every_line_has_one_origin(half):
    stories = Counter(row["chain"] for row in half if row["chain"] and row["origin"] is None)
    assert set(stories) == {row["chain"] for row in half if row["chain"]}
    assert set(stories.values()) == {1}
    ids = {row["id"]: row["line"] for row in half}
    firsts = Counter(row["line"] for row in half if row["line"] and ids.get(row["origin"]) != row["line"])
    assert set(firsts.values()) == {1}


def test_witnesses_name_each_other_and_share_no_line(half):
    by_id = {row["id"]: row for row in half}
    pairs = {frozenset((row["id"], other)) for row in half for other in row["witnesses"]}
    assert len(pairs) >= 12
    for one, other in map(sorted, pairs):
        assert by_id[one]["witnesses"] == [other]
        assert by_id[other]["witnesses"] == [one]
        assert by_id[one]["line"] is None or by_id[one]["line"] != by_id[other]["line"]


def test_a_half_covers_what_it_should(half):
    sizes = Counter(row["chain"] for row in half if row["chain"])
    assert len(sizes) >= 24
    assert all(4 <= size <= 9 for size in sizes.values())
    relations = Counter(row["relation"] for row in half)
    assert all(relations[name] >= 5 for name in RELATIONS)
    alone = [row for row in half if row["chain"] is None and not row["witnesses"]]
    assert len(alone) >= 40
    assert {row["language"] for row in alone} == LANGUAGES
    assert {row["language"] for row in half if row["chain"]} == LANGUAGES


def test_the_halves_hold_a_translation_for_every_ordered_pair_of_languages(both):
    pairs = set()
    for half in both.values():
        languages = {row["id"]: row["language"] for row in half}
        pairs |= {
            (languages[row["origin"]], row["language"]) for row in half if row["relation"] == "translation"
        }
    assert pairs == {(one, other) for one in LANGUAGES for other in LANGUAGES if one != other}


def test_the_halves_share_no_report_and_none_that_is_nearly_the_same(both):
    texts = {row["id"]: row["text"] for half in both.values() for row in half}
    assert len(texts) == sum(map(len, both.values()))
    dev = {row["id"] for row in both["dev"]}
    assert [pair for pair in alike(texts, least=TOO_ALIKE) if (pair[0] in dev) != (pair[1] in dev)] == []


def small():
    """A story of an origin, a copy, a translation of the copy, a denial; and a witness."""
    made = [
        Gold("a", "en", "s", "s", None, None, ("w",)),
        Gold("b", "en", "s", "s", "copy", "a"),
        Gold("c", "fr", "s", "s", "translation", "b"),
        Gold("d", "ru", "s", "s-d", "denial", "a"),
        Gold("w", "en", None, None, None, None, ("a",)),
    ]
    return {report.id: report for report in made}


def test_a_perfect_answer_scores_one_everywhere():
    said = Predicted(
        edges=(("a", "b", "copy", 0.9), ("b", "c", "translation", 0.8), ("a", "d", "denial", 0.7)),
        lines=(("a", "b", "c"), ("d",), ("w",)),
    )
    scores = score(small(), said)
    assert scores["pair_f1"] == 1
    assert scores["relation_accuracy"] == scores["relation_accuracy_direct"] == 1
    assert scores["origin_accuracy"] == 1
    assert (scores["witness_pairs"], scores["witness_pairs_merged"]) == (1, 0)
    assert scores["languages"] == {"en>en": {"edges": 1, "joined": 1}, "en>fr": {"edges": 1, "joined": 1}}


def test_one_line_for_all_merges_the_witness_and_the_denial():
    scores = score(small(), Predicted(edges=(), lines=(("b", "a", "c", "d", "w"),)))
    # Three true pairs among ten.
    assert (scores["pair_precision"], scores["pair_recall"]) == (0.3, 1)
    assert scores["witness_pairs_merged"] == 1
    assert scores["relations"]["denial"]["joined"] == 1
    assert scores["origin_accuracy"] == 0
    assert scores["relation_accuracy"] == 0


def test_an_edge_from_a_sibling_stands_in_and_an_edge_from_a_stranger_does_not():
    said = Predicted(
        edges=(("a", "c", "translation", 0.6), ("w", "b", "copy", 0.9), ("c", "d", "frame", 0.5)),
        lines=(("a", "c"),),
    )
    scores = score(small(), said)
    assert scores["relations"]["translation"] == {
        "edges": 1,
        "found": 1,
        "right": 1,
        "joined": 0,
        "taken_for": {},
    }
    assert scores["relations"]["copy"]["found"] == 0
    assert scores["relations"]["denial"]["taken_for"] == {"frame": 1}
    assert scores["relation_accuracy"] == pytest.approx(1 / 3)
    assert scores["relation_accuracy_found"] == pytest.approx(1 / 2)
    assert scores["relation_accuracy_direct"] == 0
    assert scores["pair_recall"] == pytest.approx(1 / 3)


def test_the_edge_from_the_gold_origin_goes_before_a_likelier_one():
    said = Predicted(edges=(("b", "c", "translation", 0.4), ("a", "c", "rewrite", 0.9)), lines=())
    assert score(small(), said)["relations"]["translation"]["right"] == 1


def test_reports_of_another_half_are_refused():
    with pytest.raises(ValueError, match="z is in no gold report"):
        score(small(), Predicted(edges=(), lines=(("z",),)))


def test_output_is_read_and_what_is_no_output_is_refused():
    edge = {"from": "a", "to": "b", "relation": "copy", "probability": 0.9, "evidence": []}
    said = read_predicted([json.dumps(edge), json.dumps({"lines": [["a", "b"]]}), ""])
    assert said == Predicted(edges=(("a", "b", "copy", 0.9),), lines=(("a", "b"),))
    with pytest.raises(ValueError, match="cut off"):
        read_predicted([json.dumps(edge)])
    with pytest.raises(ValueError, match="line 1 is no edge"):
        read_predicted(["usage: thistledown"])


def test_the_gold_scored_against_itself_is_perfect(gold):
    for name in HALVES:
        known = read_gold(gold / "echoes" / name / "chains.jsonl")
        lines: dict[str, list[str]] = {}
        for report in sorted(
            known.values(), key=lambda r: known.get(r.origin, r).line == r.line and bool(r.origin)
        ):
            lines.setdefault(report.line or report.id, []).append(report.id)
        edges = tuple((r.origin, r.id, r.relation, 1.0) for r in known.values() if r.origin and r.relation)
        scores = score(known, Predicted(edges=edges, lines=tuple(map(tuple, lines.values()))))
        assert scores["pair_f1"] == scores["relation_accuracy"] == scores["origin_accuracy"] == 1
        assert scores["witness_pairs_merged"] == 0

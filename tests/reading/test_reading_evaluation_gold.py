"""Gold files load as claims, and every fault is named with its line."""

import json
from datetime import date

import pytest

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind, Modality, Polarity, Slot
from thistledown.reading.evaluation.alignment import align
from thistledown.reading.evaluation.comparison import Level
from thistledown.reading.evaluation.gold import GoldError, read_gold
from thistledown.reading.reader import reader

TEXT = "Russia supplied drones to Mali. Russia supplied drones to Mali. It was in May."
CLAIM = {"kind": "transfer", "provider": "Russia", "recipient": "Mali", "quote": TEXT[:31]}
ROW = {"id": "a", "language": "en-GB", "published": "2025-06-01", "text": TEXT, "claims": [CLAIM]}


def load(tmp_path, *rows, **options):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return read_gold([path], **options)


def test_a_claim_with_the_least_there_is(tmp_path):
    (document,) = load(tmp_path, {**ROW, "mood": "sunny"})
    (claim,) = document.claims
    assert (document.language, document.published) == ("en", date(2025, 6, 1))
    assert (claim.kind, claim.modality, claim.spans) == (Kind.TRANSFER, Modality.ASSERTED, {})
    assert claim.quote_span == Span(0, 31)


def test_what_the_reader_says_is_gold_that_it_matches_in_full(tmp_path):
    text = (
        "Russia trained Malian soldiers to fly armed drones in June 2025. "
        "The army denied that the group had received drones from Libya."
    )
    read = reader().read_report(text, published="2025-07-01", language="en", report="a").claims
    assert len(read) == 2
    row = {"id": "a", "language": "en", "published": None, "text": text}
    (document,) = load(tmp_path, {**row, "claims": [c.as_json() for c in read]})
    pairs = align(document, read).pairs
    assert len(pairs) == 2
    assert [[slot for slot, same in p.comparison.slots.items() if not same] for p in pairs] == [[], []]
    assert [pair.comparison.level for pair in pairs] == [Level.FULL, Level.FULL]


def test_a_quote_that_stands_twice_is_the_one_with_the_trigger(tmp_path):
    claim = {**CLAIM, "spans": {"trigger": [39, 47], "mood": [1, 2], "item": None}}
    (document,) = load(tmp_path, {**ROW, "claims": [claim]})
    assert document.claims[0].quote_span == Span(32, 63)
    assert document.claims[0].spans == {Slot.TRIGGER: Span(39, 47)}


def test_a_trigger_alone_is_enough_to_be_found(tmp_path):
    claim = {**CLAIM, "quote": None, "spans": {"trigger": [7, 15]}}
    (document,) = load(tmp_path, {**ROW, "claims": [claim]})
    read = reader().read_report(TEXT[:31], language="en", report="a").claims
    assert align(document, read).pairs


def test_a_denied_claim_is_negative_without_saying_so(tmp_path):
    (document,) = load(tmp_path, {**ROW, "claims": [{**CLAIM, "modality": "denied"}]})
    assert document.claims[0].polarity is Polarity.NEGATIVE


def test_one_language_of_several(tmp_path):
    assert [d.id for d in load(tmp_path, ROW, {**ROW, "id": "b", "language": "fr"}, language="fr")] == ["b"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{oops", "line 2: no JSON object"),
        ("[1]", "line 2: no JSON object"),
        ({**ROW, "text": ""}, "line 2: text must be"),
        ({**ROW, "id": None}, "line 2: id must be"),
        ({**ROW, "id": "a"}, "stands in"),
        ({**ROW, "published": "May"}, "line 2: published 'May' is no day"),
        ({**ROW, "claims": None}, "claims must be a list"),
        ({**ROW, "claims": [3]}, r"claims\[0\]: must be an object"),
        ({**ROW, "claims": [{**CLAIM, "kind": "gift"}]}, r"claims\[0\]: 'gift' is not a valid Kind"),
        ({**ROW, "claims": [{**CLAIM, "quote": "No"}]}, "the quote is not in the text"),
        ({**ROW, "claims": [{**CLAIM, "quote": None}]}, "needs a quote"),
        ({**ROW, "claims": [{**CLAIM, "spans": {"trigger": [5, 5]}}]}, "spans.trigger"),
        ({**ROW, "claims": [{**CLAIM, "spans": {"trigger": [0, 999]}}]}, "inside a text of"),
        ({**ROW, "claims": [{**CLAIM, "spans": [1]}]}, "spans must be an object"),
        ({**ROW, "claims": [{**CLAIM, "date": {"precision": "day"}}]}, "needs at least one end"),
        ({**ROW, "claims": [{**CLAIM, "provider": 3}]}, r"claims\[0\]"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path, row, words):
    if isinstance(row, dict) and row.get("id") == "a" and words != "stands in":
        row = {**row, "id": "b"}
    with pytest.raises(GoldError, match=words):
        load(tmp_path, ROW, row)

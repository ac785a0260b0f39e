"""Pairs are optimal, and match as far as the documented rules say."""

from itertools import permutations

import pytest
from evaluation_samples import FIRST, TEXT, claim, denial, document, party, spot, supply
from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind, Modality, Slot
from thistledown.reading.evaluation.alignment import align, joined
from thistledown.reading.evaluation.assignment import best_pairs
from thistledown.reading.evaluation.bodies import same_body, same_role, words_alike
from thistledown.reading.evaluation.comparison import Level, compare, trimmed

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 10**30) | st.integers(1, 5), max_size=16
)


def best_by_trying(weights):
    lefts = sorted({left for left, _ in weights})
    rights = [*sorted({right for _, right in weights}), *([None] * len(lefts))]
    return max(
        (
            sum(weights.get(pair, 0) for pair in zip(lefts, order, strict=True))
            for order in set(permutations(rights, len(lefts)))
        ),
        default=0,
    )


@settings(deadline=None)
@given(WEIGHTS)
def test_assignment_is_as_good_as_the_best_found_by_trying_all(weights):
    pairs = best_pairs(weights)
    assert all(pair in weights for pair in pairs)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert sum(weights[pair] for pair in pairs) == best_by_trying(weights)


@settings(deadline=None)
@given(WEIGHTS, st.randoms())
def test_assignment_does_not_hang_on_the_order_of_its_input(weights, random):
    items = list(weights.items())
    random.shuffle(items)
    assert best_pairs(dict(items)) == best_pairs(weights)


def test_pairs_with_the_same_actors_come_before_others():
    other = supply(providers=(party("China"),), recipients=(party("Chad"),))
    wrong = supply(providers=(party("Iran"),), recipients=())
    pairs = align(document(other, supply()), [wrong, supply()]).pairs
    assert [(p.gold, p.read, p.comparison.level) for p in pairs] == [
        (0, 0, Level.KIND_SENTENCE),
        (1, 1, Level.FULL),
    ]


def test_more_pairs_come_before_better_ones():
    # The exact match of the first would leave the second claim, which fits no other, without an answer.
    both = supply(quote_span=Span(0, len(TEXT)), spans={})
    second = supply(quote_span=Span(61, len(TEXT)), spans={}, providers=(party("Iran"),), recipients=())
    pairs = align(document(both, supply(generic=True)), [second, both]).pairs
    assert [(p.gold, p.read) for p in pairs] == [(0, 0), (1, 1)]


@settings(deadline=None)
@given(st.lists(st.sampled_from([supply(), denial(), claim(Kind.USE), supply(providers=())]), max_size=5))
def test_gold_against_itself_is_perfect(claims):
    alignment = align(document(*claims), claims)
    assert len(alignment.pairs) == len(alignment.gold)
    assert all(pair.comparison.level is Level.FULL for pair in alignment.pairs)
    assert alignment.missed == alignment.invented == []


def test_kind_and_sentence_must_be_the_same():
    assert compare(supply(), claim(Kind.USE), TEXT) is None
    assert compare(supply(), denial(kind=Kind.TRANSFER), TEXT) is None
    assert compare(supply(), supply(), TEXT).level is Level.FULL


def test_a_quote_cut_otherwise_is_the_same_sentence():
    half = Span(FIRST.start + 10, FIRST.end + 20)
    assert compare(supply(), supply(quote_span=half, spans={}), TEXT) is not None
    touching = Span(FIRST.end - 5, FIRST.end + 40)
    assert compare(supply(), supply(quote_span=touching, spans={}), TEXT) is None


@pytest.mark.parametrize(
    ("gold", "read", "same"),
    [
        ("Malian Armed Forces", "Malian army", True),
        ("Russia", "Россия", True),
        ("Russia", "Ukraine", False),
        ("Northern Front", "the Northern Front", True),
        ("Northern Front", "Southern Front", False),
        ("бригада «Степ»", "бригадою «Степ»", True),
    ],
)
def test_bodies_are_the_same_by_registry_or_by_words(gold, read, same):
    assert same_body(party(gold), party(read)) is same


def test_the_same_words_do_not_hide_that_the_bodies_are_known_to_differ():
    words = Span(0, 9)
    assert not same_role([party("JNIM", "the group")], [party("Boko Haram", "the group")], words, words)
    assert same_role([party("a local militia")], [party("gunmen")], words, words)
    assert not same_role([party("a local militia")], [party("gunmen")], words, Span(20, 29))


def test_a_role_is_empty_on_both_sides_or_on_neither():
    assert same_role([], [], None, None)
    assert not same_role([party("Russia")], [], Span(0, 6), None)


def test_joined_parties_match_by_half_and_strictly_by_all():
    both = (party("Russia"), party("Turkey"))
    comparison = compare(supply(providers=both), supply(), TEXT)
    assert comparison.level >= Level.ACTORS
    assert not comparison.strict_actors
    three = (*both, party("Iran"), party("China"))
    assert compare(supply(providers=three), supply(), TEXT).level is Level.KIND_SENTENCE


def test_claims_split_by_party_are_joined_before_they_are_counted():
    one, other = supply(), supply(providers=(party("Turkey"),))
    assert [p.name for p in joined([one, other])[0].providers] == ["Russia", "Turkey"]
    assert len(joined([one, supply(recipients=(party("Niger"),), providers=(party("Iran"),))])) == 2
    assert len(joined([one, supply(modality=Modality.DENIED, providers=(party("Turkey"),))])) == 2


def test_a_claim_made_twice_is_counted_twice():
    alignment = align(document(supply()), [supply(), supply()])
    assert len(alignment.invented) == 1


def test_full_needs_spans_on_the_same_words_but_for_function_words():
    loose = {Slot.TRIGGER: spot("supplied"), Slot.DATE: spot("in May 2025")}
    tight = {Slot.TRIGGER: spot("supplied"), Slot.DATE: spot("May 2025")}
    wrong = {Slot.TRIGGER: spot("supplied"), Slot.DATE: spot("May")}
    assert compare(supply(spans=loose), supply(spans=tight), TEXT).level is Level.FULL
    found = compare(supply(spans=loose), supply(spans=wrong), TEXT)
    assert found.level is Level.ACTORS
    assert found.words_overlap


def test_a_country_without_words_is_no_error_where_gold_names_no_place():
    inferred = supply(where=Place(None, "MLI"))
    assert compare(supply(), inferred, TEXT).slots["place"]
    assert not compare(inferred, supply(), TEXT).slots["place"]
    worded = supply(
        where=Place("Gao", "MLI"), spans={Slot.TRIGGER: spot("supplied"), Slot.PLACE: spot("Malian")}
    )
    assert not compare(supply(), worded, TEXT).slots["place"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [("in the Malian army", "Malian army"), ("the", "the"), ("of «drones»,", "drones"), ("d’armée", "armée")],
)
def test_trimming_takes_off_function_words_and_marks(words, kept):
    assert trimmed(Span(0, len(words)), words).of(words) == kept


@settings(deadline=None)
@given(st.text(max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_trimming_stays_inside(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if start < end:
        assert trimmed(Span(start, end), text).within(Span(start, end))


def test_forms_of_a_word_are_alike_and_other_words_are_not():
    assert words_alike("армия", "армии")
    assert words_alike("drone", "drones")
    assert not words_alike("north", "south")
    assert not words_alike("mali", "malawi")


def test_a_repeated_mention_is_not_missed_and_another_happening_is():
    headline = supply(quote=FIRST)
    lead = supply(quote=Span(61, len(TEXT)), spans={Slot.TRIGGER: spot("trained")})
    assert align(document(headline, lead), [headline]).missed == []
    other = supply(
        quote=Span(61, len(TEXT)), spans={Slot.TRIGGER: spot("trained")}, providers=(party("Iran"),)
    )
    assert align(document(headline, other), [headline]).missed == [other]
    assert align(document(headline, lead), []).missed == [headline, lead]

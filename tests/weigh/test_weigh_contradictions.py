"""Claims that contradict each other: on what, who holds which position, and what deniers have to gain."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighing_samples import cited, day, denied, empty_book, new_book, party, said, tell

from thistledown.casebook.place import Place
from thistledown.casebook.schema import event_claim
from thistledown.casebook.span import Span
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Kind, Modality, Pathway, Slot
from thistledown.weigh.contradictions import INTERESTS, Disputes, Matter
from thistledown.weigh.counts import Count, counts
from thistledown.weigh.testimony import Interest

GIVEN = said(
    kind=Kind.TRANSFER,
    by=["russia"],
    to=["mali-armed-forces"],
    when="2025-06",
    where=Place("Bamako", "MLI", 12.65, -8.0, 10.0),
)


def event_of(*claims, sources=("reuters", "tass", "africanews", "efe")):
    """An event coded from pages that say these things."""
    pages = [
        cited(claim, source, f"https://example.org/{number}")
        for number, (claim, source) in enumerate(zip(claims, sources, strict=False))
    ]
    return RecordedEvent(
        id="one",
        title="One event",
        certainty=None,
        first_use=False,
        coder="a team",
        recorded_at="",
        claims=tuple(
            RecordedClaim(id=page.citation.source, text_id=None, recorded_at="", claim=page) for page in pages
        ),
    )


@cache
def finder():
    return Disputes(empty_book().view())


def disputes(*claims):
    """The contradictions of such an event: for each matter the positions, with the sources that hold them."""
    return {
        item.matter: {
            position.says: [voice.claim for voice in position.voices] for position in item.positions
        }
        for item in finder().of(event_of(*claims))
    }


def test_claims_that_agree_contradict_nothing():
    assert disputes(GIVEN, GIVEN) == {}


def test_a_denial_stands_beside_what_it_denies():
    found = disputes(GIVEN, denied(GIVEN), GIVEN)
    assert found == {
        Matter.OCCURRENCE: {"it happened": ["reuters", "africanews"], "it did not happen": ["tass"]}
    }


def test_what_the_denier_has_to_gain_is_shown(tmp_path):
    with new_book(tmp_path) as book:
        pages = [
            cited(GIVEN, "reuters", "https://example.org/1"),
            cited(denied(GIVEN), "tass", "https://example.org/2"),
        ]
        book.add_event("one", "One event", pages, coder="a team")
        ((event, (found,)),) = Disputes(book.view()).every()
        assert event.id == "one"
        voices = {position.says: position.voices for position in found.positions}
        # A Russian state agency denies what Russia is said to have done.
        assert [voice.interest for voice in voices["it did not happen"]] == [Interest.DENIAL_ACCUSED]
        assert [voice.interest for voice in voices["it happened"]] == [Interest.NONE]
        assert found.as_json()["positions"][1]["voices"][0]["interest"] in INTERESTS


@pytest.mark.parametrize(
    ("other", "matter"),
    [
        ({"providers": (party("turkey"),)}, Matter.PROVIDER),
        ({"when": When.parse("2025-09")}, Matter.DATE),
        ({"where": Place("Kidal", "MLI", 18.44, 1.41, 10.0)}, Matter.PLACE),
        ({"where": Place(None, "NER")}, Matter.PLACE),
    ],
)
def test_two_answers_to_one_question_stand_beside_each_other(other, matter):
    found = disputes(GIVEN, replace(GIVEN, **other))
    assert set(found) == {matter}
    assert sorted(found[matter].values()) == [["reuters"], ["tass"]]


@pytest.mark.parametrize(
    "other",
    [
        {"providers": (party("africa-corps"),)},
        {"providers": ()},
        {"providers": (party("unnamed officers", ActorKind.COHORT),)},
        {"when": day("2025-06-12")},
        {"when": When.parse("2025")},
        {"when": None},
        {"where": Place(None, "MLI")},
        {"where": Place("near Bamako", "MLI", 12.7, -8.1, 10.0)},
        {"recipients": (party("mali"),)},
        {"generic": True, "when": When.parse("2020")},
        {"modality": Modality.FORECAST, "when": When.parse("2027")},
    ],
)
def test_a_vaguer_answer_is_no_other_answer(other):
    assert disputes(GIVEN, replace(GIVEN, **other)) == {}


def test_a_month_takes_no_side_between_two_of_its_days():
    on = [replace(GIVEN, when=day(text)) for text in ("2025-06-03", "2025-06-20")]
    found = disputes(*on, GIVEN)
    assert found[Matter.DATE] == {"2025-06-03": ["reuters", "africanews"], "2025-06-20": ["tass"]}


def test_pathways_that_differ_are_named_and_unknown_ones_are_not():
    ways = [
        replace(GIVEN, pathways=((way, 1.0),)) for way in (Pathway.PEER, Pathway.COMMERCIAL, Pathway.UNKNOWN)
    ]
    found = disputes(*ways)
    assert found == {Matter.PATHWAY: {"commercial": ["tass"], "peer": ["reuters"]}}


def test_one_who_names_both_providers_joins_the_two():
    both = replace(GIVEN, providers=(party("russia"), party("turkey")))
    assert disputes(GIVEN, replace(GIVEN, providers=(party("turkey"),)), both) == {}


# -- numbers --------------------------------------------------------------------------------------------


def worded(quote: str, word: str, slot: Slot = Slot.ITEM, kind: Kind = Kind.SEIZURE):
    """A claim read from a sentence, its slot on a word."""
    at = quote.index(word)
    return said(
        kind=kind,
        quote=quote,
        quote_span=Span(100, 100 + len(quote)),
        spans={slot: Span(100 + at, 100 + at + len(word))},
    )


@pytest.mark.parametrize(
    ("quote", "word", "low", "high"),
    [
        ("Police seized five small drones.", "drones", 5, 5),
        ("Police seized five small drones.", "five small drones", 5, 5),
        ("They took 1,200 drones.", "drones", 1200, 1200),
        ("They took 1 200 drones.", "drones", 1200, 1200),
        ("They took at least 20 drones.", "drones", 20, float("inf")),
        ("They took up to 300 drones.", "drones", 0, 300),
        ("They took about 40 drones.", "drones", 30, 50),
        ("Two or three drones fell.", "drones", 2, 3),
        ("Dozens of drones fell.", "drones", 24, 120),
        ("Ils ont saisi une dizaine de drones.", "drones", 10, 10),
        ("Изъято не менее 20 беспилотников.", "беспилотников", 20, float("inf")),
        ("Вилучено п'ятдесят дронів.", "дронів", 50, 50),
        ("صادرت قوات بونتلاند خمس طائرات", "طائرات", 5, 5),
        ("Incautaron unos veinte drones.", "drones", 15, 25),
        ("Apreenderam três drones.", "drones", 3, 3),
    ],
)
def test_counts_are_read_from_the_claims_own_words(quote, word, low, high):
    (found,) = counts(worded(quote, word))
    assert (found.of, found.low, found.high) == ("items", low, high)


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("Police seized drones.", "drones"),
        ("In 2024 drones were seized.", "drones"),
        ("A one-way drone fell.", "drone"),
        ("Two large six-rotor machines, and later drones.", "drones"),
        ("He lost 5. Drones came.", "Drones"),
        ("They flew Mavic 3 drones.", "Mavic 3 drones"),
    ],
)
def test_other_numbers_count_nothing(quote, word):
    assert [count for count in counts(worded(quote, word)) if count.low != 2] == []


def test_people_are_counted_where_people_move():
    words = "It trained 120 soldiers."
    (found,) = counts(worded(words, "soldiers", Slot.RECIPIENT, Kind.TRAINING))
    assert (found.of, found.low) == ("recipients", 120)
    assert counts(worded(words, "soldiers", Slot.RECIPIENT, Kind.USE)) == ()
    assert counts(said(quote="")) == ()


def test_numbers_that_cannot_both_be_true_are_a_dispute(tmp_path):
    claims = [
        worded(words, "drones") for words in ("Five drones.", "About 40 drones.", "More than 3 drones.")
    ]
    with new_book(tmp_path) as book:
        keys = [tell(book, claim, name=str(number))[0] for number, claim in enumerate(claims)]
        base = cited(said(kind=Kind.SEIZURE), "reuters")
        book.add_event("one", "One event", [base], coder="a team")
        with book.entry("join", "one") as entry:
            entry.insert(event_claim, [{"event_id": "one", "claim_id": key} for key in keys])
        (found,) = Disputes(book.view()).of(book.view().event("one"))
        assert (found.matter, found.of) == (Matter.NUMBER, "items")
        assert [position.says for position in found.positions] == ["5", "30 to 50"]


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 40))
def test_any_words_can_be_looked_through_for_numbers(text, start, length):
    quote = text + " drones"
    start = min(start, len(quote) - 1)
    span = Span(start, min(len(quote), start + length))
    claim = said(kind=Kind.USE, quote=quote, quote_span=Span(0, len(quote)), spans={Slot.ITEM: span})
    for count in counts(claim):
        assert 0 <= count.low <= count.high


@given(st.tuples(*[st.floats(0, 1e6)] * 4))
def test_meeting_is_mutual(ends):
    one = Count("items", *sorted(ends[:2]), "")
    other = Count("items", *sorted(ends[2:]), "")
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)

"""What a proposal must stand up to: words in the text, bodies the rules know, and no contradiction."""

import pytest

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Item, Kind, Modality, Polarity, Slot
from thistledown.reading.proposer.fold import fold
from thistledown.reading.proposer.proposal import Proposal
from thistledown.reading.proposer.proposer import numbers
from thistledown.reading.proposer.rules import sentences
from thistledown.reading.proposer.verification import RefusedError, Verification
from thistledown.reading.reader import reader


def verify(text, *, kind=Kind.TRANSFER, modality=Modality.ASSERTED, language="en", **slots):
    """Check one proposal whose quote is the whole text, unless told otherwise."""
    read = reader().read_report(text, published="2025-07-10", language=language)
    checks = Verification(
        text,
        sentences(text, language),
        read.claims,
        language=language,
        published=None,
        addressed=numbers().addressed,
        purpose=numbers().purpose,
    )
    said = Proposal(kind=kind, modality=modality, **{"quote": text, **slots})
    return checks.check(said, fold(text))


# The rule reader has no frame for this wording; the words are plain all the same.
PLAIN = "Crates of drones sailed onwards from Iran to the Houthis in Hodeidah in June 2025."
SLOTS = {"trigger": "sailed onwards", "providers": ("Iran",), "recipients": ("the Houthis",)}


def test_what_stands_is_kept_with_its_spans():
    made = verify(PLAIN, **SLOTS, item="drones", items=(Item.EQUIPMENT,), place="Hodeidah", date="June 2025")
    words = {slot: span.of(PLAIN) for slot, span in made.spans.items()}
    assert words == {
        Slot.TRIGGER: "sailed onwards",
        Slot.PROVIDER: "Iran",
        Slot.RECIPIENT: "Houthis",
        Slot.ITEM: "drones",
        Slot.PLACE: "Hodeidah",
        Slot.DATE: "June 2025",
    }
    assert [p.actor for p in made.providers + made.recipients] == ["iran", "houthis"]
    assert str(made.when.start) == "2025-06-01"
    assert made.where.country == "YEM"
    assert (made.said.modality, made.polarity) == (Modality.ASSERTED, Polarity.POSITIVE)


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"quote": "Crates of drones were sent from Iran to the Houthis."}, "not in the text"),
        ({"quote": "crates of drones sailed onwards from Iran"}, "not in the text"),
        ({"quote": "rates of drones sailed onwards from Iran"}, "not in the text"),
        ({"quote": "drones"}, "too short"),
        ({"trigger": "shipped"}, "a slot is neither"),
        ({"trigger": "sailed onw"}, "a slot is neither"),
        ({"item": "missiles"}, "a slot is neither"),
        ({"place": "Sanaa"}, "a slot is neither"),
        ({"providers": ("Russia",)}, "a slot is neither"),
        ({"providers": ("Crates",)}, "no body or cohort"),
        ({"providers": ("Houthis",)}, "both sides"),
        ({"modality": Modality.DENIED}, "no word denies"),
    ],
)
def test_what_does_not_stand_is_refused(slots, reason):
    with pytest.raises(RefusedError, match=reason):
        verify(PLAIN, **{**SLOTS, **slots})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Crates of drones never sailed onwards from Iran to the Houthis.", Modality.ASSERTED),
        ("Crates of drones never sailed onwards from Iran to the Houthis.", Modality.ALLEGED),
        ("Tehran denied that crates of drones sailed onwards from Iran to the Houthis.", Modality.REPORTED),
        ("That crates of drones sailed onwards from Iran to the Houthis was debunked.", Modality.ASSERTED),
        ("Crates of drones will have sailed onwards from Iran to the Houthis.", Modality.ASSERTED),
        ("If crates of drones sailed onwards from Iran to the Houthis, talks stop.", Modality.SPECULATED),
        (
            "Tehran built a port for crates of drones from Iran to have sailed onwards to the Houthis.",
            Modality.ASSERTED,
        ),
        ("Have drones that sailed onwards from Iran to the Houthis been seen?", Modality.ASSERTED),
    ],
)
def test_a_denial_a_forecast_and_a_question_cannot_be_turned(text, said):
    with pytest.raises(RefusedError):
        verify(text, **SLOTS, modality=said)


def test_a_quote_cut_out_of_a_denial_is_still_denied():
    text = "It is false that crates of drones sailed onwards from Iran to the Houthis."
    with pytest.raises(RefusedError, match=r"denies or negates|a denial"):
        verify(text, **SLOTS, quote="crates of drones sailed onwards from Iran to the Houthis")


def test_a_denial_proposed_as_one_stands():
    made = verify(
        "Crates of drones never sailed onwards from Iran to the Houthis.", **SLOTS, modality=Modality.DENIED
    )
    assert made.polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("text", "weakened"),
    [
        ("Crates of drones reportedly sailed onwards from Iran to the Houthis.", Modality.REPORTED),
        ("Crates of drones allegedly sailed onwards from Iran to the Houthis.", Modality.ALLEGED),
        ("Crates of drones possibly sailed onwards from Iran to the Houthis.", Modality.SPECULATED),
    ],
)
def test_a_hedge_weakens(text, weakened):
    made = verify(text, **SLOTS)
    assert made.said.modality is weakened
    assert any("weakened" in reason for reason in made.reasons)


def test_the_rule_reader_wins_in_its_own_sentence():
    text = "Kyiv denied that Ukraine had trained Tuareg rebels to use drones."
    slots = {"kind": Kind.TRAINING, "trigger": "trained", "recipients": ("Tuareg rebels",)}
    for modality in set(Modality) - {Modality.DENIED}:
        with pytest.raises(RefusedError):
            verify(text, **slots, modality=modality)
    assert verify(text, **slots, modality=Modality.DENIED).confirms
    plain = "Russia trained Malian soldiers to fly armed drones."
    with pytest.raises(RefusedError, match="other parties"):
        verify(plain, **{**slots, "providers": ("Malian soldiers",), "recipients": ("Russia",)})
    with pytest.raises(RefusedError, match="another modality"):
        verify(plain, **{**slots, "recipients": ()}, modality=Modality.FORECAST)


@pytest.mark.parametrize(
    "party",
    [
        "Ivan Petrov",
        "General Ivan Petrov",
        "Petrov",
        "General Ivan Petrov of the Russian army",
        "he",
        "a man",
    ],
)
def test_a_private_person_never_becomes_a_party(party):
    text = f"Crates of drones sailed onwards from {party} to the Houthis."
    with pytest.raises(RefusedError, match=r"no body or cohort|a slot is neither"):
        verify(text, trigger="sailed onwards", providers=(party,), recipients=("Houthis",))


def test_a_person_is_no_holder_and_a_source_is():
    text = "Crates of drones sailed onwards from Iran to the Houthis, Ivan Petrov told Le Monde."
    person = verify(text, **SLOTS, holder="Ivan Petrov")
    assert person.holders == ()
    assert any("holder left out" in reason for reason in person.reasons)
    assert verify(text, **SLOTS, holder="Le Monde").holders == ("Le Monde",)
    assert person.said.modality is Modality.REPORTED


def test_who_the_group_is_is_the_rule_readers_business():
    unread = "Boko Haram is active in Nigeria. Crates of drones sailed onwards to the group."
    with pytest.raises(RefusedError, match="no body or cohort"):
        verify(unread, quote=unread[33:], trigger="sailed onwards", recipients=("the group",))
    text = "Boko Haram is active in Nigeria. The group attacked a base with armed drones."
    made = verify(text, kind=Kind.USE, quote=text[33:], trigger="attacked", recipients=("The group",))
    assert [(party.literal, party.name) for party in made.recipients] == [("The group", "Boko Haram")]


def test_a_body_named_after_the_fact_is_blamed_not_found():
    text = "Crates of drones sailed onwards to the Houthis. The report attributed them to Iran."
    made = verify(text, quote=text[:47], trigger="sailed onwards", providers=("Iran",))
    assert made.said.modality is Modality.ALLEGED


def test_a_cohort_is_a_party():
    text = "Drones sailed onwards from Colombian volunteers to the Houthis."
    made = verify(
        text, trigger="sailed onwards", providers=("Colombian volunteers",), recipients=("Houthis",)
    )
    assert made.providers[0].literal == "Colombian volunteers"


def test_slots_may_lie_in_the_next_sentence_and_no_further():
    text = "Crates of drones sailed onwards out of Iran. The Houthis have them. Wagner Group watched."
    quote = "Crates of drones sailed onwards out of Iran."
    made = verify(text, quote=quote, trigger="sailed onwards", recipients=("The Houthis",))
    assert made.spans[Slot.RECIPIENT].of(text) == "Houthis"
    with pytest.raises(RefusedError, match="a slot is neither"):
        verify(text, quote=quote, trigger="sailed onwards", recipients=("Wagner Group",))


def test_the_next_sentence_counts_for_denial_when_a_slot_stands_in_it():
    text = "Crates of drones sailed onwards out of Iran. The Houthis never had them."
    with pytest.raises(RefusedError, match="denies"):
        verify(text, quote=text[:44], trigger="sailed onwards", recipients=("Houthis",))


def test_a_quote_that_stands_twice_says_nothing_certain():
    short = "sailed onwards from Iran to the Houthis"
    text = f"Drones {short} in May. No drones {short} in June."
    with pytest.raises(RefusedError, match="several sentences"):
        verify(text, **{**SLOTS, "trigger": "made"}, quote=short)
    with pytest.raises(RefusedError, match="more than one sentence"):
        verify(text, **{**SLOTS, "trigger": "made"})


def test_without_a_drone_near_nothing_is_accepted():
    text = "Crates of oranges sailed onwards from Iran to the Houthis."
    with pytest.raises(RefusedError, match="no drone"):
        verify(text, **SLOTS)


def test_another_shape_of_marks_is_the_same_quote():
    text = "Crates of drones sailed onwards from Iran\u00a0\n to\u200b the «\u202fHouthis\u202f» — again."
    quote = "sailed onwards from Iran to the ' Houthis ' - again."
    made = verify(text, **{**SLOTS, "recipients": ("Houthis",)}, quote=quote)
    assert made.spans[Slot.RECIPIENT].of(text) == "Houthis"


def test_spans_lie_in_the_sentence_or_the_next():
    made = verify(PLAIN, **SLOTS)
    assert all(
        Span(0, len(PLAIN)) == made.seen.span and span.within(made.seen.span) for span in made.spans.values()
    )

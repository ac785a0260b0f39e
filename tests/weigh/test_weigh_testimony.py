"""Who speaks in a claim, through how many hands, and with what interest."""

from dataclasses import replace

import pytest
from assessment_samples import KNOWN, SOURCES, address, claim, event, lines

from thistledown.casebook.claim import Party
from thistledown.codebook.terms import ActorKind, Kind, Modality, Reliability
from thistledown.weigh.knowledge import SourceFacts
from thistledown.weigh.line import lines_of_event
from thistledown.weigh.speaker import opponents, speaker_named
from thistledown.weigh.testimony import Interest
from thistledown.weigh.testimony import testimony as as_evidence

REUTERS = SourceFacts("reuters", "Reuters", grade=Reliability.B)
WITH_REUTERS = replace(KNOWN, sources={**SOURCES, "reuters": REUTERS})
UKRAINE = Party(literal="Ukraine", name="Ukraine", actor="aland", kind=ActorKind.STATE)


def of(item):
    return as_evidence(item, KNOWN)


def test_a_page_that_says_it_itself_is_first_hand():
    found = of(claim(1, "agency"))
    assert (found.hops, found.fidelity, found.key) == (0, 1.0, "agency")
    assert found.interest is Interest.NONE


def test_the_innermost_holder_speaks_and_each_holder_is_a_hand():
    found = of(claim(1, "blog", holders=("Reuters", "unnamed officials")))
    assert found.hops == 2
    assert found.speaker.name == "unnamed officials"
    assert found.key == "speaker:unknown"
    assert found.fidelity < 1


def test_what_is_reported_without_a_name_came_through_one_hand():
    assert of(claim(1, modality=Modality.REPORTED)).hops == 1


def test_a_coders_note_says_whom_a_page_leans_on():
    known = WITH_REUTERS
    relays = as_evidence(claim(1, "blog", note="relays Reuters; page dated 2025-06"), known)
    assert (relays.speaker.source, relays.key, relays.hops) == ("reuters", "reuters", 1)
    assert relays.fidelity == known.model.grades[Reliability.F].fidelity
    officer = as_evidence(claim(1, "blog", note="quotes a Malian officer"), known)
    assert (officer.speaker.country, officer.key, officer.hops) == ("MLI", "speaker:state", 1)
    own = as_evidence(claim(1, "blog", note="page dated 2025-06"), known)
    assert (own.speaker.source, own.hops) == ("blog", 0)


def test_holders_are_found_in_the_registry():
    assert speaker_named("Reuters").source == "reuters"
    force = speaker_named("Armed Forces of Ukraine")
    assert (force.actor, force.country) == ("ukraine-armed-forces", "UKR")
    assert speaker_named("a Malian officer").country == "MLI"
    assert speaker_named("people who know") == speaker_named("people who know")
    assert speaker_named("people who know").kind == "unknown"


def test_huge_and_odd_holders_and_notes_are_read_in_no_time():
    assert speaker_named("relays " * 100_000).kind == "unknown"
    assert of(claim(1, note="echo of " * 100_000)).hops <= 1
    assert speaker_named("\u202e\ud800\x00").kind == "unknown"


@pytest.mark.parametrize(
    ("item", "interest"),
    [
        (claim(1, "enemy"), Interest.ACCUSATION),
        (claim(1, "mill"), Interest.ACCUSATION),
        (claim(1, "enemy", kind=Kind.USE), Interest.ONE_SIDE),
        (claim(1, "accused"), Interest.ADMISSION),
        (claim(1, "accused", recipients=()), Interest.OWN_CLAIM),
        (claim(1, "accused", kind=Kind.USE), Interest.OWN_CLAIM),
        (claim(1, "accused", denies=True), Interest.DENIAL_ACCUSED),
        (claim(1, "daily", denies=True), Interest.DENIAL_UNKNOWN),
        (claim(1, "monitor", denies=True), Interest.NONE),
        (claim(1, "agency"), Interest.NONE),
    ],
)
def test_what_the_speaker_has_to_gain(item, interest):
    assert of(item).interest is interest


def test_loss_of_its_own_equipment_is_an_admission():
    band = claim(1, "accused", kind=Kind.SEIZURE, providers=(), recipients=(UKRAINE,))
    assert of(band).interest is Interest.ADMISSION


def test_those_who_speak_as_one_have_one_name():
    assert of(claim(1, "mill")).bloc == of(claim(2, "mill-2")).bloc == "network:mills"
    assert of(claim(1, "enemy")).bloc == "state:BBB"
    assert of(claim(1, "daily")).bloc != of(claim(2, "weekly")).bloc
    relayed = [as_evidence(claim(n, "blog", note="relays Reuters"), WITH_REUTERS) for n in (1, 2)]
    assert relayed[0].bloc == relayed[1].bloc


def test_opponents_are_so_both_ways():
    pairs = opponents()
    assert ("RUS", "UKR") in pairs
    assert all((other, one) in pairs for one, other in pairs)


def test_a_page_named_twice_is_one_member_of_its_line():
    found = event(claim(1), claim(2, denies=True, url=address(1)))
    (line,) = lines_of_event(found, [])
    assert line.pages == (address(1),)
    assert len(line.claims) == 2
    assert lines(found)[0].origin == address(1)

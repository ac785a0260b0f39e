"""The atlas in a casebook: one claim a citation, sure only as far as the row and the page are."""

import pytest

from thistledown.casebook.atlas_events import CODER, coded_claims, load_atlas, modality_of
from thistledown.casebook.record import open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import Certainty, Modality, Polarity, Stance


@pytest.mark.parametrize(
    ("certainty", "stance", "expected"),
    [
        (Certainty.CONFIRMED, Stance.ASSERTS, Modality.ASSERTED),
        (Certainty.REPORTED, Stance.ASSERTS, Modality.REPORTED),
        (Certainty.ALLEGED, Stance.ASSERTS, Modality.ALLEGED),
        (Certainty.DISPUTED, Stance.ASSERTS, Modality.REPORTED),
        (Certainty.SPECULATED, Stance.ASSERTS, Modality.SPECULATED),
        (Certainty.CONFIRMED, Stance.ALLEGES, Modality.ALLEGED),
        (Certainty.CONFIRMED, Stance.DENIES, Modality.DENIED),
        (Certainty.CONFIRMED, Stance.SPECULATES, Modality.SPECULATED),
    ],
)
def test_modality_comes_from_certainty_and_stance(certainty, stance, expected):
    assert modality_of(certainty, stance) is expected


def test_every_citation_is_a_claim_with_its_page_coder_and_codebook():
    known = registry()
    for event in atlas():
        claims = coded_claims(event, known)
        assert [item.citation.url for item in claims] == [c.url for c in event.citations]
        assert {item.coder for item in claims} == {CODER}
        assert {item.codebook for item in claims} == {codebook_version()}
        for item in claims:
            assert (item.polarity is Polarity.NEGATIVE) == (item.modality is Modality.DENIED)
            assert [p.actor for p in item.providers] == [p.actor for p in event.providers]
            parties = (*item.providers, *item.recipients)
            assert [p.name for p in parties] == [known.actor(p.actor).name for p in parties]


def test_loading_twice_adds_nothing(tmp_path):
    with open_casebook(tmp_path / "book", create=True, who="tester") as book:
        assert load_atlas(book) == len(atlas())
        before = book.view().counts(), book.view().newest_entry()
        assert load_atlas(book) == 0
        assert (book.view().counts(), book.view().newest_entry()) == before
        assert before[0]["claims_coded"] == sum(len(event.citations) for event in atlas())

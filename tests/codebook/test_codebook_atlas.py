from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from thistledown.codebook.atlas import atlas, read_atlas
from thistledown.codebook.registry import registry
from thistledown.codebook.rows import TableError
from thistledown.codebook.terms import Item, Kind, Modality, Precision, Stance


def test_rows_are_typed_and_joined(data_folder: Path) -> None:
    training, use = read_atlas(data_folder)
    assert (training.kind, training.date_end, training.date_precision) == (
        Kind.TRAINING,
        date(2025, 6, 30),
        Precision.MONTH,
    )
    assert (training.lat, training.lon, training.first) == (18.44, 1.41, False)
    assert [party.actor for party in training.providers] == ["africa-corps"]
    assert [party.actor for party in training.recipients] == ["mali-armed-forces"]
    assert use.items == (Item.EQUIPMENT, Item.MUNITION)
    assert (use.place, use.lat, use.first) == (None, None, True)


def test_parties_and_citations_stand_in_their_order(data_folder: Path) -> None:
    use = read_atlas(data_folder)[1]
    assert [party.actor for party in use.recipients] == ["africa-corps", "wagner-group"]
    assert {party.group for party in use.recipients} == {"a"}
    assert use.recipients[0].modality is Modality.ALLEGED
    assert [citation.stance for citation in use.citations] == [Stance.ALLEGES, Stance.DENIES]
    assert use.citations[0].published is None


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("atlas_events.csv", "18.44,1.41,reported", "north,1.41,reported", "row 2: could not convert"),
        ("atlas_events.csv", "alleged,true", "alleged,yes", "'yes' is neither true nor false"),
        ("atlas_events.csv", ",fpv,", ",zeppelin,", "'zeppelin' is not a valid System"),
        ("atlas_parties.csv", "provider,1", "seller,1", "'seller' is no role"),
    ],
)
def test_a_bad_cell_is_named(data_folder: Path, table: str, old: str, new: str, message: str) -> None:
    text = (data_folder / table).read_text(encoding="utf-8")
    assert old in text
    (data_folder / table).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TableError, match=message):
        read_atlas(data_folder)


def test_every_shipped_event_is_cited_and_has_a_recipient_or_provider() -> None:
    assert len(atlas()) >= 382
    assert all(event.citations and event.parties for event in atlas())
    assert sum(len(event.citations) for event in atlas()) >= 885


def test_every_actor_and_source_of_the_atlas_is_in_the_registry() -> None:
    known = registry()
    assert {party.actor for event in atlas() for party in event.parties} <= {
        actor.id for actor in known.actors
    }
    assert {item.source for event in atlas() for item in event.citations} <= {
        item.id for item in known.sources
    }


def test_cited_pages_lead_to_the_coded_source_by_their_host() -> None:
    cited = [item for event in atlas() for item in event.citations]
    same = sum(registry().source_for_url(item.url) == item.source for item in cited)
    # Pages on platforms are coded to the account, which a host cannot tell.
    assert same / len(cited) > 0.95

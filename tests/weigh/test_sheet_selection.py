"""A filter over the sheet chooses what going through the events one by one chooses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_samples import ONE, OTHER, Sample, chief, claims, sample_book

from thistledown.casebook.when import When
from thistledown.weigh.sheet.selection import Selection, SelectionError
from thistledown.weigh.sheet.sheet import (
    ACTOR_KINDS,
    CERTAINTIES,
    ITEMS,
    KINDS,
    NOT_STATED,
    PATHWAYS,
    SYSTEMS,
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory):
    with sample_book(tmp_path_factory.mktemp("selection")) as book:
        yield Sample.of(book)


def fits(asked: Selection, event, assessed) -> bool:
    """The filter as its fields are described, without any column."""
    told, lead = claims(event), event.lead
    givers = [party for one in told for party in one.providers]
    takers = [party for one in told for party in one.recipients]
    parts = (givers if asked.role != "recipient" else []) + (takers if asked.role != "provider" else [])
    places = [one.where for one in told if one.where]
    when = lead.when
    start = (when and when.start) or date.min
    end = (when and when.end) or date.max
    return all(
        (
            not asked.kind or asked.kind in {one.kind for one in told},
            not asked.pathway or asked.pathway in {way for way, weight in lead.pathways if weight},
            not asked.country or asked.country in {place.country for place in places},
            not asked.place or asked.place in {place.name for place in places},
            not asked.system or asked.system in {one.system for one in told},
            not asked.item or asked.item in {item for one in told for item in one.items},
            not asked.certainty or asked.certainty == event.certainty,
            not asked.source or asked.source in {one.citation.source for one in told if one.citation},
            not asked.provider_kind
            or asked.provider_kind in ({party.kind for party in givers} or {NOT_STATED}),
            not asked.recipient_kind
            or asked.recipient_kind in ({party.kind for party in takers} or {NOT_STATED}),
            not asked.actor or asked.actor in {chief(party.actor, party.name) for party in parts},
            not asked.since or (when is not None and end >= When.parse(asked.since).start),
            not asked.until or (when is not None and start <= When.parse(asked.until).end),
            not asked.likely or assessed.probability >= float(asked.likely),
        )
    )


def slots(sample: Sample) -> st.SearchStrategy[dict[str, str]]:
    """Filters of one to three slots, over values that occur and a few that do not."""
    days = st.dates(date(2013, 1, 1), date(2027, 1, 1)).map(str)
    spans = st.one_of(days, days.map(lambda text: text[:7]), days.map(lambda text: text[:4]))
    values = {
        "kind": st.sampled_from(KINDS),
        "pathway": st.sampled_from(PATHWAYS),
        "country": st.sampled_from([*sample.sheet.countries, "NOR"]),
        "actor": st.sampled_from([*sample.sheet.actors, "nobody-at-all"]),
        "role": st.sampled_from(["provider", "recipient"]),
        "certainty": st.sampled_from(CERTAINTIES),
        "system": st.sampled_from(SYSTEMS),
        "item": st.sampled_from(ITEMS),
        "provider_kind": st.sampled_from(ACTOR_KINDS),
        "recipient_kind": st.sampled_from(ACTOR_KINDS),
        "source": st.sampled_from([*sample.sheet.sources, "no-such-source"]),
        "place": st.sampled_from([*sample.sheet.places, "Nowhere"]),
        "since": spans,
        "until": spans,
        "likely": st.floats(0, 1).map(str),
    }
    names = st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3, unique=True)
    return names.flatmap(lambda given: st.fixed_dictionaries({name: values[name] for name in given}))


@given(data=st.data())
def test_a_filter_chooses_what_going_through_the_events_chooses(sample, data):
    asked = Selection(**data.draw(slots(sample)))
    mask = asked.mask(sample.sheet)
    brute = [event.id for event, assessed in sample.events if fits(asked, event, assessed)]
    assert [sample.sheet.ids[row] for row in mask.nonzero()[0].tolist()] == brute


def test_every_slot_chooses_some_events_and_leaves_out_others(sample):
    sheet, seen = sample.sheet, sample.sheet.lead_provider_kinds.values[0]
    given = {
        "kind": "training",
        "pathway": "battlefield",
        "country": "MLI",
        "actor": ONE,
        "certainty": "alleged",
        "system": SYSTEMS[int(sheet.systems.values[0])],
        "item": ITEMS[int(sheet.items.values[0])],
        "provider_kind": ACTOR_KINDS[int(seen)],
        "recipient_kind": "state-force",
        "source": sheet.sources[0],
        "place": sheet.places[0],
        "since": "2025",
        "until": "2023-06-30",
        "likely": "0.7",
    }
    for name, value in given.items():
        chosen = Selection(**{name: value}).mask(sheet)
        assert 0 < chosen.sum() < len(sheet), name


def test_a_search_narrows_the_choice_and_unknown_ids_do_no_harm(sample):
    ids = [sample.sheet.ids[3], sample.sheet.ids[5], "no-such-event"]
    assert Selection().mask(sample.sheet, ids).nonzero()[0].tolist() == [3, 5]
    assert not Selection().mask(sample.sheet, []).any()


def test_merged_actors_stand_under_the_one_that_speaks_for_them(sample):
    assert ONE in sample.sheet.actors.index
    assert OTHER not in sample.sheet.actors.index


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "party"}, "kind cannot be 'party'; choose one of use, sighting"),
        ({"role": "both"}, "choose one of provider, recipient"),
        ({"since": "June 2025"}, "since: 'June 2025' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"until": "2025-02-30"}, "until: "),
        ({"likely": "70 %"}, "likely must be a probability from 0 to 1, not '70 %'"),
        ({"likely": "nan"}, "likely must be a probability"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_with_the_choices(given, words):
    with pytest.raises(SelectionError) as caught:
        Selection(**given)
    assert words in str(caught.value)

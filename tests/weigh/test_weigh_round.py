"""One round over a casebook: echoes, then actors, then events; another round adds nothing."""

from dataclasses import replace

import pytest
from weighing_samples import new_book, party, said, tell

from thistledown.casebook.place import Place
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.resolution.mentions import unresolved_id
from thistledown.weigh.resolution.resolver import actor_clusters
from thistledown.weigh.round import Echoed, find_echoes, weigh

STORY = (
    "Officials in Bamako said on Monday that the Azawad Liberation Front had flown four armed drones over"
    " the barracks at Ber before dawn, the third such flight this month. A spokesman for the garrison "
    "said that two of the machines came down near the airstrip and that nobody was hurt, and he promised "
    "an inquiry within ten days. Residents told the town's radio that they had heard engines from four in"
    " the morning."
)
FRONT = party("Azawad Liberation Front", ActorKind.NON_STATE_ARMED_GROUP)
# As a reader would leave it that does not know the front.
FRONT = replace(FRONT, actor=None)
FLOWN = said(to=[FRONT], when="2025-03-10", where=Place("Ber", "MLI"), quote=STORY)


@pytest.fixture
def book(tmp_path):
    with new_book(tmp_path) as opened:
        tell(opened, FLOWN, name="a", published="2025-03-10")
        tell(
            opened,
            replace(FLOWN, quote=STORY.replace("Monday", "Monday morning")),
            name="b",
            published="2025-03-11",
        )
        yield opened


def test_a_round_finds_echoes_actors_and_events(book):
    done = weigh(book)
    assert done.echoes == Echoed(reports=2, echoes=1)
    assert (done.actors.new, done.actors.merged) == (1, 1)
    assert (done.events.founded, done.events.joined) == (1, 1)
    (echo,) = book.view().echoes()
    first, second = book.view().reports()
    assert (echo.origin, echo.echo) == (first.id, second.id)
    assert echo.probability > 0.5
    assert echo.evidence["evidence"]
    key = unresolved_id(FRONT.name, FRONT.kind)
    assert actor_clusters(book.view()).chief(key) == "fla"
    assert done.as_json()["events"]["founded"] == 1


def test_another_round_adds_nothing(book):
    weigh(book)
    newest = book.view().newest_entry()
    again = weigh(book)
    assert again.echoes == Echoed(reports=0, echoes=0)
    assert book.view().newest_entry() == newest


@pytest.mark.parametrize("spoil", ["gone", "broken"])
def test_the_cache_of_echoes_can_be_lost(book, spoil):
    weigh(book)
    path = book.paths.echo_index
    newest = book.view().newest_entry()
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(b"no index")
    # Everything is looked at again, and nothing is new.
    assert find_echoes(book) == Echoed(reports=2, echoes=0)
    assert book.view().newest_entry() == newest
    assert path.stat().st_size > 100


def test_a_new_report_is_laid_beside_the_old_ones(book):
    weigh(book)
    tell(book, replace(FLOWN, quote=STORY.replace("four armed", "4 armed")), name="c", published="2025-03-12")
    told = []
    done = weigh(book, lambda what, at, of: told.append((what, at, of)))
    assert done.echoes.reports == 1
    assert done.echoes.echoes >= 1
    assert (done.events.founded, done.events.joined) == (0, 1)
    assert ("Looking for echoes", 1, 1) in told
    assert {what for what, _, _ in told} == {"Looking for echoes", "Matching actors", "Joining events"}

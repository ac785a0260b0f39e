"""Join, split, not-same, name, undo, bring back and re-run on a real casebook, in seeded random orders.

After every step: no claim is about two events, no event holds a pair that was said to be not the same, and a
round of joining right after a round changes nothing. In the end everything is undone, newest first, and the
events are those of the beginning.
"""

import random
from dataclasses import replace

import pytest
from weighing_samples import day, new_book, said, tell

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.place import Place
from thistledown.casebook.undoing import CannotUndoError, undo
from thistledown.weigh.events.joiner import join_events
from thistledown.weigh.events.judged import event_clusters, judged_event, judged_events
from thistledown.weigh.events.verbs import join_two, keep_apart, name_event, split_event

SEQUENCES, STEPS = 5, 9
TOWNS = (Place("Gao", "MLI", 16.27, -0.04, 10.0), Place("Bosaso", "SOM", 11.28, 49.18, 10.0))
VERBS = ("join", "join", "split", "split", "not-same", "name", "undo", "re-run", "tell")


def state(book):
    return {
        found.id: (found.title, sorted(item.id for item in found.claims))
        for found in judged_events(book.view())
    }


def new_report(book, number):
    town = TOWNS[number % 2]
    taker = "jnim" if town is TOWNS[0] else "al-shabaab"
    base = said(to=[taker], when=day("2025-03-10"), where=town, quote=f"Report {number}.")
    tell(book, replace(base, when=None) if number % 3 == 2 else base, name=f"r{number}")


def step(book, rng, verb, reports):
    now = state(book)
    keys = sorted(now)
    one, other = rng.sample(keys, 2) if len(keys) > 1 else keys * 2
    try:
        match verb:
            case "join":
                join_two(book, one, other, "test")
            case "split":
                split_event(book, one, [rng.choice(now[one][1])], "test")
            case "not-same":
                keep_apart(book, one, other, "test")
            case "name":
                name_event(book, one, f"Name {rng.random()}")
            case "undo":
                entries = [row["seq"] for row in book.view().journal(limit=60) if row["seq"] > reports]
                if entries:
                    undo(book, rng.choice(entries))
            case "tell":
                new_report(book, rng.randrange(100, 10_000))
            case "re-run":
                join_events(book)
                before = book.view().newest_entry()
                join_events(book)
                assert book.view().newest_entry() == before
    except (CasebookError, IndexError):
        # Refused: nothing may have changed.
        assert state(book) == now


def check(book):
    found = list(judged_events(book.view()))
    claims = [item.id for event in found for item in event.claims]
    assert len(claims) == len(set(claims))
    clusters = event_clusters(book.view())
    for row in book.view().merges("event"):
        if row["verdict"] == "not-same":
            assert not clusters.together(row["left_id"], row["right_id"])
    for event in found:
        assert judged_event(book.view(), event.id) == event


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_random_sequences_keep_events_sound_and_can_all_be_undone(tmp_path, seed):
    rng = random.Random(seed)
    with new_book(tmp_path) as book:
        for number in range(5):
            new_report(book, number)
        join_events(book)
        start, first = book.view().newest_entry(), state(book)
        assert len(first) == 2
        for _ in range(STEPS):
            step(book, rng, rng.choice(VERBS), start)
            check(book)
        done = [row["seq"] for row in book.view().journal(limit=200) if row["seq"] > start]
        for seq in done:
            try:
                undo(book, seq)
            except CannotUndoError:
                # It was undone in its turn, or kept a capture.
                continue
        assert state(book) == first

"""`thistledown log` and `undo`, read as an analyst would."""

import re

import pytest
from cli_runner import thistledown


@pytest.fixture
def worked(book, told):
    """A casebook in which two analysts did a bit of everything; with the id of a claim and of an event."""

    def run(*arguments):
        said = thistledown(*arguments, "--casebook", book)
        assert said.code == 0, said.err
        return said

    run("add", told, "--offline")
    run("weigh")
    claim = run("review", "--json").rows[0]["ids"][0]
    first, second = (row["id"] for row in run("events", "list", "--json").rows[:2])
    run("actors", "not-same", "fla", "jnim", "--reason", "rivals")
    run("judge", claim, "correct", "--slot", "place", "--value", "Gao, MLI", "--coder", "ana")
    run("judge", claim, "accept", "--coder", "ben", "--comment", "read it twice")
    run("judge", "reuters", "grade", "--value", "C", "--comment", "three retractions")
    run("events", "name", first, "A course")
    run("events", "join", first, second, "--reason", "one story")
    return run, claim, first


def test_each_line_says_who_did_what_to_what_and_when(worked):
    run, claim, event = worked
    said = run("log").out
    lines = said.splitlines()
    assert all(re.match(r"\d+  .+, \d{4}-\d\d-\d\d \d\d:\d\d UTC: \S", line) for line in lines)
    for words in (
        r"ana, .*: corrected the place of the claim " + claim + r" \(\w+\) to Gao, MLI",
        r"ben, .*: accepted the claim " + claim + r" \(\w+\) \(read it twice\)",
        r"graded the source Reuters \(reuters\) C \(three retractions\)",
        r"said that the actor .+ \(fla\) and the actor .+ \(jnim\) are not the same \(rivals\)",
        r"gave the event .+ \(" + event + r"\) the title “A course”",
        r"said that the event .+ and the event .+ are one \(one story\)",
        r"took in .*told.txt: 1 report",
        r"read 1 text with reader",
        r"joined 2 claims to events",
    ):
        assert re.search(words, said), words
    assert "{" not in said


def test_undo_says_what_it_will_undo_and_what_it_undid(worked):
    run, _, _ = worked
    entries = len(run("log", "--json").rows)
    preview = run("undo", "--preview").out
    assert "are one (one story)" in preview
    assert "nothing was changed" in preview
    assert run("undo", "--preview", "--json").row["did"].endswith("are one (one story)")
    assert len(run("log", "--json").rows) == entries
    done = run("undo").out.splitlines()
    assert done[0] == preview.splitlines()[0]
    assert re.match(rf"Entry {entries + 1}: undid entry {entries}: said that the event", done[1])
    assert done[2] == "  1 word on who is one with whom no longer holds"
    again = run("undo", entries + 1).out.splitlines()
    assert f"undid entry {entries}: " in again[0]
    assert f"brought back entry {entries}: said that the event" in again[1]
    assert again[2] == "  1 word on who is one with whom holds again"

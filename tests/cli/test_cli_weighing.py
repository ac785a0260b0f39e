"""`weigh`, `actors` and `events` over the demo casebook, as an analyst uses them."""

import shutil

import pytest
from cli_runner import thistledown


@pytest.fixture(scope="session")
def weighed_made(demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weighed") / "demo.casebook"
    shutil.copytree(demo, folder)
    said = thistledown("weigh", "-c", folder, "--json")
    assert said.code == 0, said.err
    return folder, said.row


@pytest.fixture
def weighed(weighed_made, tmp_path):
    """A weighed demo casebook of the test's own."""
    folder = tmp_path / "demo.casebook"
    shutil.copytree(weighed_made[0], folder)
    return folder


def test_weighing_the_demo_joins_claims_to_the_atlas(weighed_made):
    folder, done = weighed_made
    assert done["echoes"]["reports"] > 300
    assert done["events"]["joined"] > 60
    assert done["events"]["founded"] > 60
    rows = thistledown("events", "list", "-c", folder, "--json", "--limit", 10_000).rows
    assert len(rows) == 382 + done["events"]["founded"]
    assert sum(row["coder"] == "Thistledown atlas" for row in rows) == 382


def test_weighing_again_says_that_nothing_is_new(weighed_made):
    folder, _ = weighed_made
    entries = len(thistledown("log", "-c", folder, "--json").rows)
    again = thistledown("weigh", "-c", folder)
    assert again.code == 0
    assert "0 reports looked at" in again.out
    assert "0 new events, 0 claims joined" in again.out
    assert "Without an event" in again.out
    assert len(thistledown("log", "-c", folder, "--json").rows) == entries


def test_the_events_in_dispute_say_on_what(weighed_made):
    folder, _ = weighed_made
    rows = thistledown("events", "list", "-c", folder, "--disputed", "--json", "--limit", 500).rows
    assert {"occurrence"} <= {matter for row in rows for matter in row["disputed"]}
    key = next(row["id"] for row in rows if row["disputed"] == ["occurrence"])
    shown = thistledown("events", "show", key, "-c", folder)
    assert "In dispute: occurrence" in shown.out
    assert "it did not happen:" in shown.out
    value = thistledown("events", "show", key, "-c", folder, "--json").row
    (dispute,) = value["contradictions"]
    assert {position["says"] for position in dispute["positions"]} == {"it happened", "it did not happen"}
    assert {voice["claim"] for position in dispute["positions"] for voice in position["voices"]} <= {
        claim["id"] for claim in value["claims"]
    }


def test_more_events_than_asked_for_are_announced(weighed_made):
    folder, _ = weighed_made
    said = thistledown("events", "list", "-c", folder, "--limit", 3)
    assert len(said.out.splitlines()) == 4
    assert "More than 3" in said.out


def test_two_events_are_joined_named_and_taken_apart_again(weighed):
    one, two, *_ = (row["id"] for row in thistledown("events", "list", "-c", weighed, "--json").rows)
    joined = thistledown("events", "join", one, two, "-r", "one report", "-c", weighed, "--json").row
    assert thistledown("events", "name", two, "Both of them", "-c", weighed).code == 0
    value = thistledown("events", "show", two, "-c", weighed, "--json").row
    assert (value["id"], value["title"]) == (min(one, two), "Both of them")
    assert thistledown("undo", joined["entry"], "-c", weighed).code == 0
    assert thistledown("events", "show", one, "-c", weighed, "--json").row["title"] != "Both of them"
    assert thistledown("events", "show", two, "-c", weighed, "--json").row["title"] == "Both of them"


def test_claims_are_split_off_and_may_not_come_back(weighed):
    rows = thistledown("events", "list", "-c", weighed, "--json", "--limit", 1000).rows
    key = next(row["id"] for row in rows if row["claim_count"] > 2)
    before = thistledown("events", "show", key, "-c", weighed, "--json").row["claims"]
    done = thistledown(
        "events", "split", key, before[0]["id"], "-r", "another day", "-c", weighed, "--json"
    ).row
    after = thistledown("events", "show", key, "-c", weighed, "--json").row["claims"]
    assert [claim["id"] for claim in after] == [claim["id"] for claim in before[1:]]
    refused = thistledown("events", "join", key, done["new"], "-c", weighed)
    assert refused.code == 1
    assert "are not the same" in refused.err
    nothing = thistledown("events", "split", key, "c0", "-c", weighed)
    assert (nothing.code, "c0 is not a claim about" in nothing.err) == (1, True)


def test_a_name_in_any_script_finds_its_actor(weighed_made):
    folder, _ = weighed_made
    rows = thistledown("actors", "match", "جبهة تحرير أزواد", "-c", folder, "--json").rows
    assert rows[0]["right"] == "fla"
    assert rows[0]["score"] == 1.0
    plain = thistledown("actors", "match", "Фронт освобождения Азавада в Мали", "-c", folder)
    assert "Azawad Liberation Front" in plain.out
    assert "without counterpart" in plain.out


def test_pairs_that_wait_are_merged_and_parted_by_hand(weighed):
    (first, *_) = thistledown("actors", "match", "-c", weighed, "--json").rows
    left, right = first["left"], first["right"]
    done = thistledown("actors", "same", left, right, "-r", "the same men", "-c", weighed)
    assert "takes it back" in done.out
    shown = thistledown("actors", "show", left, "-c", weighed, "--json").row
    assert shown["id"] == right
    assert {member["id"] for member in shown["members"]} == {left, right}
    assert (left, right) not in [
        (row["left"], row["right"]) for row in thistledown("actors", "match", "-c", weighed, "--json").rows
    ]
    parted = thistledown("actors", "not-same", left, right, "-r", "other men", "-c", weighed)
    assert "are no longer one (was: the same men)" in parted.out
    again = thistledown("actors", "not-same", left, right, "-c", weighed)
    assert "says already" in again.out
    told = thistledown("actors", "show", left, "-c", weighed)
    assert "one, overruled" in told.out
    assert "not one" in told.out
    assert thistledown("weigh", "-c", weighed).code == 0
    assert thistledown("actors", "show", left, "-c", weighed, "--json").row["id"] == left


def test_relatives_are_not_merged_and_strangers_not_found(weighed_made):
    folder, _ = weighed_made
    kin = thistledown("actors", "same", "africa-corps", "wagner-group", "-c", folder)
    assert kin.code == 1
    assert "africa-corps and wagner-group are two actors" in kin.err
    nobody = thistledown("actors", "show", "nobody", "-c", folder)
    assert nobody.code == 1


def test_groups_can_be_asked_for_as_of_a_day(weighed):
    thistledown("actors", "same", "jnim", "eln", "-c", weighed)
    then = thistledown("actors", "show", "eln", "--as-of", "2000-01-01", "-c", weighed)
    assert then.code == 1
    now = thistledown("actors", "show", "eln", "-c", weighed, "--json").row
    assert len(now["members"]) == 2


@pytest.mark.parametrize("command", [("events", "not-same"), ("events", "join")])
def test_an_unknown_event_is_named(weighed_made, command):
    said = thistledown(*command, "e-none", "e-other", "-c", weighed_made[0])
    assert said.code == 1
    assert "no event with the id e-none" in said.err

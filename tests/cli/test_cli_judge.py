"""`thistledown judge`, `undo` and `agreement`, for scripts and for hands that know what they want."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from cli_runner import thistledown


@pytest.fixture
def read(book, told):
    """A casebook with two claims that nobody judged."""
    assert thistledown("add", told, "--casebook", book, "--offline").code == 0
    return book


def ids(book):
    return [row["ids"][0] for row in thistledown("review", "--json", "--casebook", book).rows]


def judge(book, *arguments):
    return thistledown("judge", *arguments, "--casebook", book)


def undo(book, *arguments):
    return thistledown("undo", *arguments, "--casebook", book)


def judgements(book, key):
    found = thistledown("show", key, "--json", "--casebook", book).row["judgements"]
    return [(row["verdict"], row["slot"], row["coder"]) for row in found]


def test_a_claim_is_judged_in_one_line_and_the_line_says_how_to_take_it_back(read):
    key = ids(read)[0]
    kind = ["--slot", "kind", "--value", "trans", "--comment", "sold"]
    said = judge(read, key, "correct", *kind, "--coder", "ana")
    assert said.code == 0
    assert "thistledown undo" in said.out
    done = judge(read, key, "accept", "--json").row
    assert (done["id"], done["verdict"], done["slot"]) == (key, "accept", None)
    assert [row[:2] for row in judgements(read, key)] == [("correct", "kind"), ("accept", None)]
    assert judgements(read, key)[0][2] == "ana"
    back = undo(read, done["entry"], "--json").row
    assert (back["undid"], back["what"], back["subject"]) == (done["entry"], "judge", key)
    assert back["retired"] == {"judgement": 1}
    assert len(judgements(read, key)) == 1
    again = undo(read, back["entry"])
    assert f"brought back entry {done['entry']}: accepted the claim {key}" in again.out
    assert "1 judgement holds again" in again.out
    assert len(judgements(read, key)) == 2


REFUSED = [
    (["correct", "--slot", "kind"], 2, "--value"),
    (["correct", "--value", "use"], 2, "--slot"),
    (["reject", "--slot", "kind"], 2, "takes no --slot"),
    (["accept", "--value", "use"], 2, "takes no --value"),
    (["comment"], 2, "--comment"),
    (["grade"], 2, "--value"),
    (["grade", "--value", "B"], 2, "the reason"),
    (["grade", "--value", "", "--comment", "x"], 1, "no grade"),
    (["grade", "--value", "9"], 1, "6 (cannot be judged) for a claim"),
    (["adjudicate", "--value", "accept"], 2, "--between"),
    (["adjudicate", "--value", "accept", "--between", "ana"], 2, "two different"),
    (["adjudicate", "--value", "accept", "--between", "ana", "--between", "ana"], 2, "two different"),
    (["adjudicate", "--value", "accept", "--between", "ana", "--between", "ben"], 1, "nothing to settle"),
    (["correct", "--slot", "kind", "--value", "war"], 1, "choose one of"),
    (["correct", "--slot", "colour", "--value", "red"], 1, "no slot"),
    (["correct", "--slot", "provider", "--value", "Colonel Example"], 1, "people"),
    (["like"], 2, "like"),
]


def test_what_cannot_be_said_is_refused_and_nothing_is_written(read):
    key = ids(read)[0]
    for arguments, code, said in REFUSED:
        done = judge(read, key, *arguments)
        assert (done.code, arguments) == (code, arguments)
        assert said in done.err
        assert "Traceback" not in done.err
    assert judgements(read, key) == []


def test_a_source_is_graded_and_the_grade_can_be_taken_back(demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(demo, folder)

    def grades():
        shown = thistledown("show", source, "--json", "--casebook", folder).row
        return [row["reliability"] for row in shown["grades"]]

    event = thistledown("search", "mali", "--only", "event", "--limit", 1, "--casebook", folder, "--json").row
    cited = thistledown("show", event["id"], "--casebook", folder, "--json").row["claims"][0]["citation"]
    source = cited["source"]
    before = grades()
    assert judge(folder, source, "grade", "--value", "e", "--comment", "invents").code == 0
    assert grades() == [*before, "E"]
    assert judge(folder, source, "grade", "--value", "E", "--comment", "invents").code == 1
    assert undo(folder).code == 0
    assert grades() == before
    assert judge(folder, "no-such-source", "grade", "--value", "B", "--comment", "x").code == 1


def test_what_cannot_be_undone_says_what_to_do_instead(read):
    numbers = {row["what"]: row["number"] for row in thistledown("log", "--json", "--casebook", read).rows}
    for what, said in (("take-in", "retire a report instead"), ("load-registry", "comes with the program")):
        done = undo(read, numbers[what])
        assert done.code == 1
        assert said in done.err
    assert undo(read, 99).code == 1
    assert undo(read, "first").code == 2
    assert undo(read, "--coder", "nobody yet").code == 1
    done = undo(read)
    assert ": undid entry 3: read 1 text with reader" in done.out
    assert "no longer hold" in done.out
    assert thistledown("show", "--json", "--casebook", read).row["counts"]["claims_read"] == 0
    assert undo(read).code == 1


def test_two_coders_are_compared_and_what_is_settled_is_shown(read):
    first, second = ids(read)
    alone = thistledown("agreement", "--casebook", read)
    assert alone.code == 1
    assert "two coders" in alone.err
    for coder, kind in (("ana", "policy"), ("ben", "use")):
        judge(read, first, "correct", "--slot", "kind", "--value", kind, "--coder", coder)
        judge(read, second, "accept", "--coder", coder)
    before = datetime.now(UTC).isoformat()
    found = thistledown("agreement", "--coders", "ana", "ben", "--json", "--casebook", read).row
    assert (found["first"], found["second"], found["claims"]) == ("ana", "ben", 2)
    assert found["slots"]["kind"]["agree"] == 1
    # Codes policy, use and twice the same: 1 - 3 * 2 / (16 - 1 - 1 - 4).
    assert found["slots"]["kind"]["alpha"] == pytest.approx(0.4)
    assert found["slots"]["claim"]["alpha"] is None
    (one,) = found["disagreements"]
    assert (one["claim"], one["slot"], one["first"], one["second"]) == (first, "kind", "policy", "use")
    said = thistledown("agreement", "--casebook", read).out
    assert "policy | use" in said
    assert "too few to lean on" in said
    assert "adjudicate" in said
    settle = ["adjudicate", "--slot", "kind", "--value", "use", "--between", "ana", "--between", "ben"]
    assert judge(read, first, *settle, "--coder", "cy").code == 0
    said = thistledown("agreement", "--casebook", read).out
    assert "settled by cy: use" in said
    assert "adjudicate" not in said
    was = thistledown("agreement", "--as-of", before, "--json", "--casebook", read).row
    assert was["disagreements"][0]["settled"] is None
    assert thistledown("agreement", "--coders", "ana", "dee", "--casebook", read).code == 1


def test_show_gives_claims_and_events_as_analysts_left_them(read):
    assert thistledown("weigh", "--casebook", read).code == 0
    events = thistledown("events", "list", "--casebook", read, "--json").rows
    one, two = (row["id"] for row in events)

    def show(key):
        return thistledown("show", key, "--casebook", read, "--json").row

    first, second = (show(key)["claims"][0]["id"] for key in (one, two))
    before = show(one)["assessment"]
    assert 0 < before["low"] < before["probability"] < before["high"] < 1
    assert (
        judge(read, first, "correct", "--slot", "kind", "--value", "transfer", "--comment", "sold").code == 0
    )
    assert thistledown("events", "join", one, two, "--casebook", read).code == 0
    assert thistledown("events", "name", one, "Both of them", "--casebook", read).code == 0
    both = show(two)
    assert (both["id"], both["title"], both["joined"]) == (min(one, two), "Both of them", [max(one, two)])
    claims = {claim["id"]: claim for claim in both["claims"]}
    assert claims[first]["kind"] == "transfer"
    assert [change["slot"] for change in claims[first]["changes"]] == ["kind"]
    assert both["rejected"] == []
    said = thistledown("show", two, "--casebook", read)
    assert "Both of them" in said.out
    assert "That it happened: " in said.out
    assert "kind was corrected by" in said.out
    assert "(sold)" in said.out
    assert "None" not in said.out

    assert judge(read, first, "reject", "--comment", "a toy").code == 0
    after = show(one)
    assert after["rejected"] == [first]
    assert [claim["id"] for claim in after["claims"]] == [second]
    told = show(first)
    assert (told["verdict"], told["standing"]) == ("reject", None)
    assert "rejected: it counts for nothing" in thistledown("show", first, "--casebook", read).out
    assert judge(read, second, "reject").code == 0
    assert show(one)["assessment"] is None
    assert "No claim about it stands" in thistledown("show", one, "--casebook", read).out

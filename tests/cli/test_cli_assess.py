"""`thistledown assess`."""

import pytest
from cli_runner import thistledown

DISPUTED = "ukraine-csp-drone-supply-alleged-2024"
ACT = "mali-pm-unga-ukraine-accusation-2025"


def test_it_says_how_likely_and_why(demo):
    said = thistledown("assess", DISPUTED, "--casebook", demo)
    assert said.code == 0
    assert "That it happened:" in said.out
    assert "start" in said.out
    assert "lines of evidence" in said.out
    assert "provider" in said.out
    assert "█" in said.out


def test_json_has_number_interval_word_steps_slots_and_lines(demo):
    shown = thistledown("assess", DISPUTED, "--casebook", demo, "--json").row
    assert 0 < shown["low"] <= shown["probability"] <= shown["high"] < 1
    assert shown["likelihood"]
    assert shown["steps"][0]["is"] == "prior"
    assert {slot["slot"] for slot in shown["slots"]} >= {"kind", "provider", "recipient", "date"}
    assert all(line["claims"] for line in shown["lines"])
    assert shown["content"] is None


def test_an_act_is_shown_apart_from_what_it_says(demo):
    shown = thistledown("assess", ACT, "--casebook", demo, "--json").row
    assert shown["question"] == "that the act took place"
    assert shown["likelihood"] == "almost-certain"
    assert shown["content"]["probability"] < 0.5
    assert "That what it says is true" in thistledown("assess", ACT, "--casebook", demo).out


def test_what_if_a_line_is_struck(demo):
    whole = thistledown("assess", DISPUTED, "--casebook", demo, "--json").row
    heaviest = next(step for step in whole["steps"] if step["is"] == "line")
    number = next(line["line"] for line in whole["lines"] if line["origin"] == heaviest["origin"])
    struck = thistledown("assess", DISPUTED, "--without", number, "--casebook", demo, "--json").row
    assert struck["probability"] < whole["probability"] == struck["with_all"]["probability"]
    by_page = thistledown(
        "assess", DISPUTED, "--without", heaviest["origin"], "--casebook", demo, "--json"
    ).row
    assert by_page == struck
    assert (
        f"What if {number} did not exist"
        in thistledown("assess", DISPUTED, "--without", number.lower(), "--casebook", demo).out
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("no-such-event",), 1, "no-such-event"),
        ((DISPUTED, "--without", "L99"), 1, "no line of evidence L99"),
        ((DISPUTED, "--as-of", "yesterday"), 2, "--as-of"),
        ((DISPUTED, "--as-of", "2001-01-01"), 1, "no event"),
    ],
)
def test_what_cannot_be_assessed_is_said_plainly(demo, arguments, code, words):
    said = thistledown("assess", *arguments, "--casebook", demo)
    assert said.code == code
    assert words in said.err
    assert "Traceback" not in said.err


def test_without_an_event_every_event_is_listed_likeliest_first(book, told):
    assert "thistledown weigh" in thistledown("assess", "--casebook", book).out
    assert thistledown("add", told, "--casebook", book, "--offline").code == 0
    assert thistledown("weigh", "--casebook", book).code == 0
    events = thistledown("events", "list", "--casebook", book, "--json").rows
    rows = thistledown("assess", "--casebook", book, "--json").rows
    assert {row["event"] for row in rows} == {event["id"] for event in events}
    chances = [row["probability"] for row in rows]
    assert chances == sorted(chances, reverse=True)
    one = thistledown("assess", rows[0]["event"], "--casebook", book, "--json").row
    assert {key: one[key] for key in rows[0] if key != "title"} == {
        key: value for key, value in rows[0].items() if key != "title"
    }
    told_lines = thistledown("assess", "--casebook", book).out.splitlines()
    assert [row["event"] in line for row, line in zip(rows, told_lines, strict=True)] == [True, True]
    refused = thistledown("assess", "--without", "L1", "--casebook", book)
    assert (refused.code, "name the event" in refused.err) == (2, True)

"""`thistledown show`, `search`, `log` and `codebook`."""

from datetime import UTC, datetime, timedelta

import pytest
from cli_runner import thistledown


def test_the_overview_counts_what_there_is(demo):
    shown = thistledown("show", "--casebook", demo, "--json").row
    assert shown["counts"]["events"] == 382
    assert shown["counts"]["claims_coded"] == 885
    assert sum(shown["pathway"].values()) == 382
    assert "382 events, 885 claims coded by hand" in thistledown("show", "--casebook", demo).out


def test_every_kind_of_thing_can_be_followed_from_one_to_the_next(demo):
    (hit,) = thistledown("search", "mali", "--only", "event", "--limit", 1, "--casebook", demo, "--json").rows
    event = thistledown("show", hit["id"], "--casebook", demo, "--json").row
    assert event["is"] == "event"
    claim = thistledown("show", event["claims"][0]["id"], "--casebook", demo, "--json").row
    assert claim["is"] == "claim"
    assert hit["id"] in claim["events"]
    source = thistledown("show", claim["citation"]["source"], "--casebook", demo, "--json").row
    assert source["is"] == "source"
    assert claim["id"] in source["claims"]
    actor = thistledown("show", "islamic-state", "--casebook", demo, "--json").row
    assert actor["is"] == "actor"
    assert actor["names"]
    told = thistledown("search", "mali", "--only", "report", "--limit", 1, "--casebook", demo, "--json").row
    report = thistledown("show", told["id"], "--casebook", demo, "--json").row
    assert report["is"] == "report"
    capture = thistledown("show", report["capture"], "--casebook", demo, "--json").row
    assert capture["is"] == "capture"
    assert capture["custody"]
    for key in (hit["id"], claim["id"], claim["citation"]["source"], "islamic-state", told["id"]):
        said = thistledown("show", key, "--casebook", demo)
        assert said.code == 0
        assert key in said.out


def test_an_unknown_id_says_how_to_find_one(demo):
    said = thistledown("show", "no-such-thing", "--casebook", demo)
    assert said.code == 1
    assert "no-such-thing" in said.err
    assert "thistledown search WORDS" in said.err


def test_search_folds_accents_and_keeps_to_one_kind_of_thing(demo):
    plain = thistledown("search", "mexico", "--only", "event", "--casebook", demo, "--json").rows
    accented = thistledown("search", "México", "--only", "event", "--casebook", demo, "--json").rows
    assert plain
    assert plain == accented
    assert {hit["is"] for hit in plain} == {"event"}


def test_words_together_are_rarer_than_words_apart(demo):
    together = thistledown("search", "islamic state west", "--casebook", demo, "--limit", 5000, "--json").rows
    apart = thistledown("search", "islamic", "west", "--casebook", demo, "--limit", 5000, "--json").rows
    assert 0 < len(together) <= len(apart)


def test_search_says_when_there_is_more(demo):
    said = thistledown("search", "drone", "--limit", 3, "--casebook", demo)
    assert "3 found; --limit shows more than 3." in said.out
    assert thistledown("search", "drone", "--limit", 0, "--casebook", demo).code == 2
    assert thistledown("search", "drone", "--only", "person", "--casebook", demo).code == 2


@pytest.mark.parametrize("query", ['"', "NEAR(", "a AND", "*", "-", "'; DROP TABLE claim; --", "\x00"])
def test_any_words_can_be_searched(demo, query):
    said = thistledown("search", "--casebook", demo, "--", query)
    assert said.code in (0, 1)
    assert "Traceback" not in said.err


def test_as_of_shows_the_record_as_it_was_known(book, told):
    before = datetime.now(UTC)
    thistledown("add", told, "--casebook", book, "--offline")
    was = before.isoformat()
    today = (before + timedelta(days=1)).date().isoformat()
    for date, found in ((was, 0), (today, 1), ("2020-01-01", 0)):
        shown = thistledown("show", "--as-of", date, "--casebook", book, "--json").row
        assert shown["counts"]["reports"] == found
        hits = thistledown("search", "malian", "--as-of", date, "--casebook", book, "--json").rows
        assert bool(hits) == bool(found)
        entries = thistledown("log", "--as-of", date, "--casebook", book, "--json").rows
        assert ("take-in" in [entry["what"] for entry in entries]) == bool(found)


@pytest.mark.parametrize("date", ["yesterday", "2025-13-01", "2025-06-30T12:00:00", "", "20250630"])
@pytest.mark.parametrize("verb", [["show"], ["search", "mali"], ["log"], ["export", "csv"]])
def test_bad_dates_are_wrong_usage(demo, verb, date):
    said = thistledown(*verb, "--as-of", date, "--casebook", demo)
    assert said.code == 2
    assert "--as-of" in said.err
    assert said.raw == b""


def test_the_journal_is_newest_first_and_says_who(book, told):
    thistledown("add", told, "--casebook", book, "--offline")
    rows = thistledown("log", "--casebook", book, "--json").rows
    assert [row["what"] for row in rows] == ["read", "take-in", "load-registry"]
    assert all(row["who"] for row in rows)
    assert [row["number"] for row in rows] == sorted((row["number"] for row in rows), reverse=True)
    assert len(thistledown("log", "--limit", 1, "--casebook", book, "--json").rows) == 1


def test_the_custody_of_a_capture_names_its_place_and_its_exports(book, told):
    thistledown("add", told, "--casebook", book, "--offline")
    capture = next(
        row["subject"]
        for row in thistledown("log", "--casebook", book, "--json").rows
        if row["what"] == "take-in"
    )
    thistledown("export", "csv", "--casebook", book)
    rows = thistledown("log", capture, "--casebook", book, "--json").rows
    assert {row["what"] for row in rows} == {"captured", "exported"}
    assert str(told) in [row["subject"] for row in rows]
    said = thistledown("log", "0" * 64, "--casebook", book)
    assert said.code == 1


def test_the_codebook_prints_whole_and_by_section():
    whole = thistledown("codebook")
    assert whole.code == 0
    assert "state-trainee" in whole.out
    part = thistledown("codebook", "pathways")
    assert len(part.out) < len(whole.out)
    assert "state-trainee" in part.out
    assert "pathways" in thistledown("codebook", "--json").row["sections"]
    said = thistledown("codebook", "recipes")
    assert said.code == 2
    assert "recipes" in said.err
    assert "pathways" in said.err

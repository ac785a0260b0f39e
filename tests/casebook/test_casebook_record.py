"""The record on both engines: intake, readings, events, judgements, merges, retirements."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from casebook_samples import CODEBOOK, CODER, claim_on, coded, found, id_of, take_in, unread, words_coder

from thistledown.casebook.clock import unstamp
from thistledown.casebook.errors import CasebookError, NotACasebookError, UnknownIdError
from thistledown.casebook.place import Place
from thistledown.casebook.record import BATCH, Casebook, open_casebook
from thistledown.casebook.report import Found
from thistledown.casebook.settings import Settings
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.terms import Kind, Modality, Slot, System

TEXT = "Instructors trained recruits near Kidal. A drone was seen; a second drone was denied. 🛩 Дрони."


def read(casebook: Casebook, *claims: object, coder: str = CODER) -> int:
    (item,) = unread(casebook, coder)
    return casebook.add_readings(coder, CODEBOOK, [(item, list(claims), ["a note"])])  # type: ignore[arg-type]


def source_of(casebook: Casebook) -> str:
    return str(casebook.view().sources()[0]["source_id"])


# -- intake ----------------------------------------------------------------------------------------------


def test_a_report_comes_back_as_it_was_found(casebook: Casebook) -> None:
    taken = take_in(casebook, TEXT)
    assert (taken.new, taken.known) == (1, 0)
    report = casebook.view().report(id_of(TEXT))
    assert report.text == TEXT
    assert report.title == "A title"
    assert report.locator == "/reports/a.txt"
    text, offsets = casebook.view().text(report.text_id)
    start = text.index("Дрони")
    (raw,) = offsets.raw(Span(start, start + 5), text)
    assert casebook.archive.get(report.sha256)[raw.start : raw.end].decode() == "Дрони"


def test_taking_in_again_changes_nothing_and_writes_no_journal(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    before = casebook.view().journal()
    again = take_in(casebook, TEXT)
    assert (again.new, again.known) == (0, 1)
    assert casebook.view().journal() == before


def test_the_same_bytes_found_elsewhere_are_one_capture_with_two_custody_rows(casebook: Casebook) -> None:
    take_in(casebook, TEXT, "/reports/a.txt")
    take_in(casebook, TEXT, "/reports/copy.txt")
    counts = casebook.view().counts()
    assert (counts["captures"], counts["reports"]) == (1, 1)
    custody = casebook.view().custody(casebook.view().captures()[0])
    assert [row["locator"] for row in custody] == ["/reports/a.txt", "/reports/copy.txt"]
    assert {row["action"] for row in custody} == {"captured"}
    assert {row["who"] for row in custody} == {"analyst"}
    assert {row["tool"] for row in custody} == {"test 1"}


@pytest.mark.parametrize("many", [0, BATCH, BATCH + 1])
def test_captures_with_none_and_with_many_reports(casebook: Casebook, many: int) -> None:
    one = found(TEXT, parts=[f"item {n}" for n in range(many)])
    streamed = Found(capture=one.capture, reports=iter(list(one.reports)))
    assert casebook.take_in(streamed).new == many
    counts = casebook.view().counts()
    assert (counts["captures"], counts["reports"]) == (1, many)
    assert casebook.take_in(one).new == 0
    assert casebook.view().counts() == counts


def test_an_intake_that_breaks_off_is_completed_by_doing_it_again(casebook: Casebook) -> None:
    one = found(TEXT, parts=[f"item {n}" for n in range(BATCH + 50)])
    reports = list(one.reports)

    def broken() -> object:
        yield from reports[: BATCH + 10]
        raise OSError("the medium is gone")

    with pytest.raises(OSError, match="medium"):
        casebook.take_in(Found(capture=one.capture, reports=broken()))  # type: ignore[arg-type]
    assert casebook.view().counts()["reports"] == BATCH
    taken = casebook.take_in(one)
    assert (taken.new, taken.known) == (50, BATCH)
    assert len(casebook.view().custody(one.capture.sha256)) == 1


def test_uses_of_captures_are_logged_one_by_one(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    sha256 = casebook.view().captures()[0]
    casebook.log_use([sha256], "exported", "csv 1")
    casebook.log_use([], "exported", "csv 1")
    assert [row["action"] for row in casebook.view().custody(sha256)] == ["captured", "exported"]
    assert [row["what"] for row in casebook.view().journal(2)] == ["log-exported", "take-in"]


# -- readings --------------------------------------------------------------------------------------------


def test_a_claim_comes_back_as_it_was_read(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    made = replace(
        claim_on(TEXT, "trained recruits"),
        system=System.FPV,
        when=When.parse("2025-06"),
        where=Place("Kidal", "MLI", 18.44, 1.41, 10.0),
        spans={Slot.TRIGGER: Span(12, 19), Slot.CUE: Span(0, 3), Slot.PLACE: Span(34, 39)},
    )
    assert read(casebook, made) == 1
    (recorded,) = casebook.view().claims_of_report(id_of(TEXT))
    assert recorded.claim == replace(made, report=id_of(TEXT))
    assert casebook.view().claim(recorded.id) == recorded
    assert {slot: span.of(TEXT) for slot, span in recorded.claim.spans.items()} == {
        Slot.TRIGGER: "trained",
        Slot.CUE: "Ins",
        Slot.PLACE: "Kidal",
    }


def test_a_coded_claim_comes_back_with_its_citation(casebook: Casebook) -> None:
    made = coded(source_of(casebook))
    casebook.add_event("e1", "A first use", [made], coder="a team", certainty="reported", first_use=True)
    event = casebook.view().event("e1")
    assert [recorded.claim for recorded in event.claims] == [made]
    assert event.lead == made
    assert (event.title, event.certainty, event.first_use, event.coder) == (
        "A first use",
        "reported",
        True,
        "a team",
    )
    assert casebook.view().events_of_claim(event.claims[0].id) == ["e1"]


def test_a_coded_claim_without_a_citation_is_refused_and_leaves_no_event(casebook: Casebook) -> None:
    with pytest.raises(CasebookError, match="e1 cites no page"):
        casebook.add_event("e1", "t", [replace(coded("x"), citation=None)], coder="a team")
    assert casebook.view().counts()["events"] == 0
    assert casebook.view().journal(1)[0]["what"] == "load-registry"


def test_adding_events_again_leaves_those_that_are_there(casebook: Casebook) -> None:
    source = source_of(casebook)
    events = [(f"e{n}", f"title {n}", [coded(source)], None, False) for n in range(3)]
    assert casebook.add_events(events, coder="a team") == 3
    assert casebook.add_events([*events, ("e9", "new", [], None, False)], coder="a team") == 1
    assert [event.title for event in casebook.view().events()] == ["title 0", "title 1", "title 2", "new"]
    assert casebook.view().event("e9").lead is None


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "other words"},
        {"quote_span": Span(1, 17)},
        {"quote_span": None},
        {"quote_span": Span(0, 9_999)},
        {"spans": {Slot.TRIGGER: Span(0, 9_999)}},
        {"spans": {Slot.TRIGGER: Span(5, 5)}},
        {"spans": {Slot.TRIGGER: Span(-3, 2)}},
    ],
)
def test_a_claim_whose_words_are_not_the_texts_is_refused(
    casebook: Casebook, change: dict[str, object]
) -> None:
    take_in(casebook, TEXT)
    with pytest.raises(CasebookError, match=r"is not what the text says|points outside"):
        read(casebook, replace(claim_on(TEXT, "trained recruits"), **change))  # type: ignore[arg-type]
    assert casebook.view().counts()["readings"] == 0
    assert len(unread(casebook)) == 1


def test_each_text_is_read_once_by_each_coder_with_each_codebook(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    (item,) = unread(casebook)
    claims = [claim_on(TEXT, "trained recruits"), claim_on(TEXT, "trained recruits")]
    assert casebook.add_readings(CODER, CODEBOOK, [(item, claims, [])]) == 1
    assert casebook.add_readings(CODER, CODEBOOK, [(item, [], [])]) == 0
    assert unread(casebook) == []
    assert len(casebook.view().claims_of_report(item.report_id)) == 1
    assert len(casebook.unread(CODER, "2")) == 1
    assert len(casebook.unread("other 1", CODEBOOK)) == 1


def test_claims_of_a_report_come_in_the_order_of_the_text(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    words = ["Дрони", "second drone", "Instructors", "Kidal"]
    read(casebook, *(claim_on(TEXT, one) for one in words))
    assert [r.claim.quote for r in casebook.view().claims_of_report(id_of(TEXT))] == [
        "Instructors",
        "Kidal",
        "second drone",
        "Дрони",
    ]


# -- judgement over machine ------------------------------------------------------------------------------


def test_judgements_survive_a_better_reader(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    kept, dropped = claim_on(TEXT, "trained recruits"), claim_on(TEXT, "Kidal")
    read(casebook, kept, dropped)
    ids = {r.claim.quote: r.id for r in casebook.view().claims()}
    casebook.judge("claim", ids["trained recruits"], "right", comment="seen on the page")
    casebook.judge("claim", ids["Kidal"], "wrong", slot="kind", value={"kind": "use"})
    better = replace(kept, coder="trivial 2", confidence=0.95)
    assert read(casebook, better, claim_on(TEXT, "second drone"), coder="trivial 2") == 1
    view = casebook.view()
    assert {r.claim.quote for r in view.claims()} == {"trained recruits", "second drone"}
    (judged,) = view.judgements("claim", ids["trained recruits"])
    assert (judged["verdict"], judged["comment"], judged["coder"]) == ("right", "seen on the page", "analyst")
    (other,) = view.judgements("claim", ids["Kidal"])
    assert other["value"] == '{"kind": "use"}'
    retired = view.retired("claim", ids["Kidal"])
    assert retired is not None
    assert retired["reason"] == "not found again by trivial 2"


def test_a_claim_that_vanishes_and_comes_back_keeps_its_judgements(
    casebook: Casebook,
) -> None:
    take_in(casebook, TEXT)
    one = claim_on(TEXT, "trained recruits")
    read(casebook, one)
    (first,) = casebook.view().claims()
    casebook.judge("claim", first.id, "right")
    for version, claims, added in [(2, [], 0), (3, [one], 1), (4, [one], 0), (5, [], 0), (6, [one], 1)]:
        assert read(casebook, *claims, coder=f"trivial {version}") == added
        assert [r.id for r in casebook.view().claims()] == [first.id] * len(claims)
        assert bool(casebook.view().retired("claim", first.id)) != bool(claims)
    assert [row["verdict"] for row in casebook.view().judgements("claim", first.id)] == ["right"]


def test_a_machine_does_not_bring_back_what_an_analyst_retired(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    one = claim_on(TEXT, "trained recruits")
    read(casebook, one)
    (first,) = casebook.view().claims()
    casebook.retire("claim", first.id, "a misreading")
    assert read(casebook, one, coder="trivial 2") == 0
    assert casebook.view().claims() == []
    # Nor does it when a reading had dropped the claim in between.
    assert read(casebook, coder="trivial 3") == 0
    assert read(casebook, one, coder="trivial 4") == 0
    assert casebook.view().claims() == []
    assert casebook.view().counts()["claims_read"] == 0


def test_retiring_a_retirement_undoes_it_and_can_itself_be_followed_by_another(casebook: Casebook) -> None:
    casebook.add_event("e1", "t", [], coder="a team")
    states = []
    for _ in range(2):
        casebook.retire("event", "e1", "doubtful")
        states.append(casebook.view().counts()["events"])
        gone = casebook.view().retired("event", "e1")
        assert gone is not None
        casebook.retire("retirement", str(gone["id"]), "not doubtful after all")
        states.append(casebook.view().counts()["events"])
    assert states == [0, 1, 0, 1]
    assert casebook.view().retired("event", "e1") is None


def test_what_was_read_from_a_retired_report_goes_with_it(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    read(casebook, claim_on(TEXT, "trained recruits"))
    casebook.retire("report", id_of(TEXT), "taken in by mistake")
    view = casebook.view()
    assert (view.counts()["reports"], view.counts()["claims_read"]) == (0, 0)
    assert view.search("recruits") == []
    assert casebook.unread("other 1", CODEBOOK) == []
    with pytest.raises(UnknownIdError):
        view.report(id_of(TEXT))


def test_merges_are_edges_that_can_be_undone_and_that_say_not_the_same(casebook: Casebook) -> None:
    for name in ("e1", "e2", "e3"):
        casebook.add_event(name, name, [], coder="a team")
    casebook.merge("event", "e2", "e1", same=True, reason="same day, same place")
    casebook.merge("event", "e2", "e3", same=False, reason="different towns")
    edges = casebook.view().merges("event")
    assert [(e["left_id"], e["right_id"], e["verdict"]) for e in edges] == [
        ("e1", "e2", "same"),
        ("e2", "e3", "not-same"),
    ]
    assert [e["right_id"] for e in casebook.view().merges("event", "e1")] == ["e2"]
    before = unstamp(casebook.view().journal(1)[0]["recorded_at"])
    casebook.retire("merge", str(edges[0]["id"]), "looked again")
    assert [e["verdict"] for e in casebook.view().merges("event")] == ["not-same"]
    assert len(casebook.view(as_of=before).merges("event")) == 2
    assert casebook.view().counts()["events"] == 3


@pytest.mark.parametrize("row", ["", "no such", "1", "99999999999999999999", "-1", "٣", "a\0b", "\ud800"])
def test_what_does_not_exist_cannot_be_judged_merged_or_retired(casebook: Casebook, row: str) -> None:
    casebook.add_event("e1", "t", [], coder="a team")
    for table in ("claim", "merge", "event"):
        with pytest.raises(UnknownIdError):
            casebook.judge(table, row, "right")
        with pytest.raises(UnknownIdError):
            casebook.retire(table, row, "wrong")
    with pytest.raises(UnknownIdError):
        casebook.merge("event", "e1", row, same=True, reason="r")
    with pytest.raises(CasebookError, match="merged with itself"):
        casebook.merge("event", "e1", "e1", same=True, reason="r")
    with pytest.raises(CasebookError, match="no table 'sqlite_master'"):
        casebook.judge("sqlite_master", row, "right")
    assert casebook.view().journal(1)[0]["what"] == "add-events"


def test_the_journal_and_the_parts_of_a_claim_cannot_be_retired(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    read(casebook, claim_on(TEXT, "Kidal"))
    (claim,) = casebook.view().claims()
    with pytest.raises(CasebookError, match="cannot be retired by itself"):
        casebook.retire("journal", "1", "r")
    with pytest.raises(CasebookError, match="cannot be retired by itself"):
        casebook.retire("claim_party", claim.id, "r")


# -- reading the record ----------------------------------------------------------------------------------


def test_unknown_ids_are_said_to_be_unknown(casebook: Casebook) -> None:
    view = casebook.view()
    for bad in ("no such", "", "a\0b", "\ud800", "'; DROP TABLE claim; --"):
        for find in (view.claim, view.report, view.event, view.actor, view.source, view.capture, view.text):
            with pytest.raises(UnknownIdError):
                find(bad)
        assert view.claims_of_actor(bad) == view.claims_of_source(bad) == view.claims_of_report(bad) == []


def test_events_are_counted_once_for_each_value(casebook: Casebook) -> None:
    source = source_of(casebook)
    for name, kinds, certainty in [
        ("e1", [Kind.USE, Kind.USE], "confirmed"),
        ("e2", [Kind.USE, Kind.TRAINING], "confirmed"),
        ("e3", [Kind.SEIZURE], "alleged"),
    ]:
        claims = [
            replace(coded(source, kind=kind), where=Place(None, f"E{n}X")) for n, kind in enumerate(kinds)
        ]
        casebook.add_event(name, name, claims, coder="a team", certainty=certainty)
    view = casebook.view()
    assert view.tally("kind") == [("use", 2), ("seizure", 1), ("training", 1)]
    assert view.tally("certainty") == [("confirmed", 2), ("alleged", 1)]
    assert view.tally("recipient") == [("a group", 3)]
    assert view.tally("provider") == view.tally("system") == []
    assert view.tally("pathway") == [("unknown", 3)]
    assert view.tally("country") == [("E0X", 3), ("E1X", 2)]
    casebook.retire("event", "e3", "r")
    assert casebook.view().tally("certainty") == [("confirmed", 2)]
    with pytest.raises(ValueError, match="cannot count events by 'colour'; choose one of certainty"):
        view.tally("colour")


def test_a_large_record_is_read_in_pieces(casebook: Casebook) -> None:
    texts = [f"{TEXT} Number {n}." for n in range(7)]
    for n, text in enumerate(texts):
        take_in(casebook, text, f"/reports/{n}")
    words_coder(casebook)
    view = casebook.view()
    whole = [r.id for r in view.every_claim()]
    assert len(whole) == len(set(whole)) == 14
    assert whole == sorted(whole)
    first = view.claims(limit=5)
    assert [r.id for r in first + view.claims(after=first[-1].id)] == whole
    pages = [r.id for offset in (0, 3, 6) for r in view.reports(limit=3, offset=offset)]
    assert pages == [r.id for r in view.reports()]
    assert set(pages) == {id_of(text) for text in texts}
    assert [r.locator for r in view.reports()] == [f"/reports/{n}" for n in range(7)]


def test_who_did_what_is_in_the_journal(casebook: Casebook) -> None:
    take_in(casebook, TEXT)
    words_coder(casebook)
    entries = casebook.view().journal()
    assert [(row["who"], row["what"]) for row in entries] == [
        ("analyst", "read"),
        ("analyst", "take-in"),
        ("analyst", "load-registry"),
    ]
    assert casebook.view().journal(before=entries[0]["seq"], limit=1) == entries[1:2]
    early = unstamp(entries[1]["recorded_at"])
    assert casebook.view(as_of=early).journal() == entries[1:]
    assert casebook.view(as_of=early - timedelta(microseconds=1)).counts()["reports"] == 0


# -- opening ---------------------------------------------------------------------------------------------


def test_a_casebook_is_made_once_and_opened_again(tmp_path: Path) -> None:
    with open_casebook(tmp_path / "new", create=True, name="Sahel", who="desk 3") as casebook:
        take_in(casebook, TEXT)
        assert casebook.settings.name == "Sahel"
    with open_casebook(tmp_path / "new") as again:
        assert again.who == "desk 3"
        assert again.view().counts()["reports"] == 1
        assert len(again.view().journal()) == 2
    with open_casebook(tmp_path / "new", who="desk 4") as other:
        words_coder(other)
        assert other.view().journal(1)[0]["who"] == "desk 4"


def test_a_folder_that_is_no_casebook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotACasebookError, match="make one with `thistledown init"):
        open_casebook(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(NotACasebookError, match="holds other files"):
        open_casebook(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["with space", "a?b=c", "a#b", "100%", "Справа №1", "ملف", "a'b\"c"])
def test_a_casebook_may_have_any_folder_name(sqlite_template: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(sqlite_template, tmp_path / name)
    with open_casebook(tmp_path / name) as casebook:
        assert casebook.view().counts()["actors"] > 0
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == [
        "archive",
        "casebook.toml",
        "record.db",
    ]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_damaged_record_is_said_to_be_damaged(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copytree(sqlite_template, tmp_path / "book")
    (tmp_path / "book" / "record.db").write_bytes(b"this is no database" * 500)
    with pytest.raises(CasebookError, match=r"(?s)record\.db could not be opened .*restore it from a backup"):
        open_casebook(tmp_path / "book")


def test_a_record_that_vanished_is_not_replaced_by_an_empty_one(sqlite_casebook: Casebook) -> None:
    take_in(sqlite_casebook, TEXT)
    sqlite_casebook.close()
    for path in sqlite_casebook.paths.folder.glob("record.db*"):
        path.unlink()
    with pytest.raises(CasebookError, match=r"record\.db is missing while the archive holds captures"):
        open_casebook(sqlite_casebook.paths.folder)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("no address", "is not readable; write it like"),
        ("mysql://localhost/x", "cannot be kept in mysql"),
        ("postgresql+nodriver://localhost/x", "the driver for postgresql"),
        ("postgresql+psycopg://me:secret@/x?host=/nowhere/at/all", "could not be opened"),
    ],
)
def test_a_database_that_cannot_be_reached_is_explained_without_the_password(
    tmp_path: Path, address: str, message: str
) -> None:
    Settings("x", "analyst", address).save(tmp_path / "casebook.toml")
    with pytest.raises(CasebookError, match=message) as caught:
        open_casebook(tmp_path)
    assert "secret" not in str(caught.value)


def test_a_name_too_long_for_the_journal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="longer than 200"):
        open_casebook(tmp_path / "new", create=True, who="x" * 201)


def test_modality_and_polarity_decide_the_lead_of_an_event(casebook: Casebook) -> None:
    source = source_of(casebook)
    denied = replace(coded(source, kind=Kind.TRAINING), modality=Modality.DENIED)
    casebook.add_event("e1", "t", [denied, coded(source)], coder="a team")
    lead = casebook.view().event("e1").lead
    assert lead is not None
    assert lead.kind is Kind.USE

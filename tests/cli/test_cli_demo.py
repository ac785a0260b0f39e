"""`thistledown demo`: the main job."""

from cli_runner import thistledown


def test_the_demo_counts_the_atlas_and_reads_its_summaries(demo_made):
    _, said = demo_made
    assert said.code == 0
    shown = said.row
    assert (shown["events"], shown["citations"], shown["reports_read"]) == (382, 885, 382)
    assert shown["new"]["events"] == shown["new"]["reports"] == 382
    assert shown["claims_found"] > 200
    for by in ("pathway", "kind"):
        assert sum(shown[f"events_by_{by}"].values()) == 382
    assert {"kind", "provider", "recipient", "pathway", "date", "modality"} <= set(shown["agreement"])
    for count in shown["agreement"].values():
        assert 0 <= count["agree"] <= count["of"] <= 382


def test_a_second_run_changes_nothing(demo_made):
    folder, first = demo_made
    entries = len(thistledown("log", "--casebook", folder, "--limit", 100000, "--json").rows)
    again = thistledown("demo", folder, "--no-serve", "--json").row
    assert again["new"] == {"events": 0, "reports": 0, "read": 0, "claims": 0}
    assert {**again, "new": 0, "seconds": 0} == {**first.row, "new": 0, "seconds": 0}
    assert len(thistledown("log", "--casebook", folder, "--limit", 100000, "--json").rows) == entries


def test_people_read_the_same_numbers(demo):
    said = thistledown("demo", demo, "--no-serve")
    assert said.code == 0
    assert "382 publicly reported events with 885 citations, nothing new." in said.out
    assert "events by pathway: unknown 144, commercial 79" in said.out
    assert "Agreement with the coded row" in said.out


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    said = thistledown("demo", tmp_path, "--no-serve")
    assert said.code == 1
    assert "holds other files" in said.err

"""The shipped registry in the casebook: brought once, updated beside what analysts did."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from thistledown.casebook.clock import unstamp
from thistledown.casebook.record import Casebook
from thistledown.casebook.registry_rows import LOADED, load_registry
from thistledown.casebook.schema import actor_name, actor_profile, source_grade
from thistledown.codebook.registry import Registry, registry


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the shipped tables to change."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in registry().folder.glob("*.csv"):
        shutil.copy(path, folder)
    return folder


def change(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_actor_name_relation_and_source_is_there(casebook: Casebook) -> None:
    view, shipped = casebook.view(), registry()
    assert {row["actor_id"] for row in view.actors()} == {item.id for item in shipped.actors}
    assert {row["source_id"] for row in view.sources()} == {item.id for item in shipped.sources}
    assert view.grades() == {item.id: item.reliability.value for item in shipped.sources}
    one = next(item for item in shipped.actors if shipped.names_of(item.id) and shipped.relations_of(item.id))
    names = {(row["name"], row["language"], row["form"]) for row in view.actor_names(one.id)}
    assert names == {(name.name, name.language, name.form) for name in shipped.names_of(one.id)}
    assert len(view.actor_relations(one.id)) >= 1
    profile = view.actor(one.id)
    assert (profile["name"], profile["kind"], profile["country"]) == (one.name, one.kind.value, one.country)


def test_the_same_version_is_loaded_once(casebook: Casebook) -> None:
    assert load_registry(casebook.engine, registry(), "me") is False
    assert [row["what"] for row in casebook.view().journal()] == [LOADED]


def test_a_new_version_adds_what_changed_and_the_old_stays_readable(casebook: Casebook, edited: Path) -> None:
    before = unstamp(casebook.view().journal(1)[0]["recorded_at"])
    item = next(
        item for item in registry().sources if f"{item.name}," in (edited / "sources.csv").read_text()
    )
    change(edited, "sources.csv", f"{item.name},", "Another name,")
    assert load_registry(casebook.engine, Registry(edited), "me") is True
    assert load_registry(casebook.engine, Registry(edited), "me") is False
    view = casebook.view()
    changed = [row for row in view.sources() if row["name"] == "Another name"]
    assert len(changed) == 1
    assert casebook.view(as_of=before).source(changed[0]["source_id"])["name"] == item.name
    assert len(view.sources()) == len(registry().sources)
    assert len(view.actors()) == len(registry().actors)


def test_what_an_analyst_added_outlives_an_update(casebook: Casebook, edited: Path) -> None:
    actor = registry().actors[0].id
    source = registry().sources[0]
    mine = {
        "actor_id": actor,
        "kind": "cohort",
        "name": "My name for it",
        "country": None,
        "parent_id": None,
        "note": None,
    }
    other = next(grade for grade in "FEDCBA" if grade != source.reliability.value)
    with casebook.entry("edit") as entry:
        entry.insert(actor_name, [{"actor_id": actor, "name": "alias", "language": "en", "form": "alias"}])
        entry.insert(actor_profile, [mine])
        row = {"source_id": source.id, "reliability": other, "reason": "checked", "graded_by": "desk"}
        entry.insert(source_grade, [row])
    change(edited, "sources.csv", source.name, source.name + "!")
    (edited / "sources.csv").write_text(
        (edited / "sources.csv").read_text().replace(source.reason, source.reason + " (checked again)")
    )
    assert load_registry(casebook.engine, Registry(edited), "me") is True
    view = casebook.view()
    assert "alias" in {row["name"] for row in view.actor_names(actor)}
    assert view.actor(actor)["name"] == "My name for it"
    grades = view.source_grades(source.id)
    assert len(grades) == 3
    assert grades[-1]["graded_by"] == "desk"
    assert view.grades()[source.id] == other


def test_names_the_registry_drops_are_retired_not_removed(casebook: Casebook, edited: Path) -> None:
    before = unstamp(casebook.view().journal(1)[0]["recorded_at"])
    path = edited / "actor_names.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    kept = {(n.actor, n.name, n.language, n.form) for n in Registry(edited).names()}
    gone = [n for n in registry().names() if (n.actor, n.name, n.language, n.form) not in kept]
    assert gone
    load_registry(casebook.engine, Registry(edited), "me")

    def names(moment: object) -> set[tuple[str, str, str]]:
        view = casebook.view(as_of=moment)  # type: ignore[arg-type]
        return {(row["name"], row["language"], row["form"]) for row in view.actor_names(gone[0].actor)}

    key = (gone[0].name, gone[0].language, gone[0].form)
    assert key not in names(None)
    assert key in names(before)


def test_a_retired_actor_is_listed_no_longer(casebook: Casebook) -> None:
    actor = registry().actors[0].id
    casebook.retire("actor", actor, "never existed")
    assert actor not in {row["actor_id"] for row in casebook.view().actors()}
    assert casebook.view().counts()["actors"] == len(registry().actors) - 1


def test_a_retired_profile_gives_way_to_the_one_before(casebook: Casebook) -> None:
    actor = registry().actors[0]
    mine = {
        "actor_id": actor.id,
        "kind": "cohort",
        "name": "A slip",
        "country": None,
        "parent_id": None,
        "note": None,
    }
    with casebook.entry("edit") as entry:
        entry.insert(actor_profile, [mine])
    profile = casebook.view().actor(actor.id)
    assert profile["name"] == "A slip"
    casebook.retire("actor_profile", str(profile["id"]), "a slip")
    assert casebook.view().actor(actor.id)["name"] == actor.name

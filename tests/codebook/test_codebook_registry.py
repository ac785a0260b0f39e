from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from thistledown.codebook.registry import Registry, registry
from thistledown.codebook.rows import TableError
from thistledown.codebook.terms import ActorKind


def forms(of: Registry, actor: str) -> dict[str, str]:
    return {name.name: name.form for name in of.names_of(actor) if name.language == "en"}


def test_states_and_their_forces_are_made_from_the_countries(data_folder: Path) -> None:
    made = Registry(data_folder)
    assert made.actor("mali").kind is ActorKind.STATE
    forces = made.actor("russia-armed-forces")
    assert (forces.kind, forces.name, forces.parent, forces.country) == (
        ActorKind.STATE_FORCE,
        "Russian Armed Forces",
        "russia",
        "RUS",
    )
    assert forms(made, "russia-armed-forces")["Russian military"] == "alias"


def test_a_row_by_hand_stands_in_for_the_made_one_and_its_names(data_folder: Path) -> None:
    made = Registry(data_folder)
    assert made.actor("mali-armed-forces").note == "written by hand"
    assert forms(made, "mali-armed-forces") == {"Malian army": "alias", "Malian Armed Forces": "name"}
    assert sum(actor.id == "mali-armed-forces" for actor in made.actors) == 1


def test_names_that_two_countries_share_are_ambiguous(data_folder: Path) -> None:
    made = Registry(data_folder)
    for state in ("republic-of-the-congo", "democratic-republic-of-the-congo"):
        assert forms(made, state)["Congo"] == "ambiguous"
        assert forms(made, f"{state}-armed-forces")["Congolese army"] == "ambiguous"
    assert (
        made.actor("republic-of-the-congo-armed-forces").name == "Armed Forces of the Republic of the Congo"
    )
    assert forms(made, "russia")["RF"] == "acronym"


def test_a_made_name_that_an_actor_by_hand_bears_is_ambiguous(data_folder: Path) -> None:
    with (data_folder / "actor_names.csv").open("a", encoding="utf-8") as handle:
        handle.write("wagner-group,russian army,en,ambiguous\n")
    assert forms(Registry(data_folder), "russia-armed-forces")["Russian army"] == "ambiguous"


def test_demonyms_and_adjectives_are_no_names_of_a_state(data_folder: Path) -> None:
    assert set(forms(Registry(data_folder), "mali")) == {"Mali"}


def test_names_of_one_language(data_folder: Path) -> None:
    assert {name.name for name in Registry(data_folder).names("fr")} == {"FAMa", "Mali"}


def test_successors_follow_the_dates(data_folder: Path) -> None:
    made = Registry(data_folder)
    assert [actor.id for actor in made.successors("wagner-group")] == ["africa-corps"]
    assert made.successors("wagner-group", date(2023, 11, 30)) == ()
    assert [actor.id for actor in made.successors("wagner-group", date(2023, 12, 1))] == ["africa-corps"]
    assert made.successors("africa-corps") == ()


def test_successors_go_on_and_stop_at_a_circle(data_folder: Path) -> None:
    with (data_folder / "actor_relations.csv").open("a", encoding="utf-8") as handle:
        handle.write(
            "mali-armed-forces,successor-of,africa-corps,,,\nwagner-group,successor-of,mali-armed-forces,,,\n"
        )
    found = Registry(data_folder).successors("wagner-group")
    assert [actor.id for actor in found] == ["africa-corps", "mali-armed-forces"]


def test_ancestors_nearest_first(data_folder: Path) -> None:
    made = Registry(data_folder)
    assert [actor.id for actor in made.ancestors("africa-corps")] == ["russia-ministry-of-defence", "russia"]
    assert made.ancestors("no-such-actor") == ()


def test_ancestors_stop_at_a_circle(data_folder: Path) -> None:
    text = (data_folder / "actors.csv").read_text(encoding="utf-8")
    text = text.replace("Defence,RUS,russia,", "Defence,RUS,africa-corps,")
    (data_folder / "actors.csv").write_text(text, encoding="utf-8")
    found = Registry(data_folder).ancestors("africa-corps")
    assert [actor.id for actor in found] == ["russia-ministry-of-defence", "africa-corps"]


@pytest.mark.parametrize(
    ("host", "source"),
    [
        ("example.org", "example-daily"),
        ("www.example.org", "example-daily"),
        ("WWW.Example.ORG.", "example-daily"),
        ("news.example.org", "example-daily"),
        ("blog.example.org", "example-blog"),
        ("a.blog.example.org", "example-blog"),
        ("notexample.org", None),
        ("example.org.evil.net", None),
        ("org", None),
        ("", None),
        ("..", None),
        ("\u2488.com", None),
    ],
)
def test_security_a_host_belongs_to_the_nearest_domain_only(
    data_folder: Path, host: str, source: str | None
) -> None:
    found = Registry(data_folder).source_for_host(host)
    assert (found.id if found else None) == source


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.example.org/page?x=1", "example-daily"),
        ("https://user:secret@blog.example.org:8443/", "example-blog"),
        ("https://example.org@evil.net/", None),
        ("http://[half", None),
        ("not an address", None),
        ("", None),
    ],
)
def test_security_an_address_belongs_to_its_host(data_folder: Path, url: str, source: str | None) -> None:
    assert Registry(data_folder).source_for_url(url) == source


def test_unknown_ids_say_so(data_folder: Path) -> None:
    made = Registry(data_folder)
    assert "no-such-actor" not in made
    with pytest.raises(KeyError, match="no actor 'no-such-actor'"):
        made.actor("no-such-actor")
    with pytest.raises(KeyError, match="no source 'nobody'"):
        made.source("nobody")


@pytest.mark.parametrize("name", ["actors.csv", "country_names.csv", "source_hosts.csv"])
def test_the_version_changes_with_any_table(data_folder: Path, name: str) -> None:
    before = Registry(data_folder).version
    assert Registry(data_folder).version == before
    with (data_folder / name).open("a", encoding="utf-8") as handle:
        handle.write("\n")
    assert Registry(data_folder).version != before


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("actors.csv", "x,robot,X,,,,,\n", "row 6: 'robot' is not a valid ActorKind"),
        ("actors.csv", "x,state,X,,,2024,2023,\n", "ends .2023. before it starts"),
        ("actors.csv", "x,state,X,,,soon,,\n", "'soon' is not a date"),
        ("actor_relations.csv", "a,likes,b,,,\n", "'likes' is no relation"),
    ],
)
def test_a_bad_row_is_named(data_folder: Path, table: str, row: str, message: str) -> None:
    with (data_folder / table).open("a", encoding="utf-8") as handle:
        handle.write(row)
    made = Registry(data_folder)
    with pytest.raises(TableError, match=message):
        _ = made.actors, made.relations


def test_the_shipped_registry_knows_the_actors_of_the_seed() -> None:
    names = {(name.name, name.actor) for name in registry().names("en")}
    assert {("Africa Corps", "africa-corps"), ("Malian military", "mali-armed-forces")} <= names
    assert [actor.id for actor in registry().successors("wagner-group", date(2025, 1, 1))] == ["africa-corps"]
    assert registry().ancestors("africa-corps")[-1].id == "russia"

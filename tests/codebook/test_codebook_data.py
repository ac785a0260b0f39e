from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from thistledown.codebook import terms
from thistledown.codebook.actors import NAME_FORMS, RELATIONS
from thistledown.codebook.countries import COUNTRY_NAME_FORMS, LANGUAGES
from thistledown.codebook.counts import BEGIN, END, as_markdown, brought_up_to_date
from thistledown.codebook.shipped import shipped_folder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import frictionless


@pytest.fixture(scope="module")
def package() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(
        (shipped_folder() / "datapackage.json").read_text(encoding="utf-8")
    )
    return loaded


def field(package: Mapping[str, Any], table: str, name: str) -> Mapping[str, Any]:
    (resource,) = (item for item in package["resources"] if item["name"] == table)
    (found,) = (item for item in resource["schema"]["fields"] if item["name"] == name)
    chosen: Mapping[str, Any] = found
    return chosen


@pytest.mark.filterwarnings("ignore")
def test_the_folder_is_a_valid_tabular_data_package() -> None:
    report = frictionless.validate(str(shipped_folder() / "datapackage.json"))
    assert report.errors == []
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []
    assert len(report.tasks) == len(list(shipped_folder().glob("*.csv")))


def test_every_table_of_the_folder_is_in_the_package(package: Mapping[str, Any]) -> None:
    assert {item["path"] for item in package["resources"]} == {
        path.name for path in shipped_folder().glob("*.csv")
    }


@pytest.mark.parametrize(
    ("table", "name", "enum"),
    [
        ("atlas-events", "kind", terms.Kind),
        ("atlas-events", "system", terms.System),
        ("atlas-events", "pathway", terms.Pathway),
        ("atlas-events", "certainty", terms.Certainty),
        ("atlas-citations", "stance", terms.Stance),
        ("actors", "kind", terms.ActorKind),
        ("sources", "reliability", terms.Reliability),
    ],
)
def test_closed_sets_are_those_of_the_vocabulary(
    package: Mapping[str, Any], table: str, name: str, enum: type[StrEnum]
) -> None:
    assert field(package, table, name)["constraints"]["enum"] == [member.value for member in enum]


def test_smaller_closed_sets_agree_with_the_loaders(package: Mapping[str, Any]) -> None:
    def allowed(table: str, name: str) -> list[str]:
        values: list[str] = field(package, table, name)["constraints"]["enum"]
        return values

    assert allowed("actor-names", "form") == list(NAME_FORMS)
    assert allowed("actor-relations", "relation") == list(RELATIONS)
    assert allowed("country-names", "form") == list(COUNTRY_NAME_FORMS)
    assert allowed("actor-names", "language") == list(LANGUAGES)
    assert set(allowed("atlas-events", "date_precision")) < {member.value for member in terms.Precision}
    assert set(allowed("atlas-parties", "modality")) < {member.value for member in terms.Modality}
    pattern = field(package, "atlas-events", "items")["constraints"]["pattern"]
    assert all(member.value in pattern for member in terms.Item)


def test_every_column_is_described_and_licences_are_named(package: Mapping[str, Any]) -> None:
    assert all(item["description"] for table in package["resources"] for item in table["schema"]["fields"])
    assert [item["name"] for item in package["licenses"]] == ["CC-BY-4.0"]
    drawn = {
        table["name"]: {item["title"] for item in table.get("sources", [])} for table in package["resources"]
    }
    assert drawn["cities"] == {"GeoNames, CC BY 4.0"}
    assert drawn["country-names"] == {"Unicode CLDR"}


@pytest.mark.parametrize("page", ["data/README.md", "docs/data.md"])
def test_the_counts_on_the_pages_are_those_of_the_tables(repository: Path, page: str) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    fresh = brought_up_to_date(text, as_markdown(shipped_folder()))
    assert text == fresh, f"stale: python -m thistledown.codebook.counts {page}"


def test_counts_of_a_small_folder(data_folder: Path) -> None:
    counts = as_markdown(data_folder)
    for line in (
        "| events | 2 |",
        "| first and last possible day | 2025-06-01 to 2025-07-04 |",
        "| citations | 3 |",
        "| events with a single citation | 1 |",
        "| citations without a known day of publication | 2 |",
        "| events without coordinates | 1 |",
        "| actors written by hand | 4 |",
        "| actors with the states and their forces | 11 |",
        "- Kind: training 1, use 1",
        "- Stance of a citation: alleges 1, asserts 1, denies 1",
    ):
        assert line in counts.splitlines()


@pytest.mark.parametrize("page", ["", BEGIN, END + BEGIN, BEGIN + END + BEGIN])
def test_a_page_without_its_marks_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        brought_up_to_date(page, "x")


def test_the_command_brings_a_page_up_to_date(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    command = [sys.executable, "-m", "thistledown.codebook.counts", str(page)]
    subprocess.run(command, check=True, timeout=60)
    text = page.read_text(encoding="utf-8")
    assert text == f"before\n{as_markdown(shipped_folder())}\nafter\n"

"""casebook.toml: read back as written, and mistakes explained."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.settings import Settings, default_analyst

plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(name=plain, analyst=plain.filter(bool), database=plain)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_settings_come_back_as_they_were_written(
    tmp_path: Path, name: str, analyst: str, database: str
) -> None:
    path = tmp_path / "casebook.toml"
    made = Settings(name, analyst, database)
    made.save(path)
    assert Settings.load(path) == made
    assert [file.name for file in tmp_path.iterdir()] == ["casebook.toml"]


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    folder = tmp_path / "sahel"
    folder.mkdir()
    path = folder / "casebook.toml"
    path.write_text("# nothing set\n")
    assert Settings.load(path) == Settings("sahel", default_analyst(), "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "unfinished', r"casebook\.toml is not readable as TOML .*; correct that line"),
        ('nane = "x"\ncolour = "red"', r"mean nothing here: colour, nane; known are analyst, database, name"),
        ("name = 5", r"name must be text in quotation marks"),
        ('analyst = ["a"]\ndatabase = true', r"analyst, database must be text"),
        (f'analyst = "{"x" * 201}"', r"analyst is longer than 200 characters; shorten it"),
        ('[name]\nfirst = "x"', r"name must be text"),
    ],
)
def test_a_mistake_is_explained_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "casebook.toml"
    path.write_text(text)
    with pytest.raises(CasebookError, match=message) as caught:
        Settings.load(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_no_text_or_no_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "casebook.toml"
    path.write_bytes(b'name = "\xff\xfe"')
    with pytest.raises(CasebookError, match="is not readable as TOML"):
        Settings.load(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(CasebookError, match="cannot be read"):
        Settings.load(path)


def test_a_machine_without_login_names_still_has_an_analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert default_analyst() == "analyst"

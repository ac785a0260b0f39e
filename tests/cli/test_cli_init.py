"""`thistledown init`."""

import tomllib

from cli_runner import thistledown


def test_a_casebook_is_one_folder(tmp_path):
    folder = tmp_path / "a" / "somalia.casebook"
    said = thistledown("init", folder, "--name", "Somalia", "--analyst", "desk 4", "--json")
    assert said.code == 0
    assert said.row["new"] is True
    assert said.row["name"] == "Somalia"
    assert said.row["actors"] > 800
    assert (folder / "record.db").is_file()
    assert (folder / "archive").is_dir()
    settings = tomllib.loads((folder / "casebook.toml").read_text(encoding="utf-8"))
    assert settings == {"name": "Somalia", "analyst": "desk 4", "database": ""}


def test_making_it_again_leaves_it_as_it_is(book):
    before = (book / "casebook.toml").read_bytes()
    said = thistledown("init", book, "--name", "Other")
    assert said.code == 0
    assert "is a casebook already; it was left as it is" in said.out
    assert (book / "casebook.toml").read_bytes() == before


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    said = thistledown("init", tmp_path)
    assert said.code == 1
    assert "holds other files; choose a new or empty folder" in said.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thesis.docx"]

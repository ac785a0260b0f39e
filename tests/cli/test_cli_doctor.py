"""`thistledown doctor`."""

from cli_runner import thistledown


def test_a_whole_casebook_is_well(demo):
    said = thistledown("doctor", "--casebook", demo, "--json")
    assert said.code == 0
    assert all(row["ok"] for row in said.rows)
    assert {"the codebook", "the shipped data", "the database", "archived captures"} <= {
        row["what"] for row in said.rows
    }


def test_without_a_casebook_the_installation_is_checked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = thistledown("doctor")
    assert said.code == 0
    assert "nothing to check" in said.out


def test_a_changed_capture_is_found(book, told):
    thistledown("add", told, "--casebook", book, "--offline")
    (capture,) = [path for path in (book / "archive").rglob("*") if len(path.name) == 64]
    capture.chmod(0o644)
    capture.write_bytes(capture.read_bytes().replace(b"Russia", b"Prussi"))
    said = thistledown("doctor", "--casebook", book)
    assert said.code == 1
    assert capture.name in said.out
    assert "restore" in said.out
    (bad,) = [row for row in thistledown("doctor", "--casebook", book, "--json").rows if not row["ok"]]
    assert bad["what"] == "archived captures"
    assert bad["advice"]


def test_a_lost_capture_is_found_and_adding_it_again_repairs_it(book, told):
    thistledown("add", told, "--casebook", book, "--offline")
    (capture,) = [path for path in (book / "archive").rglob("*") if len(path.name) == 64]
    capture.chmod(0o644)
    capture.unlink()
    assert thistledown("doctor", "--casebook", book).code == 1
    assert thistledown("add", told, "--casebook", book, "--offline").code == 0
    assert thistledown("doctor", "--casebook", book).code == 0


def test_a_named_folder_without_a_casebook_is_not_well(tmp_path):
    assert thistledown("doctor", "--casebook", tmp_path).code == 1

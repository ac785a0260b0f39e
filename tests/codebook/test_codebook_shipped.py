from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from thistledown.codebook import shipped as module
from thistledown.codebook.shipped import ShippedDataError, shipped, shipped_folder


def test_a_checkout_ships_its_data_folder(repository: Path) -> None:
    assert shipped_folder() == repository / "data"
    assert shipped("actors.csv").is_file()


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(ShippedDataError, match=r"has no nothing\.csv"):
        shipped("nothing.csv")


@pytest.mark.parametrize("name", ["", ".", "..", "../pyproject.toml", "/etc/hostname", "sub/actors.csv"])
def test_security_only_plain_file_names_are_looked_up(name: str) -> None:
    with pytest.raises(ValueError, match="is not a file name"):
        shipped(name)


def copied_package(tmp_path: Path) -> Path:
    package = tmp_path / "site" / "thistledown"
    (package / "codebook").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "codebook" / "__init__.py").write_text("")
    shutil.copy(Path(module.__file__), package / "codebook" / "shipped.py")
    return package


def found_by(package: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from thistledown.codebook.shipped import shipped; print(shipped('actors.csv'))",
        ],
        env={"PYTHONPATH": str(package.parent)},
        cwd=package.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_installation_ships_the_folder_inside_the_package(tmp_path: Path) -> None:
    package = copied_package(tmp_path)
    (package / "data").mkdir()
    (package / "data" / "datapackage.json").write_text("{}")
    (package / "data" / "actors.csv").write_text("id\n")
    assert found_by(package).stdout.strip() == str(package / "data" / "actors.csv")


def test_an_installation_without_data_says_what_to_do(tmp_path: Path) -> None:
    result = found_by(copied_package(tmp_path))
    assert result.returncode != 0
    assert "install thistledown again" in result.stderr

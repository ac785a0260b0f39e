"""A demo casebook, built once, and a small one for each test."""

from pathlib import Path

import pytest
from cli_runner import Said, thistledown

TWO_EVENTS = """Russia trained Malian soldiers to fly armed drones in June 2025.

Puntland forces seized drones from Islamic State fighters in Somalia.
"""


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    folder = tmp_path_factory.mktemp("cli") / "demo.casebook"
    return folder, thistledown("demo", folder, "--no-serve", "--json")


@pytest.fixture(scope="session")
def demo(demo_made: tuple[Path, Said]) -> Path:
    """The folder of a demo casebook; tests leave it as it is."""
    return demo_made[0]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The folder of a new casebook."""
    folder = tmp_path / "new.casebook"
    assert thistledown("init", folder).code == 0
    return folder


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A file that tells of two events."""
    path = tmp_path / "told.txt"
    path.write_text(TWO_EVENTS, encoding="utf-8")
    return path

"""Style, types and the layer law are part of the tests, so that one command holds them all."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_style_holds():
    run("ruff", "check", ".")


def test_format_holds():
    run("ruff", "format", "--check", ".")


def test_types_hold():
    run("mypy")


def test_rooms_import_only_from_rooms_before_them():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_small(path):
    if "migrations" in path.parts:
        pytest.skip("a migration is frozen as it was generated")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def test_no_module_is_called_manager_utils_or_helper():
    words = ("manager", "util", "helper", "misc", "common")
    assert [path for path in SOURCES if any(word in path.stem for word in words)] == []


def test_importing_thistledown_is_quick_and_brings_nothing_heavy():
    code = (
        "import sys, time; begun = time.perf_counter(); import thistledown; "
        "heavy = {'sqlalchemy', 'numpy', 'httpx', 'rich', 'lxml'} & set(sys.modules); "
        "print(time.perf_counter() - begun, *heavy)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert said[1:] == []


def test_every_package_of_the_lock_file_has_hashes():
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    files = [line for line in lock.splitlines() if "url = " in line]
    assert files
    assert [line for line in files if 'hash = "sha256:' not in line] == []


def test_tests_assert_something():
    empty = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                body = ast.unparse(node)
                if not any(word in body for word in ("assert", "raises", "run(", "check", "conform")):
                    empty.append(f"{path.name}::{node.name}")
    assert empty == []

"""The built front end is of the sources beside it, and is what a build of them gives."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from thistledown.serve.api.schema import schema_text

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
BUILT = ROOT / "src" / "thistledown" / "serve" / "static" / "app"
FILES = ["index.html", "package-lock.json", "svelte.config.js", "texts.ts", "vite.config.ts"]
# Asked for compressed, of everything that the first page loads.
MOST_AT_FIRST = 250_000


def digest() -> str:
    """As web/digest.ts works it out."""
    paths = [*FILES]
    for folder in ("src", "public"):
        paths += [str(path.relative_to(WEB)) for path in (WEB / folder).rglob("*") if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted(path for path in paths if not path.endswith(".test.ts")):
        whole.update(f"{path}\0{hashlib.sha256((WEB / path).read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def test_the_built_app_is_of_these_sources() -> None:
    built = json.loads((BUILT / "built.json").read_text())
    assert built == {"sources": digest()}, "build it anew: cd web && npm ci && npm run build"


def test_the_client_is_of_the_apis_schema() -> None:
    assert (WEB / "openapi.json").read_text(encoding="utf-8") == schema_text(), (
        "write it anew: python -m thistledown.serve.api.schema > web/openapi.json; cd web; npm run schema"
    )


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page)
    assert not re.search(r"(?:src|href)=[\"'](?!/)", page)


def test_the_first_page_loads_little() -> None:
    import gzip

    page = (BUILT / "index.html").read_text(encoding="utf-8")
    waiting = re.findall(r"(?:src|href)=\"/(assets/[^\"]+\.js)\"", page)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        text = (BUILT / name).read_text(encoding="utf-8")
        # What a module imports at once comes with it; what it imports later does not.
        waiting += [f"assets/{one}" for one in re.findall(r"from\s*[\"']\./([^\"']+\.js)[\"']", text)]
        waiting += [f"assets/{one}" for one in re.findall(r"import\s*[\"']\./([^\"']+\.js)[\"']", text)]
    assert seen
    assert sum(len(gzip.compress((BUILT / name).read_bytes())) for name in seen) < MOST_AT_FIRST


@pytest.fixture(scope="module")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the front end's sources with what they need; skips where npm can bring nothing."""
    if shutil.which("npm") is None:
        pytest.skip("no Node here: the front end's own checks are not run")
    folder = tmp_path_factory.mktemp("web")
    for path in WEB.iterdir():
        if path.name == "node_modules":
            (folder / "node_modules").symlink_to(path)
        elif path.is_dir():
            shutil.copytree(path, folder / path.name)
        else:
            shutil.copy(path, folder / path.name)
    if not (folder / "node_modules").exists():
        brought = subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=240
        )
        if brought.returncode:
            pytest.skip(f"npm can bring nothing here: {brought.stderr[-200:]}")
    return folder


def run(folder: Path, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=240, env={**os.environ, **extra}
    )


def test_a_build_gives_the_same_bytes(node_modules: Path, tmp_path: Path) -> None:
    done = run(node_modules, "npm", "run", "build", THISTLEDOWN_WEB_OUT=str(tmp_path))
    assert done.returncode == 0, done.stderr[-2000:]

    def files(folder: Path) -> dict[str, bytes]:
        return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}

    built, kept = files(tmp_path), files(BUILT)
    assert sorted(built) == sorted(kept)
    assert {name for name in built if built[name] != kept[name]} == set()


def test_types_and_accessibility_of_the_sources_hold(node_modules: Path) -> None:
    done = run(node_modules, "npm", "run", "check")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_front_ends_own_tests_pass(node_modules: Path) -> None:
    done = run(node_modules, "npm", "run", "test")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_generated_client_is_up_to_date(node_modules: Path) -> None:
    before = (WEB / "src" / "api" / "schema.d.ts").read_text(encoding="utf-8")
    done = run(node_modules, "npx", "openapi-typescript", "openapi.json", "-o", "new.d.ts")
    assert done.returncode == 0, done.stderr[-2000:]
    assert (node_modules / "new.d.ts").read_text(encoding="utf-8") == before


def test_every_shape_of_the_api_has_a_name_of_its_own() -> None:
    # FastAPI puts the module before the names of shapes that share one.
    names = json.loads(schema_text())["components"]["schemas"]
    assert [name for name in names if "__" in name] == []

"""Every command and every sample in the documents is run, as it stands, in a folder of its own."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import thistledown
from pages import ROOT, Block, blocks, name_of, pages_with

# Marks on the line before a block: it needs the network; it runs until it is stopped.
LEFT_OUT = {"network", "runs until stopped"}


def write(block: Block, folder: Path) -> None:
    path = folder / block.mark.removeprefix("file: ")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.body, encoding="utf-8")


def run_console(block: Block) -> None:
    for line in block.body.splitlines():
        if not line.startswith("$ "):
            continue
        words = shlex.split(line[2:], comments=True)
        if words[0] == "cd":
            os.chdir(words[1])
            continue
        assert words[0] == "thistledown", f"{block.page.name}:{block.line}: {line}"
        said = thistledown(*words[1:])
        assert said.code == 0, f"{block.page.name}:{block.line}: {line}\n{said.out}{said.err}"


@pytest.mark.parametrize("page", pages_with("console"), ids=name_of)
def test_every_command_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran, left = 0, []
    for block in blocks(page):
        if block.mark.startswith("file: "):
            write(block, tmp_path)
        elif block.language == "console" and block.mark in LEFT_OUT:
            left.append(f"line {block.line} ({block.mark})")
        elif block.language == "console":
            run_console(block)
            ran += 1
    print(f"{page.name}: {ran} blocks run; left out: {', '.join(left) or 'none'}")
    assert ran


def test_marks_are_known_ones():
    marks = {
        block.mark
        for page in pages_with("console")
        for block in blocks(page, "console")
        if block.mark and block.mark not in LEFT_OUT
    }
    assert marks == set()


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_every_sample_of_a_page_runs(page, tmp_path):
    # The samples of a page are one program: later ones use what earlier ones made on disk.
    for block in blocks(page, "python"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", block.body],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{page.name}:{block.line}\n{done.stderr}"


def readme_commands() -> list[list[str]]:
    found = []
    for block in blocks(ROOT / "README.md", "sh", "console"):
        for line in block.body.splitlines():
            _, marker, rest = line.partition("uv run thistledown")
            if marker:
                found.append(shlex.split(rest))
            elif line.startswith("cd "):
                found.append(shlex.split(line))
    return found


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch):
    """The same commands without uv; addresses are left out, and nothing that waits for a person is run."""
    (tmp_path / "home" / "reports").mkdir(parents=True)
    (tmp_path / "home" / "reports" / "a.txt").write_text(
        "Puntland forces seized drones from Islamic State in Somalia.", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    verbs = []
    for words in readme_commands():
        if words[0] == "cd":
            os.chdir(words[1])
            continue
        verb, *rest = [os.path.expanduser(word) for word in words if not word.startswith("https://")]
        verbs.append(verb)
        if verb in ("serve", "review"):
            continue
        said = thistledown(verb, *rest, *(["--no-serve"] if verb == "demo" else []))
        assert said.code == 0, f"{words}\n{said.out}{said.err}"
    assert {"demo", "init", "add", "search", "export", "serve"} <= set(verbs)
    assert (Path.cwd() / "claims.csv").is_file()


def test_the_test_command_stands_alike_in_the_readme_and_in_contributing():
    lines = [
        line
        for name in ("README.md", "CONTRIBUTING.md")
        for block in blocks(ROOT / name, "sh")
        for line in block.body.splitlines()
        if line.endswith("pytest")
    ]
    assert len(lines) == 2
    assert len(set(lines)) == 1

"""The frame around the verbs: help, version, exit codes, which casebook is meant, plain errors."""

import os
import re
import signal
import subprocess
import time

import pytest
from cli_runner import PROGRAM, process, thistledown

import thistledown as package

VERBS = (*("init", "add", "read", "show", "search", "log", "export", "codebook", "doctor", "serve", "demo"),)


def test_version_is_the_package_version():
    assert thistledown("--version").out == f"thistledown {package.__version__}\n"


def test_help_names_every_verb_and_the_exit_codes():
    said = thistledown("--help")
    assert said.code == 0
    assert [verb for verb in VERBS if f"\n  {verb} " not in said.out] == []
    assert "0 done, 1 not done, 2 wrong usage, 3 done in part" in " ".join(said.out.split())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_json(verb):
    said = thistledown(verb, "--help")
    assert said.code == 0
    assert "--json" in said.out


def test_no_command_and_unknown_commands_are_usage_errors():
    assert thistledown().code == 2
    said = thistledown("frobnicate")
    assert said.code == 2
    assert "frobnicate" in said.err


def test_without_a_casebook_the_message_says_where_it_looked_and_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for verb in (["show"], ["search", "mali"], ["log"], ["export", "csv"], ["read"], ["serve"]):
        said = thistledown(*verb)
        assert said.code == 2, verb
        assert str(tmp_path) in said.err
        assert "thistledown init FOLDER" in said.err
        assert said.raw == b""


def test_a_folder_that_is_no_casebook_is_named(tmp_path):
    said = thistledown("show", "--casebook", tmp_path)
    assert said.code == 1
    assert f"{tmp_path} is not a casebook; make one with" in said.err


def test_the_casebook_is_found_from_below_and_by_the_variable(book, tmp_path, monkeypatch):
    monkeypatch.chdir(book / "archive")
    assert thistledown("show", "--json").row["counts"]["reports"] == 0
    monkeypatch.chdir(tmp_path)
    assert thistledown("show", "--json", THISTLEDOWN_CASEBOOK=str(book)).row["counts"]["reports"] == 0


def test_settings_that_mean_nothing_are_one_plain_line(book):
    (book / "casebook.toml").write_text('colour = "red"\n', encoding="utf-8")
    said = thistledown("show", "--casebook", book)
    assert said.code == 1
    assert "colour" in said.err
    assert "known are analyst, database, name" in said.err
    assert "Traceback" not in said.err


def test_it_runs_as_a_process_of_its_own_with_the_same_exit_codes(tmp_path):
    assert process("--version", cwd=tmp_path).code == 0
    said = process("show", cwd=tmp_path)
    assert said.code == 2
    assert "there is no casebook at or above" in said.err


def test_output_cut_short_by_its_reader_is_no_error(demo):
    cut = subprocess.Popen(
        [*PROGRAM, "export", "jsonl", "--casebook", str(demo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert cut.stdout is not None
    assert cut.stderr is not None
    assert cut.stdout.readline().startswith(b"{")
    cut.stdout.close()
    errors = cut.stderr.read()
    cut.stderr.close()
    assert cut.wait(60) == 0
    assert b"Traceback" not in errors


def test_an_interrupt_is_no_traceback(tmp_path):
    reading = subprocess.Popen(
        [*PROGRAM, "demo", str(tmp_path / "a"), "--no-serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A suite run in the background hands down that interrupts are ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    # Only once it has begun to write its casebook is there something to interrupt.
    for _ in range(600):
        if (tmp_path / "a" / "record.db").exists() or reading.poll() is not None:
            break
        time.sleep(0.05)
    # Pressed again until it is heard: an interrupt that arrives inside a callback of the interpreter is lost.
    while reading.poll() is None:
        reading.send_signal(signal.SIGINT)
        time.sleep(0.3)
    _, errors = reading.communicate(timeout=60)
    assert reading.returncode in (130, -signal.SIGINT)
    # Such a lost interrupt leaves the interpreter's own note, which is none of ours.
    ours = re.sub(rb"Exception ignored in:.*?KeyboardInterrupt: ?\n", b"", errors, flags=re.DOTALL)
    assert b"Traceback" not in ours

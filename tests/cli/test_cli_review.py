"""`thistledown review`: keys from a pipe and from a real terminal, and what they write."""

from __future__ import annotations

import io
import os
import pty
import select
import shutil
import sys
import time
import unicodedata
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from cli_runner import Said, thistledown

from thistledown.cli.direction import END, ISOLATE, apart, runs_left

ARABIC = "قالت روسيا إن أوكرانيا زودت جماعة نصرة الإسلام والمسلمين بطائرات مسيرة في شمال مالي في يوليو 2024."


@pytest.fixture
def read(book, told):
    """A casebook with two claims that nobody judged."""
    assert thistledown("add", told, "--casebook", book, "--offline").code == 0
    return book


def press(book, *lines, **options) -> Said:
    """Sit down to the queue with these answers, one a line."""
    with patch.object(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines))):
        arguments = [
            part for name, value in options.items() for part in (f"--{name}", value) if part is not True
        ]
        return thistledown("review", "--casebook", book, *arguments)


def rows(book, *more):
    return thistledown("review", "--casebook", book, "--json", *more).rows


def journal(book):
    return [row["what"] for row in thistledown("log", "--casebook", book, "--json").rows]


def claim(book, key):
    return thistledown("show", key, "--casebook", book, "--json").row


def test_the_queue_is_listed_with_the_most_telling_question_first(read):
    found = rows(read)
    assert [row["about"] for row in found] == ["claim", "claim"]
    assert found[0]["value"] >= found[1]["value"] > 0
    said = thistledown("review", "--casebook", read, "--list").out
    assert said.index(found[0]["ids"][0]) < said.index(found[1]["ids"][0])
    assert "2 questions." in said
    assert len(rows(read, "--limit", 1)) == 1
    assert rows(read, "--only", "actors") == []


def test_each_key_writes_one_entry_and_undo_takes_it_back(read):
    first, second = (row["ids"][0] for row in rows(read))
    said = press(read, "a", "r", "a toy", "q")
    assert said.code == 0
    assert "Accepted." in said.out
    assert "Rejected." in said.out
    assert "That was all." in said.out
    assert "2 judgements written" in said.err
    assert [row["verdict"] for row in claim(read, first)["judgements"]] == ["accept"]
    assert [(row["verdict"], row["comment"]) for row in claim(read, second)["judgements"]] == [
        ("reject", "a toy")
    ]
    assert journal(read)[:2] == ["judge", "judge"]
    assert "Nothing waits" in press(read).out
    assert thistledown("undo", "--casebook", read).code == 0
    assert [row["ids"][0] for row in rows(read)] == [second]
    assert thistledown("undo", "--casebook", read).code == 0
    assert len(rows(read)) == 2


def test_undo_in_a_sitting_brings_the_question_back(read):
    first = rows(read)[0]["ids"][0]
    said = press(read, "u", "a", "u", "q")
    assert "Nothing was written in this sitting" in said.out
    assert "Undone:" in said.out
    assert said.out.count(first) == 2
    assert "0 judgements written" in said.err
    assert rows(read)[0]["ids"][0] == first


def test_a_slot_is_corrected_by_number_or_name_and_the_original_stays_beside_it(read):
    first = rows(read)[0]["ids"][0]
    said = press(read, "c", "place", "Gao, MLI", "c", "10", "alleg", "c", "kind", "war", "c", "", "a", "q")
    assert said.code == 0
    assert "place put right." in said.out
    assert "put right by" in said.out
    assert "Not done: kind cannot be 'war'" in said.out
    found = claim(read, first)
    assert [(row["verdict"], row["slot"]) for row in found["judgements"]] == [
        ("correct", "place"),
        ("correct", "modality"),
        ("accept", None),
    ]
    # The machine's claim is as it was read.
    assert found["modality"] != "alleged"
    assert first not in [row["ids"][0] for row in rows(read)]


def test_notes_and_grades_are_written_and_the_question_stays(read):
    first = rows(read)[0]["ids"][0]
    said = press(read, "t", "see page 3", "i", "2", "i", "9", "g", "q")
    assert "Noted." in said.out
    assert "Information graded 2." in said.out
    assert "Not done: '9' is no credibility" in said.out
    assert "not in the registry, so it cannot be graded" in said.out
    verdicts = [row["verdict"] for row in claim(read, first)["judgements"]]
    assert verdicts == ["comment", "grade"]
    assert len(rows(read)) == 2


def test_keys_that_mean_nothing_do_nothing(read):
    before = journal(read)
    said = press(read, "m", "", "zz", "é", "?", "s", "s")
    assert said.code == 0
    assert said.out.count("none of the keys") == 4
    assert "reject: the words do not say this" in said.out
    assert journal(read) == before


def test_the_end_of_the_input_ends_the_sitting(read):
    for answers in ((), ("c",), ("c", "kind"), ("r",)):
        assert press(read, *answers).code == 0


def test_a_blind_coder_sees_nothing_of_the_first(read):
    first, second = (row["ids"][0] for row in rows(read, "--blind"))
    press(read, "c", "kind", "policy", "t", "between us", "r", "no", "a", "q", coder="ana")
    for shown in (
        press(read, "q", coder="ben", blind=True).out,
        thistledown("review", "--blind", "--coder", "ben", "--list", "--casebook", read).out,
    ):
        assert first in shown
        for hidden in ("ana", "between us", "put right", "policy"):
            assert hidden not in shown
    assert [row["ids"][0] for row in rows(read, "--blind", "--coder", "ben")] == [first, second]
    assert rows(read, "--coder", "ben") == []


def test_as_of_lists_what_waited_then_and_asks_nothing(read):
    waiting = rows(read)
    before = datetime.now(UTC)
    press(read, "a", "a")
    assert rows(read) == []
    assert rows(read, "--as-of", before.isoformat()) == waiting
    said = press(read, "a", **{"as-of": before.isoformat()})
    assert "2 questions." in said.out
    assert journal(read)[:2] == ["judge", "judge"]
    assert rows(read, "--as-of", (before + timedelta(days=1)).date().isoformat()) == []
    assert thistledown("review", "--as-of", "June", "--casebook", read).code == 2


def test_events_are_merged_kept_apart_and_split(demo, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(demo, folder)
    pairs = rows(folder, "--only", "events", "--limit", 2)
    said = press(folder, "m", "one raid", "n", "two towns", "q", only="events")
    assert "Merged." in said.out
    assert "Kept apart." in said.out
    left = {tuple(row["ids"]) for row in rows(folder, "--only", "events")}
    assert not left & {tuple(row["ids"]) for row in pairs}
    assert journal(folder)[:2] == ["not-same", "merge"]
    split = rows(folder, "--only", "split", "--limit", 1)[0]
    said = press(folder, "b", "u", "x", "another drone", "u", "q", only="split")
    assert "Left in its event." in said.out
    assert "Split off as" in said.out
    assert rows(folder, "--only", "split", "--limit", 1)[0] == split


def controls(text):
    return sorted(
        {
            hex(ord(c))
            for c in text
            if c not in "\n" + ISOLATE + END and unicodedata.category(c) in ("Cc", "Cf")
        }
    )


def test_arabic_words_stand_apart_and_no_direction_mark_of_theirs_gets_through(book, tmp_path):
    hostile = "\u202e\u2066\u2069\u200f"
    path = tmp_path / "arabic.txt"
    path.write_text(ARABIC.replace(" في شمال", f"{hostile} في شمال"), encoding="utf-8")
    thistledown("add", path, "--casebook", book, "--offline")
    said = press(book, "t", f"ملاحظة{hostile}\x1b]0;owned\x07", "q")
    assert "أوكرانيا" in said.out
    assert controls(said.out) == []
    assert ISOLATE in said.out
    # Whatever opens closes again before the line ends, so that no line turns another.
    for line in said.out.split("\n"):
        depth = 0
        for character in line:
            depth += (character == ISOLATE) - (character == END)
            assert depth in (0, 1)
        assert depth == 0


def test_only_what_runs_left_is_set_apart():
    assert apart("Kidal [bold]") == "Kidal \\[bold]"
    assert apart("مالي") == f"{ISOLATE}مالي{END}"
    assert apart("a\u2069\u202eb") == "a��b"
    assert runs_left("a ב")
    assert not runs_left("aé漢")


class Terminal:
    """A command in a real terminal of its own."""

    def __init__(self, *arguments):
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="100")
            code = "import sys; sys.argv[0] = 'thistledown'; from thistledown.cli import main; main()"
            os.execv(sys.executable, [sys.executable, "-c", code, *map(str, arguments)])
        self.said = ""

    def until(self, words, seconds=60):
        """Wait for some words; what was said before is forgotten."""
        end = time.monotonic() + seconds
        while words not in self.said:
            assert time.monotonic() < end, self.said
            if select.select([self.file], [], [], 0.2)[0]:
                try:
                    read = os.read(self.file, 65536)
                except OSError:
                    read = b""
                assert read, self.said
                self.said += read.decode("utf-8", "replace")
        self.said = self.said[self.said.index(words) + len(words) :]

    def press(self, keys):
        # The terminal must be listening for keys before one is pressed.
        time.sleep(0.3)
        os.write(self.file, keys.encode())

    def end(self):
        while True:
            try:
                if not os.read(self.file, 65536):
                    break
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_single_keys_work_in_a_real_terminal(read):
    first, second = (row["ids"][0] for row in rows(read))
    terminal = Terminal("review", "--casebook", read)
    terminal.until("q stop")
    # An arrow ends in a capital A, and several keys at once were pasted: neither is an answer.
    for none in ("\x1b[A", "accept", "я"):
        terminal.press(none)
        terminal.until("none of the keys")
        terminal.until("q stop")
    terminal.press("c")
    terminal.until("Which slot")
    terminal.press("place\n")
    terminal.until("place is")
    terminal.press("Gao, MLI\n")
    terminal.until("place put right.")
    terminal.until("q stop")
    terminal.press("a")
    terminal.until("Accepted.")
    terminal.until("q stop")
    terminal.press("q")
    terminal.until("2 judgements written")
    assert terminal.end() == 0
    assert [row["verdict"] for row in claim(read, first)["judgements"]] == ["correct", "accept"]
    assert claim(read, second)["judgements"] == []

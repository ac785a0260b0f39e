"""Writes docs/command-line.md from the commands' own help: `python tests/docs/command_line_page.py`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "command-line.md"
HEAD = """# The command line

Every verb, as `thistledown VERB --help` prints it. This page is made from that help; after a change write
it again with `python tests/docs/command_line_page.py`. [Getting started](getting-started.md) shows the
verbs at work.

## What all verbs share

- **Which casebook.** `--casebook FOLDER`; without it the variable `THISTLEDOWN_CASEBOOK`; without that the
  nearest casebook at or above the current folder.
- **`--json`** prints JSON for scripts. Lists are one value a line. Control and direction-changing
  characters are written as `\\u` escapes, so the output is safe on a terminal too.
- **Exit codes.** 0 done, 1 not done, 2 wrong usage, 3 done in part: some input could not be taken in, and
  the rest was. 130 after Ctrl-C.
- **Messages** go to standard error, results to standard output.
- **Text from outside** is made harmless before it is shown: control characters, markup and direction marks
  never reach the terminal.
- **`--as-of DATE`** shows the record as it was known at the end of that day (UTC), or at an instant with
  its zone. See [the record](record.md).
"""


def help_of(*arguments: str) -> str:
    """What `--help` prints."""
    known = {key: value for key, value in os.environ.items() if not key.startswith("THISTLEDOWN_")}
    code = "import sys; sys.argv[0] = 'thistledown'; from thistledown.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--help"],
        env={**known, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def verbs() -> list[tuple[str, ...]]:
    """Every verb as the application has it, each group followed by its own verbs."""
    from thistledown.cli.app import app

    found: list[tuple[str, ...]] = [(str(command.name),) for command in app.registered_commands]
    for group in app.registered_groups:
        found.append((str(group.name),))
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            callback = command.callback
            assert callback is not None
            found.append((str(group.name), command.name or callback.__name__.replace("_", "-")))
    return found


def page() -> str:
    """The whole page."""
    parts = [HEAD, f"## thistledown\n\n```text\n{help_of()}\n```\n"]
    for verb in verbs():
        parts.append(f"## thistledown {' '.join(verb)}\n\n```text\n{help_of(*verb)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

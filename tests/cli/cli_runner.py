"""The command line, called as a user calls it: in this process, or in one of its own."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from thistledown.cli import main

PROGRAM = (sys.executable, "-m", "thistledown.cli")


@dataclass(frozen=True)
class Said:
    """What a command gave back."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode("utf-8")

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.split("\n") if line]

    @property
    def row(self) -> Any:
        (only,) = self.rows
        return only


def thistledown(*arguments: object, **environment: str) -> Said:
    """Run a command in this process: same code, same exit codes, no start-up to wait for."""
    raw, errors = io.BytesIO(), io.BytesIO()
    code: object = 0
    known = {key: value for key, value in os.environ.items() if not key.startswith("THISTLEDOWN_")}
    with (
        patch.object(sys, "argv", ["thistledown", *map(str, arguments)]),
        patch.object(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8", write_through=True)),
        patch.object(sys, "stderr", io.TextIOWrapper(errors, encoding="utf-8", write_through=True)),
        patch.dict(os.environ, {**known, **environment}, clear=True),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        # Read before the wrappers go, which close what they wrap.
        return Said(int(code or 0), raw.getvalue(), errors.getvalue().decode("utf-8"))  # type: ignore[call-overload]


def process(*arguments: object, cwd: Path) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run([*PROGRAM, *map(str, arguments)], cwd=cwd, capture_output=True, check=False)
    return Said(done.returncode, done.stdout, done.stderr.decode("utf-8"))

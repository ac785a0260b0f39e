"""casebook.toml: what a person may set for one casebook."""

from __future__ import annotations

import getpass
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from thistledown.casebook.columns import storable
from thistledown.casebook.errors import CasebookError

# How files begin in which settings are written before they get their place, one a process.
DRAFT = "casebook.toml.new"

_KNOWN = {"name", "analyst", "database"}
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one casebook.

    Attributes:
        name: how the casebook is called on screen.
        analyst: whose hand the journal names; an office or initials will do.
        database: an SQLAlchemy URL of a team's PostgreSQL; empty means record.db in the folder.
    """

    name: str
    analyst: str
    database: str = ""

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the settings file.

        Raises:
            CasebookError: when it is not TOML, or has a key or a value that means nothing here.
        """
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CasebookError(f"{path} is not readable as TOML ({error}); correct that line") from error
        except OSError as error:
            raise CasebookError(f"{path} cannot be read ({error.strerror}); check the file") from error
        unknown = sorted(set(raw) - _KNOWN)
        if unknown:
            raise CasebookError(
                f"{path} has settings that mean nothing here: {', '.join(unknown)}; "
                f"known are {', '.join(sorted(_KNOWN))}"
            )
        wrong = sorted(key for key, value in raw.items() if not isinstance(value, str))
        if wrong:
            raise CasebookError(f"{path}: {', '.join(wrong)} must be text in quotation marks")
        if len(raw.get("analyst", "")) > LONGEST_NAME:
            raise CasebookError(f"{path}: analyst is longer than {LONGEST_NAME} characters; shorten it")
        return cls(
            name=raw.get("name", path.parent.name),
            analyst=raw.get("analyst", "") or default_analyst(),
            database=raw.get("database", ""),
        )

    def save(self, path: Path) -> None:
        """Write the settings file."""
        lines = [
            "# Settings of this casebook.",
            "# name: shown on screen; analyst: whose hand the journal names (an office or initials will do);",
            '# database: empty for record.db in this folder, or a PostgreSQL address ("postgresql+psycopg://…").',
            f"name = {_quoted(self.name)}",
            f"analyst = {_quoted(self.analyst)}",
            f"database = {_quoted(self.database)}",
        ]
        # Whole or not at all: a process killed here must leave a casebook that opens.
        draft = path.with_name(f"{DRAFT}-{os.getpid()}")
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        draft.replace(path)


def _quoted(text: str) -> str:
    # TOML's basic strings are JSON's, but for the delete character.
    return json.dumps(storable(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def default_analyst() -> str:
    """The login name, or "analyst" where the machine knows none."""
    try:
        return getpass.getuser() or "analyst"
    except (KeyError, OSError):
        return "analyst"

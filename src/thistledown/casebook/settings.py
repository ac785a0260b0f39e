"""casebook.toml: what a person may set for one casebook."""

from __future__ import annotations

import getpass
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from thistledown.casebook.errors import CasebookError

_KNOWN = {"name", "analyst", "database"}


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
        unknown = sorted(set(raw) - _KNOWN)
        if unknown:
            raise CasebookError(
                f"{path} has settings that mean nothing here: {', '.join(unknown)}; "
                f"known are {', '.join(sorted(_KNOWN))}"
            )
        wrong = sorted(key for key, value in raw.items() if not isinstance(value, str))
        if wrong:
            raise CasebookError(f"{path}: {', '.join(wrong)} must be text in quotation marks")
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
            f"name = {json.dumps(self.name, ensure_ascii=False)}",
            f"analyst = {json.dumps(self.analyst, ensure_ascii=False)}",
            f"database = {json.dumps(self.database, ensure_ascii=False)}",
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def default_analyst() -> str:
    """The login name, or "analyst" where the machine knows none."""
    try:
        return getpass.getuser() or "analyst"
    except (KeyError, OSError):
        return "analyst"

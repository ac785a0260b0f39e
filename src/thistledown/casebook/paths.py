"""Every path inside a casebook folder, made in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CasebookPaths:
    """A casebook is one folder: the record, the archive of captures, and its settings."""

    folder: Path

    @property
    def record(self) -> Path:
        """The SQLite file with the record."""
        return self.folder / "record.db"

    @property
    def archive(self) -> Path:
        """The folder of captured bytes."""
        return self.folder / "archive"

    @property
    def incoming(self) -> Path:
        """Where captures are written before they get their place; leftovers are never read."""
        return self.archive / "incoming"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "casebook.toml"

    @property
    def web_cache(self) -> Path:
        """What polite fetching remembers between runs (validators, robots rules)."""
        return self.folder / "web-cache"

    @property
    def echo_index(self) -> Path:
        """What the echo search remembers of reports; a cache that can be made again."""
        return self.folder / "echo-index.npz"

    @property
    def sheet(self) -> Path:
        """Every event in columns, for lists and pictures; a cache that can be made again."""
        return self.folder / "sheet.npz"

    def capture(self, sha256: str) -> Path:
        """The file of one capture.

        Raises:
            ValueError: when `sha256` is not 64 lowercase hexadecimal digits.
        """
        if len(sha256) != 64 or any(c not in "0123456789abcdef" for c in sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in hexadecimal")
        return self.archive / sha256[:2] / sha256[2:4] / sha256

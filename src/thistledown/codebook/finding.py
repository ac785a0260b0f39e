"""Something wrong in a data folder: where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that validation found.

    Attributes:
        file: name of the file.
        row: number of the record as a spreadsheet shows it: the header is 1; None for the whole file.
        column: name of the column, or None for the whole row.
        what: what is wrong.
        advice: what to do.
    """

    file: str
    row: int | None
    column: str | None
    what: str
    advice: str

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column is not None:
            where += f", {self.column}"
        return f"{where}: {self.what}; {self.advice}"


def shown(text: str, limit: int = 60) -> str:
    """A cell as a message may show it: quoted, escaped, cut short."""
    return ascii(text) if not text.isprintable() else repr(text[:limit] + ("…" if len(text) > limit else ""))

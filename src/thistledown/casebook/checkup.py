"""Is a casebook whole? Every check says what it looked at and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, text

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import claim, clean_text, search_entry


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        what: what was looked at.
        found: what came out, in words.
        advice: what to do; "" when all is well.
    """

    what: str
    found: str
    advice: str = ""

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.advice


def check_casebook(book: Casebook) -> list[Check]:
    """Look at the database, every archived byte, every quote, and the search index."""
    return [_database(book), _captures(book), _strays(book), _quotes(book), _index(book)]


def _database(book: Casebook) -> Check:
    what = "the database"
    if book.engine.dialect.name != "sqlite":
        return Check(what, "kept by PostgreSQL, which checks itself")
    with book.engine.connect() as connection:
        said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(5)"))]
        broken = connection.execute(text("PRAGMA foreign_key_check")).fetchmany(5)
    if said != ["ok"]:
        return Check(what, "; ".join(said), "restore record.db from a backup")
    if broken:
        return Check(
            what, f"{len(broken)} rows or more name rows that are not there", "restore it from a backup"
        )
    # Who may write to record.db may change a row unseen; no check of the file itself can tell.
    return Check(what, "whole (whether rows were changed from outside only a backup can tell)")


def _captures(book: Casebook) -> Check:
    wrong = []
    hashes = book.view().captures()
    for sha256 in hashes:
        try:
            book.archive.get(sha256)
        except CasebookError as error:
            wrong.append(str(error))
    what = "archived captures"
    if wrong:
        return Check(
            what,
            f"{len(wrong)} of {len(hashes)} damaged or missing: {wrong[0]}",
            "restore archive/ from a backup, or add the reports again",
        )
    return Check(what, f"{len(hashes)}, all with the bytes their names promise")


def _strays(book: Casebook) -> Check:
    known = set(book.view().captures())
    strays = [sha256 for sha256 in book.archive if sha256 not in known]
    what = "files in the archive that the record does not name"
    if strays:
        return Check(
            what, f"{len(strays)}, left by an interrupted run", "run the interrupted `thistledown add` again"
        )
    return Check(what, "none")


def _quotes(book: Casebook) -> Check:
    query = (
        select(claim.c.id, claim.c.quote, claim.c.quote_start, claim.c.quote_end, clean_text.c.text)
        .join(clean_text, clean_text.c.id == claim.c.text_id)
        .where(claim.c.quote_start.is_not(None))
    )
    wrong: list[str] = []
    total = 0
    with book.engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(query):
            total += 1
            if row.text[row.quote_start : row.quote_end] != row.quote:
                wrong.append(row.id)
    what = "quotes"
    if wrong:
        return Check(
            what,
            f"{len(wrong)} of {total} are not the words of their text ({wrong[0]})",
            "report this as a fault in Thistledown",
        )
    return Check(what, f"{total}, all the words of their texts")


def _index(book: Casebook) -> Check:
    what = "the search index"
    with book.engine.connect() as connection:
        rows = connection.execute(select(search_entry.c.id)).fetchall()
        if book.engine.dialect.name == "sqlite":
            indexed = connection.execute(text("SELECT count(*) FROM search_index_docsize")).scalar_one()
            if indexed != len(rows):
                return Check(what, f"{indexed} of {len(rows)} entries", "restore record.db from a backup")
    return Check(what, f"{len(rows)} entries")

"""Full-text search over reports, claims and events in all seven languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, column, func, literal_column, select, table, text

from thistledown.casebook.asof import AsOf
from thistledown.casebook.folding import fold_words
from thistledown.casebook.schema import search_entry

# Above this many hits, newest first: ranking them all by relevance would cost more than it tells.
RANKED = 2_000

_index = table("search_index", column("rowid"))
_SHOWN = (search_entry.c.subject_table, search_entry.c.subject_id, search_entry.c.folded)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something search found.

    Attributes:
        subject: "report", "claim" or "event".
        id: its id.
        folded: the folded words it was found by.
    """

    subject: str
    id: str
    folded: str


def search(
    connection: Connection,
    as_of: AsOf,
    query: str,
    *,
    limit: int = 50,
    subject: str | None = None,
    among: Any = None,
) -> list[Hit]:
    """Find what has all the words of the query.

    A word finds all that begins with it ("drone" finds "drones"); words in quotation marks must stand
    together. Case, diacritics and Arabic spelling do not matter. Any text is a valid query.

    Args:
        connection: to the record.
        as_of: as known when.
        query: the words.
        limit: hits at most.
        subject: "report", "claim" or "event"; all of them when left out.
        among: a SELECT of the ids that may be found; any when left out.
    """
    phrases = _phrases(query)
    if not phrases or limit < 1:
        return []
    if connection.dialect.name == "sqlite":
        words = text("search_index MATCH :words").bindparams(words=_match_sqlite(phrases))
        key: Any = _index.c.rowid
        relevance: Any = literal_column("search_index.rank")
        matches = select(key).select_from(_index).where(words)
        statement = select(*_SHOWN).join_from(_index, search_entry, _index.c.rowid == search_entry.c.id)
        statement = statement.where(words)
    else:
        # The expression of the index, to the letter.
        vector: Any = literal_column("to_tsvector('simple', left(search_entry.folded, 200000))")
        asked = func.to_tsquery("simple", _match_postgresql(phrases))
        key, relevance = search_entry.c.id, func.ts_rank(vector, asked).desc()
        matches = select(key).where(vector.op("@@")(asked))
        statement = select(*_SHOWN).where(vector.op("@@")(asked))
    if as_of.moment is not None:
        # Numbers grow with time: what came later is left out before it is looked at.
        by_then = select(search_entry.c.id).where(as_of.recorded(search_entry))
        in_turn = by_then.order_by(search_entry.c.entry.desc(), search_entry.c.id.desc()).limit(1)
        last = connection.execute(in_turn).scalar() or 0
        matches, statement = matches.where(key <= last), statement.where(key <= last)
    found = connection.execute(select(func.count()).select_from(matches.limit(RANKED + 1).subquery()))
    order = key.desc() if found.scalar_one() > RANKED else relevance
    # What it was found in must hold, not only the words it was found by.
    holds = ~as_of.retired(search_entry.c.subject_table, search_entry.c.subject_id)
    statement = statement.where(holds).order_by(order).limit(limit)
    if subject is not None:
        statement = statement.where(search_entry.c.subject_table == subject)
    if among is not None:
        statement = statement.where(search_entry.c.subject_id.in_(among))
    return [Hit(*row) for row in connection.execute(statement)]


def _phrases(query: str) -> list[tuple[list[str], bool]]:
    """Folded words, each with whether they stood in quotation marks (and so must stand whole)."""
    found: list[tuple[list[str], bool]] = []
    for number, piece in enumerate(query.translate(str.maketrans("“”„«»", '"""""')).split('"')):
        words = fold_words(piece)
        if number % 2 and words:
            found.append((words, True))
        else:
            found += [([word], False) for word in words]
    return found


def _match_sqlite(phrases: list[tuple[list[str], bool]]) -> str:
    parts = []
    for words, whole in phrases:
        joined = " ".join(words)
        parts.append(f'"{joined}"' + ("" if whole or len(joined) < 3 else "*"))
    return " AND ".join(parts)


def _match_postgresql(phrases: list[tuple[list[str], bool]]) -> str:
    parts = []
    for words, whole in phrases:
        joined = "<->".join(f"'{word}'" for word in words)
        parts.append(f"({joined})" if whole or len(words[0]) < 3 else f"{joined}:*")
    return "&".join(parts)

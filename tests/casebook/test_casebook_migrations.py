"""Migrations and guards: the schema is what the tables say, and the tables only grow."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from casebook_samples import coded, echo_between, take_in, words_coder
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from thistledown.casebook.engine import make_engine, migrate, newest_schema, writing
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.schema import APPEND_ONLY, metadata

VERBS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
}


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    """Leave out what migrations add beside the tables: the search index."""
    return not (name or "").startswith(("search_index", "ix_search_entry_words"))


def test_the_migrated_schema_is_the_one_the_tables_state(casebook: Casebook) -> None:
    with casebook.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) >= set(metadata.tables)


def test_upgrading_again_changes_nothing(casebook: Casebook) -> None:
    before = casebook.view().journal()
    assert migrate(casebook.engine) == (newest_schema(), newest_schema())
    assert casebook.view().journal() == before


def test_an_empty_file_is_brought_to_the_newest_schema_in_one_step(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'record.db'}")
    assert migrate(engine) == (None, newest_schema())
    assert migrate(engine) == (newest_schema(), newest_schema())
    engine.dispose()


def test_a_record_of_a_newer_version_is_refused_and_left_alone(sqlite_casebook: Casebook) -> None:
    sqlite_casebook.close()
    record = sqlite_casebook.paths.record
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(
        CasebookError, match=r"schema 9999, which this version .* does not know; update Thistledown"
    ):
        open_casebook(sqlite_casebook.paths.folder)
    connection = sqlite3.connect(record)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    connection.close()


def filled(casebook: Casebook) -> Casebook:
    """A casebook with at least one row in every table."""
    view = casebook.view()
    text_, source = "A drone near Kidal.", str(view.sources()[0]["source_id"])
    take_in(casebook, text_)
    words_coder(casebook)
    casebook.add_event("e1", "t", [coded(source)], coder="a team")
    casebook.add_event("e2", "t", [], coder="a team")
    leaning = "A drone near Kidal, they say."
    take_in(casebook, leaning)
    casebook.add_echoes([echo_between(text_, leaning)])
    casebook.judge("event", "e1", "right")
    casebook.merge("event", "e1", "e2", same=True, reason="r")
    casebook.retire("event", "e2", "r")
    with casebook.entry("fill") as entry:
        (claim,) = entry.connection.execute(select(metadata.tables["claim"].c.id).limit(1)).one()
        entry.insert(metadata.tables["claim_holder"], [{"claim_id": claim, "position": 9, "name": "h"}])
        entry.insert(metadata.tables["claim_item"], [{"claim_id": claim, "item": "x", "position": 9}])
    return casebook


def rows(casebook: Casebook) -> dict[str, list[tuple[object, ...]]]:
    with casebook.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_no_row_of_any_table_can_be_changed_or_removed(casebook: Casebook) -> None:
    filled(casebook)
    before = rows(casebook)
    assert [name for name, content in before.items() if not content] == []
    assert {table.name for table in APPEND_ONLY} == set(before)
    on_sqlite = casebook.engine.dialect.name == "sqlite"
    for table in APPEND_ONLY:
        column = f'"{table.c[0].name}"'
        for verb in ("update", "delete", "replace" if on_sqlite else "truncate"):
            statement = text(VERBS[verb].format(table=table.name, column=column))
            refused = pytest.raises(DBAPIError, match="the record is append-only")
            with refused, writing(casebook.engine) as connection:
                connection.execute(statement)
    assert rows(casebook) == before


def test_a_foreign_key_that_points_nowhere_is_refused_and_rolls_all_back(casebook: Casebook) -> None:
    before = rows(casebook)
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), casebook.entry("bad") as entry:
        entry.insert(
            metadata.tables["source_grade"],
            [{"source_id": "no such", "reliability": "A", "reason": "r", "graded_by": "me"}],
        )
    assert rows(casebook) == before


def test_every_row_of_its_own_says_when_it_was_recorded_and_by_which_entry(casebook: Casebook) -> None:
    filled(casebook)
    parts = {table.name for table in APPEND_ONLY if "entry" not in table.c} - {"journal"}
    assert parts == {"claim_party", "claim_item", "claim_pathway", "claim_span", "claim_holder"}
    journal = metadata.tables["journal"]
    with casebook.engine.connect() as connection:
        for table in APPEND_ONLY:
            if "entry" in table.c:
                strays = (
                    select(func.count())
                    .select_from(table)
                    .outerjoin(journal, journal.c.seq == table.c.entry)
                    .where(journal.c.recorded_at.is_distinct_from(table.c.recorded_at))
                )
                assert connection.execute(strays).scalar() == 0, table.name


def test_what_the_journal_details_is_json(casebook: Casebook) -> None:
    filled(casebook)
    details = [row["detail"] for row in casebook.view().journal() if row["detail"]]
    assert len(details) >= 4
    assert all(isinstance(json.loads(detail), dict) for detail in details)

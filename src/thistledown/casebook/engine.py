"""The database connection: pragmas, one writer at a time, and the schema brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from thistledown.casebook.errors import CasebookError

MIGRATIONS = Path(__file__).parent / "migrations"

# Execution option of connections that will write: they take SQLite's write lock when they begin.
_WRITES = "thistledown_writes"
# PostgreSQL's advisory lock of this number is held by whoever writes to the record.
_ONE_WRITER = 7_468_697_374


def make_engine(address: str | URL) -> Engine:
    """Return an engine for a SQLite or PostgreSQL address.

    Raises:
        CasebookError: when the address is no such address, or its driver is not installed.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise CasebookError(
            "the database address in casebook.toml is not readable; write it like "
            "postgresql+psycopg://user@host/database, or leave it empty for record.db in the folder"
        ) from None
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise CasebookError(
            f"a casebook cannot be kept in {kind}; use postgresql+psycopg://…, or leave the database empty"
        )
    # On PostgreSQL a read sees one moment from its first statement to its last, as it does on SQLite.
    options = {"isolation_level": "REPEATABLE READ"} if kind == "postgresql" else {}
    try:
        engine = create_engine(url, **options)
    except (ImportError, ArgumentError) as error:
        raise CasebookError(
            f"the driver for {url.drivername} is not installed ({error}); install psycopg, and write the "
            "address as postgresql+psycopg://…"
        ) from error
    if kind == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=60000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # Without it INSERT OR REPLACE would remove a row without asking the append-only triggers.
        "recursive_triggers=ON",
        "cache_size=-64000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; all others that would write wait until it ends."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection
        return
    # Each statement sees what was committed before it began, so those after the lock see all earlier rows.
    committed = engine.connect().execution_options(isolation_level="READ COMMITTED")
    with committed as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_WRITER})
        yield connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def newest_schema() -> str:
    """The revision this version of Thistledown works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise CasebookError("this installation has no schema migrations; install Thistledown again")
    return head


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Bring the schema up to date in one transaction; return the revision before and after.

    Raises:
        CasebookError: when the record was made by a newer Thistledown.
    """
    newest = newest_schema()
    with engine.connect() as reading:
        before = MigrationContext.configure(reading).get_current_revision()
    if before == newest:
        return before, newest
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if before is not None and before not in known:
        raise CasebookError(
            f"the record has schema {before}, which this version of Thistledown does not know; "
            "update Thistledown and open it again"
        )
    with writing(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest

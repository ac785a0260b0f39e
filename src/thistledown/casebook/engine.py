"""The database connection: pragmas, one writer at a time, and the schema brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

from thistledown.casebook.errors import CasebookError

MIGRATIONS = Path(__file__).parent / "migrations"

# Execution option of connections that will write: they take SQLite's write lock when they begin.
WRITES = "thistledown_writes"


def make_engine(url: str) -> Engine:
    """Return an engine for a SQLite or PostgreSQL address."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=60000",
        "cache_size=-64000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


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
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest

"""Real casebooks on both engines; where no PostgreSQL server is installed, its tests skip and say so."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from casebook_samples import NewCasebook

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.casebook.settings import Settings

ENGINES = ["sqlite", "postgresql"]
_numbers = count(1)


def newest_server() -> Path | None:
    """Where the newest installed PostgreSQL server has its programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    return max(found, key=lambda path: int(path.parent.name), default=None)


class Server:
    """A throwaway PostgreSQL cluster behind a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://thistledown@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        address = f"host={self.folder} user=thistledown dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    programs = newest_server()
    if programs is None:
        pytest.skip("no PostgreSQL server under /usr/lib/postgresql; apt-get install postgresql to run this")
    # PostgreSQL refuses to run as root; its own account is there where the server is installed.
    account = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="td-pg-"))
    if account:
        os.chown(folder, pwd.getpwnam(account).pw_uid, -1)
    data = folder / "data"
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"

    def program(name: str, *arguments: str) -> None:
        command = [str(programs / name), *arguments]
        subprocess.run(command, check=True, user=account, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        program("initdb", "-D", str(data), "-U", "thistledown", "-A", "trust", "-E", "UTF8", "--no-sync")
        program("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield Server(folder)
        finally:
            program("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "casebook"
    open_casebook(folder, create=True, who="analyst").close()
    return folder


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    name = "template_casebook"
    postgresql.run(f"CREATE DATABASE {name}")
    folder = tmp_path_factory.mktemp("template") / "casebook"
    folder.mkdir()
    Settings("template", "analyst", postgresql.url(name)).save(folder / "casebook.toml")
    open_casebook(folder).close()
    return name


@pytest.fixture(params=ENGINES)
def new_casebook(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewCasebook]:
    """Makes empty casebooks, each its own, on one engine."""
    opened: list[Casebook] = []
    databases: list[str] = []
    folders = tmp_path_factory.mktemp("casebooks")

    def make() -> Casebook:
        number = next(_numbers)
        folder = folders / f"c{number}"
        if request.param == "sqlite":
            shutil.copytree(request.getfixturevalue("sqlite_template"), folder)
        else:
            template = request.getfixturevalue("postgresql_template")
            server: Server = request.getfixturevalue("postgresql")
            server.run(f"CREATE DATABASE c{number} TEMPLATE {template}")
            databases.append(f"c{number}")
            folder.mkdir()
            Settings(f"c{number}", "analyst", server.url(f"c{number}")).save(folder / "casebook.toml")
        casebook = open_casebook(folder)
        opened.append(casebook)
        return casebook

    if request.param == "postgresql":
        request.getfixturevalue("postgresql")
    yield make
    for casebook in opened:
        casebook.close()
    for name in databases:
        request.getfixturevalue("postgresql").run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def casebook(new_casebook: NewCasebook) -> Casebook:
    """An empty casebook, on each engine in turn."""
    return new_casebook()


@pytest.fixture
def sqlite_casebook(sqlite_template: Path, tmp_path: Path) -> Iterator[Casebook]:
    """An empty casebook on SQLite, for what only SQLite does."""
    shutil.copytree(sqlite_template, tmp_path / "book")
    with open_casebook(tmp_path / "book") as casebook:
        yield casebook

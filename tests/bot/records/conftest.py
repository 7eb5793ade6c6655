"""Both databases, real ones: SQLite in a folder, and a PostgreSQL cluster of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.records.engine import Records, open_records
from tests.bot.records.database import Database


def _binaries() -> Path | None:
    """Where PostgreSQL's own programs are: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places and (places[-1] / "initdb").exists() else None


def _account() -> dict[str, int]:
    """As whom to run it: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid}


@contextmanager
def _cluster(binaries: Path) -> Iterator[Path]:
    """A cluster that listens in the folder that is given, and is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="verse-pg-"))
    account = _account()
    if account:
        os.chown(folder, account["user"], account["group"])
    # What is tested is that processes are killed, not that the power fails.
    start = [binaries / "pg_ctl", "-D", folder / "data", "-w", "-t", "120", "-l", folder / "log", "start"]
    options = ["-o", f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=100"]
    try:
        for command in ([binaries / "initdb", "-D", folder / "data", "-U", "verse", "-A", "trust", "-E", "UTF8", "-N"], [*start, *options]):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **account)  # type: ignore[call-overload]  # noqa: S603 - Debian's own programs
        yield folder
    finally:
        stop = [binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, cwd=folder, **account)  # type: ignore[call-overload]  # noqa: S603 - as above
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of a running cluster's socket."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL (Debian's package postgresql) is not at hand")
    with _cluster(binaries) as folder:
        yield folder


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory where there is one, for tests that write often and need no disk."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:  # noqa: S108 - see above
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, memory: Path) -> Database:
    """An empty database of either kind."""
    if request.param == "sqlite":
        return Database(memory)
    socket = request.getfixturevalue("cluster")
    maker = create_engine(f"postgresql+psycopg://verse@/postgres?host={socket}", isolation_level="AUTOCOMMIT")
    with maker.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres' AND pid <> pg_backend_pid()"
        for statement in (others, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            connection.execute(text(statement))
    maker.dispose()
    return Database(memory, f"postgresql://verse@/postgres?host={socket}")


@pytest.fixture
def records(database: Database) -> Iterator[Records]:
    """Records over an empty database of either kind."""
    opened = open_records(database.folder, database.url)
    yield opened
    opened.close()

"""Opens the records, brings them up to date, and gives out transactions. SQLite beside the policies, or PostgreSQL by its address."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import OperationalError
from time import monotonic, sleep
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from bot.records.migrating import migrate
from bot.records.unusable import RecordsFailedError, RecordsUnusableError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
    from sqlalchemy.pool import ConnectionPoolEntry

Clock = Callable[[], datetime]
FILE = "records.db"
SETTING, NO_ADDRESS = "VERSE_DATABASE_URL", "that is not an address such as postgresql://NAME:PASSWORD@HOST/DATABASE"
WAIT = 30.0  # seconds to wait for another writer
PAUSE = 0.02  # seconds between two tries of what does not wait


def utc_now() -> datetime:
    """The time, with its zone; what every part takes as its clock unless a test hands in another."""
    return datetime.now(UTC)


class Records:
    """An open database. Safe to share between threads; several processes may open the same one."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine over a database that is up to date (``open_records``)."""
        self._engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"
        # SQLite has one writer, and its waiting is by chance: in one process, first come is first served.
        self._one_writer = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and waits for no writer. Raises RecordsFailedError (an OSError)."""
        with _faults_named(), self._engine.connect().execution_options(verse="reading") as connection, connection.begin():
            if self.is_postgresql:  # as SQLite does: all that is read is of one moment
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction that is on the disk when the block has ended; all of it or nothing.

        Not ``durable``: it may be undone by a power cut (a lease, which would only be taken again), and waits for no disk.
        Raises RecordsFailedError (an OSError); IntegrityError where a row that must be the only one is there.
        """
        mode = "writing" if durable else "leasing"
        with _faults_named(), self._turn(), self._engine.connect().execution_options(verse=mode) as connection, connection.begin():
            if not durable and self.is_postgresql:
                connection.execute(text("SET LOCAL synchronous_commit = off"))
            yield connection

    def wipe(self) -> None:
        """Take what was deleted off the disk too, as far as the database lets us. Raises RecordsFailedError."""
        if not self.is_postgresql:
            with _faults_named(), self._one_writer, self._engine.connect().execution_options(verse="outside") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.is_postgresql:
            yield
        else:
            with self._one_writer:
                yield


def open_records(folder: Path, url: str | None = None) -> Records:
    """The records at ``url`` (postgresql://…) or, without one, in ``folder``; made and brought up to date first.

    Raises RecordsUnusableError with one line that says what is wrong and holds no password.
    """
    try:
        engine = _postgresql(url) if url else _sqlite(folder)
        migrate(engine)
    except (ArgumentError, ValueError):
        raise RecordsUnusableError(SETTING, NO_ADDRESS) from None
    except (SQLAlchemyError, OSError) as fault:
        where = make_url(url).render_as_string() if url else str(folder / FILE)
        raise RecordsUnusableError(where, _said(fault)) from None
    return Records(engine)


def _postgresql(url: str) -> Engine:
    address = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(address, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10})


def _sqlite(folder: Path) -> Engine:
    folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{folder / FILE}", hide_parameters=True, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Commits reach the disk, readers never wait, what is deleted is overwritten, and transactions begin where we say (``_begin``)."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Set the journal's mode; SQLite waits for others in all else, but gives up at once where several that start set it together."""
    until = monotonic() + WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except OperationalError:
            if monotonic() > until:
                raise
            sleep(PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("verse", "writing")
    if mode == "outside":  # a checkpoint can't be made inside a transaction
        return
    cursor = connection.connection.cursor()
    if mode != "reading":
        cursor.execute(f"PRAGMA synchronous = {'NORMAL' if mode == 'leasing' else 'FULL'}")
    # A writer that began as a reader could find, too late, that another wrote in between.
    cursor.execute("BEGIN" if mode == "reading" else "BEGIN IMMEDIATE")
    cursor.close()


@contextmanager
def _faults_named() -> Iterator[None]:
    """What the database could not do becomes an OSError; what it must refuse stays an IntegrityError."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as fault:
        raise RecordsFailedError(_said(fault)) from None


def _said(fault: Exception) -> str:
    """The database's own first line, which holds no value of ours."""
    return f"{str(getattr(fault, 'orig', None) or fault).strip() or type(fault).__name__}".splitlines()[0]

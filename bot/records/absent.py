"""Writing a row only where it is not there, or over the one that is: SQLite and PostgreSQL say it alike, SQLAlchemy in two places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy.dialects import postgresql, sqlite

from bot.records.tables import Table

if TYPE_CHECKING:
    from sqlalchemy import Connection


def insert_absent(connection: Connection, table: type[Table], /, **values: object) -> bool:
    """Insert a row; False where one with its key is there already, which stays."""
    one: ColumnElement[int] = literal_column("1")
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing().returning(one)
    return connection.execute(statement).scalar() is not None


def insert_over(connection: Connection, table: type[Table], key: Sequence[str], /, **values: object) -> None:
    """Insert a row, or write over the one with the same ``key`` columns."""
    statement = _insert(connection, table).values(**values)
    changed = {name: value for name, value in values.items() if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _insert(connection: Connection, table: type[Table]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)

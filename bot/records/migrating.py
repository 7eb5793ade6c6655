"""Brings a database to the newest form: Alembic's steps, all in one transaction that holds the database's own lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from bot.records.unusable import RecordsUnusableError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

LOCK = 0x7665727365  # "verse": any number that others don't use for an advisory lock
NEWEST = "0002"  # the last step's name, so that Alembic is loaded only where there is a step to take


def migrate(engine: Engine) -> None:
    """Apply every step that is wanting; of several processes that start at once, one does it and the others wait.

    Raises RecordsUnusableError where a newer version of this product made the database; SQLAlchemyError.
    """
    with engine.connect() as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if _stands(connection) != NEWEST:
            _apply(connection)


def _stands(connection: Connection) -> str | None:
    """The step that the database has reached."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _apply(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see NEWEST
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util.exc import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.records:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        where = connection.engine.url.render_as_string()
        raise RecordsUnusableError(where, "a newer version of verse made them; install that version") from None

"""A process that records acknowledgements as fast as it can, to be killed from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.records.acknowledgements import Acknowledgement, Acknowledgements

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from tests.bot.records.database import Database


def record(database: Database, first: int, said: Connection) -> None:
    """Record events from ``first`` on, and say each one's number once its receipt is there."""
    kept = Acknowledgements(database.open())
    for number in range(first, first + 10_000):
        kept.record(Acknowledgement(f"press {number}", "larkfield", f"slack:T/{number}", "conduct", "a1b2"))
        said.send(number)

"""Acknowledgements: who has read which version of a policy. Each school's are a chain in which every link names the one before.

A link is the SHA-256 of the previous link and of the digest of what is acknowledged, so that nothing can be changed, taken out or put in
between without every later link being wrong; the database's own triggers refuse it first. ``remove`` takes out what one person
acknowledged, at the school's express wish: the words go, their digest stays, and a later link of the same chain says who did it and when.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.records.chain import add, blank, by_event, end_of, hold, links, receipt_of
from bot.records.engine import Clock, Records, utc_now
from bot.records.receipt import ACKNOWLEDGED, Acknowledgement, Receipt, written_content, written_removal
from bot.records.tables import Chain
from bot.records.verifying import Fault, first_fault

__all__ = ["Acknowledgement", "Acknowledgements", "Fault", "Receipt"]


class Acknowledgements:
    """The chains of one database. Safe to share between threads and replicas."""

    def __init__(self, records: Records, clock: Clock = utc_now) -> None:
        """Over ``records``; ``clock`` gives the time that is recorded."""
        self._records, self._clock = records, clock

    def record(self, acknowledgement: Acknowledgement) -> Receipt:
        """Keep it for good: on the disk when this returns, and only then may anyone be told. The same event again is the first's receipt.

        Raises OSError where it can't be kept.
        """
        with self._records.writing() as connection:
            hold(connection, acknowledgement.school)
            link = by_event(connection, acknowledgement.event)
            if link is None:
                content = written_content(acknowledgement, self._clock())
                link = add(connection, acknowledgement.school, content, acknowledgement)
        return receipt_of(link)

    def given(self, school: str, person: str | None = None) -> tuple[Receipt, ...]:
        """The receipts of ``school``, oldest first; only one person's where ``person`` is given. Raises OSError."""
        with self._records.reading() as connection:
            found = tuple(links(connection, school, person))
        return tuple(receipt_of(link) for link in found if link.kind == ACKNOWLEDGED and link.content is not None)

    def schools(self) -> tuple[str, ...]:
        """The schools that have a chain, sorted. Raises OSError."""
        with self._records.reading() as connection:
            return tuple(connection.execute(select(Chain.school).order_by(Chain.school)).scalars())

    def verify(self, school: str | None = None) -> tuple[Fault, ...]:
        """The first broken link of each chain that has one; empty where every chain is whole. Raises OSError."""
        found = (self._fault(each) for each in ((school,) if school is not None else self.schools()))
        return tuple(fault for fault in found if fault is not None)

    def remove(self, school: str, person: str, by: str) -> int:
        """Take out what ``person`` acknowledged at ``school``, as ``by`` orders; how many there were. Raises OSError."""
        with self._records.writing() as connection:
            hold(connection, school)
            found = tuple(links(connection, school, person))
            for link in found:
                blank(connection, link)
            if found:
                content = written_removal(tuple(link.number for link in found), by, self._clock())
                add(connection, school, content)
        return len(found)

    def _fault(self, school: str) -> Fault | None:
        with self._records.reading() as connection:
            end = end_of(connection, school)
            return first_fault(school, tuple(links(connection, school)), end)

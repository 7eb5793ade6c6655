"""A school's chain of acknowledgements as rows: holding its end, adding a link, blanking one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import and_, insert, select, update

from bot.records.absent import insert_absent
from bot.records.receipt import ACKNOWLEDGED, REMOVED, Acknowledgement, Receipt, digest_of, first_link, link_of, read_content
from bot.records.tables import Acknowledged, Chain

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = (
    Acknowledged.school, Acknowledged.number, Acknowledged.kind, Acknowledged.person,
    Acknowledged.content, Acknowledged.digest, Acknowledged.previous, Acknowledged.link,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One row of a chain; ``content`` and ``person`` are None where it was taken out."""

    school: str
    number: int
    kind: str
    person: str | None
    content: str | None
    digest: str
    previous: str
    link: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: the newest link and its number, 0 before the first."""

    number: int
    link: str


def hold(connection: Connection, school: str) -> End:
    """The end of a school's chain; nobody else adds to it until this transaction ends."""
    insert_absent(connection, Chain, school=school, number=0, link=first_link(school))
    return End(*connection.execute(select(Chain.number, Chain.link).where(Chain.school == school).with_for_update()).one())


def end_of(connection: Connection, school: str) -> End:
    """The end of a school's chain, without holding it."""
    found = connection.execute(select(Chain.number, Chain.link).where(Chain.school == school)).one_or_none()
    return End(0, first_link(school)) if found is None else End(*found)


def add(connection: Connection, school: str, content: str, of: Acknowledgement | None = None) -> Link:
    """Add one link with ``content``: an acknowledgement, or without one the removal of others."""
    end = hold(connection, school)
    digest = digest_of(content)
    kind, person, event = (ACKNOWLEDGED, of.person, of.event) if of else (REMOVED, None, f"removal/{uuid4()}")
    made = Link(school, end.number + 1, kind, person, content, digest, end.link, link_of(end.link, digest))
    columns = {"school": school, "number": made.number, "kind": kind, "person": person, "content": content, "digest": digest}
    links = {"previous": made.previous, "link": made.link, "event": event}
    connection.execute(insert(Acknowledged).values(**columns, **links))
    connection.execute(update(Chain).where(Chain.school == school).values(number=made.number, link=made.link))
    return made


def by_event(connection: Connection, event: str) -> Link | None:
    """The link that an event made."""
    found = connection.execute(select(*COLUMNS).where(Acknowledged.event == event)).one_or_none()
    return None if found is None else Link(*found)


def links(connection: Connection, school: str, person: str | None = None) -> Iterable[Link]:
    """A school's links in order, of one person where ``person`` is given."""
    wanted = select(*COLUMNS).where(Acknowledged.school == school).order_by(Acknowledged.number)
    wanted = wanted if person is None else wanted.where(Acknowledged.person == person)
    return (Link(*row) for row in connection.execute(wanted))


def blank(connection: Connection, link: Link) -> None:
    """Take out the words and the person of a link; its digest stays."""
    here = and_(Acknowledged.school == link.school, Acknowledged.number == link.number)
    connection.execute(update(Acknowledged).where(here).values(content=None, person=None, event=f"removed/{uuid4()}"))


def receipt_of(link: Link) -> Receipt:
    """The receipt for a link that is there in words. Raises ValueError."""
    if link.content is None:
        raise ValueError(link.number)
    acknowledgement, when, salt = read_content(link.content)
    return Receipt(acknowledgement, link.number, when, salt, link.previous, link.link)

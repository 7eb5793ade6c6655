"""Every table, as the queries know them; ``migrations`` makes them and a test holds the two together.

A person is "slack:T024/U7": the channel and its own id for them. Times are UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Dialect, Integer, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def kept_as(text: str) -> str:
    """``text`` less what a database refuses: NUL, and half a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Utc(TypeDecorator[datetime]):
    """A time with its zone; SQLite keeps none, so it is taken off there and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None:
            return None
        plain = value.astimezone(UTC)
        return plain if dialect.name == "postgresql" else plain.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """From the database."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Written(TypeDecorator[str]):
    """Text as people and platforms send it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """To the database."""
        return None if value is None else kept_as(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """From the database."""
        return value


class Table(DeclarativeBase):
    """What the tables share: how a Python type is kept."""

    type_annotation_map = {str: Written, datetime: Utc, date: Date}  # noqa: RUF012 - SQLAlchemy reads it as it stands


Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts rows by itself only in an INTEGER


class Inbox(Table):
    """An event that was accepted. ``incoming`` is emptied once answered; ``state`` is open, done or dead."""

    __tablename__ = "inbox"
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    channel: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    place: Mapped[str]
    lane: Mapped[str]  # a digest of the place, and of the conversation: what must be answered in order
    talk: Mapped[str]
    incoming: Mapped[str]
    category: Mapped[str | None]
    state: Mapped[str]
    due: Mapped[datetime]
    tries: Mapped[int]
    holder: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    received: Mapped[datetime]
    ended: Mapped[datetime | None]
    reason: Mapped[str | None]


class Seen(Table):
    """A digest of a key that an event came with."""

    __tablename__ = "seen"
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Outbox(Table):
    """A reply to deliver. ``reply`` is emptied once delivered; ``asker_place`` is where to say so if it can't be delivered."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    place: Mapped[str]
    lane: Mapped[str]
    reply: Mapped[str]
    category: Mapped[str | None]
    asker_channel: Mapped[str | None]
    asker_place: Mapped[str | None]
    state: Mapped[str]
    due: Mapped[datetime]
    tries: Mapped[int]
    holder: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    made: Mapped[datetime]
    ended: Mapped[datetime | None]
    reason: Mapped[str | None]


class Chain(Table):
    """The newest link of a school's chain of acknowledgements."""

    __tablename__ = "chains"
    school: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    link: Mapped[str]


class Acknowledged(Table):
    """One link of a school's chain. Triggers refuse every change but the blanking that a later link accounts for."""

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("school", "number"),)
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    school: Mapped[str]
    number: Mapped[int]
    event: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]  # "acknowledged", or "removed" for one that says which was taken out
    person: Mapped[str | None] = mapped_column(index=True)
    content: Mapped[str | None]  # JSON, of which ``digest`` is taken
    digest: Mapped[str]
    previous: Mapped[str]
    link: Mapped[str]


class Given(Table):
    """An answer that was given."""

    __tablename__ = "answers"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    school: Mapped[str]
    role: Mapped[str]
    conversation: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Turn(Table):
    """One message of a conversation."""

    __tablename__ = "turns"
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    conversation: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Thumb(Table):
    """What one person thought of one answer."""

    __tablename__ = "feedback"
    answer: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    school: Mapped[str]
    helpful: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Step(Table):
    """How far one person is with one item of their induction."""

    __tablename__ = "induction"
    person: Mapped[str] = mapped_column(primary_key=True)
    school: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    due: Mapped[datetime | None]
    at: Mapped[datetime]


class AskedOnce(Table):
    """One question and how it ended, for what the policies do not answer."""

    __tablename__ = "asked"
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    school: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    answer: Mapped[str]
    question: Mapped[str]
    verdict: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class Fact(Table):
    """A small thing that a channel must remember."""

    __tablename__ = "known"
    channel: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class Curated(Table):
    """A signed answer; ``content`` is JSON. Triggers refuse every change but that it is withdrawn, once."""

    __tablename__ = "curated"
    id: Mapped[str] = mapped_column(primary_key=True)
    school: Mapped[str] = mapped_column(index=True)
    question: Mapped[str]
    content: Mapped[str]
    signed_by: Mapped[str]
    signed: Mapped[datetime]
    withdrawn_by: Mapped[str | None]
    withdrawn: Mapped[datetime | None]

"""The first form: post, acknowledgements, answers, conversations, feedback, induction, what was asked, what is known."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UTC = sa.DateTime(timezone=True)
# A link may be blanked once, when a later one says so; nothing else of it ever changes, and none is taken out.
KEPT = ("id", "school", "number", "kind", "digest", "previous", "link")
SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in KEPT)
BLANKED = f"({SAME} AND OLD.content IS NOT NULL AND NEW.content IS NULL AND NEW.person IS NULL)"
REFUSAL = "an acknowledgement is never changed"


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UTC, nullable=null)


def _id() -> sa.Column[int]:
    return sa.Column("id", NUMBER, primary_key=True)


def _queue() -> tuple[sa.Column[Any], ...]:
    """How far a row of the post is."""
    return (
        sa.Column("tries", sa.Integer, nullable=False), _text("holder", null=True), _time("leased_until", null=True),
        _time("ended", null=True), _text("reason", null=True),
    )  # fmt: skip


def upgrade() -> None:
    """Make the tables, their indexes and their triggers."""
    _post()
    _chains()
    _talk()
    _people()
    (_guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite)()


def _post() -> None:
    names = ("channel", "person", "place", "lane", "state")
    own: tuple[sa.Column[Any], ...] = (_text("talk"), _text("incoming"), _text("category", null=True), _time("due"), _time("received"))
    op.create_table("inbox", _id(), *map(_text, names), *own, *_queue())
    asker = (_text("asker_channel", null=True), _text("asker_place", null=True))
    own = (_text("key"), _text("reply"), _text("category", null=True), *asker, _time("due"))
    op.create_table("outbox", _id(), *map(_text, names), *own, _time("made"), *_queue(), sa.UniqueConstraint("key"))
    for table in ("inbox", "outbox"):
        op.create_index(f"ix_{table}_person", table, ["person"])
        is_open = sa.text("state = 'open'")
        op.create_index(f"{table}_open", table, ["id"], postgresql_where=is_open, sqlite_where=is_open)
        op.create_index(f"{table}_lane", table, ["lane", "id"], postgresql_where=is_open, sqlite_where=is_open)
    op.create_index("inbox_talk", "inbox", ["talk", "id"], postgresql_where=is_open, sqlite_where=is_open)
    op.create_table("seen", sa.Column("key", sa.Text, primary_key=True), _time("at"))
    op.create_index("ix_seen_at", "seen", ["at"])


def _chains() -> None:
    op.create_table(
        "chains", sa.Column("school", sa.Text, primary_key=True), sa.Column("number", sa.Integer, nullable=False), _text("link")
    )
    kept = (_text("school"), sa.Column("number", sa.Integer, nullable=False), _text("event"), _text("kind"))
    held = (_text("person", null=True), _text("content", null=True), _text("digest"), _text("previous"), _text("link"))
    only = (sa.UniqueConstraint("school", "number"), sa.UniqueConstraint("event"))
    op.create_table("acknowledgements", _id(), *kept, *held, *only)
    op.create_index("ix_acknowledgements_person", "acknowledgements", ["person"])


def _talk() -> None:
    given = ("person", "school", "role", "conversation", "question", "answer")
    op.create_table("answers", sa.Column("id", sa.Text, primary_key=True), *map(_text, given), _time("at"))
    op.create_table("turns", _id(), *map(_text, ("person", "conversation", "text")), _time("at"))
    op.create_table("asked", _id(), *map(_text, ("person", "school", "role", "answer", "question", "verdict")), _time("at"))
    op.create_index("ix_asked_school", "asked", ["school"])
    for table in ("answers", "turns", "asked"):
        op.create_index(f"ix_{table}_person", table, ["person"])
        op.create_index(f"ix_{table}_at", table, ["at"])


def _people() -> None:
    thumbs = (_text("answer"), _text("person"), _text("school"), sa.Column("helpful", sa.Boolean, nullable=False), _text("reason"))
    op.create_table("feedback", *thumbs, _time("at"), sa.PrimaryKeyConstraint("answer", "person"))
    op.create_index("ix_feedback_at", "feedback", ["at"])
    steps = ("person", "school", "role", "section", "item")
    rest = (_text("state"), _time("due", null=True), _time("at"))
    op.create_table("induction", *map(_text, steps), *rest, sa.PrimaryKeyConstraint(*steps))
    facts = ("channel", "kind", "key")
    op.create_table("known", *map(_text, (*facts, "value", "person")), _time("at"), sa.PrimaryKeyConstraint(*facts))
    op.create_index("ix_known_person", "known", ["person"])


def _guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER never_changed BEFORE UPDATE ON acknowledgements WHEN NOT {BLANKED} {refuse}")
    op.execute(f"CREATE TRIGGER never_deleted BEFORE DELETE ON acknowledgements {refuse}")


def _guard_postgresql() -> None:
    op.execute(f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$")
    run = "EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER never_changed BEFORE UPDATE ON acknowledgements FOR EACH ROW WHEN (NOT {BLANKED}) {run}")
    op.execute(f"CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON acknowledgements FOR EACH STATEMENT {run}")


def downgrade() -> None:
    """There is nothing before the first form."""

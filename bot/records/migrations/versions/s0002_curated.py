"""Signed answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UTC = sa.DateTime(timezone=True)
KEPT = ("id", "school", "question", "content", "signed_by", "signed")
SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in KEPT)
WITHDRAWN = f"({SAME} AND OLD.withdrawn IS NULL AND NEW.withdrawn IS NOT NULL)"
REFUSAL = "a signed answer is never changed"


def upgrade() -> None:
    """Make the table and its triggers."""
    texts = [sa.Column(name, sa.Text, nullable=False) for name in ("school", "question", "content", "signed_by")]
    times = (sa.Column("signed", UTC, nullable=False), sa.Column("withdrawn_by", sa.Text), sa.Column("withdrawn", UTC))
    op.create_table("curated", sa.Column("id", sa.Text, primary_key=True), *texts, *times)
    op.create_index("ix_curated_school", "curated", ["school"])
    (_guard_postgresql if op.get_bind().dialect.name == "postgresql" else _guard_sqlite)()


def _guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER curated_never_changed BEFORE UPDATE ON curated WHEN NOT {WITHDRAWN} {refuse}")
    op.execute(f"CREATE TRIGGER curated_never_deleted BEFORE DELETE ON curated {refuse}")


def _guard_postgresql() -> None:
    body = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
    op.execute(f"CREATE FUNCTION refuse_curated() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    run = "EXECUTE FUNCTION refuse_curated()"
    op.execute(f"CREATE TRIGGER curated_never_changed BEFORE UPDATE ON curated FOR EACH ROW WHEN (NOT {WITHDRAWN}) {run}")
    op.execute(f"CREATE TRIGGER curated_never_deleted BEFORE DELETE OR TRUNCATE ON curated FOR EACH STATEMENT {run}")


def downgrade() -> None:
    """Nothing that was signed is thrown away."""

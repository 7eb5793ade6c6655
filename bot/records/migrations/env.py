"""Run by Alembic: applies the steps on the connection that ``bot.records.migrating`` handed over, in its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()

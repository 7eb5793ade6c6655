"""Alembic's steps from an empty database to the newest form. A step that was released is never changed."""

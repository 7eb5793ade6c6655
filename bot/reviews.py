"""Notices about policies that are past their review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer import Notice
from knowledge.catalogue import Policy
from knowledge.metadata import Metadata
from knowledge.plain import from_json


def review_notices(policies: Sequence[Policy], today: date) -> tuple[Notice, ...]:
    """One notice for each policy whose review was due before ``today``. Raises ValueError where its metadata can't be read."""
    read = [(policy, from_json(Metadata, policy.metadata)) for policy in policies]
    return tuple(_notice(policy.title, metadata.due) for policy, metadata in read if metadata.due and metadata.overdue(today))


def _notice(title: str, due: date) -> Notice:
    text = f"“{title}” was due for review by {due.day} {due:%B %Y}; check that it is still in force."
    return Notice("review_overdue", text)

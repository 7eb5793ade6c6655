"""Notices of overdue reviews."""

from __future__ import annotations

from datetime import date

from bot.reviews import review_notices
from knowledge.catalogue import Policy
from knowledge.lines import Span
from knowledge.metadata import Metadata, Period
from knowledge.plain import to_json

DUE = date(2025, 9, 3)


def _policy(due: date | None) -> Policy:
    metadata = Metadata("Our school", "Keys", next_review=Period("", Span(0, 0), due, due) if due else None)
    return Policy("s", "keys", "v1", "staff", "r", "keys.md", "markdown", "Keys", "t", "o", to_json(metadata), ())


def test_a_policy_past_its_review_is_noted() -> None:
    """The day after the review was due, and not on the day, the reader is told which policy and since when."""
    assert () == review_notices([_policy(DUE)], DUE)
    (notice,) = review_notices([_policy(DUE)], date(2025, 9, 4))
    assert ("review_overdue", "“Keys” was due for review by 3 September 2025; check that it is still in force.") == (
        notice.kind,
        notice.text,
    )


def test_a_policy_without_a_date_is_not_noted() -> None:
    """Nothing is said of a review that nobody set."""
    assert () == review_notices([_policy(None)], date(2099, 1, 1))

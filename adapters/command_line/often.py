"""The questions that many people ask, for trying out what a new version of a policy does to their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot import gaps
from bot.records.asked import QuestionsAsked
from bot.records.engine import Records

LOOKED_BACK = timedelta(days=366)


def often_asked(school: str, records: Records, embed: gaps.Embed) -> Sequence[str]:
    """One wording of each question that enough different people asked within the year, never by whom. Raises OSError."""
    found = QuestionsAsked(records).since(school, datetime.now(UTC) - LOOKED_BACK)
    return gaps.often([gaps.Asked(each.asker, each.question, each.verdict, each.when) for each in found if each.question], embed)

"""What staff ask that the policies do not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.gaps import Asked, Gap, gaps

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
TOPICS = ("dog", "bee", "phone", "gift")


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """A vector a text: which of four topics it speaks of, and a little of its length."""
    rows = np.array([[*(float(topic in text) for topic in TOPICS), len(text) / 1000] for text in texts], np.float32)
    scaled: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


def asked(asker: int, question: str, verdict: str = "not_covered", *, minutes: int = 0, helpful: bool | None = None) -> Asked:
    return Asked(asker, question, verdict, NOON + timedelta(minutes=minutes), helpful)


def test_it_takes_three_people() -> None:
    """Two people, or one person three times, are not shown."""
    assert () == gaps([asked(1, "may I bring a dog"), asked(2, "is my dog welcome")], embed)
    assert () == gaps([asked(1, "may I bring a dog", minutes=n) for n in range(3)], embed)


def test_the_same_question_in_other_words_is_one_gap() -> None:
    """Three people who ask for the same are one line with how often and how it ended; another topic is apart."""
    found = gaps(
        [asked(1, "may I bring a dog"), asked(2, "dog in class?", "unsure"), asked(3, "my dog at work"), asked(4, "a bee hive")], embed
    )

    assert [(3, 3, (("not_covered", 2), ("unsure", 1)))] == [(gap.people, gap.times, gap.why) for gap in found]


def test_an_answer_that_is_marked_down_or_asked_for_again_counts() -> None:
    """A ruling counts where it did not help; where it was let be, it does not."""
    marked = [asked(n, "may I take a phone", "prohibited", helpful=False) for n in (1, 2, 3)]
    again = [asked(n, "may I keep a gift", "permitted", minutes=m) for n in (1, 2, 3) for m in (0, 5)]

    assert [("unhelpful", 3)] == [why for gap in gaps(marked, embed) for why in gap.why]
    assert [("again", 3)] == [why for gap in gaps(again, embed) for why in gap.why]
    assert () == gaps([asked(n, "may I take a phone", "prohibited") for n in (1, 2, 3)], embed)


def test_the_same_an_hour_later_is_not_again() -> None:
    """Only a like question within half an hour is the same one asked again."""
    assert () == gaps([asked(n, "a gift", "permitted", minutes=m) for n in (1, 2, 3) for m in (0, 60)], embed)


def test_who_asked_has_no_place_in_a_gap() -> None:
    """A gap holds a question and counts, and nothing that is somebody's."""
    assert ["question", "people", "times", "why"] == [field.name for field in fields(Gap)]


def test_nothing_asked_is_no_gap() -> None:
    """An empty list asks the embedder nothing."""
    assert () == gaps([], embed)

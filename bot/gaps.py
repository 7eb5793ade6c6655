"""What the policies do not answer: questions that ended without an answer, were asked again or were marked down, grouped by meaning.

A group is shown only where enough different people asked. Who they are is never known here: askers are numbers of one list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST_PEOPLE = 3
ALIKE = 0.62  # cosine of two questions that ask for the same: the embedder's own paraphrases lie above it, other topics below
MOST_LOOKED_AT = 600  # questions, the newest, that are grouped to find those asked often: a second's work
AGAIN = timedelta(minutes=30)  # within which the same person's like question is the same one asked again

Why = Literal["not_covered", "unsure", "unhelpful", "again"]
Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
"""Texts to vectors of length 1, float32 (n, width)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it ended. ``asker`` is a number that tells people apart and no more; ``helpful`` None where nobody said."""

    asker: int
    question: str
    verdict: str
    when: datetime
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask for the same: the one nearest to all of them, how many people asked how often, and how they ended."""

    question: str
    people: int
    times: int
    why: tuple[tuple[Why, int], ...]


def gaps(asked: Sequence[Asked], embed: Embed) -> tuple[Gap, ...]:
    """The groups that at least three people asked, the most asked first."""
    if not asked:
        return ()
    vectors = embed([each.question for each in asked])
    raised = [(number, why) for number, why in enumerate(_why(asked, vectors)) if why is not None]
    groups = _grouped([number for number, _ in raised], vectors)
    reasons = dict(raised)
    found = (_gap([asked[number] for number in group], [reasons[number] for number in group], vectors[group]) for group in groups)
    return tuple(sorted((gap for gap in found if gap.people >= FEWEST_PEOPLE), key=lambda gap: (-gap.people, -gap.times, gap.question)))


def often(asked: Sequence[Asked], embed: Embed) -> tuple[str, ...]:
    """Of each group of like questions that enough different people asked, however they were answered, the one nearest to all of it."""
    newest = asked[-MOST_LOOKED_AT:]
    vectors = embed([each.question for each in newest]) if newest else np.zeros((0, 1), np.float32)
    groups = _grouped(range(len(newest)), vectors)
    found = (_gap([newest[number] for number in group], (), vectors[group]) for group in groups)
    return tuple(gap.question for gap in found if gap.people >= FEWEST_PEOPLE)


def _why(asked: Sequence[Asked], vectors: NDArray[np.float32]) -> list[Why | None]:
    """Why each question is a gap, None where it was answered and let be."""
    return [_reason(asked, vectors, number) for number in range(len(asked))]


def _reason(asked: Sequence[Asked], vectors: NDArray[np.float32], number: int) -> Why | None:
    one = asked[number]
    if one.verdict == "not_covered":
        return "not_covered"
    if one.verdict == "unsure":
        return "unsure"
    if one.helpful is False:
        return "unhelpful"
    before = (n for n in range(number) if asked[n].asker == one.asker and timedelta(0) <= one.when - asked[n].when <= AGAIN)
    return "again" if any(float(vectors[n] @ vectors[number]) >= ALIKE for n in before) else None


def _grouped(numbers: Sequence[int], vectors: NDArray[np.float32]) -> list[list[int]]:
    """Each question with the first group whose middle it is like; in the order asked, so that the same list groups the same."""
    groups: list[list[int]] = []
    for number in numbers:
        near = [(float(_middle(vectors[group]) @ vectors[number]), place) for place, group in enumerate(groups)]
        likeness, place = max(near, default=(0.0, -1))
        if likeness >= ALIKE:
            groups[place].append(number)
        else:
            groups.append([number])
    return groups


def _middle(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    total: NDArray[np.float32] = vectors.sum(axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-9)


def _gap(group: Sequence[Asked], why: Sequence[Why], vectors: NDArray[np.float32]) -> Gap:
    nearest = int(np.argmax(vectors @ _middle(vectors)))
    people = len({each.asker for each in group})
    return Gap(group[nearest].question, people, len(group), tuple(Counter(why).most_common()))

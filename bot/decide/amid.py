"""A sentence amid its clause: what the networks read of a passage beside its own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.decide.reading import Passage

WORDS_AROUND: Final = 60  # of its clause that are read after a sentence which is judged: all, for nineteen in twenty of real schools'
AROUND: Final = " ¶ "  # what follows stands around what is judged


def judged(passages: Sequence[Passage], place: int) -> str:
    """The passage at ``place`` as it is judged: with what it hangs on, then what stands before and after it in its clause.

    ``passages`` are all of a school, in reading order.
    """
    passage = passages[place]
    first, last = _run(passages, place, _length(passage) + WORDS_AROUND)
    around = " ".join(passages[near].sentence for near in range(first, last + 1) if near != place)
    return with_context(passage, passage.sentence) + (AROUND + around if around else "")


def amid(passages: Sequence[Passage], place: int, most: int) -> str:
    """The passage at ``place`` among as many of its clause's sentences as make ``most`` words: it, then those nearest to it."""
    first, last = _run(passages, place, most)
    return " ".join(each.sentence for each in passages[first : last + 1])


def with_context(passage: Passage, text: str) -> str:
    """``text`` after the heading and the lead-in that ``passage`` hangs on, on one line."""
    return " ".join(f"{passage.heading} {passage.lead_in} {text}".split())


def _run(passages: Sequence[Passage], place: int, most: int) -> tuple[int, int]:
    """The first and the last place of the sentences of its clause, nearest ones first, that make ``most`` words with it."""
    first = last = place
    words = _length(passages[place])
    while True:
        near = [n for n in (last + 1, first - 1) if _same(passages, place, n) and words + _length(passages[n]) <= most]
        if not near:
            return first, last
        nearest = min(near, key=lambda n: abs(n - place))
        words += _length(passages[nearest])
        first, last = min(first, nearest), max(last, nearest)


def _same(passages: Sequence[Passage], place: int, other: int) -> bool:
    return 0 <= other < len(passages) and passages[other].clause == passages[place].clause


def _length(passage: Passage) -> int:
    return len(passage.sentence.split())

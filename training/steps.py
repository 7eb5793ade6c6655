"""The order in which samples are learnt from: steps of like length, so that little is padded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import random

Learnt = TypeVar("Learnt")
BESIDE = 6  # questions that stand together in the data are drawn together: pairs that differ in one fact


@dataclass(frozen=True, slots=True)
class Cut:
    """How samples are cut into steps: ``a_step`` at a time, of every ``alike`` steps' worth those of like length together.

    So many as stand ``beside`` one another in the data are drawn together: pairs that differ in one fact.
    """

    a_step: int
    alike: int
    beside: int = 1


def in_steps(some: Iterable[Learnt], length: Callable[[Learnt], int], cut: Cut, chance: random.Random) -> list[list[Learnt]]:
    """All of ``some`` once, in steps that come in any order."""
    mixed, found = list(shuffled(list(some), cut.beside, chance)), list[list[Learnt]]()
    for first in range(0, len(mixed), cut.a_step * cut.alike):
        like = sorted(mixed[first : first + cut.a_step * cut.alike], key=length)
        steps = [like[place : place + cut.a_step] for place in range(0, len(like), cut.a_step)]
        chance.shuffle(steps)
        found += steps
    return found


def shuffled(some: Sequence[Learnt], beside: int, chance: random.Random) -> Iterator[Learnt]:
    """All of ``some``, so many at a time as they stand, in any order."""
    groups = [some[first : first + beside] for first in range(0, len(some), beside)]
    chance.shuffle(groups)
    return chain.from_iterable(groups)

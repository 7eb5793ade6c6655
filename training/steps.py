"""The order in which samples are learnt from: steps of like length, so that little is padded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import random

Learnt = TypeVar("Learnt")


def in_steps(some: Iterable[Learnt], length: Callable[[Learnt], int], a_step: int, alike: int, chance: random.Random) -> list[list[Learnt]]:
    """All of ``some`` once, ``a_step`` at a time: of each ``alike`` steps' worth those of like length together, and these in any order."""
    mixed, cut = list(some), list[list[Learnt]]()
    chance.shuffle(mixed)
    for first in range(0, len(mixed), a_step * alike):
        like = sorted(mixed[first : first + a_step * alike], key=length)
        steps = [like[place : place + a_step] for place in range(0, len(like), a_step)]
        chance.shuffle(steps)
        cut += steps
    return cut

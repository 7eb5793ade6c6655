"""Which of the questions a training learns from: all, or the newest whole and some of the others, which were learnt from before."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.steps import BESIDE, shuffled

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from training.read_data import Question

SEED = 9


@dataclass(frozen=True, slots=True)
class Portion:
    """``share`` of the extra questions, those of the organisations ``whole`` all, none of ``left_out``; names are "sector/name"."""

    share: float = 1.0
    whole: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def of(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """The questions to learn from; practice questions are never left out for their number."""
        kept = [each for each in questions if str(each.organisation) not in self.left_out]
        if self.share >= 1:
            return tuple(kept)
        always = [each for each in kept if not each.extra or str(each.organisation) in self.whole]
        others = [each for each in kept if each.extra and str(each.organisation) not in self.whole]
        drawn = list(shuffled(others, BESIDE, random.Random(SEED)))  # noqa: S311 - a draw, not a secret
        return (*always, *drawn[: round(self.share * len(others))])


def add_portion(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``portion`` reads."""
    parser.add_argument("--share", type=float, default=1.0, help="of the extra questions that are learnt from")
    parser.add_argument("--whole", nargs="+", default=[], metavar="SECTOR/NAME", help="organisations all of whose questions are")
    parser.add_argument("--leave-out", nargs="+", default=[], metavar="SECTOR/NAME", help="organisations none of whose questions are")


def portion(chosen: argparse.Namespace) -> Portion:
    """The portion that a command's arguments ask for."""
    return Portion(chosen.share, frozenset(chosen.whole), frozenset(chosen.leave_out))

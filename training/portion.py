"""Which of the questions a step learns from, or measures by, as a command's arguments say."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from training.read_data import Corpus, read_corpus
from training.steps import BESIDE, shuffled

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from training.read_data import Question

SEED = 9
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Portion:
    """All questions, or the newest whole and some of the others, which were learnt from before.

    ``share`` of the questions in pairs (``figured`` of those that tell a figure), and those of the organisations ``whole`` all; names
    are "sector/name".
    """

    share: float = 1.0
    figured: float | None = None
    whole: frozenset[str] = frozenset()

    def of(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """The questions to learn from; those of practice, and those asked as staff ask, are never left out for their number."""
        figured = self.share if self.figured is None else self.figured
        if min(self.share, figured) >= 1:
            return tuple(questions)
        always = [each for each in questions if self._always(each)]
        others = [each for each in questions if not self._always(each)]
        told, untold = ([each for each in others if bool(FIGURE.search(each.words)) == tells] for tells in (True, False))
        return (*always, *_drawn(told, figured), *_drawn(untold, self.share))

    def _always(self, question: Question) -> bool:
        return not question.paired or str(question.organisation) in self.whole


def _drawn(some: Sequence[Question], share: float) -> list[Question]:
    """So many of them, those that stand together drawn together."""
    drawn = list(shuffled(some, BESIDE, random.Random(SEED)))  # noqa: S311 - a draw, not a secret
    return drawn[: round(share * len(some))]


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``corpus_of`` reads."""
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    parser.add_argument("--practice", type=Path, action="append", default=[], help="a further folder laid out as DATA/practice")
    parser.add_argument("--leave-out", nargs="+", default=[], metavar="SECTOR/NAME", help="organisations none of whose questions are taken")
    parser.set_defaults(kept=False)


def add_kept(parser: argparse.ArgumentParser) -> None:
    """The argument by which a step that teaches no network takes what is kept from them (beside ``add_corpus``)."""
    parser.add_argument("--kept", action="store_true", help="take the questions that are kept from the networks, no others")


def corpus_of(chosen: argparse.Namespace) -> Corpus:
    """All passages, and the questions that the arguments ask for. Raises ValueError, KeyError, OSError, Refused."""
    corpus, left_out = read_corpus(chosen.data, chosen.practice), frozenset(chosen.leave_out)
    taken = (each for each in corpus.questions if each.kept == chosen.kept and str(each.organisation) not in left_out)
    return replace(corpus, questions=tuple(taken))


def add_portion(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``portion`` reads."""
    parser.add_argument("--share", type=float, default=1.0, help="of the questions in pairs that are learnt from")
    parser.add_argument("--figured", type=float, help="the share of those in pairs that tell a figure, if it is another")
    parser.add_argument("--whole", nargs="+", default=[], metavar="SECTOR/NAME", help="organisations all of whose questions are")


def portion(chosen: argparse.Namespace) -> Portion:
    """The portion that a command's arguments ask for."""
    return Portion(chosen.share, chosen.figured, frozenset(chosen.whole))

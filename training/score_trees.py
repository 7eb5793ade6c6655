"""Measure the trees: ``python -m training.score_trees SIMILARITIES.npz`` leaves out one sector at a time.

Prints a row a sector of its questions as people ask, concerns aside: how often the first passage decides (``first``) or is at least fair to
cite (``fair``), all needed clauses are among the first three (``three``), the likeliest verdict is right (``verdict``); how many are
answered with a ruling at ``bot.decide.deciding.SURE`` (``ruled``), and how many of these rightly (``right``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from bot.decide.deciding import SURE
from bot.decide.verdict import CLASSES
from training.fit_trees import Fitted, Ranked, add_data, fit, rank, read_labelled
from training.tree_rows import DECIDES, FAIR, Labelled

CLAUSES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the questions, 0 to 1; of those with a clause to cite for the first three, of the ruled for the last."""

    first: float
    fair: float
    three: float
    verdict: float
    ruled: float
    right: float


def by_sector(some: Sequence[Labelled]) -> Iterator[tuple[str, int, Score]]:
    """Each sector that has questions as people ask, how many, and how trees do that were fitted on all the others."""
    for sector in sorted({each.question.organisation.sector for each in some if not each.question.paired}):
        asked = [each for each in some if each.question.organisation.sector == sector and not each.question.paired]
        fitted = fit([each for each in some if each.question.organisation.sector != sector])
        yield sector, len(asked), score(fitted, asked)


def score(fitted: Fitted, some: Sequence[Labelled]) -> Score:
    """How trees do on questions that they never saw."""
    ranked = rank(fitted.ranker, some)
    likely = fitted.probabilities(some, ranked)
    right = [CLASSES[best] in (each.question.verdict, *each.question.also) for best, each in zip(likely.argmax(1), some, strict=True)]
    sure = (likely.max(1) >= SURE).tolist()
    cited = [(each, found) for each, found in zip(some, ranked, strict=True) if each.question.cite]
    best = [each.labels[found[0].place] for each, found in cited]
    return Score(
        first=_share(label == DECIDES for label in best),
        fair=_share(label >= FAIR for label in best),
        three=_share(all_shown(each, found) for each, found in cited),
        verdict=_share(right),
        ruled=_share(sure),
        right=_share(good for good, ruled in zip(right, sure, strict=True) if ruled),
    )


def all_shown(each: Labelled, found: Ranked) -> bool:
    """Whether the first three clauses hold every snippet that is needed."""
    clauses = list(dict.fromkeys(candidate.reading.passage.clause for candidate in found))[:CLAUSES_SHOWN]
    shown = [each.held[candidate.place] for candidate in found if candidate.reading.passage.clause in clauses]
    return frozenset(range(len(each.question.cite))) <= frozenset[int]().union(*shown)


def _share(marks: Iterator[bool] | Sequence[bool]) -> float:
    some = list(marks)
    return sum(some) / max(1, len(some))


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.score_trees", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    sys.stdout.write("sector questions first fair three verdict ruled right\n")
    for sector, count, found in by_sector(read_labelled(parser.parse_args(arguments))):
        sys.stdout.write(f"{sector} {count} " + " ".join(f"{share:.3f}" for share in astuple(found)) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

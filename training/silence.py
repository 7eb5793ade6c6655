"""Fit when the judge thinks a policy silent: ``python -m training.silence SIMILARITIES.npz --kept`` prints its two numbers.

A logistic regression on the greatest relevance among a question's candidates, by judges that never saw the question
(``bot.decide.verdict.silence`` evaluates it).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from math import isnan

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bot.decide.ranking import most_relevant
from bot.decide.verdict import FOREIGN
from training.fit_trees import add_data, read_labelled
from training.portion import corpus_of
from training.tree_rows import Labelled

NOTHING = "not_covered"


def told(some: Sequence[Labelled]) -> Iterator[tuple[float, bool]]:
    """Each judged question's greatest relevance, and whether its policy is silent; what is out of scope is the adjudicator's to say."""
    for each in some:
        relevance = most_relevant(each.found)
        if each.question.verdict != FOREIGN and not isnan(relevance):
            yield relevance, each.question.verdict == NOTHING


def fit(some: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The relevance at which silence is as likely as not, and how soon it is likelier."""
    fitted = LogisticRegression(C=1e3).fit([[relevance] for relevance, _ in some], [silent for _, silent in some])
    slope = float(fitted.coef_[0][0])
    return -float(fitted.intercept_[0]) / slope, -slope


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.silence", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    chosen = parser.parse_args(arguments)
    some = list(told(read_labelled(chosen, corpus_of(chosen))))
    at, by = fit(some)
    area = roc_auc_score([silent for _, silent in some], [-relevance for relevance, _ in some])
    sys.stdout.write(f"SILENT_AT, SILENT_BY = {at:.2f}, {by:.2f}  ({len(some)} questions, area under the curve {area:.3f})\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

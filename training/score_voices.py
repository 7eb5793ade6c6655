"""Measure what decides: ``python -m training.score_voices SIMILARITIES.npz --kept --adjudicator FILE``.

Trees are fitted on three quarters of the organisations at a time and rank and read the questions of the last, beside a judge and an
adjudicator that learnt from none of these questions. Prints how often the first passage decides or is at least fair to cite, and all
needed clauses are among the first three; then, for each voice and for mixtures of them, how often the likeliest verdict is right and the
log loss of the right one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.decide.verdict import CLASSES, LEAST, by_judge, likeliest, named, together
from training.adjudging import Adjudge
from training.fit_trees import add_adjudicator, add_data, adjudged, fit, rank, read_adjudge, read_labelled, reheard
from training.portion import corpus_of
from training.tree_rows import DECIDES, FAIR, Labelled, Ranked

FOLDS = 4
CLAUSES_SHOWN = 3
WEIGHTS = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (0.4, 0.4, 0.2), (0.35, 0.35, 0.3), (0.3, 0.4, 0.3), (0.5, 0.5, 0), (0.7, 0.2, 0.1))

Voice = Mapping[str, float]  # each verdict's share


@dataclass(frozen=True, slots=True)
class Heard:
    """A question, its candidates as ranked, and what trees, judge and adjudicator make of them."""

    asked: Labelled
    found: Ranked
    voices: tuple[Voice, Voice, Voice]

    @property
    def accepted(self) -> tuple[str, ...]:
        """The verdicts that are right."""
        return (self.asked.question.verdict, *self.asked.question.also)

    def mixed(self, weights: Sequence[float]) -> Voice:
        """The voices at these ``weights``; one that is silent is not heard."""
        return together([(weight, voice) for weight, voice in zip(weights, self.voices, strict=True) if weight and voice])


def heard(some: Sequence[Labelled], adjudge: Adjudge, folds: int = FOLDS) -> Iterator[Heard]:
    """Each question as trees heard it that were fitted without its organisation."""
    whose = sorted({str(each.question.organisation) for each in some})
    fold = {name: place % folds for place, name in enumerate(whose)}
    for left in range(folds):
        asked = [each for each in some if fold[str(each.question.organisation)] == left]
        fitted = fit([each for each in some if fold[str(each.question.organisation)] != left], adjudge)
        ranked = reheard(asked, rank(fitted.ranker, asked), adjudge)
        said = adjudged(asked, ranked, adjudge)
        trees = map(named, fitted.probabilities(asked, ranked, said).tolist())
        for each, found, by_trees, by_adjudicator in zip(asked, ranked, trees, said, strict=True):
            yield Heard(each, found, (by_trees, by_judge(found, by_adjudicator.foreign), by_adjudicator.both))


def passages(some: Sequence[Heard]) -> tuple[float, float, float]:
    """Of the questions with a clause to cite: the first passage decides, is fair at least, all clauses are among the first three."""
    cited = [each for each in some if each.asked.question.cite]
    first = [each.asked.labels[each.found[0].place] for each in cited]
    shown = [all_shown(each.asked, each.found) for each in cited]
    return _share([label == DECIDES for label in first]), _share([label >= FAIR for label in first]), _share(shown)


def verdicts(some: Sequence[Heard], weights: Sequence[float]) -> tuple[float, float]:
    """How often the likeliest verdict is right at these ``weights``, and the log loss of the right one."""
    mixed = [(each, each.mixed(weights)) for each in some if each.asked.question.verdict in CLASSES]
    right = [likeliest(shares) in each.accepted for each, shares in mixed]
    lost = [-log(max(shares[each.asked.question.verdict], LEAST)) for each, shares in mixed]
    return _share(right), sum(lost) / max(1, len(lost))


def all_shown(each: Labelled, found: Ranked) -> bool:
    """Whether the first three clauses hold every snippet that is needed."""
    clauses = list(dict.fromkeys(candidate.reading.passage.clause for candidate in found))[:CLAUSES_SHOWN]
    shown = [each.held[candidate.place] for candidate in found if candidate.reading.passage.clause in clauses]
    return frozenset(range(len(each.question.cite))) <= frozenset[int]().union(*shown)


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / max(1, len(marks))


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.score_voices", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    add_adjudicator(parser)
    chosen = parser.parse_args(arguments)
    corpus = corpus_of(chosen)
    found = list(heard(read_labelled(chosen, corpus), read_adjudge(chosen, corpus)))
    first, fair, three = passages(found)
    sys.stdout.write(f"{len(found)} questions; first decides {first:.3f}, is fair {fair:.3f}; all among the first three {three:.3f}\n")
    sys.stdout.write("trees, judge, adjudicator weigh: right, log loss\n")
    for weights in WEIGHTS:
        right, lost = verdicts(found, weights)
        sys.stdout.write(f"{weights} {right:.3f} {lost:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Fit the ranker and the verdict reader: ``python -m training.fit_trees SIMILARITIES.npz --adjudicator FILE``.

The ranker (boosted trees, LambdaMART) orders a question's candidates; the verdict reader (boosted trees) reads the best of
them, and what judge and adjudicator say of them. It learns from candidates that were ranked by trees which never saw the question, as
they will be in service. Writes both to ``bot/decide/models``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np

import bot.decide
from bot.decide.alone import reweighed, singly
from bot.decide.foremost import foremost
from bot.decide.ranking import background, by_score
from bot.decide.verdict import CLASSES, Adjudged, by_judge, named, one_by_one, verdict_features
from knowledge.trained import trained_at
from knowledge.weights import weights_folder
from training.adjudging import Adjudge, adjudging
from training.boosted import Boosted, boosted
from training.portion import add_corpus, add_kept, corpus_of
from training.read_data import Corpus
from training.similarity_file import read_similarities
from training.tree_rows import Labelled, Ranked, Table, labelled

PAIRED_WEIGHS = 0.7  # a question in pairs, beside one as people ask: it names no clause that is fair to cite
ALWAYS = {"subsample": 0.8, "subsample_freq": 1, "deterministic": True, "num_threads": 2, "verbose": -1}
RANKER = ALWAYS | {
    "objective": "lambdarank", "label_gain": [0, 1, 4], "num_leaves": 20, "learning_rate": 0.06,
    "min_child_samples": 30, "colsample_bytree": 0.4,
}  # fmt: skip
READER = ALWAYS | {
    "objective": "multiclass", "num_class": len(CLASSES), "num_leaves": 8, "learning_rate": 0.05,
    "min_child_samples": 22, "colsample_bytree": 0.15, "reg_lambda": 2.0,
}  # fmt: skip
RANKER_TREES, READER_TREES = 220, 300  # for the reader: of each class


@dataclass(frozen=True, slots=True)
class Fitted:
    """The two sets of trees."""

    ranker: Boosted
    reader: Boosted

    def probabilities(self, some: Sequence[Labelled], ranked: Sequence[Ranked], adjudged: Sequence[Adjudged]) -> Table:
        """Each verdict's probability, (questions, classes), where the adjudicator says ``adjudged`` of each question."""
        scores = self.reader.scores(_verdict_rows(some, ranked, adjudged))
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float64)


def fit(some: Sequence[Labelled], adjudge: Adjudge) -> Fitted:
    """Both, from all of ``some``."""
    ranked = reheard(some, ranked_apart(some), adjudge)
    return Fitted(fit_ranker(some), fit_reader(some, ranked, adjudged(some, ranked, adjudge)))


def reheard(some: Sequence[Labelled], ranked: Sequence[Ranked], adjudge: Adjudge) -> list[Ranked]:
    """Each question's candidates anew, by what the adjudicator makes of each of the first clauses alone."""
    alone = adjudge(some, [singly(found) for found in ranked])
    return [reweighed(found, shares.tolist()) for found, shares in zip(ranked, alone, strict=True)]


def adjudged(some: Sequence[Labelled], ranked: Sequence[Ranked], adjudge: Adjudge) -> list[Adjudged]:
    """What the adjudicator says of each question whose candidates it has heard alone (``reheard``)."""
    at_once = adjudge(some, [[foremost(found)] for found in ranked])
    return [Adjudged(named(shares[0].tolist()), one_by_one(found)) for found, shares in zip(ranked, at_once, strict=True)]


def fit_ranker(some: Sequence[Labelled], trees: int = RANKER_TREES) -> Boosted:
    """The ranker, from the questions that have a candidate worth ranking first."""
    used = [each for each in some if each.decided]
    rows = lightgbm.Dataset(
        np.vstack([each.rows for each in used]),
        label=[each.labels[candidate.place] for each in used for candidate in each.found],
        group=[len(each.found) for each in used],
        weight=np.concatenate([np.full(len(each.found), _weight(each)) for each in used]),
    )
    return boosted(RANKER, rows, trees)


def rank(ranker: Boosted, some: Sequence[Labelled]) -> list[Ranked]:
    """Each question's candidates as ``bot.decide.ranking.ranked`` gives them, in the questions' order."""
    if not some:
        return []
    scores = np.split(ranker.scores(np.vstack([each.rows for each in some])), np.cumsum([len(each.found) for each in some])[:-1])
    return [by_score(each.found, (row - _background(each)).tolist()) for each, row in zip(some, scores, strict=True)]


def _background(each: Labelled) -> Table:
    return np.array([background(each.case, candidate) for candidate in each.found])


def ranked_apart(some: Sequence[Labelled]) -> list[Ranked]:
    """Each question's candidates, by a ranker that was fitted on the other half of the questions."""
    halves = [some[::2], some[1::2]]
    even, odd = rank(fit_ranker(halves[1]), halves[0]), rank(fit_ranker(halves[0]), halves[1])
    return [(odd if place % 2 else even)[place // 2] for place in range(len(some))]


def fit_reader(some: Sequence[Labelled], ranked: Sequence[Ranked], adjudged: Sequence[Adjudged], trees: int = READER_TREES) -> Boosted:
    """The verdict reader, from the questions whose verdict is read from passages."""
    kept = [place for place, each in enumerate(some) if each.question.verdict in CLASSES]
    used = [some[place] for place in kept]
    rows = lightgbm.Dataset(
        _verdict_rows(used, [ranked[place] for place in kept], [adjudged[place] for place in kept]),
        label=[CLASSES.index(each.question.verdict) for each in used],
        weight=[_weight(each) for each in used],
    )
    return boosted(READER, rows, trees)


def _verdict_rows(some: Sequence[Labelled], ranked: Sequence[Ranked], adjudged: Sequence[Adjudged]) -> Table:
    heard = zip(some, ranked, adjudged, strict=True)
    return np.array([verdict_features(each.case, found, by_judge(found, said.foreign), said) for each, found, said in heard], np.float64)


def _weight(each: Labelled) -> float:
    return PAIRED_WEIGHS if each.question.paired else 1.0


def read_labelled(arguments: argparse.Namespace, corpus: Corpus) -> list[Labelled]:
    """The corpus's questions as the similarities that a command's arguments name have them (``add_data``). Raises OSError, ValueError."""
    return labelled(corpus, read_similarities(arguments.similarities, corpus))


def add_data(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``corpus_of`` and ``read_labelled`` read."""
    parser.add_argument("similarities", type=Path, help="as training.similarities wrote them")
    add_corpus(parser)
    add_kept(parser)


def read_adjudge(arguments: argparse.Namespace, corpus: Corpus) -> Adjudge:
    """The adjudicator that a command's arguments name (``add_adjudicator``), over the corpus's passages."""
    return adjudging(arguments.adjudicator, trained_at(arguments.base), corpus)


def add_adjudicator(parser: argparse.ArgumentParser) -> None:
    """The arguments that ``read_adjudge`` reads, beside those of ``add_data``."""
    parser.add_argument("--adjudicator", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=weights_folder(), help="the folder of its encoder (default: the package's)")


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.fit_trees", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    add_adjudicator(parser)
    parser.add_argument("--to", type=Path, default=Path(bot.decide.__path__[0]) / "models", help="the folder to write to")
    chosen = parser.parse_args(arguments)
    corpus = corpus_of(chosen)
    fitted = fit(read_labelled(chosen, corpus), read_adjudge(chosen, corpus))
    chosen.to.mkdir(parents=True, exist_ok=True)
    for name, model, classes in (("ranker", fitted.ranker, ("relevance",)), ("verdict", fitted.reader, CLASSES)):
        (chosen.to / f"{name}.json").write_text(model.text(classes), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Measure the adjudicator: ``python -m training.score_adjudicator SIMILARITIES.npz --adjudicator FILE …``.

On the practice questions of the sectors that each half never saw, ranked and read by trees that never saw them either: how often
the likeliest verdict is right, by the weights of trees, judge and adjudicator beside one another.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from bot.decide.verdict import CLASSES, by_judge, likeliest, together
from knowledge import adjudicator as serving
from knowledge.trained import trained_at
from knowledge.weights import weights_folder
from training.bert import held_out, load_tokenizer, start
from training.fit_trees import Ranked, add_data, fit, rank
from training.portion import corpus_of
from training.read_data import Corpus, Question
from training.similarity_file import read_similarities
from training.train_adjudicator import Adjudicator
from training.tree_rows import Labelled, Table, labelled

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from knowledge.trained import Trained

WEIGHTS = (
    (1, 0, 0),
    (0, 1, 0),
    (0, 0, 1),
    (0.5, 0.5, 0),
    (0.5, 0, 0.5),
    (0.4, 0.3, 0.3),
    (0.3, 0.4, 0.3),
    (0.2, 0.4, 0.4),
    (0.2, 0.2, 0.6),
)
QUESTIONS_A_RUN = 48


def pairs(corpus: Corpus, some: Sequence[Labelled], ranked: Sequence[Ranked]) -> Iterator[tuple[str, str]]:
    """Each question with its surest passages, as they are read in service."""
    for each, found in zip(some, ranked, strict=True):
        passages = corpus.candidates[each.question.organisation]
        yield each.question.words, serving.together([passages[candidate.place].words for candidate in found[: serving.PASSAGES]])


def probabilities(adjudicator: Adjudicator, tokenizer: Tokenizer, read: Sequence[tuple[str, str]]) -> Table:
    """Each verdict's by the adjudicator alone, (questions, classes)."""
    parts = list[Table]()
    for first in range(0, len(read), QUESTIONS_A_RUN):
        with torch.no_grad():
            logits = adjudicator.read(tokenizer.encode_batch(read[first : first + QUESTIONS_A_RUN]))
        parts.append(functional.softmax(logits, 1).numpy())
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Heard:
    """A question with what trees, judge and adjudicator make of it, each verdict's probability by name."""

    question: Question
    voices: tuple[dict[str, float], dict[str, float], dict[str, float]]

    def right(self, weights: Sequence[float]) -> bool:
        """Whether the likeliest verdict is accepted, the voices at these ``weights``."""
        likely = together([(weight, voice) for weight, voice in zip(weights, self.voices, strict=True) if weight])
        return likeliest(likely) in (self.question.verdict, *self.question.also)


def measured(file: Path, base: Trained, corpus: Corpus, some: Sequence[Labelled]) -> Iterator[Heard]:
    """Each question as people ask of the sectors that the half in ``file`` never saw, as trees and adjudicator that never did heard it."""
    without = held_out(file)
    adjudicator = Adjudicator(base).eval()
    adjudicator.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    asked = [each for each in some if each.question.organisation.sector in without and not each.question.paired]
    fitted = fit([each for each in some if each.question.organisation.sector not in without])
    ranked = rank(fitted.ranker, asked)
    by_trees = fitted.probabilities(asked, ranked)
    adjudged = probabilities(adjudicator, load_tokenizer(serving.LONGEST, base.tokenizer), list(pairs(corpus, asked, ranked)))
    for each, found, first, last in zip(asked, ranked, by_trees, adjudged, strict=True):
        trees, read = (dict(zip(CLASSES, row.tolist(), strict=True)) for row in (first, last))
        yield Heard(each.question, (trees, by_judge(found, together([(1, trees), (1, read)])), read))


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.score_adjudicator", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    parser.add_argument("--adjudicator", type=Path, action="append", required=True)
    parser.add_argument("--base", type=Path, default=weights_folder(), help="the folder of their encoder (default: the package's)")
    chosen = parser.parse_args(arguments)
    start(2)
    corpus = corpus_of(chosen)
    some = labelled(corpus, read_similarities(chosen.similarities, corpus))
    base = trained_at(chosen.base)
    found = [row for file in chosen.adjudicator for row in measured(file, base, corpus, some)]
    sys.stdout.write(f"{len(found)} questions\ntrees, judge, adjudicator weigh: verdict right\n")
    for weights in WEIGHTS:
        sys.stdout.write(f"{weights} {sum(each.right(weights) for each in found) / max(1, len(found)):.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

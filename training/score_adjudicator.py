"""Measure the adjudicator: ``python -m training.score_adjudicator SIMILARITIES.npz --adjudicator FILE …``.

On the practice questions of the sectors that each half never saw, ranked and read by trees that never saw them either: how often
the likeliest verdict is right as the adjudicator weighs more and more beside the trees, from nothing (trees alone) to all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from bot.decide.verdict import CLASSES, LEAST
from knowledge.adjudicator import LONGEST, PASSAGES, together
from knowledge.trained import trained_at
from training.bert import held_out, load_tokenizer, start
from training.fit_trees import Ranked, add_data, fit, rank
from training.read_data import Corpus, read_corpus
from training.similarity_file import read_similarities
from training.train_adjudicator import Adjudicator
from training.tree_rows import Labelled, Table, labelled

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from knowledge.trained import Trained

WEIGHTS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0)
QUESTIONS_A_RUN = 48


def pairs(corpus: Corpus, some: Sequence[Labelled], ranked: Sequence[Ranked]) -> Iterator[tuple[str, str]]:
    """Each question with its surest passages, as they are read in service."""
    for each, found in zip(some, ranked, strict=True):
        passages = corpus.candidates[each.question.organisation]
        yield each.question.words, together([passages[candidate.place].words for candidate in found[:PASSAGES]])


def probabilities(adjudicator: Adjudicator, tokenizer: Tokenizer, read: Sequence[tuple[str, str]]) -> Table:
    """Each verdict's by the adjudicator alone, (questions, classes)."""
    parts = list[Table]()
    for first in range(0, len(read), QUESTIONS_A_RUN):
        with torch.no_grad():
            logits = adjudicator.read(tokenizer.encode_batch(read[first : first + QUESTIONS_A_RUN]))
        parts.append(functional.softmax(logits, 1).numpy())
    return np.concatenate(parts)


def together_at(weight: float, trees: Table, adjudged: Table) -> Table:
    """Both as in service (``bot.decide.verdict.probabilities``), but for a common factor."""
    mixed: Table = np.maximum(trees, LEAST) ** (1 - weight) * np.maximum(adjudged, LEAST) ** weight
    return mixed


def measured(file: Path, base: Trained, corpus: Corpus, some: Sequence[Labelled]) -> Iterator[tuple[Labelled, Table, Table]]:
    """Each practice question of the sectors that the half in ``file`` never saw, with what trees and adjudicator make of it."""
    without = held_out(file)
    adjudicator = Adjudicator(base).eval()
    adjudicator.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    asked = [each for each in some if each.question.organisation.sector in without and not each.question.extra]
    fitted = fit([each for each in some if each.question.organisation.sector not in without])
    ranked = rank(fitted.ranker, asked)
    adjudged = probabilities(adjudicator, load_tokenizer(LONGEST, base.tokenizer), list(pairs(corpus, asked, ranked)))
    yield from zip(asked, fitted.probabilities(asked, ranked), adjudged, strict=True)


def right(each: Labelled, weights: Table) -> bool:
    """Whether the likeliest verdict is accepted."""
    return CLASSES[int(weights.argmax())] in (each.question.verdict, *each.question.also)


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.score_adjudicator", description=(__doc__ or "").partition("\n")[0])
    add_data(parser)
    parser.add_argument("--adjudicator", type=Path, action="append", required=True)
    parser.add_argument("--base", type=Path, required=True, help="the folder of the encoder that they were trained from")
    chosen = parser.parse_args(arguments)
    start(2)
    corpus = read_corpus(chosen.data, chosen.practice)
    some = labelled(corpus, read_similarities(chosen.similarities, corpus))
    base = trained_at(chosen.base)
    found = [row for file in chosen.adjudicator for row in measured(file, base, corpus, some)]
    sys.stdout.write(f"{len(found)} questions\nadjudicator weighs, verdict right\n")
    for weight in WEIGHTS:
        marks = [right(each, together_at(weight, trees, adjudged)) for each, trees, adjudged in found]
        sys.stdout.write(f"{weight:.2f} {sum(marks) / max(1, len(marks)):.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

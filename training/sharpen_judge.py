"""Sharpen a judge: ``python -m training.sharpen_judge OUT --judge JUDGE --matcher MATCHER …``.

What ``train_judge`` made tells passages that decide from others one by one; in service the nearest compete. So it goes on to
learn which of five near passages decides, one that does beside four that do not. It sees the sectors that it saw before, no others.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch.nn import functional

from knowledge.weights import weights_folder
from training.bert import Descent, Tensor, held_out, load_bert, load_tokenizer, note_held_out, padded, start
from training.read_data import read_corpus
from training.steps import in_steps
from training.train_judge import LONGEST, NO_VERDICT, Judge, Sample, nearest, samples

SEED = 5
WRONG = 4  # beside the one that decides
CHOICES_A_STEP, STEPS_OF_LIKE_LENGTH = 7, 24
RATE, HEAD_RATE = 4e-5, 5e-4
APART_SHARE, VERDICT_SHARE = 0.3, 0.6  # of the loss of each pair by itself, and of the verdict's, beside the choice's


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with five passages of which the first decides, and its verdict's place."""

    question: str
    passages: tuple[str, ...]
    verdict: int

    @property
    def length(self) -> int:
        """About what it takes to read its longest pair."""
        return len(self.question) + max(map(len, self.passages))


def choices(some: Sequence[Sample], chance: random.Random) -> Iterator[Choice]:
    """A choice for each sample that has enough passages; of the wrong ones nearer ones are likelier, none is there twice."""
    for each in some:
        if each.right and len(each.wrong) >= WRONG:
            right, wrong = chance.choice(each.right), list(each.wrong)
            weights = [1 / (place + 2) for place in range(len(wrong))]
            drawn: dict[int, str] = {}
            while len(drawn) < WRONG:
                place = chance.choices(range(len(wrong)), weights)[0]
                drawn[place] = wrong[place]
            yield Choice(each.question, (right, *drawn.values()), each.verdict)


def steps(some: Sequence[Choice], chance: random.Random) -> list[list[Choice]]:
    """All of them once, in steps of like length."""
    return in_steps(some, lambda choice: choice.length, CHOICES_A_STEP, STEPS_OF_LIKE_LENGTH, chance)


def loss_of(logits: Tensor, verdicts: Tensor) -> Tensor:
    """Which passage decides, whether each does, and the verdict of the one that does; ``logits`` are (choices, 5, 9)."""
    relevance, first = logits[:, :, 0], torch.zeros(len(logits), dtype=torch.long)
    decides = functional.one_hot(first, 1 + WRONG).to(relevance.dtype)
    loss = functional.cross_entropy(relevance, first) + APART_SHARE * functional.binary_cross_entropy_with_logits(relevance, decides)
    if not (verdicts != NO_VERDICT).any():
        return loss
    return loss + VERDICT_SHARE * functional.cross_entropy(logits[:, 0, 1:], verdicts, ignore_index=NO_VERDICT)


def sharpen(judge: Judge, order: Sequence[Sequence[Choice]], rate: float = RATE) -> Judge:
    """``judge``, one step of ``order`` after another; ``rate`` is the network's, which falls to nothing."""
    tokenizer = load_tokenizer(LONGEST)
    descent = Descent([(judge.bert.parameters(), rate), (judge.head.parameters(), HEAD_RATE)], len(order), warm=30, least=0.02)
    judge.train()
    for step in order:
        read = tokenizer.encode_batch([(choice.question, passage) for choice in step for passage in choice.passages])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = judge(*padded(read))
        descent.step(loss_of(logits.float().view(len(step), 1 + WRONG, -1), torch.tensor([choice.verdict for choice in step])))
    return judge


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.sharpen_judge", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the file to write the judge to")
    parser.add_argument("--judge", type=Path, required=True, help="the judge to go on from")
    parser.add_argument("--matcher", type=Path, action="append", required=True, help="a matcher that finds near passages")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    parser.add_argument("--practice", type=Path, action="append", default=[], help="a further folder laid out as DATA/practice")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=1, help="how often each question is met, with passages drawn anew")
    parser.add_argument("--rate", type=float, default=RATE, help="how fast the network learns at first")
    parser.add_argument("--steps", type=int, help="end after so many, to try it out")
    chosen = parser.parse_args(arguments)
    start(chosen.threads)
    corpus, without, chance = read_corpus(chosen.data, chosen.practice), held_out(chosen.judge), random.Random(SEED)  # noqa: S311 - an order
    judge = Judge(load_bert(weights_folder(), kinds=True))
    judge.load_state_dict(torch.load(chosen.judge, map_location="cpu", weights_only=True))
    corpus = replace(corpus, questions=tuple(each for each in corpus.questions if each.organisation.sector not in without))
    some = list(samples(corpus, nearest(corpus, chosen.matcher), without))
    order = [step for _ in range(chosen.epochs) for step in steps(list(choices(some, chance)), chance)]
    torch.save(sharpen(judge, order[: chosen.steps], chosen.rate).state_dict(), chosen.out)
    note_held_out(chosen.out, without)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

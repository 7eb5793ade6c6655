"""Train the matcher: ``python -m training.train_matcher OUT [--hold-out SECTOR …]``.

A bi-encoder: a question's vector is drawn to those of the passages that decide it, and from those of other passages of
the same organisation, up to 84 at a time: near-duplicates are what it must tell apart. Word embeddings stay frozen.
Prints, for each sector held out, how often the first passage decides, and all that are needed are among the first three.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import torch
from torch.nn import functional

from knowledge.weights import weights_folder
from training.bert import SEED, Bert, Descent, Tensor, load_bert, load_tokenizer, note_held_out, start, vectors
from training.portion import add_corpus, corpus_of
from training.read_data import Corpus, Organisation, Question, flat

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

LONGEST = 64  # tokens of a text, in training
EPOCHS = 2
RATE = 4e-5
SHARPNESS = 18.0  # what cosines are multiplied by before the softmax
QUESTIONS_A_STEP = 64
PASSAGES_A_STEP, OTHERS_AT_LEAST = 72, 14
DECIDING_A_SNIPPET = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as read, and the places of the passages that decide it."""

    read: Encoding
    deciding: tuple[int, ...]


Step = tuple[Organisation, Sequence[Asked]]
Anything = TypeVar("Anything")


def asked(corpus: Corpus, tokenizer: Tokenizer, without: frozenset[str]) -> dict[Organisation, list[Asked]]:
    """The questions to learn from, by organisation."""
    found: dict[Organisation, list[Asked]] = {}
    for each in corpus.questions:
        places = {place for some in corpus.deciding(each, DECIDING_A_SNIPPET) for place in some}
        if places and each.organisation.sector not in without:
            found.setdefault(each.organisation, []).append(Asked(tokenizer.encode(each.words), tuple(sorted(places))))
    return found


def steps(questions: Mapping[Organisation, Sequence[Asked]], epochs: int) -> Iterator[Step]:
    """Questions of one organisation at a time, all of them in each epoch, in an order that the epoch alone settles."""
    for epoch in range(epochs):
        cut: list[Step] = []
        for whose, some in questions.items():
            mixed = _mixed(epoch, some)
            cut += [(whose, mixed[first : first + QUESTIONS_A_STEP]) for first in range(0, len(mixed), QUESTIONS_A_STEP)]
        yield from _mixed(epoch, cut)


def _mixed(epoch: int, some: Sequence[Anything]) -> list[Anything]:
    mixed = list(some)
    random.Random(epoch).shuffle(mixed)  # noqa: S311 - an order, not a secret
    return mixed


def loss_of(bert: Bert, some: Sequence[Asked], passages: Sequence[Encoding], chance: random.Random) -> Tensor:
    """Cross-entropy of each question over the passages at hand, shared among those that decide it."""
    needed = sorted({place for each in some for place in each.deciding})
    others = sorted(set(range(len(passages))) - set(needed))
    chance.shuffle(others)
    used = needed + others[: max(OTHERS_AT_LEAST, PASSAGES_A_STEP - len(needed))]
    both = vectors(bert, [*(each.read for each in some), *(passages[place] for place in used)])
    wanted = torch.tensor([[(place in each.deciding) / len(each.deciding) for place in used] for each in some])
    cosines = both[: len(some)] @ both[len(some) :].T
    return -(wanted * functional.log_softmax(cosines * SHARPNESS, 1)).sum(1).mean()


def train(corpus: Corpus, without: frozenset[str], limit: int | None) -> Bert:
    """A matcher that never saw the sectors ``without``; ``limit`` ends training after so many steps."""
    tokenizer = load_tokenizer(LONGEST)
    passages = {whose: tokenizer.encode_batch([each.words for each in some]) for whose, some in corpus.candidates.items()}
    bert, chance = load_bert(weights_folder()), random.Random(SEED)  # noqa: S311 - an order, not a secret
    order = list(steps(asked(corpus, tokenizer, without), EPOCHS))[:limit]
    descent = Descent([(bert.parameters(), RATE)], len(order), warm=20, least=0.025)
    bert.train()
    for whose, some in order:
        descent.step(loss_of(bert, some, passages[whose], chance))
    return bert.eval()


def report(bert: Bert, corpus: Corpus, sector: str) -> str:
    """One line: of a sector's own questions, how often the first passage decides and all needed are among the first three."""
    tokenizer, marks = load_tokenizer(LONGEST), []
    for whose, some in corpus.candidates.items():
        questions = [each for each in corpus.questions if each.organisation == whose and each.cite and not each.extra]
        if whose.sector == sector and questions:
            with torch.no_grad():
                both = vectors(bert, tokenizer.encode_batch([*(each.words for each in questions), *(each.words for each in some)]))
            best = (both[: len(questions)] @ both[len(questions) :].T).argsort(dim=1, descending=True)[:, :3].tolist()
            marks += [_mark(each, [some[place].whole for place in places]) for each, places in zip(questions, best, strict=True)]
    first, three = (sum(column) / max(1, len(marks)) for column in zip(*marks, strict=True)) if marks else (0.0, 0.0)
    return f"{sector}: {len(marks)} questions, first {first:.3f}, all in three {three:.3f}\n"


def _mark(question: Question, shown: Sequence[str]) -> tuple[bool, bool]:
    needed = [flat(snippet) for snippet in question.cite]
    return any(each in shown[0] for each in needed), all(any(each in clause for clause in shown) for each in needed)


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_matcher", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder to write the model to")
    add_corpus(parser)
    parser.add_argument("--hold-out", nargs="+", default=[], metavar="SECTOR")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="end after so many, to try it out")
    chosen = parser.parse_args(arguments)
    start(chosen.threads)
    corpus = corpus_of(chosen)
    bert = train(corpus, frozenset(chosen.hold_out), chosen.steps)
    bert.save_pretrained(str(chosen.out))
    note_held_out(chosen.out, chosen.hold_out)
    for sector in chosen.hold_out:
        sys.stdout.write(report(bert, corpus, sector))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

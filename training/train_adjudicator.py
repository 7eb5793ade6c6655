"""Train the adjudicator: ``python -m training.train_adjudicator OUT --start START --matcher MATCHER …``.

A cross-encoder reads a question beside the best passages together, as they are ranked and read in service
(``bot.decide.foremost``), or beside one of them, and gives the verdict: the judge sees one sentence at a time, and is not taught by what
it rules, but by which is nearer, where one leaves a question open.
It starts from a judge, or goes on from an adjudicator, and sees the sectors that this one saw, no others.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from bot.decide.foremost import CLAUSES, one_a_clause, read_together
from bot.decide.verdict import CLASSES
from knowledge.adjudicator import LONGEST, together
from knowledge.trained import trained_at
from knowledge.weights import weights_folder
from training.bert import Descent, Tensor, held_out, load_tokenizer, note_held_out, start
from training.frames import reframed
from training.levels import too_seldom
from training.pair_reader import PairReader
from training.portion import add_corpus, add_portion, corpus_of, portion
from training.read_data import Corpus, Question
from training.steps import BESIDE, Cut, in_steps
from training.train_judge import nearest

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from bot.decide.reading import Passage
    from knowledge.trained import Trained

EPOCHS = 1
SEED = 1
CUT = Cut(a_step=16, alike=20, beside=BESIDE)
RATE, HEAD_RATE = 7e-5, 5e-4
SMOOTHING, DROPPED = 0.05, 0.1  # labels are not all right; neither is any one number
RIGHT_AT = (0.65, 0.2, 0.15)  # how often what decides stands first, second, third: somewhat surer than in service
NEAR_KEPT = 8
ALONE, WRONG_ALONE = 0.45, 0.45  # how often one clause is read by itself, and how often it is then a near one that does not decide
OPEN = CLASSES.index("not_covered")  # what such a clause says


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with the places of passages that decide it, of near ones that do not (nearest first), and its verdict's place.

    ``passages`` are all of its organisation, in reading order.
    """

    question: str
    passages: Sequence[Passage]
    right: tuple[int, ...]
    near: tuple[int, ...]
    verdict: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, passages as they are read together, and the verdict's place."""

    question: str
    read: str
    verdict: int


class Adjudicator(PairReader):
    """Reads a question and several passages."""

    def __init__(self, begin: Trained) -> None:
        """Put a new head on the encoder ``begin``."""
        super().__init__(begin, len(CLASSES), dropped=DROPPED)


def begun(file: Path, base: Trained) -> Adjudicator:
    """An adjudicator to go on from, or one that starts from a judge: its encoder, and what it knows of verdicts by one passage."""
    state = torch.load(file, map_location="cpu", weights_only=True)
    made = Adjudicator(base)
    if len(state["head.bias"]) == len(CLASSES):
        made.load_state_dict(state)
        return made
    made.body.load_state_dict({name.removeprefix("body."): tensor for name, tensor in state.items() if name.startswith("body.")})
    known = len(state["head.bias"]) - 1  # the first is relevance
    with torch.no_grad():
        made.head.weight.zero_()
        made.head.bias.fill_(-1.0)
        made.head.weight[:known] = state["head.weight"][1:]
        made.head.bias[:known] = state["head.bias"][1:]
    return made


def seen(corpus: Corpus, without: frozenset[str]) -> Corpus:
    """The corpus with the questions that are learnt from: of other sectors than ``without``, and answered from passages."""
    return replace(corpus, questions=tuple(each for each in corpus.questions if learnt(each, without)))


def learnt(each: Question, without: frozenset[str]) -> bool:
    """Whether a question is of a sector to learn from, and its verdict one that is read from passages."""
    return each.organisation.sector not in without and each.verdict in CLASSES


def samples(corpus: Corpus, ranks: dict[Question, list[int]]) -> Iterator[Sample]:
    """Each question with its passages; one without any near passage teaches nothing."""
    passages = corpus.passages()
    for each in corpus.questions:
        right = tuple(dict.fromkeys(place for some in corpus.deciding(each, 1) for place in some))[:CLAUSES]
        spared = {*right, *corpus.fair(each)}
        near = tuple(place for place in ranks[each] if place not in spared)[:NEAR_KEPT]
        if near:
            yield Sample(each.words, passages[each.organisation], right, near, CLASSES.index(each.verdict))


def drawn(each: Sample, chance: random.Random) -> Pair:
    """The sample as it may be read in service: a clause by itself, or the first three together."""
    return alone(each, chance) if chance.random() < ALONE else beside(each, chance)


def alone(each: Sample, chance: random.Random) -> Pair:
    """The sample with one clause: one that decides, or a near one, which leaves open what another decides."""
    near = not each.right or chance.random() < WRONG_ALONE
    place = nearer(each.near, chance)[0] if near else chance.choice(each.right)
    verdict = OPEN if near and each.right else each.verdict
    return read(each, [place], verdict, chance)


def beside(each: Sample, chance: random.Random) -> Pair:
    """The sample as it might be ranked: what decides first as a rule, near ones around it or, where nothing decides, alone."""
    order = nearer(each.near, chance)
    place = chance.choices(range(CLAUSES), RIGHT_AT)[0]
    order[place:place] = each.right
    chosen = one_a_clause((each.passages[place].clause, place) for place in order)
    return read(each, chosen, each.verdict, chance)


def read(each: Sample, chosen: Sequence[int], verdict: int, chance: random.Random) -> Pair:
    """The sample's question, in a frame that is drawn, beside the passages at ``chosen``, which come to ``verdict``."""
    asked = reframed(each.question, CLASSES[each.verdict], chance)
    return Pair(asked, together(read_together(each.passages, chosen)), verdict)


def nearer(some: Sequence[int], chance: random.Random) -> list[int]:
    """All of them in an order drawn by chance, an earlier one likelier to come early."""
    keys = {each: chance.random() ** (place + 1) for place, each in enumerate(some)}
    return sorted(keys, key=lambda each: keys[each], reverse=True)


def steps(some: Sequence[Sample], chance: random.Random) -> list[list[Pair]]:
    """All of them once, each as it might be ranked, in steps of like length."""
    pairs = [drawn(each, chance) for each in some]
    return in_steps(pairs, lambda pair: len(pair.question) + len(pair.read), CUT, chance)


def loss_of(made: Adjudicator, tokenizer: Tokenizer, some: Sequence[Pair]) -> Tensor:
    """The verdict's cross-entropy."""
    logits = made.read(tokenizer.encode_batch([(pair.question, pair.read) for pair in some]))
    return functional.cross_entropy(logits, torch.tensor([pair.verdict for pair in some]), label_smoothing=SMOOTHING)


def train(made: Adjudicator, tokenizer: Tokenizer, order: Sequence[Sequence[Pair]], rate: float = RATE) -> Adjudicator:
    """``made``, one step of ``order`` after another; ``rate`` is the network's, which falls to nothing."""
    descent = Descent([(made.body.parameters(), rate), (made.head.parameters(), HEAD_RATE)], len(order), warm=40, least=0.02)
    made.train()
    for step in order:
        descent.step(loss_of(made, tokenizer, step))
    return made


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_adjudicator", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the file to write the adjudicator to")
    parser.add_argument("--start", type=Path, required=True, help="the judge to start from, or the adjudicator to go on from")
    parser.add_argument("--base", type=Path, default=weights_folder(), help="the folder of its encoder (default: the package's)")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=RATE, help="how fast the network learns at first")
    parser.add_argument("--seed", type=int, default=SEED, help="of the draws: another shows passages in other orders")
    parser.add_argument("--matcher", type=Path, action="append", required=True, help="a matcher that finds near passages")
    add_corpus(parser)
    parser.add_argument("--threads", type=int, default=2)
    add_portion(parser)
    parser.add_argument("--steps", type=int, help="end after so many, to try it out")
    chosen = parser.parse_args(arguments)
    start(chosen.threads)
    without, chance = held_out(chosen.start), random.Random(chosen.seed)  # noqa: S311 - an order
    whole, base = seen(corpus_of(chosen), without), trained_at(chosen.base)
    corpus = replace(whole, questions=portion(chosen).of(whole.questions))
    some = list(samples(corpus, nearest(corpus, chosen.matcher)))
    order = [step for _ in range(chosen.epochs) for step in steps(some, chance)]
    made = train(begun(chosen.start, base), load_tokenizer(LONGEST, base.tokenizer), order[: chosen.steps], chosen.rate)
    with torch.no_grad():
        made.head.bias += too_seldom(corpus.questions, CLASSES)
    torch.save(made.state_dict(), chosen.out)
    note_held_out(chosen.out, without)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

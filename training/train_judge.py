"""Train the judge: ``python -m training.train_judge OUT --base BASE --matcher MATCHER … [--hold-out SECTOR …] [--start JUDGE]``.

A cross-encoder reads a question and a passage together and gives nine logits: whether the passage decides the question,
and which verdict it gives if it does. In service the nearest passages compete, so it learns from choices: one that decides beside
two that the matchers think near and that do not; and from questions that no passage decides, beside near ones only. Each sector is
ranked by the matchers that never saw it.
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

from bot.decide.amid import judged
from knowledge.pair_scorer import OUTPUTS
from knowledge.trained import trained_at
from training.bert import Descent, Tensor, cosines, held_out, load_bert, load_tokenizer, note_held_out, start
from training.check_questions import UNDECIDED
from training.frames import reframed
from training.levels import too_seldom
from training.pair_reader import PairReader, mean_of
from training.portion import add_corpus, add_portion, corpus_of, portion
from training.read_data import Corpus, Question
from training.steps import BESIDE, Cut, in_steps

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from knowledge.trained import Trained

VERDICTS = OUTPUTS[1:]
NO_PASSAGE = frozenset({"refer"})  # settled before any passage is read
SEED = 1
EPOCHS = 1.0
NEAREST, WRONG_KEPT, RIGHT_A_SNIPPET, RIGHT_A_QUESTION = 14, 10, 2, 2
WRONG = 2  # beside the one that decides, at first
CUT = Cut(a_step=8, alike=16, beside=BESIDE)
RATE, HEAD_RATE, WARM = 1e-4, 1e-3, 100
CHOICE_SHARE, APART_SHARE = 0.7, 0.3  # of which passage decides, and of whether each does, beside the verdict's
SILENT_TIMES = 3.0  # a question that no passage decides teaches nothing else
SMOOTHING = 0.05  # labels are not all right
NO_VERDICT = -1
RANKED_BY = 96  # tokens
LONGEST = 176  # tokens of question and passage together, in training


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with the words of passages that decide it, of near ones that do not (nearest first), and its verdict's place.

    ``silent`` where the policy decides nothing: there is no right passage, and no verdict that one gives.
    """

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    verdict: int
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with passages of which the first decides, and its verdict's place (``NO_VERDICT`` where no passage gives it).

    Not even the first where it is ``silent``.
    """

    question: str
    passages: tuple[str, ...]
    verdict: int
    silent: bool = False

    @property
    def length(self) -> int:
        """About what it takes to read its longest pair."""
        return len(self.question) + max(map(len, self.passages))


class Judge(PairReader):
    """Reads a question and a passage."""

    def __init__(self, begin: Trained) -> None:
        """Put a new head on the encoder ``begin``."""
        super().__init__(begin, len(OUTPUTS))


def nearest(corpus: Corpus, matchers: Sequence[Path]) -> dict[Question, list[int]]:
    """For each question, the places of its organisation's nearest passages: by matchers that never saw the sector, or by all."""
    loaded = [(load_bert(folder).eval(), held_out(folder)) for folder in matchers]
    ranks: dict[Question, list[int]] = {}
    for whose, some in corpus.candidates.items():
        questions = [each for each in corpus.questions if each.organisation == whose]
        unseen = [bert for bert, without in loaded if whose.sector in without] or [bert for bert, _ in loaded]
        if questions:
            asked, read = [each.words for each in questions], [each.words for each in some]
            best = sum(cosines(bert, asked, read, RANKED_BY) for bert in unseen).argsort(dim=1, descending=True)
            ranks |= dict(zip(questions, best[:, :NEAREST].tolist(), strict=True))
    return ranks


def samples(corpus: Corpus, ranks: dict[Question, list[int]], without: frozenset[str]) -> Iterator[Sample]:
    """What to learn from, but for the sectors ``without``."""
    read = {whose: [judged(some, place) for place in range(len(some))] for whose, some in corpus.passages().items()}
    for each in corpus.questions:
        if each.organisation.sector in without or each.verdict in NO_PASSAGE:
            continue
        right = sorted({place for some in corpus.deciding(each, RIGHT_A_SNIPPET) for place in some})
        spared = {*right, *corpus.fair(each)}
        wrong = [place for place in ranks[each] if place not in spared]
        verdict = VERDICTS.index(each.verdict) if each.verdict in VERDICTS else NO_VERDICT
        deciding, near = ([read[each.organisation][place] for place in places] for places in (right[:RIGHT_A_QUESTION], wrong[:WRONG_KEPT]))
        yield Sample(each.words, tuple(deciding), tuple(near), verdict, each.verdict in UNDECIDED)


def choices(some: Sequence[Sample], chance: random.Random, wrong: int = WRONG) -> Iterator[Choice]:
    """A choice for each sample that has enough passages: one that decides beside ``wrong`` near ones, or so many near ones alone."""
    for each in some:
        if each.silent and len(each.wrong) > wrong:
            asked = reframed(each.question, "not_covered", chance)
            yield Choice(asked, _drawn(each.wrong, wrong + 1, chance), NO_VERDICT, silent=True)
        elif each.right and not each.silent and len(each.wrong) >= wrong:
            asked = reframed(each.question, VERDICTS[each.verdict], chance) if each.verdict != NO_VERDICT else each.question
            yield Choice(asked, (chance.choice(each.right), *_drawn(each.wrong, wrong, chance)), each.verdict)


def _drawn(near: Sequence[str], number: int, chance: random.Random) -> tuple[str, ...]:
    """So many of the passages, nearer ones likelier, none twice."""
    weights = [1 / (place + 2) for place in range(len(near))]
    drawn: dict[int, str] = {}
    while len(drawn) < number:
        place = chance.choices(range(len(near)), weights)[0]
        drawn[place] = near[place]
    return tuple(drawn.values())


def steps(some: Sequence[Choice], chance: random.Random) -> list[list[Choice]]:
    """All of them once, in steps of like length."""
    return in_steps(some, lambda choice: choice.length, CUT, chance)


def loss_of(logits: Tensor, verdicts: Tensor, silent: Tensor) -> Tensor:
    """Which passage decides, whether each does, and the verdict of the one that does; ``logits`` are (choices, passages, 9).

    Of a choice that is ``silent`` only that none does.
    """
    relevance, first = logits[:, :, 0], torch.zeros(len(logits), dtype=torch.long)
    decides = functional.one_hot(first, relevance.shape[1]).to(relevance.dtype) * ~silent[:, None]
    apart = functional.binary_cross_entropy_with_logits(relevance, decides, reduction="none").mean(dim=1)
    loss = APART_SHARE * (apart * (1 + (SILENT_TIMES - 1) * silent)).mean()
    if not silent.all():
        loss = loss + CHOICE_SHARE * functional.cross_entropy(relevance[~silent], first[~silent])
    if (verdicts != NO_VERDICT).any():
        loss = loss + functional.cross_entropy(logits[:, 0, 1:], verdicts, ignore_index=NO_VERDICT, label_smoothing=SMOOTHING)
    return loss


def train(judge: Judge, tokenizer: Tokenizer, order: Sequence[Sequence[Choice]], rate: float = RATE) -> Judge:
    """``judge``, one step of ``order`` after another; ``rate`` is the network's, which falls to nothing."""
    descent = Descent([(judge.body.parameters(), rate), (judge.head.parameters(), HEAD_RATE)], len(order), warm=WARM, least=0.02)
    judge.train()
    for step in order:
        logits = judge.read(tokenizer.encode_batch([(choice.question, passage) for choice in step for passage in choice.passages]))
        verdicts, silent = torch.tensor([choice.verdict for choice in step]), torch.tensor([choice.silent for choice in step])
        descent.step(loss_of(logits.view(len(step), -1, len(OUTPUTS)), verdicts, silent))
    return judge


def order_of(some: Sequence[Sample], epochs: float, wrong: int = WRONG) -> list[list[Choice]]:
    """The steps of so many epochs, passages drawn anew in each; of the last, the part that is asked for."""
    chance = random.Random(SEED)  # noqa: S311 - an order, not a secret
    whole = [step for _ in range(int(epochs)) for step in steps(list(choices(some, chance, wrong)), chance)]
    last = steps(list(choices(some, chance, wrong)), chance)
    return whole + last[: round(len(last) * (epochs % 1))]


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_judge", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the file to write the judge to")
    parser.add_argument("--base", type=Path, required=True, help="the encoder's folder (training.base)")
    parser.add_argument("--start", type=Path, nargs="+", help="the judges from whose mean to go on")
    parser.add_argument("--matcher", type=Path, action="append", required=True, help="a matcher that finds near passages")
    add_corpus(parser)
    parser.add_argument("--hold-out", nargs="+", default=[], metavar="SECTOR")
    add_portion(parser)
    parser.add_argument("--epochs", type=float, default=EPOCHS, help="how often each question is met, with passages drawn anew")
    parser.add_argument("--wrong", type=int, default=WRONG, help="passages that do not decide, beside the one that does")
    parser.add_argument("--rate", type=float, default=RATE, help="how fast the network learns at first")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="end after so many, to try it out")
    chosen = parser.parse_args(arguments)
    start(chosen.threads)
    whole, base = corpus_of(chosen), trained_at(chosen.base)
    corpus = replace(whole, questions=portion(chosen).of(whole.questions))
    some = list(samples(corpus, nearest(corpus, chosen.matcher), frozenset(chosen.hold_out)))
    judge = Judge(base)
    if chosen.start:
        judge.load_state_dict(mean_of(chosen.start))
    order = order_of(some, chosen.epochs, chosen.wrong)[: chosen.steps]
    trained = train(judge, load_tokenizer(LONGEST, base.tokenizer), order, chosen.rate)
    learnt = [each for each in corpus.questions if each.organisation.sector not in chosen.hold_out]
    with torch.no_grad():
        trained.head.bias[1:] += too_seldom(learnt, VERDICTS)
    torch.save(trained.state_dict(), chosen.out)
    note_held_out(chosen.out, chosen.hold_out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

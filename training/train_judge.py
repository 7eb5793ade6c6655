"""Train the judge: ``python -m training.train_judge OUT --start MATCHER --matcher MATCHER … [--hold-out SECTOR …]``.

A cross-encoder reads a question and a passage together and gives nine logits: whether the passage decides the question,
and which verdict it gives if it does. It learns from passages that decide, and from those that the matchers think
nearest and that do not; each sector is ranked by the matchers that never saw it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from knowledge.pair_scorer import OUTPUTS
from training.bert import Bert, Descent, PairReader, Tensor, cosines, held_out, load_bert, load_tokenizer, note_held_out, padded, start
from training.read_data import Corpus, Question, read_corpus
from training.steps import in_steps

if TYPE_CHECKING:
    from tokenizers import Tokenizer

VERDICTS = OUTPUTS[1:]
NO_PASSAGE = frozenset({"refer", "out_of_scope"})  # settled before any passage is read
EPOCHS = 1.7
NEAREST, WRONG_KEPT, WRONG_A_QUESTION, RIGHT_A_SNIPPET, RIGHT_A_QUESTION = 14, 10, 2, 2, 2
PAIRS_A_STEP, STEPS_OF_LIKE_LENGTH = 32, 16
RATE, HEAD_RATE = 5e-5, 1e-3
VERDICT_SHARE = 0.7  # of its loss, beside relevance's
NO_VERDICT = -1
RANKED_BY = 96  # tokens
LONGEST = 110  # tokens of question and passage together, in training


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with the words of passages that decide it, of near ones that do not (nearest first), and its verdict's place."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    verdict: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a passage, whether it decides, and the verdict's place (``NO_VERDICT`` where it doesn't)."""

    question: str
    passage: str
    decides: bool
    verdict: int


class Judge(PairReader):
    """Reads a question and a passage."""

    def __init__(self, bert: Bert) -> None:
        """Put a new head on ``bert``."""
        super().__init__(bert, len(OUTPUTS))


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
    for each in corpus.questions:
        if each.organisation.sector in without or each.verdict in NO_PASSAGE:
            continue
        right = sorted({place for some in corpus.deciding(each, RIGHT_A_SNIPPET) for place in some})
        spared = {*right, *corpus.fair(each)}
        wrong = [place for place in ranks[each] if place not in spared]
        verdict = VERDICTS.index(each.verdict) if each.verdict in VERDICTS else NO_VERDICT
        found = [passage.words for passage in corpus.candidates[each.organisation]]
        deciding, near = ([found[place] for place in places] for places in (right[:RIGHT_A_QUESTION], wrong[:WRONG_KEPT]))
        yield Sample(each.words, tuple(deciding), tuple(near), verdict)


def pairs(some: Sequence[Sample], chance: random.Random) -> Iterator[Pair]:
    """Each sample's deciding passages, and a draw of the wrong ones, nearer ones likelier."""
    for each in some:
        yield from (Pair(each.question, passage, decides=True, verdict=each.verdict) for passage in each.right)
        if each.wrong:
            drawn = chance.choices(each.wrong, [1 / (place + 1.5) for place in range(len(each.wrong))], k=WRONG_A_QUESTION)
            yield from (Pair(each.question, passage, decides=False, verdict=NO_VERDICT) for passage in dict.fromkeys(drawn))


def steps(some: Sequence[Sample], epoch: int) -> list[list[Pair]]:
    """An epoch's pairs in steps of like length, in an order that the epoch alone settles."""
    chance = random.Random(epoch)  # noqa: S311 - an order, not a secret
    return in_steps(pairs(some, chance), lambda pair: len(pair.question) + len(pair.passage), PAIRS_A_STEP, STEPS_OF_LIKE_LENGTH, chance)


def loss_of(judge: Judge, tokenizer: Tokenizer, some: Sequence[Pair]) -> Tensor:
    """Relevance's cross-entropy, and the verdict's over the pairs that have one."""
    read = tokenizer.encode_batch([(pair.question, pair.passage) for pair in some])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = judge(*padded(read))
    logits = logits.float()
    decides = torch.tensor([float(pair.decides) for pair in some])
    verdicts = torch.tensor([pair.verdict for pair in some])
    relevance = functional.binary_cross_entropy_with_logits(logits[:, 0], decides, pos_weight=torch.tensor(1.5))
    if not (verdicts != NO_VERDICT).any():
        return relevance
    return relevance + VERDICT_SHARE * functional.cross_entropy(logits[:, 1:], verdicts, ignore_index=NO_VERDICT)


def train(some: Sequence[Sample], begin: Path, limit: int | None) -> Judge:
    """A judge that starts from the encoder in ``begin``; ``limit`` ends training after so many steps."""
    judge, tokenizer = Judge(load_bert(begin, kinds=True)), load_tokenizer(LONGEST)
    order = [step for epoch in range(int(EPOCHS)) for step in steps(some, epoch)]
    last = steps(some, 99)  # an order of its own for the part of an epoch at the end
    order = (order + last[: int(len(last) * (EPOCHS % 1))])[:limit]
    descent = Descent([(judge.bert.parameters(), RATE), (judge.head.parameters(), HEAD_RATE)], len(order), warm=40, least=0.02)
    judge.train()
    for step in order:
        descent.step(loss_of(judge, tokenizer, step))
    return judge


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_judge", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the file to write the judge to")
    parser.add_argument("--start", type=Path, required=True, help="the matcher's folder to start from")
    parser.add_argument("--matcher", type=Path, action="append", required=True, help="a matcher that finds near passages")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    parser.add_argument("--practice", type=Path, action="append", default=[], help="a further folder laid out as DATA/practice")
    parser.add_argument("--hold-out", nargs="+", default=[], metavar="SECTOR")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="end after so many, to try it out")
    chosen = parser.parse_args(arguments)
    start(chosen.threads)
    corpus = read_corpus(chosen.data, chosen.practice)
    some = list(samples(corpus, nearest(corpus, chosen.matcher), frozenset(chosen.hold_out)))
    torch.save(train(some, chosen.start, chosen.steps).state_dict(), chosen.out)
    note_held_out(chosen.out, chosen.hold_out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

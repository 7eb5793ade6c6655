"""Fit what notices a concern: ``python -m training.train_concern``.

A logistic regression over a message's vector, by the matcher that is served, and the signs in its words. It learns from
``concerns.tsv`` (concerns, and plain questions that look like them) and from the questions about policies. Prints what is noticed and
what is answered as a concern and as nothing else, each group of messages left out in turn, then writes ``bot/models/concern.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

import bot
from bot.concern import CERTAIN, ENOUGH, PERHAPS, signs, weigh
from knowledge.embedder import WIDTH, Embedder, OnnxEmbedder
from training.read_data import Corpus, Question, read_corpus

Table = NDArray[np.float64]
Marks = NDArray[np.bool_]
CONCERN = "refer"
LISTED = "concerns.tsv"
PARTS = 5  # that the list is cut into, to be left out
EXTRA_SHARE = 0.35  # of the extra questions, which are plain ones but for a few
VECTOR_SCALE = 6.0  # beside signs, which are 0 or 1
GIVE, MISSED = 0.3, 4.0  # C of the regression; what a missed concern weighs beside a false alarm
PLACES = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A message as typed, whether it reports a concern, and the group that it is left out with."""

    words: str
    concern: bool
    group: str


def listed(path: Path) -> Iterator[Message]:
    """The messages of a ``concerns.tsv``: ``refer`` or ``ask``, a tab, the message. Raises OSError."""
    rows = [line.partition("\t") for line in path.read_text("utf-8").splitlines()]
    for number, (kind, _, words) in enumerate((row for row in rows if row[2]), start=1):
        yield Message(words, kind == CONCERN, f"{LISTED} {number % PARTS}")


def asked(questions: Sequence[Question]) -> Iterator[Message]:
    """The newest messages of questions about policies, but for those that may be taken either way and for most of the extra plain ones."""
    for each in questions:
        words, concern = each.turns[-1], each.verdict == CONCERN
        spared = each.extra and random.Random(words).random() > EXTRA_SHARE  # noqa: S311 - a draw that stays the same
        if concern or not (spared or CONCERN in each.also):
            yield Message(words, concern, each.organisation.sector)


def numbers(some: Sequence[Message], embedder: Embedder) -> Table:
    """What is learnt from, (messages, vector and signs)."""
    vectors = embedder.embed([each.words for each in some]) * VECTOR_SCALE
    return np.hstack([vectors, np.array([signs(each.words) for each in some])]).astype(np.float64)


def fit(rows: Table, concerns: Marks) -> LogisticRegression:
    """The regression."""
    return LogisticRegression(C=GIVE, max_iter=500, class_weight={0: 1.0, 1: MISSED}).fit(rows, concerns)


def likely(some: Sequence[Message], rows: Table, concerns: Marks) -> Table:
    """Each message's probability, (messages,), by a regression that was fitted without its group."""
    groups, found = np.array([each.group for each in some]), np.zeros(len(some))
    for group in dict.fromkeys(groups.tolist()):
        out = groups == group
        found[out] = fit(rows[~out], concerns[~out]).predict_proba(rows[out])[:, 1]
    return found


def report(some: Sequence[Message], found: Table) -> Iterator[str]:
    """A line for the list and one for the questions: of concerns and of plain messages, what share is noticed and answered alone."""
    strong = np.array([weigh(each.words) >= ENOUGH for each in some])
    noticed, alone = strong | (found >= PERHAPS), (found >= CERTAIN) | (strong & (found >= PERHAPS))
    concerns, from_list = (np.array(marks) for marks in zip(*((each.concern, each.group.startswith(LISTED)) for each in some), strict=True))
    yield "messages concerns noticed alone plain noticed alone"
    for name, kept in ((LISTED, from_list), ("questions", ~from_list)):
        yield " ".join([name, *(f"{of.sum()} {_share(noticed[of])} {_share(alone[of])}" for of in (kept & concerns, kept & ~concerns))])


def _share(marks: Marks) -> str:
    return f"{marks.mean():.4f}" if len(marks) else "-"


def model_text(fitted: LogisticRegression) -> str:
    """The file that ``bot.concern`` reads."""
    weights = fitted.coef_[0]
    embedding = [round(float(weight) * VECTOR_SCALE, PLACES) for weight in weights[:WIDTH]]
    rest = [round(float(weight), PLACES) for weight in weights[WIDTH:]]
    return json.dumps({"embedding": embedding, "signs": rest, "bias": round(float(fitted.intercept_[0]), PLACES)})


def messages(data: Path, corpus: Corpus) -> list[Message]:
    """All that is learnt from."""
    return [*listed(data / LISTED), *asked(corpus.questions)]


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_concern", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    parser.add_argument("--practice", type=Path, action="append", default=[], help="a further folder laid out as DATA/practice")
    parser.add_argument("--to", type=Path, default=Path(bot.__path__[0]) / "models" / "concern.json", help="the file to write")
    parser.add_argument("--dry", action="store_true", help="report, and write nothing")
    chosen = parser.parse_args(arguments)
    some = messages(chosen.data, read_corpus(chosen.data, chosen.practice))
    rows, concerns = numbers(some, OnnxEmbedder()), np.array([each.concern for each in some])
    for line in report(some, likely(some, rows, concerns)):
        sys.stdout.write(f"{line}\n")
    if not chosen.dry:
        chosen.to.write_text(model_text(fit(rows, concerns)), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Fit what notices a concern: ``python -m training.train_concern``.

Two regressions over a message's words and signs, one with its vector by the matcher that is served and one without, tell what reports
harm from what supposes it and what only asks; a third tells which reports are about staff. They learn from ``concerns.tsv`` and from the
questions about policies. ``concerns_held_out.tsv`` is never learnt from: what it prints is measured on that, by class.
Run it again after any change to the matcher, to ``bot/concern.toml`` or to the list.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

import bot
from bot.concern_odds import GRAMS_WEIGH, KINDS, VECTOR_WEIGHS, WHOLE, read
from bot.concern_words import WIDTH, spellings, words_of
from knowledge.embedder import Embedder, OnnxEmbedder
from training.read_data import Question, read_questions

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPORT, ASK = "refer", "ask"
LISTED, HELD_OUT = "concerns.tsv", "concerns_held_out.tsv"
FIRST = "first"  # the class of messages that no class was written down for
EXTRA_SHARE = 0.35  # of the extra questions, which are plain ones but for a few
GIVE, GIVE_STAFF = 0.3, 1.0  # C of the regressions
MISSED, SUPPOSED = 3.0, 2.0  # what a missed report and a missed supposition weigh beside a false alarm
KNOWN = 3  # times that a word must be seen before near misses are taken for it
ABOUT_STAFF = frozenset({"headteacher", "chair_of_governors", "lado"})


@dataclass(frozen=True, slots=True)
class Message:
    """A message as typed: its kind (``bot.concern_odds.KINDS``), the class it was written for, and a report's route or ""."""

    words: str
    kind: str
    sort: str
    route: str = ""


def listed(path: Path) -> Iterator[Message]:
    """The messages of a list: kind, class, route and message, with tabs between. Raises OSError, ValueError."""
    for line in path.read_text("utf-8").splitlines():
        kind, sort, route, words = line.split("\t")
        yield Message(words, kind, sort, route)


def asked(questions: Sequence[Question]) -> Iterator[Message]:
    """The newest messages of questions about policies, but for those that may be taken either way and for most of the extra plain ones."""
    for each in questions:
        words, concern = each.turns[-1], each.verdict == REPORT
        spared = each.extra and random.Random(words).random() > EXTRA_SHARE  # noqa: S311 - a draw that stays the same
        if concern or not (spared or REPORT in each.also):
            yield Message(words, REPORT if concern else ASK, "question")


def known_words(some: Sequence[Message]) -> list[str]:
    """The words that near misses are taken for, commonest first."""
    seen = Counter(word for each in some for word in words_of(each.words) if word.isalpha())
    return [word for word, times in seen.most_common() if times >= KNOWN]


def numbers(some: Sequence[Message], known: Sequence[str]) -> csr_matrix:
    """Words' slots and signs, (messages, slots and signs)."""
    meant = spellings(known)
    found = [read(each.words, meant) for each in some]
    places = [(row, slot, GRAMS_WEIGH / len(each.slots) ** 0.5) for row, each in enumerate(found) for slot in each.slots]
    rows, slots, shares = zip(*places, strict=True)
    held = csr_matrix((shares, (rows, slots)), shape=(len(found), WIDTH))
    return csr_matrix(hstack([held, csr_matrix(np.array([each.signs for each in found]))]))


def with_vectors(rows: csr_matrix, some: Sequence[Message], embedder: Embedder) -> csr_matrix:
    """``rows`` with each message's vector beside them."""
    return csr_matrix(hstack([rows, csr_matrix(embedder.embed([each.words for each in some]) * VECTOR_WEIGHS)]))


def fit(rows: csr_matrix, kinds: Sequence[str]) -> LogisticRegression:
    """The regression, its classes in the order of KINDS."""
    places = np.array([KINDS.index(kind) for kind in kinds])
    return LogisticRegression(C=GIVE, max_iter=500, class_weight={0: 1.0, 1: SUPPOSED, 2: MISSED}).fit(rows, places)


def fit_staff(rows: csr_matrix, some: Sequence[Message]) -> LogisticRegression:
    """The regression over reports whose route is known: whether they are about staff."""
    routed = [n for n, each in enumerate(some) if each.route]
    staff = [some[n].route in ABOUT_STAFF for n in routed]
    return LogisticRegression(C=GIVE_STAFF, max_iter=500, class_weight="balanced").fit(rows[routed], staff)


def _whole(numbers_: NDArray[np.float64]) -> list[int]:
    return [round(float(number) * WHOLE) for number in numbers_]


def _weights(weights: NDArray[np.float64], bias: float, signs: int) -> dict[str, list[int] | int]:
    ends = WIDTH + signs
    return {
        "slots": _whole(weights[:WIDTH]),
        "signs": _whole(weights[WIDTH:ends]),
        "vector": _whole(weights[ends:]),
        "bias": round(bias * WHOLE),
    }


def _kinds(fitted: LogisticRegression, signs: int) -> dict[str, dict[str, list[int] | int]]:
    return {kind: _weights(fitted.coef_[n], float(fitted.intercept_[n]), signs) for n, kind in enumerate(KINDS)}


def model_text(some: Sequence[Message], embedder: Embedder) -> str:
    """The file that ``bot.concern_odds`` reads."""
    known = known_words(some)
    rows, kinds = numbers(some, known), [each.kind for each in some]
    signs, staff = rows.shape[1] - WIDTH, fit_staff(rows, some)
    data = {
        "known": " ".join(known),
        "alone": _kinds(fit(rows, kinds), signs),
        "with_vector": _kinds(fit(with_vectors(rows, some, embedder), kinds), signs),
        "staff": _weights(staff.coef_[0], float(staff.intercept_[0]), signs),
    }
    return json.dumps(data, separators=(",", ":"))


def messages(data: Path) -> list[Message]:
    """All that is learnt from."""
    return [*listed(data / LISTED), *asked(read_questions(data))]


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.train_concern", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parent)
    parser.add_argument("--to", type=Path, default=Path(bot.__path__[0]) / "models" / "concern.json", help="the file to write")
    chosen = parser.parse_args(arguments)
    chosen.to.write_text(model_text(messages(chosen.data), OnnxEmbedder()), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

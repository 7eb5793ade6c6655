"""How likely a message is to report harm, to ask what one would do, or only to ask: trained weights over its words, signs and vector.

The weights (``models/concern.json``) are made by ``training/train_concern.py``. There are two sets, one with the message's vector and one
without, so that a concern is noticed as well as can be when the embedder is down.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.concern_words import grams, respelt, spellings, words_of
from knowledge.vocabulary import joined, plain, tables

KINDS = ("ask", "suppose", "refer")
GRAMS_WEIGH, VECTOR_WEIGHS = 8.0, 6.0  # beside signs, which are 0 or 1
WHOLE = 100.0  # weights are kept as whole hundredths


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities, 0 to 1, which add up to one: it asks, it supposes ("what if a child …"), it reports."""

    ask: float
    suppose: float
    refer: float

    @property
    def notice(self) -> float:
        """How likely it is that whom to tell should be said."""
        return self.suppose + self.refer


@dataclass(frozen=True, slots=True)
class Read:
    """A message as it is weighed: its text, spelling put right, the slots of its words, and its signs, 0 or 1 each."""

    text: str
    slots: tuple[int, ...]
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """One kind's: a number for each slot, sign and direction of the vector, and a bias. ``vector`` is empty where none is read."""

    slots: tuple[int, ...]
    signs: tuple[int, ...]
    vector: tuple[int, ...]
    bias: int

    def total(self, read: Read, vector: Sequence[float]) -> float:
        """The log-odds that these weights give."""
        share = GRAMS_WEIGH / math.sqrt(max(1, len(read.slots)))
        total = self.bias + share * sum(self.slots[slot] for slot in read.slots)
        total += sum(w * x for w, x in zip(self.signs, read.signs, strict=True))
        return (total + VECTOR_WEIGHS * sum(w * x for w, x in zip(self.vector, vector, strict=True))) / WHOLE


@dataclass(frozen=True, slots=True)
class Model:
    """The known words, and the weights of each kind by words alone, with a vector, and of a report that is about staff."""

    meant: dict[str, str]
    alone: tuple[Weights, ...]
    with_vector: tuple[Weights, ...]
    staff: Weights


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """The patterns of ``concern.toml`` by table and name, in file order."""
    groups = tables("bot", "concern.toml")
    return {group: {name: re.compile(joined(lines)) for name, lines in table.items()} for group, table in groups.items()}


def signs(text: str) -> tuple[float, ...]:
    """Which patterns hold, 0 or 1 each in file order, and whether it asks anything."""
    bare = plain(text)
    found = [float(bool(pattern.search(bare))) for group in patterns().values() for pattern in group.values()]
    return (*found, float("?" in bare))


def read(text: str, meant: dict[str, str]) -> Read:
    """``text`` as it is weighed, near misses of known words put right by ``meant``."""
    words = respelt(words_of(text), meant)
    right = " ".join(words)
    held = tuple(max(pair) for pair in zip(signs(text), signs(right), strict=True))
    return Read(right, tuple(sorted(grams(words))), held)


def _weights(data: dict[str, list[int] | int]) -> Weights:
    parts = {name: tuple(numbers) for name, numbers in data.items() if isinstance(numbers, list)}
    bias = data["bias"]
    return Weights(parts["slots"], parts["signs"], parts.get("vector", ()), bias if isinstance(bias, int) else 0)


@cache
def model() -> Model:
    """The weights as trained."""
    data = json.loads(files("bot").joinpath("models/concern.json").read_text(encoding="utf-8"))
    alone, with_vector = (tuple(_weights(data[name][kind]) for kind in KINDS) for name in ("alone", "with_vector"))
    return Model(spellings(data["known"].split()), alone, with_vector, _weights(data["staff"]))


def odds(message: Read, vector: Sequence[float] | None = None) -> Odds:
    """The odds of ``message`` with its unit vector (384,), or by its words alone."""
    weights = model().alone if vector is None else model().with_vector
    totals = [each.total(message, () if vector is None else vector) for each in weights]
    top = max(totals)
    shares = [math.exp(total - top) for total in totals]
    return Odds(*(share / sum(shares) for share in shares))


def about_staff(message: Read) -> float:
    """How likely a report is to be about somebody who works here, 0 to 1."""
    return 1 / (1 + math.exp(-model().staff.total(message, ())))

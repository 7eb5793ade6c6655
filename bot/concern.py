"""A message that reports harm or risk: noticed before anything else, never ruled on, its text never kept.

Patterns (``concern.toml``) and a trained weight for each direction of the message's vector (``models/concern.json``, made by
``training/train_concern.py``) are added up; where there is no vector the patterns stand alone. A miss is the worst fault: a message that
is only perhaps a concern is answered with the signpost above.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from knowledge.vocabulary import joined, plain, tables

Route = Literal["dsl", "headteacher", "chair_of_governors"]
ENOUGH = 1.5  # weight of patterns that stands alone
CERTAIN, PERHAPS = 0.75, 0.3  # probabilities; what each costs is in docs/measured.md
SIGN, STAFF_HARM, DISCLOSED, SOMEBODY = 0.9, 0.8, 0.5, 0.4  # what each adds to the weight
ONLY_ASKING, QUESTION = 1.6, 0.3  # what each takes off
MOST_SIGNS = 3  # further signs add nothing
_ABOUT_HEAD = re.compile(
    r"\b(?:the|our|my) (?:head|headteacher|head teacher|principal)\b.{0,60}"
    r"\b(?:hit|touch|messag|text|alone|hurt|slap|grab|kiss|snapchat|shout)"
)


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom to speak to. ``certain`` says that nothing else is answered; otherwise the signpost stands above the answer."""

    refer_to: Route
    certain: bool


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    groups = tables("bot", "concern.toml")
    return {group: tuple(re.compile(joined(lines)) for lines in table.values()) for group, table in groups.items()}


def weigh(text: str) -> float:
    """How strongly ``text`` reads as a report of harm: signs, who is harmed, words of disclosure, less where it only asks."""
    bare = plain(text)
    found = {group: sum(1 for pattern in patterns if pattern.search(bare)) for group, patterns in _patterns().items()}
    if not found["signs"] and not found["staff_harm"]:
        return 0.0
    weight = min(found["signs"], MOST_SIGNS) * SIGN + found["staff_harm"] * STAFF_HARM
    weight += DISCLOSED * found["disclosure"] + SOMEBODY * bool(found["somebody"])
    return weight - ONLY_ASKING * found["only_asking"] - QUESTION * ("?" in bare)


@cache
def _model() -> tuple[tuple[float, ...], tuple[float, ...], float]:
    data = json.loads(files("bot").joinpath("models/concern.json").read_text(encoding="utf-8"))
    return tuple(data["embedding"]), tuple(data["signs"]), data["bias"]


def signs(text: str) -> list[float]:
    """Which patterns hold, 0 or 1 each in file order, and whether it asks anything."""
    bare = plain(text)
    found = [float(bool(pattern.search(bare))) for group in _patterns().values() for pattern in group]
    return [*found, float("?" in bare)]


def probability(text: str, vector: Sequence[float]) -> float:
    """How likely ``text``, with its unit vector (384,), is to report a concern, 0 to 1."""
    embedding, weights, bias = _model()
    total = bias + _dot(embedding, vector) + _dot(weights, signs(text))
    return 1 / (1 + math.exp(-total))


def _dot(weights: Sequence[float], numbers: Sequence[float]) -> float:
    return sum(w * x for w, x in zip(weights, numbers, strict=True))


def find_concern(turns: tuple[str, ...], vector: Sequence[float] | None = None) -> Concern | None:
    """The concern that the newest message reports, or None; ``vector`` is that message's, where there is one."""
    text = turns[-1]
    strong = weigh(text) >= ENOUGH
    if vector is None:
        return Concern(_route(text), certain=True) if strong else None
    likely = probability(text, vector)
    if likely >= CERTAIN or (strong and likely >= PERHAPS):
        return Concern(_route(text), certain=True)
    return Concern(_route(text), certain=False) if likely >= PERHAPS or strong else None


def _route(text: str) -> Route:
    bare = plain(text)
    if _ABOUT_HEAD.search(bare):
        return "chair_of_governors"
    return "headteacher" if any(p.search(bare) for p in _patterns()["staff_harm"]) else "dsl"

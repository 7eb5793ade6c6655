"""Boosted trees evaluated from a plain file, so that deciding needs no learning library.

The file holds, for each class, a list of trees. A tree is five equally long lists over its inner nodes (feature, threshold, left, right,
missing_left) and its leaves' values. A negative child -n is leaf n-1 of ``values``. "Less or equal" goes left; a missing number (nan) goes
where ``missing_left`` says.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree: parallel tuples over its inner nodes, and the leaves' values."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    missing_left: tuple[bool, ...]
    values: tuple[float, ...]

    def value(self, row: Sequence[float]) -> float:
        """The leaf's value that ``row`` falls into."""
        if not self.feature:
            return self.values[0]
        node = 0
        while node >= 0:
            number = row[self.feature[node]]
            goes_left = self.missing_left[node] if math.isnan(number) else number <= self.threshold[node]
            node = self.left[node] if goes_left else self.right[node]
        return self.values[-node - 1]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees for each class (one for a ranker); ``features`` and ``classes`` name what goes in and comes out."""

    features: tuple[str, ...]
    classes: tuple[str, ...]
    trees: tuple[tuple[Tree, ...], ...]

    def scores(self, row: Sequence[float]) -> tuple[float, ...]:
        """One raw score a class. Raises ValueError where ``row`` is not as wide as the features."""
        if len(row) != len(self.features):
            message = f"{len(row)} numbers for {len(self.features)} features"
            raise ValueError(message)
        return tuple(sum(tree.value(row) for tree in trees) for trees in self.trees)

    def probabilities(self, row: Sequence[float]) -> dict[str, float]:
        """The softmax of the scores, by class."""
        raw = self.scores(row)
        top = max(raw)
        weights = [math.exp(score - top) for score in raw]
        total = sum(weights)
        return {name: weight / total for name, weight in zip(self.classes, weights, strict=True)}


def load_forest(name: str) -> Forest:
    """The forest in ``bot/decide/models/NAME.json``, as ``training/`` wrote it."""
    return read_forest(files("bot.decide").joinpath(f"models/{name}.json").read_text(encoding="utf-8"))


def read_forest(text: str) -> Forest:
    """The forest of a model file's JSON. Raises KeyError for a part that it lacks, ValueError where it is no JSON."""
    data = json.loads(text)
    trees = tuple(tuple(_tree(each) for each in group) for group in data["trees"])
    return Forest(features=tuple(data["features"]), classes=tuple(data["classes"]), trees=trees)


def _tree(data: dict[str, list[float]]) -> Tree:
    return Tree(
        feature=tuple(map(int, data["feature"])),
        threshold=tuple(data["threshold"]),
        left=tuple(map(int, data["left"])),
        right=tuple(map(int, data["right"])),
        missing_left=tuple(map(bool, data["missing_left"])),
        values=tuple(data["values"]),
    )

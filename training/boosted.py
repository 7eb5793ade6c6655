"""Boosted trees fitted several times over, each with another seed, and heard as one: what a draw decides, no single draw does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from training.forest_file import forest_text
from training.tree_rows import Table

Model = Any  # lightgbm is not followed by mypy (pyproject.toml)
SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Boosted:
    """Trees of the same data and settings, one set a seed."""

    models: tuple[Model, ...]

    def scores(self, rows: Table) -> Table:
        """The mean of their raw scores: (rows,), or (rows, classes) where there are several."""
        return np.asarray(np.mean([model.predict(rows, raw_score=True) for model in self.models], axis=0), np.float64)

    def text(self, classes: Sequence[str]) -> str:
        """The file that the product evaluates. Raises ValueError where the trees are not of so many classes."""
        return forest_text([model.dump_model() for model in self.models], classes)


def boosted(settings: Mapping[str, object], rows: Model, trees: int) -> Boosted:
    """So many trees (of each class) for each seed; ``rows`` is lightgbm's data set."""
    return Boosted(tuple(lightgbm.train({**settings, "random_state": seed}, rows, trees) for seed in SEEDS))

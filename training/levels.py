"""How much rarer or commoner a verdict is in what was learnt from than where it will be met."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from training.read_data import Question

Tensor = Any  # torch is not followed by mypy (pyproject.toml)


def too_seldom(questions: Sequence[Question], verdicts: Sequence[str]) -> Tensor:
    """What to add to each verdict's logit, (verdicts,): the log of its share of questions as people ask by its share of all.

    Those in pairs have the rare verdicts more often than people's questions do.
    """
    asked = [[each for each in questions if each.verdict == verdict] for verdict in verdicts]
    counts = torch.tensor([[1 + sum(not each.paired for each in some), 1 + len(some)] for some in asked], dtype=torch.float32)
    practice, learnt_from = (counts / counts.sum(0)).T
    return (practice / learnt_from).log()

"""What the best clauses together say to a question: the verdict's probabilities, from a network that reads them all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.network import Network, Rows
from knowledge.weights import PACKED, ModelFolder, ModelUnusable, checksum_of, model_folder

LONGEST = 256  # tokens of question and passages together
PASSAGES = 3  # that are read together, surest first
BETWEEN = " ¶ "
# Probabilities: what one passage can say, then what none can.
VERDICTS: Final[tuple[str, ...]] = (
    "prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited", "depends", "information",
    "not_covered", "out_of_scope",
)  # fmt: skip


def together(passages: Sequence[str]) -> str:
    """Passages as they are read beside a question, the surest first."""
    return BETWEEN.join(passages)


class Adjudicator:
    """The loaded network: about 0.2 s and 150 MB. Safe to share between threads."""

    def __init__(self, folder: ModelFolder, *, threads: int = 2) -> None:
        """Load a checked model folder. Raises ModelUnusable where its outputs are not ``VERDICTS``."""
        self._network = Network(folder, LONGEST, threads=threads)
        if self._network.width != len(VERDICTS):
            message = f"The network {folder.network} gives {self._network.width} numbers, not {len(VERDICTS)}."
            raise ModelUnusable(message)

    @property
    def checksum(self) -> str:
        """The sha256 of the network's file: the same numbers under the same name."""
        return self._network.checksum

    def weigh(self, question: str, readings: Sequence[Sequence[str]]) -> Rows:
        """Each verdict's probability by each reading's passages, of which the first three are read.

        Float32 (readings, verdicts), in the order of ``VERDICTS``.
        """
        logits = self._network.rows([(question, together(passages[:PASSAGES])) for passages in readings])
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: Rows = weights / weights.sum(axis=1, keepdims=True)
        return shares


def adjudicator(packed: Path = PACKED, *, threads: int = 2) -> Adjudicator | None:
    """The adjudicator of this release; None where it has none. Raises ModelUnusable where its files are not the ones meant."""
    if checksum_of("adjudicator", packed) is None:
        return None
    return Adjudicator(model_folder("adjudicator", packed), threads=threads)

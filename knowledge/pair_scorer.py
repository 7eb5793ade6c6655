"""What a clause says to a question: raw numbers from the judge, a network that reads both together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from knowledge.network import Network, Rows
from knowledge.weights import PACKED, ModelFolder, ModelUnusable, checksum_of, model_folder

LONGEST = 208  # tokens of question and passage together; rather more than training read
# Logits, not probabilities: whether the passage decides the question, then which verdict it gives if it does.
OUTPUTS: Final[tuple[str, ...]] = (
    "relevance", "prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited", "depends", "information",
)  # fmt: skip


class PairScorer:
    """The loaded judge: about 0.2 s and 150 MB. Safe to share between threads."""

    def __init__(self, folder: ModelFolder, *, threads: int = 2) -> None:
        """Load a checked model folder. Raises ModelUnusable where its outputs are not ``OUTPUTS``."""
        self._network = Network(folder, LONGEST, threads=threads)
        if self._network.width != len(OUTPUTS):
            message = f"The network {folder.network} gives {self._network.width} numbers a pair, not {len(OUTPUTS)}."
            raise ModelUnusable(message)

    @property
    def checksum(self) -> str:
        """The sha256 of the network's file: the same numbers under the same name."""
        return self._network.checksum

    def score(self, question: str, passages: Sequence[str]) -> Rows:
        """One row a passage, float32 (n, 9), columns as ``OUTPUTS``; a passage is as ``bot.decide.amid.judged`` gives it.

        The same in any company.
        """
        return self._network.rows([(question, passage) for passage in passages])


def pair_scorer(packed: Path = PACKED, *, threads: int = 2) -> PairScorer | None:
    """The judge of this release; None where it has none. Raises ModelUnusable where its files are not the ones meant."""
    if checksum_of("judge", packed) is None:
        return None
    return PairScorer(model_folder("judge", packed), threads=threads)

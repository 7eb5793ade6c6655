"""Text to vectors, without torch: the matcher, or MiniLM as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.network import Network
from knowledge.weights import ModelFolder, embedding_folder

WIDTH = 384
LONGEST = 256  # tokens; what MiniLM was trained to read, the rest of a longer text is not seen
Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns texts into unit vectors; ``checksum`` changes whenever the vectors would."""

    @property
    def checksum(self) -> str:
        """Names the model, in hexadecimal: vectors made under different names are not comparable."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32 (n, 384), each of length 1; (0, 384) for no texts."""


class OnnxEmbedder:
    """The serving embedder. Loading costs about 0.2 s and 150 MB; safe to share between threads."""

    def __init__(self, folder: ModelFolder | None = None, *, threads: int = 2) -> None:
        """Load a checked model folder, by default the one that ``knowledge.weights.embedding_folder`` names. Raises ModelUnusable."""
        self._network = Network(folder or embedding_folder(), LONGEST, threads=threads)

    @property
    def checksum(self) -> str:
        """The sha256 of the network's file."""
        return self._network.checksum

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, float32 (n, 384), each of length 1; read in batches of like length."""
        return self._network.rows(texts)

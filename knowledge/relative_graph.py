"""DeBERTa networks as ONNX graphs: encoders whose attention also weighs how far apart two tokens stand.

He, Gao and Chen, "DeBERTaV3" (2021): to what a token asks of another come what it asks of a distance, and what is asked of it
from a distance. Distances have vectors of their own, projected as tokens are; since these do not hang on the text, they are
projected when the graph is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge.nodes import FLOAT, Encoder
from knowledge.trained import WORDS, Array, Trained, rounded

REACH: Final = 256  # tokens: the longest text that a made network reads
NEAR: Final = 128  # distances up to this have a vector each; beyond, ever more share one
FARTHEST: Final = 512  # the distance at which the last vector is reached
PARTS: Final = 3  # of a score: what is said, and the distance seen from either side
DISTANCES: Final = "encoder.rel_embeddings.weight"
NEVER: Final = -1e4  # added to the score of a token that is not there


def bucket(distance: np.ndarray) -> np.ndarray:
    """The place of each signed distance among the vectors, from the middle one."""
    far = np.maximum(np.abs(distance), 1)
    shared = np.ceil(np.log(far / NEAR) / np.log((FARTHEST - 1) / NEAR) * (NEAR - 1)) + NEAR
    return np.where(np.abs(distance) <= NEAR, distance, shared * np.sign(distance)).astype(np.int64)


@dataclass(slots=True, kw_only=True)
class Deberta(Encoder):
    """A DeBERTa network as it is built."""

    length: str = ""  # of the texts as they are read, (1,)
    masked: str = ""  # what is added to a score, (n, 1, 1, length)
    distances: Array | None = None

    def number(self, value: float) -> str:
        """Add a single number."""
        return self.constant(np.array(value, np.float32))

    def start(self) -> str:
        """The tokens' vectors, scaled: what the first layer reads."""
        self.length = self.node("Shape", "input_ids", start=1, end=2)
        mask = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=FLOAT), self.numbers(1, 2))
        self.masked = self.node("Mul", self.node("Sub", self.number(1.0), mask), self.number(NEVER))
        places = bucket(np.arange(1 - REACH, REACH)) + len(self.weights[DISTANCES]) // 2
        vectors = self.weights[DISTANCES].astype(np.float64)
        vectors = (vectors - vectors.mean(1, keepdims=True)) / np.sqrt(vectors.var(1, keepdims=True) + self.epsilon)
        scaled = vectors * self.weights["encoder.LayerNorm.weight"] + self.weights["encoder.LayerNorm.bias"]
        self.distances = scaled.astype(np.float32)[places]
        return self.scaled(self.words())

    def words(self) -> str:
        """The tokens' own vectors. The table is far larger than what is read of it, and is packed at a byte a number: it stays so."""
        table, scales = rounded(self.weights[WORDS])
        found = self.node("Cast", self.node("Gather", self.constant(table), "input_ids"), to=FLOAT)
        return self.node("Mul", found, self.node("Gather", self.constant(scales[:, None]), "input_ids"))

    def layer(self, prefix: str, state: str) -> str:
        """One layer of the encoder: attention, then two dense steps, each added onto what came in."""
        return self.after_attention(prefix, self.attention(f"{prefix}attention.self.", state), state)

    def attention(self, prefix: str, state: str) -> str:
        """What each token takes from the others, (n, length, width)."""
        width = self.weights[f"{prefix}query_proj.weight"].shape[0]
        query, key, value = (self.apart(f"{prefix}{name}_proj", state) for name in ("query", "key", "value"))
        scores = self.node("MatMul", query, self.node("Transpose", key, perm=[0, 1, 3, 2]))
        seen_from = self.along(self.node("MatMul", query, self.at_distances(f"{prefix}key_proj", backwards=True)))
        seen_by = self.along(self.node("MatMul", key, self.at_distances(f"{prefix}query_proj", backwards=False)))
        scores = self.node("Add", scores, self.node("Add", seen_from, self.node("Transpose", seen_by, perm=[0, 1, 3, 2])))
        scale = self.number(1 / np.sqrt(PARTS * width / self.heads))
        shares = self.node("Softmax", self.node("Add", self.node("Mul", scores, scale), self.masked), axis=-1)
        taken = self.node("Transpose", self.node("MatMul", shares, value), perm=[0, 2, 1, 3])
        return self.node("Reshape", taken, self.numbers(0, 0, width))

    def apart(self, name: str, state: str) -> str:
        """A dense step, its outputs dealt among the heads: (n, heads, length, width / heads)."""
        value = self.node("Add", self.turned(name, state), self.trained(f"{name}.bias"))
        return self.node("Transpose", self.node("Reshape", value, self.numbers(0, 0, self.heads, -1)), perm=[0, 2, 1, 3])

    def at_distances(self, name: str, *, backwards: bool) -> str:
        """The distances 1 - length … length - 1, projected and dealt among the heads: (heads, width / heads, 2 length - 1)."""
        assert self.distances is not None  # noqa: S101 - start() comes first
        projected = self.distances @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        dealt = projected.reshape(len(projected), self.heads, -1).transpose(1, 2, 0)
        table = self.constant(dealt[:, :, ::-1] if backwards else dealt)
        first = self.node("Sub", self.numbers(REACH), self.length)
        last = self.node("Add", self.numbers(REACH - 1), self.length)
        return self.node("Slice", table, first, last, self.numbers(2))

    def along(self, scores: str) -> str:
        """From (n, heads, i, distance) to (n, heads, i, j), where i and j lie that far apart: each row begins a step further left."""
        less, flat = self.node("Sub", self.length, self.numbers(1)), self.node("Reshape", scores, self.numbers(0, 0, -1))
        step = self.node("Mul", less, self.numbers(2))
        last = self.node("Add", less, self.node("Mul", step, self.length))
        rows = self.node("Concat", self.numbers(0, 0), self.length, step, axis=0)
        dealt = self.node("Reshape", self.node("Slice", flat, less, last, self.numbers(2)), rows)
        return self.node("Slice", dealt, self.numbers(0), self.length, self.numbers(3))


def build(network: Trained) -> bytes:
    """The whole network as ONNX: int32 (n, length) input_ids and attention_mask to ``scores`` (n, outputs), length up to ``REACH``.

    Raises KeyError for a weight that is missing.
    """
    graph = Deberta(weights=network.weights, heads=network.shape.heads, epsilon=network.shape.epsilon)
    state = graph.start()
    for index in range(network.shape.layers):
        state = graph.layer(f"encoder.layer.{index}.", state)
    graph.scores(state)
    return graph.model("pair_reader", ("input_ids", "attention_mask"), len(network.weights["head.bias"]))

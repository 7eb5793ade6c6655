"""BERT networks as ONNX graphs, built straight from trained weights with ONNX Runtime's fused operators.

torch's own exporter would need torch at set-up, and its graphs change with each version; six equal layers do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.nodes import FLOAT, FUSED, Nodes
from knowledge.trained import Array, Trained


@dataclass(slots=True)
class Encoder(Nodes):
    """An encoder as it is built from its trained weights by name."""

    weights: Mapping[str, Array]
    heads: int
    epsilon: float

    def trained(self, name: str) -> str:
        """Add a trained weight as it is; its name in the graph."""
        return self.constant(self.weights[name])

    def embeddings(self, *, pairs: bool) -> str:
        """The tokens' vectors with their places, scaled: what the first layer reads."""
        places, kinds = (self.weights[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
        # Of one text every token is of type 0, whose vector is folded into the places; of a pair, the second text's are of type 1.
        first, length = self.constant(np.array([0])), self.node("Shape", "input_ids", start=1, end=2)
        place = self.node("Slice", self.constant(places if pairs else places + kinds[0]), first, length, first)
        words = self.node("Gather", self.trained("embeddings.word_embeddings.weight"), "input_ids")
        if pairs:
            words = self.node("Add", words, self.node("Gather", self.constant(kinds), "token_type_ids"))
        scale, shift = self.trained("embeddings.LayerNorm.weight"), self.trained("embeddings.LayerNorm.bias")
        return self.node("LayerNormalization", self.node("Add", words, place), scale, shift, epsilon=self.epsilon, axis=-1)

    def layer(self, prefix: str, state: str) -> str:
        """One layer of the encoder: attention, then two dense steps, each added onto what came in."""
        names = tuple(f"{prefix}attention.self.{name}" for name in ("query", "key", "value"))
        joint = self.constant(np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1))
        shift = self.constant(np.concatenate([self.weights[f"{name}.bias"] for name in names]))
        seen = self.node("Attention", state, joint, shift, "attention_mask", domain=FUSED, num_heads=self.heads)
        state = self.dense_onto(f"{prefix}attention.output.", seen, state)
        wide = self.node("MatMul", state, self.constant(self.weights[f"{prefix}intermediate.dense.weight"].T))
        wide = self.node("BiasGelu", wide, self.trained(f"{prefix}intermediate.dense.bias"), domain=FUSED)
        return self.dense_onto(f"{prefix}output.", wide, state)

    def dense_onto(self, prefix: str, value: str, onto: str) -> str:
        """A dense step added onto ``onto`` and scaled."""
        value = self.node("MatMul", value, self.constant(self.weights[f"{prefix}dense.weight"].T))
        parts = [self.trained(prefix + name) for name in ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")]
        return self.node("SkipLayerNormalization", value, onto, *parts, domain=FUSED, epsilon=self.epsilon)

    def total(self, state: str) -> tuple[str, str]:
        """The sum over real tokens, and how many these are."""
        last, middle = self.constant(np.array([2])), self.constant(np.array([1]))
        mask = self.node("Unsqueeze", self.node("Cast", "attention_mask", to=FLOAT), last)
        return self.node("ReduceSum", self.node("Mul", state, mask), middle, keepdims=0), self.node("ReduceSum", mask, middle, keepdims=0)

    def vectors(self, state: str) -> None:
        """The mean over real tokens, scaled to length 1, as the output ``vectors``."""
        # The mean's divisor cancels when the row is scaled to unit length, so the sum will do.
        total, _ = self.total(state)
        length = self.node("ReduceL2", total, axes=[1], keepdims=1)
        self.output("vectors", "Div", total, length)

    def scores(self, state: str) -> None:
        """A dense step over the first token beside the mean, as the output ``scores``."""
        place = self.constant(np.array([0]))
        first = self.node("Squeeze", self.node("Gather", state, place, axis=1), self.constant(np.array([1])))
        both = self.node("Concat", first, self.node("Div", *self.total(state)), axis=1)
        raw = self.node("MatMul", both, self.constant(self.weights["head.weight"].T))
        self.output("scores", "Add", raw, self.trained("head.bias"))


def build(network: Trained) -> bytes:
    """The whole network as ONNX: int32 (n, length) inputs to float32 rows.

    An encoder (no ``head``) reads input_ids and attention_mask and gives ``vectors`` (n, width) of length 1; a judge
    of pairs also reads token_type_ids and gives ``scores`` (n, outputs). Raises KeyError for a weight that is missing.
    """
    pairs = "head.weight" in network.weights
    graph = Encoder(network.weights, network.shape.heads, network.shape.epsilon)
    state = graph.embeddings(pairs=pairs)
    for index in range(network.shape.layers):
        state = graph.layer(f"encoder.layer.{index}.", state)
    (graph.scores if pairs else graph.vectors)(state)
    names = ("input_ids", *(("token_type_ids",) if pairs else ()), "attention_mask")
    width = network.weights["head.weight" if pairs else "embeddings.LayerNorm.weight"].shape[0]
    return graph.model("pair_judge" if pairs else "sentence_encoder", names, width)

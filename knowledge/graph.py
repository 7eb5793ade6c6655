"""BERT networks as ONNX graphs, built straight from trained weights with ONNX Runtime's fused operators.

torch's own exporter would need torch at set-up, and its graphs change with each version; six equal layers do not.
"""

from __future__ import annotations

import numpy as np

from knowledge.nodes import FUSED, Encoder
from knowledge.trained import WORDS, Trained


class Bert(Encoder):
    """A BERT network as it is built."""

    __slots__ = ()

    def embeddings(self, *, pairs: bool) -> str:
        """The tokens' vectors with their places, scaled: what the first layer reads."""
        places, kinds = (self.weights[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
        # Of one text every token is of type 0, whose vector is folded into the places; of a pair, the second text's are of type 1.
        first, length = self.numbers(0), self.node("Shape", "input_ids", start=1, end=2)
        place = self.node("Slice", self.constant(places if pairs else places + kinds[0]), first, length, first)
        words = self.node("Gather", self.trained(WORDS), "input_ids")
        if pairs:
            words = self.node("Add", words, self.node("Gather", self.constant(kinds), "token_type_ids"))
        return self.scaled(self.node("Add", words, place))

    def layer(self, prefix: str, state: str) -> str:
        """One layer of the encoder: attention, then two dense steps, each added onto what came in."""
        names = tuple(f"{prefix}attention.self.{name}" for name in ("query", "key", "value"))
        joint = self.constant(np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1))
        shift = self.constant(np.concatenate([self.weights[f"{name}.bias"] for name in names]))
        seen = self.node("Attention", state, joint, shift, "attention_mask", domain=FUSED, num_heads=self.heads)
        return self.after_attention(prefix, seen, state)

    def vectors(self, state: str) -> None:
        """The mean over real tokens, scaled to length 1, as the output ``vectors``."""
        # The mean's divisor cancels when the row is scaled to unit length, so the sum will do.
        total, _ = self.total(state)
        length = self.node("ReduceL2", total, axes=[1], keepdims=1)
        self.output("vectors", "Div", total, length)


def build(network: Trained) -> bytes:
    """The whole network as ONNX: int32 (n, length) inputs to float32 rows.

    An encoder (no ``head``) reads input_ids and attention_mask and gives ``vectors`` (n, width) of length 1; a judge
    of pairs also reads token_type_ids and gives ``scores`` (n, outputs). Raises KeyError for a weight that is missing.
    """
    pairs = "head.weight" in network.weights
    graph = Bert(weights=network.weights, heads=network.shape.heads, epsilon=network.shape.epsilon)
    state = graph.embeddings(pairs=pairs)
    for index in range(network.shape.layers):
        state = graph.layer(f"encoder.layer.{index}.", state)
    (graph.scores if pairs else graph.vectors)(state)
    names = ("input_ids", *(("token_type_ids",) if pairs else ()), "attention_mask")
    width = network.weights["head.weight" if pairs else "embeddings.LayerNorm.weight"].shape[0]
    return graph.model("pair_judge" if pairs else "sentence_encoder", names, width)

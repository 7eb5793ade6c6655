"""DeBERTa-v3 in torch, for training: the weights' names are those of transformers, whose numbers a test holds it against.

Its own few lines, since a distance's score is shifted into place here, not gathered: half the time on a processor.
``knowledge.relative_graph`` is the same network as it is served.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from knowledge.relative_graph import DISTANCES, PARTS, bucket
from knowledge.trained import WORDS, Array, Trained

Tensor = Any  # torch is not followed by mypy (pyproject.toml)
DROPPED = 0.1


def along(scores: Tensor) -> Tensor:
    """From (…, i, distance), distances 1 - n … n - 1 backwards, to (…, i, j), where i and j lie that far apart."""
    length = scores.shape[-2]
    step = 2 * (length - 1)
    flat = scores.flatten(-2)[..., length - 1 : length - 1 + length * step]
    return flat.unflatten(-1, (length, step))[..., :length]


class Attention(nn.Module):  # type: ignore[misc]  # torch is not followed
    """What each token takes from the others, by what they say and by how far off they stand."""

    def __init__(self, width: int, heads: int, epsilon: float) -> None:
        """Make it with new weights."""
        super().__init__()
        self.heads, self.scale = heads, 1 / math.sqrt(PARTS * width / heads)
        self.self = nn.ModuleDict({f"{name}_proj": nn.Linear(width, width) for name in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(width, width), "LayerNorm": nn.LayerNorm(width, epsilon)})

    def forward(self, state: Tensor, distances: Tensor, hidden: Tensor) -> Tensor:
        """From (n, length, width), the vectors of distances (2 length - 1, width) and which keys are not there (n, 1, 1, length)."""
        query, key, value = (self._apart(f"{name}_proj", state) for name in ("query", "key", "value"))
        seen_from = along(query @ self._apart("key_proj", distances).flip(1).transpose(-1, -2))
        seen_by = along(key @ self._apart("query_proj", distances).transpose(-1, -2)).transpose(-1, -2)
        beside = ((seen_from + seen_by) * self.scale).masked_fill(hidden, -1e4).to(query.dtype)
        dropped = DROPPED if self.training else 0.0
        taken = functional.scaled_dot_product_attention(query, key, value, attn_mask=beside, dropout_p=dropped, scale=self.scale)
        dense = functional.dropout(self.output["dense"](taken.transpose(1, 2).flatten(2)), DROPPED, self.training)
        return self.output["LayerNorm"](dense + state)

    def _apart(self, name: str, state: Tensor) -> Tensor:
        return self.self[name](state).unflatten(-1, (self.heads, -1)).transpose(-2, -3)


class Layer(nn.Module):  # type: ignore[misc]  # torch is not followed
    """Attention, then two dense steps, each added onto what came in."""

    def __init__(self, width: int, wide: int, heads: int, epsilon: float) -> None:
        """Make it with new weights."""
        super().__init__()
        self.attention = Attention(width, heads, epsilon)
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, wide)})
        self.output = nn.ModuleDict({"dense": nn.Linear(wide, width), "LayerNorm": nn.LayerNorm(width, epsilon)})

    def forward(self, state: Tensor, distances: Tensor, hidden: Tensor) -> Tensor:
        """As ``Attention.forward``."""
        state = self.attention(state, distances, hidden)
        dense = self.output["dense"](functional.gelu(self.intermediate["dense"](state)))
        return self.output["LayerNorm"](functional.dropout(dense, DROPPED, self.training) + state)


class Deberta(nn.Module):  # type: ignore[misc]  # torch is not followed
    """The encoder; its word embeddings are frozen."""

    def __init__(self, begin: Trained) -> None:
        """Take the weights of ``begin``. Raises RuntimeError where they are not of one shape."""
        super().__init__()
        words, width = begin.weights[WORDS].shape
        wide = len(begin.weights["encoder.layer.0.intermediate.dense.bias"])
        distances = len(begin.weights[DISTANCES])
        scale = nn.LayerNorm(width, begin.shape.epsilon)
        self.embeddings = nn.ModuleDict({"word_embeddings": nn.Embedding(words, width), "LayerNorm": scale})
        layers = nn.ModuleList(Layer(width, wide, begin.shape.heads, begin.shape.epsilon) for _ in range(begin.shape.layers))
        of_distances = {"rel_embeddings": nn.Embedding(distances, width), "LayerNorm": nn.LayerNorm(width, begin.shape.epsilon)}
        self.encoder = nn.ModuleDict({"layer": layers, **of_distances})
        self.load_state_dict({name: torch.from_numpy(np.array(each)) for name, each in own(begin.weights).items()})
        self.embeddings["word_embeddings"].weight.requires_grad = False

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Each token's vector, (n, length, width), from ids and mask, (n, length)."""
        known = mask.bool()
        state = self.embeddings["LayerNorm"](self.embeddings["word_embeddings"](ids)) * known[..., None]
        state = functional.dropout(state, DROPPED, self.training)
        table, length = self.encoder["rel_embeddings"].weight, ids.shape[1]
        places = torch.from_numpy(bucket(np.arange(1 - length, length))) + len(table) // 2
        distances = self.encoder["LayerNorm"](table)[places]
        for layer in self.encoder["layer"]:
            state = layer(state, distances, ~known[:, None, None, :])
        return state


def own(weights: Mapping[str, Array]) -> dict[str, Array]:
    """The encoder's own weights, without a head's."""
    return {name: each for name, each in weights.items() if name.partition(".")[0] in {"embeddings", "encoder"}}

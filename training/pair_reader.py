"""Networks that read two texts together, for training: an encoder of either family, with one dense step on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from knowledge.relative_graph import DISTANCES
from knowledge.trained import Trained
from knowledge.weights import weights_folder
from training.bert import Bert, Tensor, load_bert, mean_over, padded
from training.deberta import Deberta
from training.pack import mean

if TYPE_CHECKING:
    from tokenizers import Encoding


class PairReader(nn.Module):  # type: ignore[misc]  # torch is not followed
    """Reads two texts together: one dense step over the first token beside the mean, to ``outputs`` logits."""

    def __init__(self, begin: Trained, outputs: int, *, dropped: float = 0.0) -> None:
        """Put a new head on the encoder ``begin``; ``dropped`` is the share of what it sees that is left out in training."""
        super().__init__()
        self.distances = DISTANCES in begin.weights
        self.body = Deberta(begin) if self.distances else bert_of(begin)
        self.drop = nn.Dropout(dropped)
        self.head = nn.Linear(2 * len(begin.weights["embeddings.LayerNorm.bias"]), outputs)
        nn.init.zeros_(self.head.weight)

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Logits, (n, outputs)."""
        hidden = self._hidden(ids, kinds, mask)
        return self.head(self.drop(torch.cat([hidden[:, 0], mean_over(hidden, mask)], 1)))

    def _hidden(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Each token's vector, (n, length, width); an encoder that weighs distances does not tell the first text from the second."""
        if self.distances:
            return self.body(ids, mask)
        return self.body(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state

    def read(self, pairs: Sequence[Encoding]) -> Tensor:
        """Logits of some pairs together, in half precision but for the result, (pairs, outputs)."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = self(*padded(pairs))
        return logits.float()


def mean_of(checkpoints: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of networks that were trained further from one start, by their weights' names. Raises OSError, ValueError."""
    states = [torch.load(each, map_location="cpu", weights_only=True) for each in checkpoints]
    found = mean([{name: tensor.numpy() for name, tensor in state.items()} for state in states])
    return {name: torch.from_numpy(each) for name, each in found.items()}


def bert_of(begin: Trained) -> Bert:
    """The package's kind of encoder with the weights of ``begin``; of its embeddings only those of a token's kind are learnt."""
    bert = load_bert(weights_folder(), kinds=True)
    bert.load_state_dict({name: torch.from_numpy(np.array(begin.weights[name])) for name in bert.state_dict()})
    return bert

"""What both trainings share of torch and transformers: loading, reading, padding, one step of descent."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Encoding, Tokenizer
from torch.nn import functional
from transformers import BertModel

from knowledge.weights import weights_folder

# torch and transformers are not followed by mypy (pyproject.toml): their objects are Any, under names that say what they are.
Tensor = Any
Bert = Any
SEED = 0
TEXTS_A_RUN = 32


def start(threads: int) -> None:
    """Fix the seed and the number of threads, so that a run can be repeated on the same machine."""
    torch.manual_seed(SEED)
    torch.set_num_threads(threads)


def load_tokenizer(longest: int, file: Path | None = None) -> Tokenizer:
    """The package's tokenizer, or another's, cutting texts and pairs at ``longest`` tokens."""
    tokenizer = Tokenizer.from_file(str(file or weights_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(longest, strategy="longest_first")
    tokenizer.no_padding()
    return tokenizer


def load_bert(folder: Path, *, kinds: bool = False) -> Bert:
    """The encoder in ``folder``, its embeddings frozen but, where ``kinds``, those of a token's kind (first or second text)."""
    bert = BertModel.from_pretrained(str(folder), add_pooling_layer=False, local_files_only=True)
    for parameter in bert.embeddings.parameters():
        parameter.requires_grad = False
    bert.embeddings.token_type_embeddings.weight.requires_grad = kinds
    return bert


def padded(read: Sequence[Encoding]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, kinds and mask, each (n, longest)."""
    table = torch.zeros(3, len(read), max(len(each) for each in read), dtype=torch.long)
    for row, each in enumerate(read):
        table[:, row, : len(each)] = torch.tensor([each.ids, each.type_ids, each.attention_mask])
    return table[0], table[1], table[2]


def mean_over(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean of the real tokens' vectors, (n, width)."""
    return (hidden * mask[..., None].to(hidden.dtype)).sum(1) / mask.sum(1, keepdim=True)


def vectors(bert: Bert, read: Sequence[Encoding]) -> Tensor:
    """A unit vector a text, (n, width), in the order given."""
    order = sorted(range(len(read)), key=lambda place: len(read[place]))
    parts = []
    for first in range(0, len(order), TEXTS_A_RUN):
        ids, _, mask = padded([read[place] for place in order[first : first + TEXTS_A_RUN]])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state
        parts.append(functional.normalize(mean_over(hidden.float(), mask), dim=1))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


class Descent:
    """AdamW with a warm-up and a straight fall to ``least`` of each rate."""

    def __init__(self, groups: Iterable[tuple[Iterable[Tensor], float]], steps: int, *, warm: int, least: float) -> None:
        """Take the parameters with their rates, and how many steps there will be."""
        trained = [([each for each in some if each.requires_grad], rate) for some, rate in groups]
        self._parameters = [each for some, _ in trained for each in some]
        self._rates = [rate for _, rate in trained]
        self._optimiser = torch.optim.AdamW([{"params": some} for some, _ in trained], weight_decay=0.01)
        self._steps, self._warm, self._least = steps, warm, least
        self._losses: list[float] = []

    def step(self, loss: Tensor) -> None:
        """Go down by one step; every 50 steps, say how it goes."""
        done = len(self._losses)
        share = max(min(1.0, (done + 1) / self._warm) * (1 - done / self._steps), self._least)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self._losses.append(float(loss.detach()))
        if done % 50 == 0:
            recent = self._losses[-50:]
            sys.stdout.write(f"{done}/{self._steps} {sum(recent) / len(recent):.3f}\n")
            sys.stdout.flush()


def cosines(bert: Bert, questions: Sequence[str], passages: Sequence[str], longest: int) -> Tensor:
    """How near each question lies to each passage, (questions, passages); texts are cut at ``longest`` tokens."""
    with torch.no_grad():
        both = vectors(bert, load_tokenizer(longest).encode_batch([*questions, *passages]))
    return both[: len(questions)] @ both[len(questions) :].T


def note_held_out(model: Path, sectors: Iterable[str]) -> None:
    """Record beside a model, a folder or a file, which sectors it never saw."""
    _noted(model).write_text(json.dumps(sorted(sectors)), "utf-8")


def held_out(model: Path) -> frozenset[str]:
    """The sectors that a model never saw. Raises OSError where that was not recorded."""
    return frozenset(json.loads(_noted(model).read_text("utf-8")))


def _noted(model: Path) -> Path:
    return model / "held_out.json" if model.is_dir() else model.with_suffix(".held_out.json")

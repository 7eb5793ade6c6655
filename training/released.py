"""Write what is served as checkpoints to go on from: ``python -m training.released OUT``.

Makes ``OUT/matcher``, ``OUT/judge.pt`` and ``OUT/adjudicator.pt`` out of the packed files, with ``OUT/base``, these two's encoder.
Each has seen every sector, so nothing that starts from one is measured by these.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch

from knowledge.trained import Trained, trained
from knowledge.weights import ModelName
from training.base import write
from training.bert import note_held_out
from training.deberta import own
from training.pair_reader import bert_of

READERS: Final[tuple[ModelName, ...]] = ("judge", "adjudicator")
HEAD: Final = "head."


def write_reader(network: Trained, file: Path) -> None:
    """Write a reader of pairs as its training does: the encoder's weights under ``body.``, then the head's."""
    encoder = {f"body.{name}": each for name, each in own(network.weights).items()}
    head = {name: each for name, each in network.weights.items() if name.startswith(HEAD)}
    torch.save({name: torch.from_numpy(np.array(each)) for name, each in (encoder | head).items()}, file)
    note_held_out(file, ())


def write_all(folder: Path) -> None:
    """Write all of them. Raises ModelUnusable, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    judge = trained("judge")
    write(folder / "base", own(judge.weights), json.loads(judge.tokenizer.read_text("utf-8")))
    for name in READERS:
        write_reader(trained(name), folder / f"{name}.pt")
    bert_of(trained("matcher")).save_pretrained(str(folder / "matcher"))
    note_held_out(folder / "matcher", ())


def main(arguments: Sequence[str]) -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(prog="python -m training.released", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder to write to")
    write_all(parser.parse_args(arguments).out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

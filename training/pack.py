"""Put trained networks into the product: ``python -m training.pack (matcher|judge|adjudicator) CHECKPOINT [CHECKPOINT …]``.

The checkpoints' mean (networks trained on different sectors from one start may be averaged) is stored as what it
changes of the package's weights (``knowledge.trained`` says how), or whole, where ``--base`` names the folder of another
encoder that it was trained from. Prints how near the packed network's outputs are to the mean's own, and writes nothing
where they are too far.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import save

from knowledge.export_model import export
from knowledge.network import Network, Rows
from knowledge.trained import (
    NOTHING,
    SCALE,
    WORDS,
    Array,
    Trained,
    over,
    plain,
    read_safetensors,
    rounded,
    tokenizer_of,
    trained,
    trained_at,
)
from knowledge.weights import NAMES, PACKED, ModelName, ModelUnusable, check_folder, sha256_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSE = 0.998  # least cosine (matcher) or correlation of any one output (judge) of packed with unpacked
# The greatest byte of a row, tried in turn. What goes on from a packed network lies within half a step of that one's own grid: rounded on
# that grid again, all that a short pass has learnt is rounded away (closeness 0.90); on another it is kept (0.998 and more).
GRIDS = (127, 113, 109)
ON_GRID = 1e-3  # of a step
ASKED = (
    "May I give a former pupil my own phone number if a parent has agreed to it?",
    "do i need to put a £30 box of chocolates in the register",
    "Who do I tell about a bruise, and how soon?",
)
READ = (
    "Staff must not give pupils, past or present, their own telephone number.",
    "Gifts worth more than £25 are declared to the office in writing and entered in the register within five working days.",
    "A line manager may agree in writing to another job, where it does not clash with duties here.",
    "Volunteers need not complete the training again where they hold a certificate less than a year old.",
    "Who is told of a concern: the designated lead, or a deputy where the lead is away, on the same day.",
    "Photographs are taken on the setting's own camera and deleted by the end of term, unless a parent has consented to more.",
    "Expenses | Claims over £50 | Finance director's approval beforehand",
    "This policy is reviewed each spring.",
)


def pack(weights: Mapping[str, Array], package: Mapping[str, Array], most: int = GRIDS[0]) -> dict[str, NDArray[np.generic]]:
    """What ``weights`` changes of ``package``, packed on the grid ``most``. Raises ValueError where the frozen word embeddings differ.

    Where ``package`` is empty, they are packed as well.
    """
    if package and not np.array_equal(weights[WORDS], package[WORDS]):
        message = f"{WORDS} is not the package's own: it must stay frozen in training."
        raise ValueError(message)
    packed: dict[str, NDArray[np.generic]] = {}
    for name, tensor in sorted(weights.items()):
        if name in package and np.array_equal(tensor, package[name]):
            continue
        if tensor.ndim == len(("row", "column")) and (name in package or not package):
            packed[name], packed[name + SCALE] = _on_grid(tensor - package.get(name, NOTHING), most)
        else:
            packed[name] = np.ascontiguousarray(tensor)
    return packed


def _on_grid(matrix: Array, most: int) -> tuple[NDArray[np.int8], Array]:
    """A matrix rounded on the grid ``most``; what was rounded before and has not been learnt since stays as it is."""
    bytes_, scale = rounded(matrix)
    return (bytes_, scale) if np.allclose(bytes_ * scale[:, None], matrix, rtol=0, atol=ON_GRID * scale.min()) else rounded(matrix, most)


def mean(checkpoints: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """The checkpoints' mean by name; equal numbers stay exactly what they are. Raises ValueError where they are not of one shape."""
    if len({tuple(sorted((name, tensor.shape) for name, tensor in each.items())) for each in checkpoints}) != 1:
        message = "The checkpoints are not of one shape."
        raise ValueError(message)
    names = checkpoints[0]
    return {name: np.mean([each[name].astype(np.float64) for each in checkpoints], axis=0).astype(np.float32) for name in names}


def spread(weights: Mapping[str, Array], factors: Sequence[float]) -> dict[str, Array]:
    """A judge's weights with its outputs' inner products taken times ``factors``: relevance's, then every verdict's.

    The mean of two networks is less decided than each of them; what is learnt from their numbers wants them as far apart.
    """
    head = weights["head.weight"]
    times = np.full((len(head), 1), factors[1], np.float32)
    times[0] = factors[0]
    return dict(weights) | {"head.weight": head * times}


def read_checkpoint(path: Path) -> dict[str, Array]:
    """The weights of a ``save_pretrained`` folder or of a ``torch.save`` file, by plain name."""
    if path.is_dir():
        return plain(read_safetensors(path / "model.safetensors").tensors)
    import torch  # noqa: PLC0415 - only this kind of file needs it

    state = torch.load(path, map_location="cpu", weights_only=True)
    return plain({name: tensor.numpy() for name, tensor in state.items()})


def write(
    name: ModelName, packed: Mapping[str, NDArray[np.generic]], parents: Sequence[Path], folder: Path, base: Trained | None = None
) -> None:
    """Write a model's packed file into ``folder`` and enter it in ``models.json``; with its shape and tokenizer where it has a ``base``."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.safetensors"
    notes = {name: str(each) for name, each in asdict(base.shape).items()} | {"tokenizer": sha256_of(base.tokenizer)} if base else None
    file.write_bytes(save(dict(packed), notes))
    if base:
        shutil.copyfile(base.tokenizer, tokenizer_of(file))
    listed = folder / "models.json"
    models = json.loads(listed.read_text("utf-8")) if listed.exists() else {}
    made_of = [{"name": each.name, "sha256": sha256_of(each / "model.safetensors" if each.is_dir() else each)} for each in parents]
    models[name] = {"sha256": sha256_of(file), "date": datetime.now(UTC).date().isoformat(), "mean_of": made_of}
    listed.write_text(json.dumps(models, indent=1, sort_keys=True) + "\n", "utf-8")


def closeness(whole: Trained, packed: Trained) -> float:
    """How near the packed network's outputs are, at worst: cosine of vectors, correlation of each output over pairs."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (_outputs(each, Path(folder) / name) for name, each in (("whole", whole), ("packed", packed)))
    if "head.weight" in whole.weights:
        first, second = ((each - each.mean(axis=0)).T for each in (first, second))
    near = (first * second).sum(axis=1) / np.linalg.norm(first, axis=1) / np.linalg.norm(second, axis=1)
    return float(near.min())


def _outputs(network: Trained, folder: Path) -> Rows:
    export(network, folder)
    pairs = "head.weight" in network.weights
    return Network(check_folder(folder), 140).rows([(asked, each) for asked in ASKED for each in READ] if pairs else [*ASKED, *READ])


def install(
    name: ModelName, parents: Sequence[Path], folder: Path, base: Trained | None = None, factors: Sequence[float] | None = None
) -> float:
    """Pack the mean of ``parents`` (``spread`` by ``factors``) into ``folder``; how close it is. Raises ValueError where it is too far."""
    package = base or trained("minilm")
    weights = mean([read_checkpoint(each) for each in parents])
    weights = spread(weights, factors) if factors else weights
    near = 0.0
    for most in GRIDS:
        packed = pack(weights, {} if base else package.weights, most)
        with tempfile.TemporaryDirectory() as aside:
            write(name, packed, parents, Path(aside), base)
            near = closeness(replace(package, weights=weights), over(package, name, Path(aside)))
        if near >= CLOSE:
            write(name, packed, parents, folder, base)
            return near
    message = f"Packed, {name} is too far from what was trained: {near:.5f}, and {CLOSE} is wanted."
    raise ValueError(message)


def main(arguments: Sequence[str]) -> int:
    """Run as a command: 0 when packed, 2 with one line on stderr when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m training.pack", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", choices=[name for name in NAMES if name != "minilm"])
    parser.add_argument("checkpoints", nargs="+", type=Path, metavar="CHECKPOINT")
    parser.add_argument("--base", type=Path, help="the folder of the encoder that they were trained from, where that is no package's")
    parser.add_argument("--to", type=Path, default=PACKED, help="the folder of packed weights")
    parser.add_argument("--spread", type=float, nargs=2, metavar=("RELEVANCE", "VERDICTS"), help="what a judge's mean is multiplied by")
    chosen = parser.parse_args(arguments)
    try:
        near = install(chosen.name, chosen.checkpoints, chosen.to, trained_at(chosen.base) if chosen.base else None, chosen.spread)
    except (ModelUnusable, OSError, KeyError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    size = (chosen.to / f"{chosen.name}.safetensors").stat().st_size
    sys.stdout.write(f"{chosen.name}: {size / 1e6:.1f} MB, closeness {near:.5f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

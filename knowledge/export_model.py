"""Make the model folders that serving reads: ``python -m knowledge.export_model [NAME …] [--from WEIGHTS] [--to FOLDER]``.

Without a name, every model that is here; one already made is left as it is. Needs neither torch nor a network
connection. A test holds the result against sentence-transformers, which stays the reference: a folder saved by
``SentenceTransformer.save`` of the same shape goes in with ``--from``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from knowledge import graph, relative_graph
from knowledge.trained import Trained, trained, trained_at
from knowledge.weights import NAMES, PACKED, ModelName, ModelUnusable, check_folder, checksum_of, made_folder, write_manifest


def export(network: Trained, target: Path) -> None:
    """Write the model folder ``target``: aside, then renamed, so that it is whole or absent. Raises KeyError, OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        made = Path(name) / "made"
        made.mkdir()
        (made / "model.onnx").write_bytes(built(network))
        shutil.copyfile(network.tokenizer, made / "tokenizer.json")
        write_manifest(made, network.checksum)
        _put(made, target)


def built(network: Trained) -> bytes:
    """The network as ONNX, of the family that its weights show. Raises KeyError for a weight that is missing."""
    if relative_graph.DISTANCES in network.weights:
        return relative_graph.build(network)
    return graph.build(network)


def _put(made: Path, target: Path) -> None:
    if target.exists():
        old = Path(tempfile.mkdtemp(dir=made.parent))
        target.replace(old / "old")
    made.replace(target)


def make(names: list[ModelName], packed: Path) -> None:
    """Make the folders of ``names`` in the cache, but for those that stand there whole. Raises ModelUnusable and as ``export``."""
    for name in names:
        folder = made_folder(name, packed)
        try:
            check_folder(folder)
        except ModelUnusable:
            export(trained(name, packed), folder)


def main(arguments: list[str]) -> int:
    """Run as a command: 0 when the folders stand, 2 with one line on stderr when one cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.export_model", description="Make the model folders that serving reads.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)} (default: all that are here)")
    parser.add_argument("--from", dest="source", type=Path, help="a folder with model.safetensors, in place of a name")
    parser.add_argument("--to", type=Path, help="where to write one model (default: the cache)")
    parser.add_argument("--packed", type=Path, default=PACKED, help="the folder of packed weights")
    chosen = parser.parse_args(arguments)
    names = [name for name in NAMES if name in chosen.names or not (chosen.names or chosen.source)]
    if set(chosen.names) - set(NAMES) or (chosen.to and len(names) + bool(chosen.source) != 1) or (chosen.source and not chosen.to):
        parser.error(f"names are among {', '.join(NAMES)}; --from needs --to; --to takes one model")
    try:
        if chosen.to:
            export(trained_at(chosen.source) if chosen.source else trained(names[0], chosen.packed), chosen.to)
        else:
            make([name for name in names if name in chosen.names or checksum_of(name, chosen.packed)], chosen.packed)
    except (ModelUnusable, OSError, KeyError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

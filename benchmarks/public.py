"""Public question sets beside their trivial rows: ``python -m benchmarks.public [SET…] [--model replay:DIR] [--sample N] [--seconds S]``.

The sets lie in ../shared/bench (see the README there, which also says where the published rows come from); without them nothing is
measured. A question that the processor's time does not reach is left out of its table, which says how many were asked.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.where import SHARED

if TYPE_CHECKING:
    from benchmarks.shares import Chosen, Row

BENCH = SHARED / "bench"


def main(arguments: Sequence[str], bench: Path = BENCH) -> int:
    """Measure the sets of ``bench`` that are named, or all."""
    from benchmarks import conditionalqa, orsharc, policy_copilot  # noqa: PLC0415 - they load the models
    from benchmarks.shares import Chosen  # noqa: PLC0415 - as above

    sets: dict[str, Callable[[Path, Path, Chosen], Iterator[Row]]] = {
        "conditionalqa_docs": conditionalqa.rows,
        "policy_copilot": policy_copilot.rows,
        "orsharc": orsharc.rows,
    }
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", choices=[*sets, []], metavar="SET", help=", ".join(sets))
    parser.add_argument("--model", default="", help="also let a language model read, as in VERSE_MODEL")
    parser.add_argument("--sample", type=int, default=120, help="how many turns of orsharc are asked (0: all)")
    parser.add_argument("--seconds", type=float, default=480.0, help="how much of the processor's time all of it may take")
    given = parser.parse_args(arguments)
    chosen = Chosen(time.process_time() + given.seconds, given.sample)
    if given.model:
        os.environ["VERSE_MODEL"] = given.model
    for name in given.sets or sets:
        _print(bench / name, sets[name], chosen)
    return 0


def _print(folder: Path, rows: Callable[[Path, Path, Chosen], Iterator[Row]], chosen: Chosen) -> None:
    if not folder.is_dir():
        sys.stdout.write(f"\n{folder.name}: not measured, {folder} is not at hand\n")
        return
    sys.stdout.write(f"\n{folder.name}\n\n")
    with tempfile.TemporaryDirectory() as data:
        for row in rows(folder, Path(data), chosen):
            sys.stdout.write(f"{row.what:64}  {row.figure}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

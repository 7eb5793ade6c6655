"""Every figure in one run, ``python -m benchmarks [TABLE …]``: each table is a process and also runs alone."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.where import ROOT

TABLES = {
    "search": "Search",
    "speed": "Time and memory",
    "outline": "Outline",
    "acks": "Time to acknowledge",
    "hung": "With the model hung",
    "public": "Public sets",
}


def _table(name: str) -> str:
    if name not in TABLES:
        message = f"{name} is none; there are {', '.join(TABLES)}"
        raise argparse.ArgumentTypeError(message)
    return name


def main(arguments: Sequence[str]) -> int:
    """Print the tables that are named, or all; 1 where one could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", type=_table, metavar="TABLE", help=", ".join(TABLES))
    failed = 0
    for name in parser.parse_args(arguments).tables or TABLES:
        sys.stdout.write(f"\n{TABLES[name]}\n\n")
        sys.stdout.flush()
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False).returncode  # noqa: S603 - our own
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

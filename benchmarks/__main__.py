"""Every figure in one run, ``python -m benchmarks``: search, time and memory, the outline. Each is a process and also runs alone."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.where import ROOT

TABLES = {"Search": "benchmarks.search", "Time and memory": "benchmarks.speed", "Outline": "benchmarks.outline"}


def main() -> int:
    """Print every table; 1 where one could not be measured."""
    failed = 0
    for title, module in TABLES.items():
        sys.stdout.write(f"\n{title}\n\n")
        sys.stdout.flush()
        failed |= subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=False).returncode  # noqa: S603 - our own
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

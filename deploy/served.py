"""The project's dependencies without what only tests and training use, a line each, for the image."""  # noqa: INP001 - a script beside what it serves, no package

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

NOT_SERVED = frozenset({"torch", "sentence-transformers"})


def served(project: str) -> list[str]:
    """The dependencies of ``project`` (pyproject.toml's text) that serving needs, as written."""
    found: list[str] = tomllib.loads(project)["project"]["dependencies"]
    return [each for each in found if re.split(r"[\[<>=~ ]", each)[0].lower() not in NOT_SERVED]


if __name__ == "__main__":
    print("\n".join(served(Path(sys.argv[1]).read_text(encoding="utf-8"))))  # noqa: T201 - what it is for

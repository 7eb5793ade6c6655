"""Words and patterns that are kept as data: toml tables beside the code that reads them.

A long pattern runs over several lines. The lines are joined as they stand, so none begins or ends with a blank that counts.
``python -m knowledge.check_vocabulary`` reports what is wrong with any of them.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def tables(package: str, file: str) -> dict[str, dict[str, Any]]:
    """The tables of ``file`` in ``package``, in file order. Raises tomllib.TOMLDecodeError, FileNotFoundError."""
    return tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))


def expressions(package: str, file: str, table: str) -> dict[str, str]:
    """The regular expressions of a table by name, in file order, each in one line. Raises KeyError for an unknown table."""
    return {name: joined(lines) for name, lines in tables(package, file)[table].items()}


def joined(lines: str) -> str:
    """An expression in one line."""
    return "".join(line.strip() for line in lines.splitlines())


def plain(text: str) -> str:
    """``text`` as patterns meet it: lower case, with the typewriter's apostrophe. Ordinary letters keep their places."""
    return text.lower().replace("’", "'")  # noqa: RUF001 - both apostrophes stand in policies and messages

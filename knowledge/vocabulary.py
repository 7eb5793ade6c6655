"""Words and patterns that are kept as data: toml tables beside the code that reads them.

A long pattern runs over several lines. The lines are joined as they stand, so none begins or ends with a blank that counts.
``python -m knowledge.check_vocabulary`` reports what is wrong with any of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


def tables(package: str, file: str) -> dict[str, dict[str, Any]]:
    """The tables of ``file`` in ``package``, in file order. Raises tomllib.TOMLDecodeError, FileNotFoundError."""
    return tomllib.loads(files(package).joinpath(file).read_text(encoding="utf-8"))


def expressions(package: str, file: str, table: str) -> dict[str, str]:
    """The regular expressions of a table by name, in file order, each in one line. Raises KeyError for an unknown table."""
    return {name: joined(lines) for name, lines in tables(package, file)[table].items()}


@cache
def compiled(package: str, file: str, table: str, flags: re.RegexFlag = re.NOFLAG) -> Mapping[str, re.Pattern[str]]:
    """The regular expressions of a table as ``expressions`` gives them, ready to use. Raises KeyError for an unknown table, re.error."""
    return {name: re.compile(lines, flags) for name, lines in expressions(package, file, table).items()}


def filled(lines: str, parts: Mapping[str, str]) -> str:
    """An expression with each part in place of its name in angle brackets, the parts in their order: one may hold those after it."""
    for name, part in parts.items():
        lines = lines.replace(f"<{name}>", part)
    return lines


def joined(lines: str) -> str:
    """An expression in one line."""
    return "".join(line.strip() for line in lines.splitlines())


def plain(text: str) -> str:
    """``text`` as patterns meet it: lower case, with the typewriter's apostrophe. Ordinary letters keep their places."""
    return text.lower().replace("’", "'")  # noqa: RUF001 - both apostrophes stand in policies and messages

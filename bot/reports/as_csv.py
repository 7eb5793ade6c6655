"""A table as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def csv_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as CSV, UTF-8."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(columns)
    lines.writerows(tuple(map(_tame, row)) for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _tame(cell: str) -> str:
    """What a person typed, kept from being a formula when a spreadsheet opens the file."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

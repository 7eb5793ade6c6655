"""A report as CSV, JSON or PDF bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

from bot.reports.report import Report

Format = Literal["csv", "json", "pdf"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def written(report: Report, form: Format) -> bytes:
    """The report in ``form``; text is UTF-8."""
    if form == "csv":
        return csv_of(report.columns, report.rows)
    if form == "json":
        rows = [dict(zip(report.columns, row, strict=True)) for row in report.rows]
        head = {"report": report.kind, "school": report.school, "note": report.note}
        return (json.dumps({**head, "rows": rows}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
    from adapters.command_line.report_pdf import pdf  # noqa: PLC0415 - only a PDF needs the library

    return pdf(report)


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

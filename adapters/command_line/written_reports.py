"""A report as CSV, JSON or PDF bytes."""

from __future__ import annotations

import json
from typing import Literal

from bot.reports.as_csv import csv_of
from bot.reports.report import Report

Format = Literal["csv", "json", "pdf"]


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

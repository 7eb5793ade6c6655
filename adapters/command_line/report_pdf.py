"""A report as a PDF for governors: title, note, a bar chart of what is counted, table. Only this module knows reportlab."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bot.printable import printable
from bot.reports.report import Report

MARGIN, WIDTH, HEIGHT, BARS = 40, 500, 150, 26  # points; most bars of a chart
_LINES = TableStyle([
    ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
    ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
])  # fmt: skip


def pdf(report: Report) -> bytes:
    """The bytes of the file, A4 across. What people typed is shown as it is, never read as markup."""
    style = getSampleStyleSheet()
    story: list[Any] = [
        Paragraph(_text(f"{report.title}: {report.school}"), style["Title"]),
        Paragraph(_text(report.note), style["Italic"]),
    ]
    story += [Spacer(1, 12), *([_chart(report), Spacer(1, 12)] if report.plotted >= 0 and report.rows else [])]
    cells = [[Paragraph(_text(cell), style["BodyText"]) for cell in row] for row in (report.columns, *report.rows)]
    story.append(Table(cells, repeatRows=1, style=_LINES))
    out = io.BytesIO()
    page = {"leftMargin": MARGIN, "rightMargin": MARGIN, "title": f"{report.title}: {report.school}", "lang": "en-GB"}
    SimpleDocTemplate(out, pagesize=landscape(A4), **page).build(story)
    return out.getvalue()


def _text(words: str) -> str:
    return escape(printable(words))


def _chart(report: Report) -> Drawing:
    """One bar a row, its first cell below it; the table beneath says the same in figures."""
    rows = report.rows[-BARS:]
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 30, 30, WIDTH - 40, HEIGHT - 40
    chart.data = [[float(row[report.plotted]) for row in rows]]
    chart.valueAxis.valueMin = 0
    chart.categoryAxis.categoryNames = [printable(row[0])[:14] for row in rows]
    chart.categoryAxis.labels.fontSize = 6
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(chart)
    return drawing

"""A PDF as word processors make them: running header and footer, page numbers, wrapped lines, words broken at the margin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

HEADER = "Larkfield School · Safeguarding and Low-Level Concerns Policy"
FOOTER = "September 2026"
MARGIN = 102.0
LEADING = 16.0
BREAKS = (
    "safe-guarding desig-nated investi-gate photo-graphs identi-fication immedi-ately certifi-cate au-thority dis-cusses "
    "dis-closes certain-ty assess-ment recruit-ment allega-tion mem-ber stand-ing volun-teers tele-phone mutila-tion head-teacher "
    "train-ing work-ing some-one tem-porary possi-ble miscon-duct super-vised pro-mise any-one designa-ted photo-graph after-wards"
)
BROKEN = {word.replace("-", ""): tuple(word.split("-")) for word in BREAKS.split()}


@dataclass(frozen=True)
class Face:
    """A font, its size in points and the space above its paragraphs."""

    font: str = "Helvetica"
    size: float = 11.5
    above: float = 6.0
    indent: float = 0.0

    def width(self, text: str) -> float:
        """Width of ``text`` in points."""
        return float(stringWidth(text, self.font, self.size))


FACES = {"title": Face("Helvetica-Bold", 18.0, 12.0), "heading": Face("Helvetica-Bold", 13.0, 14.0), "step": Face(indent=24.0)}


def write_pdf(paragraphs: Iterable[tuple[str, str]], target: Path) -> None:
    """Write ``(kind, text)`` paragraphs to ``target``; kinds as in ``build.py``."""
    pages = tuple(_pages(paragraphs))
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    canvas.setTitle("Safeguarding and Low-Level Concerns Policy")
    for number, page in enumerate(pages, 1):
        _frame(canvas, number, len(pages))
        for height, face, line in page:
            canvas.setFont(face.font, face.size)
            canvas.drawString(MARGIN + face.indent, height, line)
        canvas.showPage()
    canvas.save()


def _frame(canvas: Canvas, number: int, total: int) -> None:
    canvas.setFont("Helvetica-Oblique", 9)
    canvas.drawString(MARGIN, A4[1] - 40, HEADER)
    canvas.drawString(MARGIN, 36, FOOTER)
    canvas.drawRightString(A4[0] - MARGIN, 36, f"Page {number} of {total}")


def _pages(paragraphs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[float, Face, str]]]:
    """Pages of (height, face, line); a paragraph may run over the end of a page, as it does in real files."""
    page: list[tuple[float, Face, str]] = []
    height = A4[1] - MARGIN
    for kind, text in paragraphs:
        face = FACES.get("step" if text.startswith("Step ") else kind, Face())
        height -= face.above
        for line in _wrapped(text, face):
            if height < MARGIN:
                yield page
                page, height = [], A4[1] - MARGIN
            page.append((height, face, line))
            height -= max(LEADING, face.size * 1.2)
    yield page


def _wrapped(text: str, face: Face) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if _fits(f"{line} {word}", face):
            line = f"{line} {word}".lstrip()
            continue
        head, tail = BROKEN.get(word, ("", word))
        if head and _fits(f"{line} {head}-", face):
            yield f"{line} {head}-"
        else:
            yield line
            tail = word
        line = tail
    yield line


def _fits(line: str, face: Face) -> bool:
    return face.width(line) <= float(A4[0]) - 2 * MARGIN - face.indent

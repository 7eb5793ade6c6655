"""Small documents made in code, for the readers' tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.lines import Document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEIGHT = 792


def word(body: str, **parts: str) -> bytes:
    """A Word file whose document holds ``body``; ``numbering``, ``styles``, ``header1``… become parts of their own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            file.writestr(f"word/{name}.xml", f"<w:{name.rstrip('123')} {_W}>{inner}</w:{name.rstrip('123')}>")
    return out.getvalue()


def para(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of list ``number``."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, kind: str, text: str, extra: str = "") -> str:
    """One level of a list's definition."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """A numbering part with one definition."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


class Pages:
    """A PDF written line by line, heights measured from the top."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(612, HEIGHT))

    def write(self, text: str, down: float, left: float = 72, size: float = 12, font: str = "Helvetica") -> Pages:
        """One line, black."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, HEIGHT - down, text)
        return self

    def block(self, lines: Sequence[str], down: float, left: float = 72, step: float = 14) -> Pages:
        """Lines set closely, one below the other."""
        for at, line in enumerate(lines):
            self.write(line, down + at * step, left)
        return self

    def white(self, text: str, down: float, *, on_black: bool = False) -> Pages:
        """One white line, on a black ground or on none."""
        if on_black:
            self.canvas.setFillColor(black)
            self.canvas.rect(60, HEIGHT - down - 6, 400, 20, fill=1, stroke=0)
        self.canvas.setFillColor(white)
        self.write(text, down)
        self.canvas.setFillColor(black)
        return self

    def page(self) -> Pages:
        """Start the next page."""
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._bytes.getvalue()


def one_stream(packed: bytes, filters: str = "/FlateDecode") -> bytes:
    """A PDF of one page whose content is ``packed``, without the list of places that readers can do without."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n"
        + f"4 0 obj\n<</Length {len(packed)}/Filter{filters}>>stream\n".encode()
        + packed
        + b"\nendstream\nendobj\n5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n"
        b"trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
    )


def shown(document: Document) -> list[str]:
    """Each line as it prints: its number, if the format computed one, and its words."""
    return [f"{line.number} {line.span.of(document.text)}".strip() for line in document.lines]


def kinds(document: Document) -> list[str]:
    """The kinds of oddities, in order."""
    return [oddity.kind for oddity in document.oddities]

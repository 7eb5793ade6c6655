"""Draws a PDF's pages into placed letters, with why each can't be seen: the one module that knows the PDF library."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTLine, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFStandardSecurityHandlerV5
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from knowledge.readers.pdf_lines import Glyph
from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.layout import LTItem, LTPage
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
    from pdfminer.utils import Matrix

    from knowledge.readers.limits import Limits
    from knowledge.readers.pdf_tables import Box

UNMAPPED = "\ufffd"  # a letter that its font does not name; never let into a text
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|(?:^|[-,])bd", re.IGNORECASE)
_INVISIBLE_MODES = frozenset({3, 7})
_TINY = 1.05  # points
_WHITE = 0.98
_SKEWED = 0.1  # of a right angle's sine: letters that slant more are a watermark
_FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter as if upright, the quarter turns that made it so, and how it is hidden ("" where it can be seen)."""

    glyph: Glyph
    turn: int
    hidden: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page: its number from 1, its height in points, its letters, its rules and boxes, and how many pictures it shows."""

    number: int
    height: float
    letters: tuple[Placed, ...]
    rules: tuple[Box, ...]
    pictures: int


def drawn_pages(data: bytes, limits: Limits) -> Iterator[Drawn]:
    """Each page drawn, one at a time. Raises Refused: encrypted, damaged, over_limits."""
    try:
        yield from _pages(data, limits)
    except PDFPasswordIncorrect as error:
        raise Refused(reason="encrypted", text="it is protected by a password; save a copy without one") from error
    except PDFEncryptionError as error:
        raise Refused(reason="encrypted", text="it is encrypted in a way that can't be opened; save a copy without protection") from error
    except (PDFException, PSException, *_FAULTS) as error:
        raise Refused(reason="damaged", text="it can't be read as a PDF; print it to PDF again") from error


def _pages(data: bytes, limits: Limits) -> Iterator[Drawn]:
    resources = PDFResourceManager()
    canvas = _Canvas(resources)
    interpreter = PDFPageInterpreter(resources, canvas)
    document = _Document(PDFParser(io.BytesIO(data)), password="")
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > limits.pages:
            raise Refused(reason="over_limits", text=f"it has more than {limits.pages:,} pages")
        canvas.seen = _Seen()
        interpreter.process_page(page)
        yield _drawn(number, canvas.get_result(), canvas.seen)


@dataclass(slots=True)
class _Seen:
    """What a page holds so far; white letters wait until it is known what they stand on."""

    letters: list[Placed] = field(default_factory=list)
    white: list[tuple[int, Box]] = field(default_factory=list)  # (place in letters, where it stands)


class _Canvas(PDFPageAggregator):  # type: ignore[misc] # the library is not followed by the type checker: it costs minutes
    """Keeps letters as they are drawn; the library's own analysis of layout is not used."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.seen = _Seen()
        self._mode = 0

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: PDFGraphicState) -> None:  # noqa: ANN401 - passed on
        """Note the render mode, which letters themselves do not keep."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ANN401 - passed on
        graphicstate: PDFGraphicState,
    ) -> float:
        """Place one letter; returns how far it moves on."""
        text = _letter(font, cid)
        item = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate)
        turn, glyph = _placed(item, text, fontsize)
        how = self._hidden(item, glyph)
        if not how and _is_white(graphicstate.ncolor):
            self.seen.white.append((len(self.seen.letters), item.bbox))
        self.seen.letters.append(Placed(glyph, turn, how))
        return float(item.adv)

    def _hidden(self, item: LTChar, glyph: Glyph) -> str:
        if glyph.size < 0:
            return "slanting across the page"
        if self._mode in _INVISIBLE_MODES:
            return "drawn invisibly"
        if glyph.size <= _TINY:
            return "one point high"
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        page = self._stack[0] if self._stack else self.cur_item
        inside = page.x0 - 1 <= x <= page.x1 + 1 and page.y0 - 1 <= y <= page.y1 + 1
        return "" if inside else "outside the page"


def _letter(font: PDFFont, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except (PDFException, KeyError, ValueError):
        return UNMAPPED


def _placed(item: LTChar, text: str, fontsize: float) -> tuple[int, Glyph]:
    """The letter's direction in quarter turns, and the letter as if it were upright; a negative size for slanting ones."""
    a, b, c, d, x, y = item.matrix
    along, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    if along == 0 or high == 0:
        return 0, Glyph(text, x, x, y, 0.0)
    cosine, sine = a / along, b / along
    if min(abs(cosine), abs(sine)) > _SKEWED:
        return 0, Glyph(text, x, x, y, -1.0)
    turn = (0 if cosine > 0 else 2) if abs(cosine) > abs(sine) else (1 if sine > 0 else 3)
    for _ in range(turn):
        x, y = y, -x
    return turn, Glyph(text, x, x + abs(item.adv) * along, y, abs(fontsize) * high, _BOLD.search(str(item.fontname)) is not None)


def _drawn(number: int, page: LTPage, seen: _Seen) -> Drawn:
    shapes = list(_shapes(page))
    grounds = [shape.bbox for shape in shapes if _can_be_written_on(shape)]
    for place, where in seen.white:
        if not any(_over(where, ground) for ground in grounds):
            seen.letters[place] = Placed(seen.letters[place].glyph, seen.letters[place].turn, "white")
    rules = tuple(shape.bbox for shape in shapes if isinstance(shape, (LTLine, LTRect)))
    return Drawn(number, float(page.height), tuple(seen.letters), rules, sum(isinstance(shape, LTImage) for shape in shapes))


def _shapes(page: LTPage) -> Iterator[Any]:
    waiting: list[LTItem] = list(page)
    while waiting:
        item = waiting.pop()
        yield item
        if isinstance(item, LTFigure):
            waiting.extend(item)


def _can_be_written_on(shape: Any) -> bool:  # noqa: ANN401 - whatever is drawn
    """Whether white letters can be read on ``shape``: a picture, or an area filled with a colour."""
    return isinstance(shape, LTImage) or (isinstance(shape, LTCurve) and bool(shape.fill) and not _is_white(shape.non_stroking_color))


def _over(letter: Box, ground: Box) -> bool:
    x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]


def _is_white(colour: object) -> bool:
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    shades = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(shades) != len(parts):
        return False  # a pattern
    if len(shades) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        return max(shades) <= 1 - _WHITE
    return len(shades) in {1, 3} and min(shades) >= _WHITE


class _ReadersKey(PDFStandardSecurityHandlerV5):  # type: ignore[misc] # as above
    """Opens with the password that readers are given, never with an owner's that was left empty."""

    def authenticate(self, password: str) -> bytes | None:
        """The file's key, None where ``password`` is not the reader's."""
        self.o_hash = b""
        key: bytes | None = super().authenticate(password)
        return key


class _Document(PDFDocument):  # type: ignore[misc] # as above
    """A PDF whose newest encryption asks for the reader's password."""

    security_handler_registry = {**PDFDocument.security_handler_registry, 5: _ReadersKey}  # noqa: RUF012 - the library's way of adding one

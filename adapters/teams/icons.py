"""The app's two icons, drawn by code so that they need no designer's file: an open book with a bar where the clause is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

Colour = tuple[int, int, int, int]
PAGES, HEIGHT, RISE = (0.03, 0.37), (0.28, 0.78), 0.23  # of the unit square: from the spine outwards, and how the pages rise
BAR_X, BAR_Y = (0.58, 0.82), (0.42, 0.52)
GROUND, PAGE, CLAUSE, CLEAR, WHITE = (31, 78, 95, 255), (255, 255, 255, 255), (230, 159, 0, 255), (0, 0, 0, 0), (255, 255, 255, 255)


def colour_icon() -> bytes:
    """192 by 192 pixels, the book on a ground."""
    return _png(192, lambda x, y: CLAUSE if _clause(x, y) else PAGE if _book(x, y) else GROUND)


def outline_icon() -> bytes:
    """32 by 32 pixels, white on nothing, as Teams asks."""
    return _png(32, lambda x, y: WHITE if _book(x, y) and not _clause(x, y) else CLEAR)


def _book(x: float, y: float) -> bool:
    """Whether a point of the unit square is on one of the two pages."""
    outwards = abs(x - 0.5)
    return PAGES[0] < outwards < PAGES[1] and HEIGHT[0] < y + RISE * outwards < HEIGHT[1]


def _clause(x: float, y: float) -> bool:
    """Whether it is on the bar on the right-hand page."""
    return BAR_X[0] < x < BAR_X[1] and BAR_Y[0] < y < BAR_Y[1]


def _png(side: int, colour: Callable[[float, float], Colour]) -> bytes:
    """A square picture; ``colour`` gives the red, green, blue and opacity of a point of the unit square."""
    rows = (b"\0" + b"".join(bytes(colour((x + 0.5) / side, (y + 0.5) / side)) for x in range(side)) for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

"""What can be told of a PDF before it is opened: its end, its pages, and how far its streams unpack."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from knowledge.readers.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_COUNT = re.compile(rb"/Count\s+(\d{1,12})\b")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_ZLIB = 0x78
_MOST_LAYERS = 4


def check_bounds(data: bytes, limits: Limits) -> None:
    """Raises Refused: truncated, over_limits. Nothing is kept in memory but one stream at a time, within the limit."""
    end = data.rfind(b"%%EOF")
    if end < 0 or _OBJECT.search(data, end):
        raise Refused(reason="truncated", text="its end is missing; copy or download it again")
    pages = max((int(count) for count in _COUNT.findall(data)), default=0)
    if pages > limits.pages:
        raise Refused(reason="over_limits", text=f"it says that it has {pages:,} pages; the limit is {limits.pages:,}")
    left = limits.unzipped
    for found in _STREAM.finditer(data):
        left -= _unpacked(data, found.end(), left, limits)


def _unpacked(data: bytes, start: int, left: int, limits: Limits) -> int:
    """How many bytes the stream at ``start`` unpacks to, through each layer; 0 where it is not packed in zlib's way."""
    if data[start : start + 1] != bytes([_ZLIB]):
        return 0
    total = 0
    packed = memoryview(data)[start:]
    for _ in range(_MOST_LAYERS):
        out = _inflate(packed, left - total)
        total += len(out)
        if total > left:
            raise Refused(reason="over_limits", text=f"it unpacks to more than {limits.unzipped / 1e6:.0f} MB")
        if out[:1] != bytes([_ZLIB]):
            return total
        packed = memoryview(out)
    return total


def _inflate(packed: memoryview, left: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, left + 1)
    except zlib.error:
        return b""

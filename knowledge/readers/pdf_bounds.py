"""What can be told of a PDF before it is opened: its end, its pages, and how far its streams unpack."""

from __future__ import annotations

import contextlib
import re
import zlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.readers.limits import Limits

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_COUNT = re.compile(rb"/Count\s+(\d{1,12})\b")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_PACKED = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_DICTIONARY = 1_000  # bytes before a stream in which its dictionary states how it is packed
_MOST_LAYERS = 4
_PIECE = 65_536


def check_bounds(data: bytes, limits: Limits) -> None:
    """Unpack each stream once, within the limit, keeping none. Raises Refused: truncated, damaged, over_limits.

    A stream that can't be unpacked would lose its words without a sound, and half a document must not be cited.
    """
    end = data.rfind(b"%%EOF")
    if end < 0 or _OBJECT.search(data, end):
        raise Refused(reason="truncated", text="its end is missing; copy or download it again")
    pages = max((int(count) for count in _COUNT.findall(data)), default=0)
    if pages > limits.pages:
        raise Refused(reason="over_limits", text=f"it says that it has {pages:,} pages; the limit is {limits.pages:,}")
    budget = _Budget(limits.unzipped, limits.unzipped)
    for found in _STREAM.finditer(data):
        _measure(data, found.start(), found.end(), budget)


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked, of how many."""

    left: int
    most: int

    def spend(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass ``pieces`` on while they can be paid for."""
        for piece in pieces:
            self.left -= len(piece)
            if self.left < 0:
                raise Refused(reason="over_limits", text=f"it unpacks to more than {self.most / 1e6:.0f} MB")
            yield piece


def _measure(data: bytes, before: int, start: int, budget: _Budget) -> None:
    packed = memoryview(data)[start:]
    if not _is_zlib(packed):
        return
    try:
        _unpack((bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE)), budget, _MOST_LAYERS)
    except zlib.error as error:
        if _PACKED.search(data, max(0, before - _DICTIONARY), before) and b"/Encrypt" not in data:
            raise Refused(reason="damaged", text="a part of it is damaged, so words would be missing; save or download it again") from error


def _unpack(packed: Iterable[bytes], budget: _Budget, layers: int) -> None:
    """Unpack piece by piece, and what is packed again within; nothing is kept. Raises zlib.error for a broken stream."""
    out = budget.spend(_inflate(packed))
    first = next(out, b"")
    rest = chain((first,), out)
    if layers > 1 and _is_zlib(memoryview(first)):
        with contextlib.suppress(zlib.error):  # it only looked packed
            _unpack(rest, budget, layers - 1)
    for _ in rest:
        pass


def _is_zlib(packed: memoryview) -> bool:
    """RFC 1950: the method, and a check on the first two bytes."""
    return len(packed) > 1 and packed[0] & 0x0F == 8 and (packed[0] << 8 | packed[1]) % 31 == 0  # noqa: PLR2004 - deflate; the check


def _inflate(packed: Iterable[bytes]) -> Iterator[bytes]:
    """What ``packed`` holds. The checksum at its end is passed over: some programs get it wrong."""
    inflating = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    skipped = 2  # the zlib header
    for piece in packed:
        waiting = piece[skipped:]
        skipped = max(0, skipped - len(piece))
        while not inflating.eof:
            out = inflating.decompress(waiting, _PIECE)
            waiting = inflating.unconsumed_tail
            if not out and not waiting:
                break
            yield out
        if inflating.eof:
            return
    raise zlib.error

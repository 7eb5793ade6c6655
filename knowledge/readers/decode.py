"""Bytes of a text file to characters, whatever wrote them; never a replacement character."""

from __future__ import annotations

import codecs
import re

from knowledge.lines import Oddity
from knowledge.readers.refused import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN_NAMES = re.compile(r"utf-?8|us-ascii|iso-?8859-\d+|windows-125\d|latin-?1", re.IGNORECASE)
_SAMPLE = 4096
_MOSTLY = 0.4
_SOME_NULS = 0.1
_SOME_CONTROLS = 0.1
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, declared: str = "") -> tuple[str, tuple[Oddity, ...]]:
    """The characters of ``data``, and what was odd about them.

    A byte order mark wins, then UTF-16 by its pattern of zeroes, then UTF-8, then the ``declared`` encoding, then
    Windows-1252. Raises Refused("wrong_type") for what is not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _leniently(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _leniently(data, wide)
    _refuse_binary(data)
    return _narrow(data, declared), ()


def _wide(data: bytes) -> str:
    sample = data[:_SAMPLE]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) / half >= _MOSTLY and sample[::2].count(0) / half < _SOME_NULS:
        return "utf-16-le"
    if sample[::2].count(0) / half >= _MOSTLY and sample[1::2].count(0) / half < _SOME_NULS:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    nuls, controls = sample.count(0), len(_BINARY.findall(sample))
    if nuls > _SOME_NULS * len(sample) or controls > _SOME_CONTROLS * len(sample):
        raise Refused(reason="wrong_type", text="this is not text")


def _leniently(data: bytes, encoding: str) -> tuple[str, tuple[Oddity, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="ignore")
        return text, (Oddity("lost", f"some characters are broken in this {encoding.upper()} file and were left out"),)


def _narrow(data: bytes, declared: str) -> str:
    for encoding in ("utf-8", declared if _PLAIN_NAMES.fullmatch(declared) else "", "cp1252"):
        try:
            if encoding:
                return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")  # five bytes mean nothing in Windows-1252; here they become controls, which are dropped

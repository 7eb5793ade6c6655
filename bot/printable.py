"""Text from documents and askers made safe to print or to put on a page: no terminal escapes, no reordering of what is read."""

from __future__ import annotations

import unicodedata

KEPT = frozenset("\n\t")
# Bidirectional controls and tag characters can show a reader other words than those that are there.
HIDDEN = frozenset("\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
STAND_IN = "\ufffd"


def printable(text: str) -> str:
    """``text`` with each control character shown as U+FFFD and invisible formatting left out."""
    return "".join(_shown(character) for character in text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(character: str) -> str:
    if character in KEPT:
        return character
    if character in HIDDEN or "\U000e0000" <= character <= "\U000e007f":
        return ""
    return STAND_IN if unicodedata.category(character) in {"Cc", "Cs"} else character

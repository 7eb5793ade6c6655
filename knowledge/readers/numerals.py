"""Numbers as lists print them: figures, letters, roman."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = 26
_LARGEST_ROMAN = 32_767
_TEENS = (11, 12, 13)


def numeral(value: int, kind: str) -> str:
    """``value`` in the manner of HTML's or Word's ``kind``; figures where there is no such manner, or no such numeral."""
    if value > 0 and kind in {"a", "A", "lowerLetter", "upperLetter"}:
        return _cased(_letters(value), kind)
    if 0 < value < _LARGEST_ROMAN and kind in {"i", "I", "lowerRoman", "upperRoman"}:
        return _cased(_roman(value), kind)
    if kind == "decimalZero":
        return f"{value:02d}"
    if kind == "ordinal":
        return f"{value}{_ending(value)}"
    return str(value)


def _cased(text: str, kind: str) -> str:
    return text.upper() if kind[:5] == "upper" or kind.isupper() else text


def _letters(value: int) -> str:
    """Word's way after z: aa, bb, cc; at most thirty letters."""
    repeats, letter = divmod(value - 1, _LETTERS)
    return chr(ord("a") + letter) * min(repeats + 1, 30)


def _roman(value: int) -> str:
    out = []
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        out.append(sign * count)
    return "".join(out)


def _ending(value: int) -> str:
    return "th" if value % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")

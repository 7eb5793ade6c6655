"""Numbers in words and figures."""

from __future__ import annotations

# fmt: off
ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
HOURS = "|".join(ONES[:12])
_SINGLE = {word: float(n) for n, word in enumerate(ONES, 1)} | {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
_JOINED = {f"{ten}-{one}": _SINGLE[ten] + _SINGLE[one] for ten in _TENS for one in ONES[:9]}
_PHRASES = {
    "a dozen": 12.0, "half a dozen": 6.0, "a couple of": 2.0, "couple of": 2.0, "half an": 0.5, "half a": 0.5, "hundred": 100.0,
    "a hundred": 100.0,
}  # fmt: skip
_NUMBERS = _SINGLE | _JOINED | _PHRASES
_VALUES = _NUMBERS | {"a": 1.0, "an": 1.0}
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# Any number but a bare article, the longest words first; without a group of its own.
NUMBER = f"(?:{_FIGURES}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"


def number(words: str) -> float:
    """The value of "18", "1,000", "nineteen" or "an"; raises KeyError for other words."""
    bare = words.lower().strip().replace(",", "")
    return float(bare) if bare[:1].isdigit() else _VALUES[bare]

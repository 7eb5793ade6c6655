"""Markers: what stands before a line's words ("6.2", "(iv)", "✗", "- 1.1.1")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# ruff: noqa: RUF001 - the look-alikes are what policies print.
TICKS = "✓✔☑✅\uf0fc"
CROSSES = "✗✘✖×☒❌\uf0fb"
# Word's Symbol and Wingdings bullets arrive as private-use characters.
GLYPHS = "•·●○◦▪▫■□◆◇❖➢➤►▶‣⁃∙\uf0b7\uf0a7\uf0d8\uf0a8\uf076\uf02d"
DASHES = "-–—*+"

_BULLET = re.compile(
    rf"(?P<emphasis>\*\*|__)?(?P<glyph>[{re.escape(GLYPHS + DASHES + TICKS + CROSSES)}>oXx])(?P<closing>\*\*|__)?(?P<after>\s+|$)"
)
# "•Staff must": no space after a real bullet; a hyphen only before a capital, and never a times sign.
_TIGHT = re.compile(rf"(?P<glyph>[{re.escape(GLYPHS + TICKS + CROSSES.replace('×', ''))}]|-(?=[A-Z]))(?=\S)")
_NUMBER = re.compile(
    r"(?P<emphasis>\*\*|__)?(?P<printed>\(?(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})(?P<close>\\?\.|\\?\)|\.\))?)(?:\*\*|__)?"
    r"(?P<after>\s+|$|(?<=\.)(?=[A-Z][a-z])|(?<=\.\d)(?=[A-Z][a-z]))"
)
_LETTER = re.compile(
    r"(?P<emphasis>\*\*|__)?(?P<printed>\((?P<a>[a-z]{1,6}|[A-Z]{1,5})\)\.?|(?P<b>[a-z]{1,6}|[A-Z]{1,5})(?:\\?\)|\\?\.)|(?P<c>[QA]):)(?:\*\*|__)?(?P<after>\s+|$)"
)
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_NOT_A_MARKER = re.compile(
    r"(?:[ap]\.?m\b|%|(?:k?m|kg|cm|mm|miles?|met(?:re|er)s?|hours?|minutes?|days?|weeks?|months?|years?|tonnes?|million|per)\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker. ``shape`` is what its neighbours in a list share: "(a)", "1.", "cross", "-".

    ``number`` is its path of whole numbers, a trailing 0 dropped ("6.0" is ``(6,)``). ``letter`` and ``roman`` are what it counts
    if read as a letter or as a roman numeral, 0 where it cannot be. ``weak``: a bare "4", which may be a word of the sentence.
    """

    printed: str
    kind: Literal["bullet", "number", "letter"]
    shape: str
    number: tuple[int, ...] = ()
    letter: int = 0
    roman: int = 0
    weak: bool = False


def roman_value(word: str) -> int:
    """What ``word`` counts as a roman numeral below 90, 0 if it is none."""
    word = word.lower()
    if not word or not _ROMAN.match(word):
        return 0
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in word]
    return sum(-here if here < after else here for here, after in zip(worth, [*worth[1:], 0], strict=True))


def letter_value(word: str) -> int:
    """A is 1 and Z is 26, AA is 27 and so on for a letter said twice; 0 for any other word."""
    word = word.lower()
    if word in {one * times for one in "abcdefghijklmnopqrstuvwxyz" for times in (1, 2)}:
        return ord(word[0]) - ord("a") + 1 + 26 * (len(word) - 1)
    return 0


def bullet_shape(glyph: str) -> str:
    """The kind of list a bullet belongs to: ticks, crosses, dashes, or its own glyph."""
    if glyph in TICKS:
        return "tick"
    if glyph in CROSSES + "Xx":
        return "cross"
    return "-" if glyph in DASHES + ">" else glyph


def _bullet(text: str, start: int, *, inside: bool) -> tuple[Marker, int] | None:
    found = _BULLET.match(text, start) or _TIGHT.match(text, start)
    if not found:
        return None
    glyph = found["glyph"]
    bare = glyph in "oXx" and not (found.groupdict().get("closing") or inside)
    if bare and not re.match(r"[A-Z]" if glyph != "o" else r"\w", text[found.end() : found.end() + 1]):
        return None
    if glyph == "x" and not inside:
        return None
    return Marker(glyph, "bullet", bullet_shape(glyph)), found.end()


def _number(text: str, start: int) -> tuple[Marker, int] | None:
    found = _NUMBER.match(text, start)
    if not found or _NOT_A_MARKER.match(text, found.end()):
        return None
    path = tuple(int(part) for part in found["number"].split("."))
    shape = re.sub(r"\d+(\.\d+)*", "1" if len(path) == 1 else "1.1", found["printed"].replace("\\", ""))
    # "6.0" heads section 6; "0" alone stays.
    bare_path = path[:-1] if len(path) == 2 and path[-1] == 0 else path  # noqa: PLR2004 - two: a section and its zero
    weak = len(path) == 1 and not found["close"] and not found["printed"].startswith("(")
    return Marker(found["printed"].replace("\\", ""), "number", shape, number=bare_path, weak=weak), found.end()


def _letter(text: str, start: int) -> tuple[Marker, int] | None:
    found = _LETTER.match(text, start)
    if not found:
        return None
    word = found["a"] or found["b"] or found["c"]
    letter, roman = letter_value(word), roman_value(word)
    if not (letter or roman):
        return None
    printed = found["printed"].replace("\\", "")
    shape = printed.replace(word, "a" if word.islower() else "A")
    return Marker(printed, "letter", shape, letter=letter, roman=roman), found.end()


def read_markers(text: str, start: int) -> tuple[tuple[Marker, ...], int]:
    """The markers that stand in a row in ``text`` from ``start``, and where the words after them begin."""
    found: list[Marker] = []
    at = start
    while True:
        read = _bullet(text, at, inside=bool(found)) or _number(text, at) or _letter(text, at)
        if read is None or (found and found[-1].kind != "bullet"):
            return tuple(found), at
        found.append(read[0])
        at = read[1]


def given_marker(number: str) -> Marker | None:
    """The marker that a format computed ("6.2.", "(a)", "•"), read as if printed; ``None`` where it says nothing."""
    markers, _ = read_markers(number.strip() + " \N{LATIN CAPITAL LETTER A}", 0)
    if markers:
        return markers[-1]
    return Marker(number.strip(), "bullet", bullet_shape(number.strip()[:1])) if number.strip() else None

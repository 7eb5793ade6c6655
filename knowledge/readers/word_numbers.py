"""Word's automatic numbers, which stand in no run of text: counted here as Word counts them.

After ECMA-376 part 1, 17.9. Lists made from one abstract definition count on together, save where a list states its own start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.readers.characters import symbol
from knowledge.readers.numerals import numeral
from knowledge.readers.word_styles import Styles, W, child, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MEANT = frozenset("✓✗➢")
_TICKS = {"✔": "✓", "☑": "✓", "✘": "✗", "☒": "✗", "\u00d7": "✗", "➤": "➢", "►": "➢"}
_WINGDINGS = "wingdings"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints. ``restart`` is the level that starts it again, -1 for never."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    font: str = ""
    style: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Run:
    """The numbers that lists of one definition have reached; None for a level not yet begun."""

    reached: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)


class Numbers:
    """Every list of a document, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the numbering part; a file without one has no lists."""
        self._styles = styles
        self._abstract = {one.get(W + "abstractNumId", ""): one for one in _all(root, "abstractNum")}
        self._lists = {one.get(W + "numId", ""): one for one in _all(root, "num")}
        self._runs: dict[str, _Run] = {}
        self._levels: dict[str, tuple[Level, ...]] = {}

    def place(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and level (0 to 8) of a paragraph, by itself or by its style; None where it has no number."""
        own = child(properties, "numPr")
        styled = list(self._of_styles(properties))
        number = next((found for one in (own, *(numbers for _, numbers in styled)) if (found := value(one, "numId"))), "")
        if number not in self._lists:
            return None
        by_style = None if value(own, "ilvl") else self._styled_level(number, styled)
        stated = next((found for one in (own, *(numbers for _, numbers in styled)) if (found := value(one, "ilvl"))), "")
        level = by_style if by_style is not None else int(stated) if stated.isdecimal() else 0
        return number, min(level, _LEVELS - 1)

    def _of_styles(self, properties: Element | None) -> Iterator[tuple[str, Element]]:
        """The styles that number a paragraph, nearest first, with their ``numPr``."""
        for style in self._styles.of_paragraph(properties):
            found = child(style.element, "pPr/numPr")
            if found is not None:
                yield style.element.get(W + "styleId", ""), found

    def _styled_level(self, number: str, styled: Sequence[tuple[str, Element]]) -> int | None:
        levels = self.levels(number)
        return next((at for style, _ in styled for at, level in enumerate(levels) if level.style == style), None)

    def next(self, number: str, level: int) -> str:
        """Count one paragraph of list ``number`` at ``level`` and give the number that it prints ("6.2", "(a)", "•")."""
        levels = self.levels(number)
        run = self._runs.setdefault(self._definition(number), _Run())
        start = self._stated_start(number, level)
        if (number, level) not in run.begun and start is not None:
            run.reached[level] = start
        else:
            before = run.reached[level]
            run.reached[level] = levels[level].start if before is None else before + 1
        run.begun.add((number, level))
        self._restart_below(run, levels, level)
        return _printed(levels, run.reached, level)

    def _restart_below(self, run: _Run, levels: tuple[Level, ...], level: int) -> None:
        for above in range(level):
            if run.reached[above] is None:
                run.reached[above] = levels[above].start
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart
            if restart is None or (restart >= 0 and level <= restart):
                run.reached[below] = None

    def levels(self, number: str) -> tuple[Level, ...]:
        """The nine levels of a list, its own overrides laid over its definition's."""
        if number not in self._levels:
            defined = self._abstract.get(self._definition(number))
            levels = list(_levels(defined))
            for override in _all(self._lists.get(number), "lvlOverride"):
                at, given = value(override, attribute="ilvl"), child(override, "lvl")
                if at.isdecimal() and int(at) < _LEVELS and given is not None:
                    levels[int(at)] = _level(given)
            self._levels[number] = tuple(levels)
        return self._levels[number]

    def _definition(self, number: str) -> str:
        """The abstract definition behind a list, followed through a list style where it names one."""
        for _ in range(_LEVELS):
            identity = value(self._lists.get(number), "abstractNumId")
            linked = value(self._abstract.get(identity), "numStyleLink")
            behind = value(self._styles.numbered_as(linked), "numId") if linked else ""
            if not behind or behind == number:
                return identity
            number = behind
        return identity

    def _stated_start(self, number: str, level: int) -> int | None:
        for override in _all(self._lists.get(number), "lvlOverride"):
            if value(override, attribute="ilvl") == str(level):
                start = value(override, "startOverride")
                return int(start) if start.isdecimal() else None
        return None


def _all(root: Element | None, name: str) -> list[Element]:
    return [] if root is None else root.findall(W + name)


def _levels(defined: Element | None) -> tuple[Level, ...]:
    out = [Level() for _ in range(_LEVELS)]
    for element in _all(defined, "lvl"):
        at = value(element, attribute="ilvl")
        if at.isdecimal() and int(at) < _LEVELS:
            out[int(at)] = _level(element)
    return tuple(out)


def _level(element: Element) -> Level:
    start, restart, legal = value(element, "start"), value(element, "lvlRestart"), child(element, "isLgl")
    level = Level(
        start=int(start) if start.isdecimal() else 1,
        kind=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        font=value(element, "rPr/rFonts", "ascii").lower(),
        style=value(element, "pStyle"),
        legal=legal is not None and on(legal),
    )
    return replace(level, restart=int(restart) - 1) if restart.isdecimal() else level


def _printed(levels: tuple[Level, ...], reached: list[int | None], level: int) -> str:
    here = levels[level]
    if here.kind == "bullet":
        return _bullet(here)
    if here.kind == "none":
        return _PLACE.sub("", here.text).strip()

    def filled(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        count = reached[at]
        kind = "decimal" if here.legal and at != level else levels[at].kind
        return "" if levels[at].kind in {"bullet", "none"} else numeral(levels[at].start if count is None else count, kind)

    return _PLACE.sub(filled, here.text).strip()


def _bullet(level: Level) -> str:
    """Ticks, crosses and arrows mean something and are kept; every other bullet is "•"."""
    sign = level.text.strip()[:1]
    if sign and (level.font.startswith(_WINGDINGS) or "\ue000" <= sign <= "\uf8ff"):
        sign = symbol(ord(sign))
    sign = _TICKS.get(sign, sign)
    return sign if sign in _MEANT else "•"

"""The words of one Word paragraph: what is shown, what is hidden, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.readers.characters import symbol
from knowledge.readers.word_styles import W, child, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from knowledge.readers.word_styles import Styles

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Deleted and moved-away words, and what prints nothing. A Fallback repeats its Choice for old programs.
_PASSED = frozenset(W + name for name in ("pPr", "rPr", "instrText", "delText", "delInstrText", "tblPr", "sectPr", "rt"))
DELETED = frozenset(W + name for name in ("del", "moveFrom"))
FALLBACK = _COMPATIBILITY + "Fallback"
_BOX = W + "txbxContent"
_SIGNS = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "cr": "\n", W + "ptab": "\t"}


@dataclass(slots=True)
class Words:
    """A paragraph's words. ``text`` has a newline at each soft break; ``hidden`` holds (words, how they are hidden)."""

    text: list[str] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: bool | None = None
    deleted: bool = False


def words(paragraph: Element, styles: Styles, *, on_colour: bool) -> Words:
    """Read a paragraph; ``on_colour`` says that it stands on a coloured ground, where white words can be seen."""
    out = Words()
    properties = child(paragraph, "pPr")
    waiting: list[tuple[Element, Element | None]] = [(one, None) for one in reversed(paragraph)]
    while waiting:
        element, run = waiting.pop()
        if element.tag in DELETED:
            out.deleted = True
        elif element.tag == _BOX:
            out.boxes.append(element)
        elif element.tag == W + "r":
            waiting.extend((one, element) for one in reversed(element))
        elif element.tag not in _PASSED and element.tag != FALLBACK:
            printed = _printed(element)
            if printed and run is not None:
                _take(out, printed, styles.hidden(run, properties, on_colour=on_colour), bold=styles.bold(run, properties))
            waiting.extend((one, run) for one in reversed(element))
    return out


def _printed(element: Element) -> str:
    if element.tag in {W + "t", _MATHS + "t"}:
        return element.text or ""
    if element.tag == W + "br":
        return "\n" if value(element, attribute="type") in {"", "textWrapping"} else " "
    if element.tag == W + "sym":
        code = value(element, attribute="char")
        return symbol(int(code, 16)) if len(code) == 4 and all(c in "0123456789abcdefABCDEF" for c in code) else ""  # noqa: PLR2004
    return _SIGNS.get(element.tag, "")


def _take(out: Words, printed: str, how: str, *, bold: bool) -> None:
    if how:
        out.hidden.append((printed, how))
        return
    out.text.append(printed)
    if printed.strip():
        out.bold = bold and out.bold is not False

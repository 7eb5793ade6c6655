"""What Word's styles say of a paragraph or a run, each following what it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING_NAME = re.compile(r"heading ([1-9])")
_DEEPEST_HEADING = 6
_WHITE = 0xFA  # a channel at or above this prints as nothing on white paper
_TINIEST = 2  # half-points
_MOST_ANCESTORS = 20


def child(element: Element | None, path: str) -> Element | None:
    """The element at ``path`` ("rPr/b") below ``element``, None where either is absent."""
    if element is None:
        return None
    return element.find("/".join(W + step for step in path.split("/")))


def value(element: Element | None, path: str = "", attribute: str = "val") -> str:
    """An attribute of the element at ``path``, "" where absent."""
    found = child(element, path) if path else element
    return "" if found is None else found.get(W + attribute, "")


def on(element: Element) -> bool:
    """Whether a toggle such as ``<w:b/>`` is switched on."""
    return element.get(W + "val", "true").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """A style and the properties that it sets itself."""

    name: str
    parent: str
    kind: str
    element: Element


class Styles:
    """The styles part, empty where the file has none."""

    def __init__(self, root: Element | None) -> None:
        """Read every style; the default paragraph style stands in for paragraphs that name none."""
        self._styles: dict[str, Style] = {}
        self._default = ""
        self._run_default = child(root, "docDefaults/rPrDefault/rPr")
        for element in root.iter(W + "style") if root is not None else ():
            self._take(element)

    def _take(self, element: Element) -> None:
        identity = element.get(W + "styleId", "")
        kind = element.get(W + "type", "")
        self._styles[identity] = Style(value(element, "name").lower(), value(element, "basedOn"), kind, element)
        if kind == "paragraph" and element.get(W + "default", "0").lower() not in _OFF:
            self._default = identity

    def chain(self, identity: str) -> tuple[Style, ...]:
        """The style and its ancestors, nearest first; a circle is cut."""
        out: list[Style] = []
        while identity in self._styles and self._styles[identity] not in out and len(out) < _MOST_ANCESTORS:
            out.append(self._styles[identity])
            identity = out[-1].parent
        return tuple(out)

    def of_paragraph(self, properties: Element | None) -> tuple[Style, ...]:
        """The styles that apply to a paragraph, nearest first."""
        return self.chain(value(properties, "pStyle") or self._default)

    def numbered_as(self, identity: str) -> Element | None:
        """The ``numPr`` that a style or its ancestor sets, None for none."""
        return next((found for style in self.chain(identity) if (found := child(style.element, "pPr/numPr")) is not None), None)

    def heading(self, properties: Element | None) -> int:
        """1 to 6 where the paragraph is a heading by its style or its outline level, otherwise 0."""
        for style in self.of_paragraph(properties):
            named = _HEADING_NAME.fullmatch(style.name)
            if named:
                return min(int(named[1]), _DEEPEST_HEADING)
        levels = [value(properties, "outlineLvl"), *(value(style.element, "pPr/outlineLvl") for style in self.of_paragraph(properties))]
        level = next((found for found in levels if found), "9")
        return int(level) + 1 if level.isdecimal() and int(level) < _DEEPEST_HEADING else 0

    def title(self, properties: Element | None) -> bool:
        """Whether the paragraph is the document's title by its style."""
        return any(style.name == "title" for style in self.of_paragraph(properties))

    def shaded_table(self, identity: str) -> bool:
        """Whether a table style colours any cell, so that white words in it may be read."""
        return any(style.element.find(f".//{W}shd") is not None for style in self.chain(identity))

    def run(self, run: Element, paragraph: Element | None, name: str) -> Element | None:
        """What decides property ``name`` of a run: its own, then its character style, then its paragraph's, then the default."""
        own = child(run, "rPr")
        by_paragraph = (child(style.element, "rPr") for style in self.of_paragraph(paragraph))
        sources = [own, *self._inner(value(own, "rStyle")), *by_paragraph, self._run_default]
        return next((found for source in sources if (found := child(source, name)) is not None), None)

    def _inner(self, identity: str) -> list[Element | None]:
        return [child(style.element, "rPr") for style in self.chain(identity)] if identity else []

    def bold(self, run: Element, paragraph: Element | None) -> bool:
        """Whether a run prints bold."""
        found = self.run(run, paragraph, "b")
        return found is not None and on(found)

    def hidden(self, run: Element, paragraph: Element | None, *, on_colour: bool) -> str:
        """How a run is hidden ("not shown", "one point high", "white"), "" where it can be seen."""
        for name in ("vanish", "specVanish"):
            found = self.run(run, paragraph, name)
            if found is not None and on(found):
                return "not shown"
        size = value(self.run(run, paragraph, "sz"))
        if size.isdecimal() and int(size) <= _TINIEST:
            return "one point high"
        white = _is_white(value(self.run(run, paragraph, "color")))
        grounded = on_colour or any(_coloured(self.run(run, paragraph, name)) for name in ("shd", "highlight"))
        return "white" if white and not grounded and not _coloured(child(paragraph, "shd")) else ""


def _is_white(colour: str) -> bool:
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _WHITE  # noqa: PLR2004 - RRGGBB
    except ValueError:
        return False


def _coloured(shading: Element | None) -> bool:
    if shading is None:
        return False
    fill = shading.get(W + "fill", "") or shading.get(W + "val", "")
    return fill.lower() not in {"", "auto", "clear", "none", "white"} and not _is_white(fill)


def coloured(shading: Element | None) -> bool:
    """Whether a ``shd`` element lays a colour under the words."""
    return _coloured(shading)

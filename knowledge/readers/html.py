"""Reads HTML by its tags as they come, so that no nesting, however deep, needs memory or recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from knowledge.readers.decode import decode
from knowledge.readers.numerals import numeral
from knowledge.readers.refused import Refused
from knowledge.readers.sheet import Sheet

if TYPE_CHECKING:
    from knowledge.lines import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)"
    r"|(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(r"background", re.IGNORECASE)
_VOID = frozenset(
    re.findall(
        r"\S+",
        "area base br col embed hr img input link meta source track wbr",
    )
)
_SKIPPED = frozenset(
    re.findall(
        r"\S+",
        "head script style template noscript svg math iframe object select button nav footer dialog",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 "
        "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# A start tag closes these where they were left open, up to the tag that bounds them.
_CLOSES = {"li": ({"li"}, {"ul", "ol", "menu"}), "dd": ({"dd", "dt"}, {"dl"}), "dt": ({"dd", "dt"}, {"dl"})}
_CLOSES |= {"td": ({"td", "th"}, {"table"}), "th": ({"td", "th"}, {"table"}), "tr": ({"tr"}, {"table"})}
_DEEPEST = 2_000


@dataclass(slots=True)
class _Open:
    """A tag still open: whether it hides, skips or emboldens what is in it."""

    tag: str
    hides: bool
    skips: bool
    bold: bool


@dataclass(slots=True)
class _List:
    """A list still open and how it counts; ``kind`` is "" for bullets."""

    kind: str
    next: int


@dataclass(slots=True)
class _Table:
    """A table still open: its row so far, each cell its lines, and whether all were headers."""

    row: list[list[str]] = field(default_factory=list)
    headers: bool = True


def read_html(data: bytes, name: str) -> Document:
    """A page's words in order, with list numbers and headings. Raises Refused: wrong_type, no_text, over_limits."""
    declared = _CHARSET.search(data[:2048])
    text, oddities = decode(data, declared[1].decode("ascii", "ignore") if declared else "")
    page = _Page(Sheet(name, "html", oddities=list(oddities)))
    page.feed(text)
    page.close()
    page.end_line()
    page.close_open()
    return page.sheet.document()


class _Page(HTMLParser):
    """Writes lines to ``sheet`` as tags open and close."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.open: list[_Open] = []
        self.lists: list[_List] = []
        self.tables: list[_Table] = []
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.number = ""
        self.heading = 0
        self.gap = True
        self.bold: bool | None = None  # None until the line has words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open ``tag``."""
        if len(self.open) > _DEEPEST:
            raise Refused(reason="over_limits", text=f"its tags are nested more than {_DEEPEST} deep")
        self._close_implied(tag)
        if tag in _BLOCKS:
            self.end_line()
        if tag == "br":
            self.end_line(gap=False)
        if tag in _VOID:
            return
        values = {key: value or "" for key, value in attrs}
        self.open.append(_Open(tag, _hides(values), tag in _SKIPPED, tag in {"b", "strong", "th"}))
        self._begin(tag, values)

    def handle_endtag(self, tag: str) -> None:
        """Close ``tag`` and whatever was left open in it; a stray end tag is passed over."""
        if any(entry.tag == tag for entry in self.open):
            while self._close_last() != tag:
                pass

    def close_open(self) -> None:
        """Close what the page left open, so that no word in it is lost."""
        while self.open:
            self._close_last()

    def handle_data(self, data: str) -> None:
        """Take in words, or leave them out where they are skipped or hidden."""
        if any(entry.skips for entry in self.open):
            return
        if any(entry.hides for entry in self.open):
            self.hidden.append(data)
            return
        if any(entry.tag == "pre" for entry in self.open) and "\n" in data:
            self._preformatted(data)
            return
        if data.strip():
            self.bold = (self.bold is not False) and any(entry.bold for entry in self.open)
        self.words.append(data)

    def end_line(self, *, gap: bool = True) -> None:
        """Write the words so far as one line (into the cell, where a cell is open)."""
        self._report_hidden()
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if text and self._in_cell():
            self.tables[-1].row[-1].append(f"{self.number} {text}".strip())
            self.number = ""
        elif text:
            self._write(text)
        self.gap = gap or (self.gap and not text)
        self.bold = None

    def _write(self, text: str) -> None:
        style = "heading" if self.heading else "list" if self.number else "body"
        self.sheet.add(
            text,
            style=style,  # type: ignore[arg-type] # the three words above are Styles
            indent=max(0, len(self.lists) - 1),
            heading=self.heading,
            number=self.number,
            gap=self.gap,
            bold=bool(self.bold),
        )
        self.number = ""

    def _preformatted(self, data: str) -> None:
        for line in data.split("\n"):
            self.words.append(line)
            self.end_line(gap=not line.strip())

    def _report_hidden(self) -> None:
        if self.hidden:
            self.sheet.hide("".join(self.hidden), "by the page's own style")
            self.hidden.clear()

    def _in_cell(self) -> bool:
        return bool(self.tables and self.tables[-1].row) and any(entry.tag in {"td", "th"} for entry in self.open)

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag in {"ul", "ol", "menu"}:
            start = values.get("start", "1")
            self.lists.append(_List(values.get("type", "1") if tag == "ol" else "", int(start) if start.isdecimal() else 1))
        elif tag == "li":
            self._item(values.get("value", ""))
        elif tag == "table":
            self.tables.append(_Table())
        elif tag in {"td", "th"} and self.tables:
            self.tables[-1].row.append([])
            self.tables[-1].headers &= tag == "th"
        elif tag in _HEADINGS:
            self.heading = _HEADINGS[tag]

    def _item(self, value: str) -> None:
        if not self.lists or not self.lists[-1].kind:
            self.number = "•"
            return
        counting = self.lists[-1]
        counting.next = int(value) if value.isdecimal() and len(value) < 7 else counting.next  # noqa: PLR2004 - no list runs to a million
        self.number = f"{numeral(counting.next, counting.kind)}."
        counting.next += 1

    def _close_implied(self, tag: str) -> None:
        closed, bounds = _CLOSES.get(tag, ({"p"}, {"td", "th", "li", "table"}) if tag in _BLOCKS else (set(), set()))
        for entry in reversed(self.open) if closed else ():
            if entry.tag in bounds:
                return
            if entry.tag in closed:
                self.handle_endtag(entry.tag)
                return

    def _close_last(self) -> str:
        if self.open[-1].tag in _BLOCKS or self.open[-1].hides:
            self.end_line() if self.open[-1].tag in _BLOCKS else self._report_hidden()
        tag = self.open.pop().tag
        if tag in {"ul", "ol", "menu"} and self.lists:
            self.lists.pop()
        elif tag == "tr" and self.tables:
            self._end_row()
        elif tag == "table" and self.tables:
            self._end_row()
            self.tables.pop()
        elif tag in _HEADINGS:
            self.heading = 0
        return tag

    def _end_row(self) -> None:
        table = self.tables[-1]
        filled = [cell for cell in table.row if cell]
        if len(filled) == 1 and not table.headers:  # one cell is layout, not a row
            for line in filled[0]:
                self._row_text(line, is_row=False, header=False)
        elif filled:
            self._row_text(" | ".join(" ".join(cell) for cell in table.row), is_row=True, header=table.headers)
        table.row, table.headers = [], True

    def _row_text(self, text: str, *, is_row: bool, header: bool) -> None:
        outer = self.tables[-2] if len(self.tables) > 1 else None
        if outer is not None and outer.row:
            outer.row[-1].append(text)
        else:
            self.sheet.add(text, style="table_header" if header else "table_row" if is_row else "body", gap=True)


def _hides(values: dict[str, str]) -> bool:
    style = values.get("style", "")
    hiding = _HIDING.search(style)
    if hiding and "color" in hiding[0].lower():
        return not _BACKGROUND.search(style)  # white on a coloured ground can be read
    return "hidden" in values or hiding is not None

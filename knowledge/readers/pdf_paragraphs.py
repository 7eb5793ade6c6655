"""Printed lines of all pages to paragraphs: where one ends, and which words a line's end has broken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.readers.pdf_lines import Printed

_LOOSE = 1.3  # times the usual step from line to line: more is a paragraph's end
_SIZE_CHANGE = 1.1
_ENOUGH = 4  # lines that tell how wide a block is set
_NARROW = 0.85  # of the page's width: a block set narrower than the rest
_SPACE = 0.3  # of the letter's height
_SPACED_SHARE = 0.5
_ALIKE = 4.0  # points
_ENDS = re.compile(r"[.!?:;]['\"\u2019\u201d)\]]*$")
_MARKER = re.compile(r"(?:[•·●○◦▪■□➢➤►✓✔✗✘*\u2013-]|\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxIVX]{1,5})[.)])(?:\s|$)|\d+(?:\.\d+)+\s|\d+\s+[A-Z]")
_BROKEN = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])$")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_OPEN = re.compile(r"[/?=&_#.@]$")
# What English mostly keeps apart with a hyphen.
_PREFIXES = frozenset(
    re.findall(
        r"\S+",
        "e non self co on off pre post ex anti multi inter cross well long short part full follow up in out out-of day face one two three "
        "first second third work age cyber school whistle high low re all sub semi vice to by go half near",
    )
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A line with its place in the flow: ``gap`` where a paragraph starts."""

    line: Printed
    gap: bool


def flow(pages: Sequence[Sequence[Printed]]) -> list[Laid]:
    """All lines in order, words that a line's end broke made whole."""
    every = [line for page in pages for line in page]
    step = _step(every)
    margins = _margins(every, step)
    gaps = [at == 0 or _parts(every[at - 1], line, step, margins[at - 1]) for at, line in enumerate(every)]
    for at, line in enumerate(every):
        gaps[at] = gaps[at] or (every[at - 1].page != line.page and _stands_alone(line, every[at + 1 : at + 2], step))
    return _healed([Laid(line, gap) for line, gap in zip(every, gaps, strict=True)])


def _stands_alone(line: Printed, after: Sequence[Printed], step: float) -> bool:
    """Whether the first line of a page is a heading: set apart from what follows, and no end of a sentence."""
    apart = not after or _stands_off(line, after[0], step)
    return apart and _ENDS.search(line.text) is None and not line.text[:1].islower()


def _step(every: Sequence[Printed]) -> float:
    """The usual distance between lines as a multiple of their height; a half more than the height where nothing says."""
    steps = Counter(
        round((above.y - below.y) / below.size, 1)
        for above, below in pairwise(every)
        if above.page == below.page and above.y > below.y and below.size > 0
    )
    close = {step: count for step, count in steps.items() if step < 2.5}  # noqa: PLR2004 - wider is no line spacing
    most = max(close.values(), default=0)
    return min((step for step, count in close.items() if count >= most / 2), default=1.5)


def _margins(every: Sequence[Printed], step: float) -> list[float]:
    """For each line, how far right its text may reach: the page's right edge, or its own block's where that is narrower by far."""
    edges = {page: sorted(line.x1 for line in every if line.page == page) for page in {line.page for line in every}}
    usual = {page: ends[int(0.95 * (len(ends) - 1))] for page, ends in edges.items()}
    out: list[float] = []
    block: list[Printed] = []
    for at, line in enumerate(every):
        block.append(line)
        if at + 1 == len(every) or line.page != every[at + 1].page or _stands_off(line, every[at + 1], step):
            reach = max(one.x1 for one in block)
            narrow = len(block) >= _ENOUGH and reach < _NARROW * usual[line.page]
            out.extend(reach if narrow else usual[line.page] for _ in block)
            block = []
    return out


def _stands_off(above: Printed, below: Printed, step: float) -> bool:
    """Whether the page itself sets ``below`` apart: by space, size, weight, or as a table's row."""
    if above.page == below.page:
        drop = above.y - below.y
        if drop > _LOOSE * step * max(above.size, below.size) or drop < 0:
            return True
    larger, smaller = max(above.size, below.size), min(above.size, below.size)
    weight = above.bold != below.bold and above.bold_ends[1] != below.bold_ends[0]
    return larger > _SIZE_CHANGE * smaller or weight or above.style != below.style or below.style != "body"


def _parts(above: Printed, below: Printed, step: float, margin: float) -> bool:
    if above.style == below.style != "body":
        return False  # a table's rows stand together
    if _stands_off(above, below, step):
        return not _runs_on_in_bold(above, below, step)
    fitted = above.x1 + _SPACE * above.size + below.first < margin - _ALIKE / 2
    if above.page == below.page:
        return fitted and not _continues(above, below)
    return not _continues(above, below) and (fitted or abs(above.x0 - below.x0) > _ALIKE or _MARKER.match(below.text) is not None)


def _continues(above: Printed, below: Printed) -> bool:
    """Whether the words themselves go on: no end of sentence, then a small letter."""
    return _ENDS.search(above.text) is None and below.text[:1].islower() and _MARKER.match(below.text) is None


def _runs_on_in_bold(above: Printed, below: Printed, step: float) -> bool:
    """Bold that starts or ends with a line, in the middle of a sentence."""
    same_height = max(above.size, below.size) <= _SIZE_CHANGE * min(above.size, below.size)
    near = above.page != below.page or 0 <= above.y - below.y <= _LOOSE * step * below.size
    return above.style == below.style == "body" and same_height and near and _continues(above, below)


def _healed(laid: list[Laid]) -> list[Laid]:
    text = "\n".join(entry.line.text for entry in laid)
    words = Counter(word.casefold() for word in _WORD.findall(text))
    wrapped = [before.line for before, after in pairwise(laid) if not after.gap]
    spaced = bool(wrapped) and sum(line.spaced for line in wrapped) >= _SPACED_SHARE * len(wrapped)
    out: list[Laid] = []
    for entry in laid:
        joint = None if entry.gap or not out else _joint(out[-1].line, entry.line, words, spaced=spaced)
        if joint is None:
            out.append(entry)
            continue
        head, _, tail = entry.line.text.partition(" ")
        out[-1] = replace(out[-1], line=replace(out[-1].line, text=joint + head, spaced=entry.line.spaced if not tail else True))
        if tail:
            out.append(replace(entry, line=replace(entry.line, text=tail)))
    return out


def _joint(above: Printed, below: Printed, words: Counter[str], *, spaced: bool) -> str | None:
    """What stands before the next line's first word where the two are one word; None where they are two."""
    if above.style != "body" or below.style != "body":
        return None
    broken = _BROKEN.search(above.text)
    head = _WORD.match(below.text)
    if broken and head and not (above.spaced and spaced):
        return _unbroken(above.text, broken, head[0], words)
    unspaced = spaced and not above.spaced and not below.text[:1].isspace()
    if _URL.search(above.text) and (unspaced or _OPEN.search(above.text)):
        return above.text
    return above.text if unspaced and above.text[-1:] in "-\u2013/" else None


def _unbroken(text: str, broken: re.Match[str], head: str, words: Counter[str]) -> str:
    """``text`` with its last hyphen kept or dropped, as the rest of the document spells the word."""
    first, sign = broken[1].casefold(), broken[2]
    without = text[: broken.start(2)]
    if sign == "\u00ad":
        return without
    if words[f"{first}-{head.casefold()}"] or not head[:1].islower():
        return text
    if words[first + head.casefold()]:
        return without
    compound = text[: broken.start()].endswith("-") or first in _PREFIXES or (words[first] and words[head.casefold()] > 1)
    return text if compound else without

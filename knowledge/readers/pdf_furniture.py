"""Running headers, footers and page numbers: the same words at the same height on page after page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.readers.pdf_lines import Printed

_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014|\[(\s]*(?:page|p\.?|pg\.?)?\s*(\d{1,4})\s*(?:(?:of|/|\|)\s*\d{1,4})?[-\u2013\u2014|\])\s]*", re.IGNORECASE
)
_SAYS_PAGE = re.compile(r"\bpage\b|\bof\b|/", re.IGNORECASE)
_DEEPEST = 6  # lines from an edge that may be furniture
_SAME_HEIGHT = 4  # points, to which heights are rounded
_SHARE = 0.4  # of the pages: odd and even pages may differ
_FEWEST = 2
_MARGIN = 0.15  # of the page's height: furniture stands within this of an edge

Key = tuple[str, str, int]


def without_furniture(
    pages: Sequence[Sequence[Printed]], heights: Sequence[float]
) -> tuple[list[list[Printed]], list[tuple[str, Printed]]]:
    """The pages without furniture, and each piece of it once as ("running_header" or "running_footer", line).

    A line is furniture only where every line outside it is, so words of the body that happen to repeat are kept.
    """
    seen = Counter(key for page in pages for key in {key for edge in ("top", "bottom") for key, _ in _outermost(page, edge)})
    fewest = max(_FEWEST, round(_SHARE * len(pages)))
    kept: list[list[Printed]] = []
    removed: dict[tuple[str, str], tuple[str, Printed]] = {}
    for page, height in zip(pages, heights, strict=True):
        gone = {id(line): (key, line) for edge in ("top", "bottom") for key, line in _run(page, edge, height, seen, fewest)}
        kept.append([line for line in page if id(line) not in gone])
        removed |= {(key[0], key[1]): (f"running_{'header' if key[0] == 'top' else 'footer'}", line) for key, line in gone.values()}
    if not any(kept):
        return [list(page) for page in pages], []  # the same words on every page and nothing else: they are the document
    return kept, list(removed.values())


def _outermost(page: Sequence[Printed], edge: str) -> Iterator[tuple[Key, Printed]]:
    for line in (page if edge == "top" else page[::-1])[:_DEEPEST]:
        yield (edge, _FIGURES.sub("#", line.text.casefold()), round(line.y / _SAME_HEIGHT)), line


def _run(page: Sequence[Printed], edge: str, height: float, seen: Counter[Key], fewest: int) -> Iterator[tuple[Key, Printed]]:
    for key, line in _outermost(page, edge):
        if not _in_margin(line, height) or not (_times(key, seen) >= fewest or _is_page_number(line)):
            return
        yield key, line


def _times(key: Key, seen: Counter[Key]) -> int:
    edge, words, height = key
    return sum(seen[edge, words, near] for near in (height - 1, height, height + 1))


def _in_margin(line: Printed, height: float) -> bool:
    return line.y < _MARGIN * height or line.y > (1 - _MARGIN) * height


def _is_page_number(line: Printed) -> bool:
    number = _PAGE_NUMBER.fullmatch(line.text)
    if number is None:
        return False
    return int(number[1]) == line.page or _SAYS_PAGE.search(line.text) is not None

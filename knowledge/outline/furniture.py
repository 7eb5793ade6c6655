"""What surrounds the clauses: title page, contents table, signature block, running headers. Kept, never cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.outline.wording import LABEL, ends_finished, ends_open, is_contact, is_name, is_record, is_signature, plain, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block

_CONTENTS = re.compile(r"(?:table of )?contents\b|index$", re.IGNORECASE)
# "Scope ..... 4", "Scope<tab>4", "Scope 4", and several such entries run together ("1.1 Scope 4 1.2 Status 5").
_TO_PAGE = re.compile(r"(?:\.{3,}|\u2026|\s{3,})[\s.]*\d{0,3}\s*$|\s\d{1,3}\s*$|\t|\s\d{1,3}\s+(?:\d+\.\d|[A-Z])")
_OWN_LINK = re.compile(r"\[[^\]]*\]\(#[^)]*\)\s*\d*\s*$")
_PAGE = re.compile(r"(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?$", re.IGNORECASE)
_TITLE_WORD = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|agreement|rules|code|guid(?:e|ance)|handbook|standing orders|statement)\b", re.IGNORECASE
)
_FIRST_SECTION = re.compile(
    r"\W*(?:introduction|purpose|statement|aims?|about|scope|background|overview|who|what|why|how|when|where)\b", re.IGNORECASE
)
_LONGEST_TITLE_PAGE = 25  # blocks; more than that is a document without paragraphs


def key(text: str) -> str:
    """``text`` reduced to its letters and digits, for comparing a heading with its line in the contents."""
    return re.sub(r"[\W_]+", "", plain(text)).lower()


def contents(blocks: Sequence[Block]) -> set[int]:
    """The places of the contents table, its heading among them."""
    last = {key(_whole(block)): at for at, block in enumerate(blocks)}
    for at, block in enumerate(blocks):
        if _CONTENTS.match(plain(block.text)) and len(block.text) < 40:  # noqa: PLR2004 - a heading
            found = {at}
            for after in range(at + 1, len(blocks)):
                same_table = blocks[after].style == blocks[after - 1].style == "table_row" and not blocks[after].gap
                if not (_is_entry(blocks[after], after, last) or same_table):
                    break
                found.add(after)
            if len(found) > 2:  # noqa: PLR2004 - a section that is named "Contents" has no entries
                return found
    return {at for at, block in enumerate(blocks) if _OWN_LINK.match(block.text)}


def _whole(block: Block) -> str:
    return " ".join([*(marker.printed for marker in block.markers if marker.kind != "bullet"), block.text])


def _is_entry(block: Block, at: int, last: dict[str, int]) -> bool:
    if len(block.text) > 400 or re.search(r"[.!;]$", block.text.rstrip("0123456789 .\t")):  # noqa: PLR2004 - a line of a page
        return bool(_OWN_LINK.match(block.text))
    if block.level and not _TO_PAGE.search(block.text):
        return False
    return bool(_TO_PAGE.search(block.text)) or last.get(key(_whole(block)), at) > at


def title_page(blocks: Sequence[Block], taken: set[int]) -> set[int]:
    """The places of the leading titles, mottos and dates, up to the first heading or paragraph that says something."""
    found: list[int] = []
    recorded = False
    for at, block in enumerate(blocks[:_LONGEST_TITLE_PAGE]):
        if at in taken or block.style == "title":
            found.append(at)
        elif not (_on_title_page(block) or _heads_records(blocks, at)) or (recorded and not _records_near(blocks, at)):
            break
        else:
            found.append(at)
            recorded = recorded or _records(block)
    else:
        return set(found[:1]) if len(blocks) > len(found) else {at for at in found if blocks[at].level == 1}
    return _without_first_heading(blocks, found)


def _records(block: Block) -> bool:
    """Whether the block is a record of the document's history, or a place where its approval was signed."""
    return is_record(block.text.replace("|", ":")) or is_signature(block.text)


def _records_near(blocks: Sequence[Block], at: int) -> bool:
    """Whether the records go on: after them the first section begins, however short its lines."""
    return any(_records(block) for block in blocks[at : at + 3])


def _heads_records(blocks: Sequence[Block], at: int) -> bool:
    """Whether the row heads a table that records the document ("Document control")."""
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    return blocks[at].style == "table_header" and following is not None and following.style == "table_row" and _on_title_page(following)


def _on_title_page(block: Block) -> bool:
    numbered = block.marker is not None and block.marker.kind != "bullet" and not block.marker.weak
    if block.style in {"table_row", "table_header"}:
        return _records(block)
    if is_contact(block.text) and not is_record(block.text):
        return False
    if numbered or (ends_open(block.text) and not is_record(block.text)) or block.style == "list" or LABEL.match(block.text):
        return False
    return (not ends_finished(block.text) and len(block.text) < 120) or (is_record(block.text) and len(block.text) < 200)  # noqa: PLR2004


def _without_first_heading(blocks: Sequence[Block], found: list[int]) -> set[int]:
    """The last of the leading names heads the first paragraph, unless it is the title itself."""
    if not found:
        return set()
    last, following = blocks[found[-1]], blocks[found[-1] + 1]
    levels = [block.level for block in blocks[found[-1] + 1 :] if block.level]
    alone = len(found) == 1 and (last.level <= 1)
    heads = is_name(last.text) and not is_record(last.text) and not alone and not _is_title(last, levels)
    numbered = following.marker is not None and following.marker.kind == "number"
    if heads and (last.level or not numbered):
        return set(found[:-1])
    return set(found)


def _is_title(block: Block, later: Sequence[int]) -> bool:
    """Whether a leading name is the title rather than the first section."""
    if block.style == "title":
        return True
    if block.level:
        return bool(later) and (block.level < min(later) or (block.level == min(later) and _names_document(block.text)))
    return _names_document(block.text)


def _names_document(text: str) -> bool:
    """Whether ``text`` is what a document is called ("Social Media Policy") rather than its first section ("About this policy")."""
    return bool(_TITLE_WORD.search(text)) and not _FIRST_SECTION.match(text)


def signatures(blocks: Sequence[Block]) -> set[int]:
    """The places to sign ("Signature:", "Name: ____ Date: ____")."""
    return {at for at, block in enumerate(blocks) if not block.marker and is_signature(block.text)}


def running(blocks: Sequence[Block], titles: set[int]) -> set[int]:
    """Titles that stand alone again further on, and page numbers."""
    names = {key(blocks[at].text) for at in titles if not is_record(blocks[at].text)} - {""}
    later = range(max(titles, default=-1) + 1, len(blocks))
    repeats = {at for at in later if not blocks[at].level and key(blocks[at].text) in names and not says(blocks[at].text)}
    return repeats | {at for at, block in enumerate(blocks) if _PAGE.match(block.text) and not block.level and not block.marker}

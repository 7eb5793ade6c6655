"""What each block is, settled before the tree is grown: furniture, part, heading, numbered clause, item, row or text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knowledge.outline import furniture
from knowledge.outline.wording import (
    LABEL,
    ends_finished,
    ends_open,
    is_bold,
    is_capitals,
    is_name,
    is_record,
    is_title_case_label,
    says,
    starts_with_modal,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.outline.blocks import Block

Role = Literal["title", "furniture", "part", "heading", "question", "number", "item", "row", "text"]
_PARTS = {"appendix", "annex", "annexe", "schedule"}


def roles(blocks: Sequence[Block]) -> tuple[Role, ...]:
    """One role for each of ``blocks``."""
    contents = furniture.contents(blocks)
    titles = furniture.title_page(blocks, contents)
    aside = contents | furniture.signatures(blocks) | furniture.running(blocks, titles)
    sections = _sections(blocks, aside | titles)
    found: list[Role] = []
    for at in range(len(blocks)):
        if at in aside:
            found.append("furniture")
        elif at in titles:
            found.append("title")
        else:
            found.append(_role(blocks, at, sections))
    return _without_stray_headings(blocks, found)


def part_kind(text: str) -> str:
    """Says "appendix" where ``text`` opens one ("Appendix A", "Schedule 2: …"), otherwise nothing."""
    label = LABEL.match(text)
    return "appendix" if label and label["kind"].lower() in _PARTS and is_name(text) else ""


def is_question(block: Block) -> bool:
    """Whether the block asks what the next one answers: a bold question, or one marked "Q"."""
    if not block.text.rstrip(" *_").endswith("?") or len(block.text) > 250 or block.level:  # noqa: PLR2004 - the longest questions met
        return False
    marker = block.marker
    return block.bold if marker is None else marker.printed.strip("().:") == "Q"


def _sections(blocks: Sequence[Block], aside: set[int]) -> set[int]:
    """The places where a whole number ("4", "1.", "6.0") heads a section rather than counts a list's items."""
    found: set[int] = set()
    expected = 1
    for at, block in enumerate(blocks):
        marker = block.marker
        if at in aside or marker is None or len(marker.number) != 1:
            continue
        number = marker.number[0]
        heads = bool(block.level) or (_named(block) and number == expected and not _runs_on(blocks, at))
        if heads or "." in marker.printed.rstrip(".") or _has_decimals(blocks, at, number):
            found.add(at)
            expected = number + 1
    return found


def _has_decimals(blocks: Sequence[Block], at: int, number: int) -> bool:
    """Whether "n.1" comes after "n" and before the next whole number that could be its neighbour."""
    for block in blocks[at + 1 :]:
        marker = block.marker
        if marker is None or marker.kind != "number":
            continue
        if len(marker.number) > 1:
            return marker.number[0] == number
        if marker.number[0] in {number, number + 1}:
            return False
    return False


def _runs_on(blocks: Sequence[Block], at: int) -> bool:
    """Whether the next block is this one's neighbour in a list ("1. Phones" / "2. Tablets")."""
    following = blocks[at + 1].marker if at + 1 < len(blocks) else None
    marker = blocks[at].marker
    return following is not None and marker is not None and following.shape == marker.shape and following.kind == "number"


def _named(block: Block) -> bool:
    names = is_capitals(block.text) or not says(block.text) or block.text.endswith("?")
    return names and is_name(block.text) and not ends_open(block.text)


def _role(blocks: Sequence[Block], at: int, sections: set[int]) -> Role:
    block = blocks[at]
    if block.style in {"table_row", "table_header"}:
        return "row"
    if part_kind(block.text) and (block.marker is None or block.marker.kind != "bullet"):
        return "part"
    if block.level or (block.style == "heading" and not ends_finished(block.text)):
        return "heading"
    if is_question(block):
        return "question"
    return _marked(blocks, at, sections) or ("heading" if _heads(blocks, at) else "text")


def _marked(blocks: Sequence[Block], at: int, sections: set[int]) -> Role | None:
    """What its marker makes of a block, ``None`` where it has none that counts."""
    block, marker = blocks[at], blocks[at].marker
    if marker is None or (marker.weak and at not in sections and not _counts(blocks, at)):
        return None
    if at and marker.letter == 1 and is_question(blocks[at - 1]):
        return "text"  # "A." after "Q."
    if marker.kind == "number" and (len(marker.number) > 1 or at in sections):
        return "heading" if _numbered_heading(blocks, at) else "number"
    lettered = marker.kind == "letter" and marker.shape == "A."
    return "heading" if lettered and is_capitals(block.text) and is_name(block.text) else "item"


def _counts(blocks: Sequence[Block], at: int) -> bool:
    """Whether a bare whole number has a neighbour of its kind ("1 …" / "2 …")."""
    marker = blocks[at].marker
    if marker is None:
        return False
    near = (blocks[place].marker for place in (at - 1, at + 1) if 0 <= place < len(blocks))
    return any(other is not None and other.weak and abs(other.number[0] - marker.number[0]) == 1 for other in near)


def _numbered_heading(blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    marker = block.marker
    if marker is None or not _named(block) or at + 1 >= len(blocks):
        return False
    if is_capitals(block.text) or is_bold(block.text) or block.bold:
        return True
    following = blocks[at + 1].marker
    own = len(marker.number)
    deeper = following is not None and len(following.number) > own and following.number[:own] == marker.number
    return deeper or (len(marker.number) == 1) or (len(words(block.text)) <= 8 and not (following and following.kind == "number"))  # noqa: PLR2004


def _heads(blocks: Sequence[Block], at: int) -> bool:
    """Whether an unnumbered line heads what follows."""
    block = blocks[at]
    if at + 1 >= len(blocks) or "\n" in block.text.strip() or not block.gap or is_record(block.text) or not is_name(block.text):
        return False
    label = LABEL.match(block.text)
    if ends_open(block.text):
        return is_title_case_label(block.text) and not starts_with_modal(blocks[at + 1].text)
    if label or is_bold(block.text) or block.bold or is_capitals(block.text):
        return True
    return block.text.rstrip().endswith("?") or (not says(block.text) and not _begins_list(blocks, at))


def _begins_list(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line is the subject of the items after it ("Networking sites" / "- must not be used …")."""
    following = blocks[at + 1]
    return following.marker is not None and following.marker.kind != "letter" and starts_with_modal(following.text)


def _without_stray_headings(blocks: Sequence[Block], found: list[Role]) -> tuple[Role, ...]:
    """Unnumbered lines that only look like headings: items of a list without bullets, a last line, one of many in a row."""
    guessed = [
        role == "heading" and not block.level and block.marker is None and block.style != "heading"
        for role, block in zip(found, blocks, strict=True)
    ]
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and guessed[end]:
            end += 1
        before = blocks[at - 1] if at else None
        listed = before is not None and found[at - 1] in {"text", "number", "item"} and ends_open(before.text) and end - at > 1
        if end - at > 3 or listed or end == len(blocks) > at:  # noqa: PLR2004 - three headings may stand in a row
            body = end < len(blocks) and found[end] not in {"heading", "part"}
            for place in range(at, end - (1 if body and not listed else 0)):
                if not LABEL.match(blocks[place].text):
                    found[place] = "text"
        at = max(end, at + 1)
    return tuple(found)

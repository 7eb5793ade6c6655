"""A card as Block Kit: pure, within every limit of Slack's, and deaf to whatever its words try to be.

What must not fall off is placed first in the budget: the title, the lasting buttons, the fields and the other buttons; the words then
share what is left, the long ones folding first.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace

from adapters.slack.fields import field_blocks
from adapters.slack.limits import (
    BLOCKS_MAX,
    CAPS,
    FIELDS_BUDGET,
    FIELDS_MAX,
    HEADER_MAX,
    MESSAGE_MAX,
    NOTICE_MAX,
    URL_MAX,
)
from adapters.slack.pieces import Piece, clean, emoji, escaped, folded, label, paragraph, rich, section, units, words
from adapters.slack.pressing import button_blocks, feedback_block
from adapters.slack.quoting import quote_block
from adapters.slack.words import said
from bot.card import Block, Card, Heading, Quote, Rows, Steps, Tone, Words
from bot.linkable import leads_to

MARKS: dict[Tone, str] = {"good": "white_check_mark", "warning": "warning", "urgent": "rotating_light"}
FEEDBACK_ACTIONS = ("helpful", "unhelpful")


@dataclass(frozen=True, slots=True)
class Look:
    """How a workspace can draw: ``feedback`` with Slack's own feedback buttons; links are drawn only to ``hosts``."""

    feedback: bool = True
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message: ``text`` for notifications, already escaped, and its blocks."""

    text: str
    blocks: tuple[Piece, ...]


def render(card: Card, look: Look = Look()) -> Drawn:
    """``card`` as one message of at most ``MESSAGE_MAX`` units and ``BLOCKS_MAX`` blocks."""
    text = _notice(card)
    head, foot = _head(card), _foot(card, look)
    for cap in CAPS:
        body = [_block(block, cap, look) for block in card.blocks]
        if _fits(text, head + body + foot):
            return Drawn(text, (*head, *body, *foot))
    return Drawn(text, tuple(_shortened(text, head, body, foot)))


def size(text: str, blocks: list[Piece] | tuple[Piece, ...]) -> int:
    """How much of a message's allowance is used, in UTF-16 units of its JSON."""
    return units(text) + units(json.dumps(blocks, ensure_ascii=False))


def allowed(url: str | None, look: Look) -> str | None:
    """``url`` where it may be linked, else None."""
    if not url or units(url) > URL_MAX or clean(url) != url or any(character.isspace() for character in url):
        return None
    return url if leads_to(url, look.hosts) else None


def _fits(text: str, blocks: list[Piece]) -> bool:
    return len(blocks) <= BLOCKS_MAX and size(text, blocks) <= MESSAGE_MAX


def _shortened(text: str, head: list[Piece], body: list[Piece], foot: list[Piece]) -> list[Piece]:
    """As much of the body as fits at its tightest, and a line that says so."""
    more = rich(section(words(said("message", "more"))))
    while body and not _fits(text, [*head, *body, more, *foot]):
        body = body[:-1]
    return [*head, *body, more, *foot]


def _notice(card: Card) -> str:
    return escaped(folded(" ".join(clean(card.plain or card.title).split()), NOTICE_MAX // 5)) or said("message", "blank")


def _head(card: Card) -> list[Piece]:
    title = " ".join(clean(card.title).split())
    if not title:
        return []
    if units(title) <= HEADER_MAX and card.tone not in MARKS:
        return [{"type": "header", "text": label(title, HEADER_MAX)}]
    return [rich(section([*_mark(card.tone), *words(folded(title, NOTICE_MAX), bold=True)]))]


def _mark(tone: Tone) -> list[Piece]:
    return [emoji(MARKS[tone]), *words(" ")] if tone in MARKS else []


def _block(block: Block, cap: int, look: Look) -> Piece:
    match block:
        case Heading(text):
            return rich(section(_worded(text, min(cap, NOTICE_MAX), bold=True)))
        case Words(text, "quiet") if units(text) <= min(cap, NOTICE_MAX):
            return {"type": "context", "elements": [paragraph(text, NOTICE_MAX)]}
        case Words(text, tone):
            return rich(section([*_mark(tone), *_worded(text, cap)]))
        case Quote():
            return quote_block(block, cap, allowed(block.url, look))
        case Steps(items):
            listed = [section(_worded(item, cap)) for item in items] or [section(_worded("", cap))]
            return rich({"type": "rich_text_list", "style": "ordered", "elements": listed})
        case Rows(rows):
            return rich(
                *(section([*_worded(name, cap, bold=True), *words("  "), *_worded(value, cap)]) for name, value in rows or (("", ""),))
            )


def _row(name: str, value: str, cap: int) -> Piece:
    return section([*_worded(name, cap, bold=True), *words("  "), *_worded(value, cap)])


def _worded(text: str, cap: int, *, bold: bool = False) -> list[Piece]:
    return words(folded(clean(text).strip(), cap) or said("message", "blank"), bold=bold)


def _foot(card: Card, look: Look) -> list[Piece]:
    """What is filled in and pressed, and below it the feedback."""
    own = look.feedback and card.feedback is not None
    buttons = tuple(button for button in card.buttons if not (own and button.action in FEEDBACK_ACTIONS))
    links = tuple(replace(link, url=url) for link in card.links if (url := allowed(link.url, look)))
    feedback = [feedback_block(card.feedback, own=own)] if card.feedback else []
    return [*_fields(card), *button_blocks(buttons, links), *feedback]


def _fields(card: Card) -> list[Piece]:
    version = format(zlib.crc32(repr((card.title, card.blocks, card.fields)).encode("utf-8", "replace")), "x")
    drawn: list[Piece] = []
    names: set[str] = set()
    for field in card.fields[:FIELDS_MAX]:
        blocks = field_blocks(field, version)
        if field.name not in names and size("", [*drawn, *blocks]) <= FIELDS_BUDGET:
            drawn, names = [*drawn, *blocks], {*names, field.name}
    return drawn

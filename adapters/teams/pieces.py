"""Blocks of a card as elements of an Adaptive Card. Words go into text runs, which read no markup at all; only headings are TextBlocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.teams.limits import URL_MAX, Room
from adapters.teams.text import clean, escaped, fitted, fitted_line
from adapters.teams.words import said
from bot.card import Block, Heading, Quote, Rows, Steps, Tone, Words
from bot.linkable import leads_to

Piece = dict[str, object]
JOINT = " … "
MARKS: dict[Tone, str] = {"good": "✅ ", "warning": "⚠️ ", "urgent": "🚨 "}
STYLES: dict[Tone, str] = {"good": "good", "warning": "warning", "urgent": "attention"}  # grounds; coloured letters are hard to read


@dataclass(frozen=True, slots=True)
class Look:
    """What may be drawn: links only to ``hosts``."""

    hosts: frozenset[str] = frozenset()


def allowed(url: str | None, look: Look) -> str | None:
    """``url`` where it may be linked, else None."""
    if not url or len(url) > URL_MAX or clean(url) != url or not url.isascii() or any(each in ' "<>\\^`{|}' for each in url):
        return None
    return url if leads_to(url, look.hosts) else None


def heading(text: str, size: str, tone: Tone = "plain") -> Piece:
    """A heading, which screen readers announce as one."""
    words = f"{MARKS.get(tone, '')}{escaped(text) or said('message', 'blank')}"
    return {"type": "TextBlock", "text": words, "style": "heading", "size": size, "weight": "Bolder", "wrap": True}


def run(text: str, **style: object) -> Piece:
    """Words with one style."""
    return {"type": "TextRun", "text": text, **style}


def rich(*runs: Piece) -> Piece:
    """A paragraph of runs."""
    return {"type": "RichTextBlock", "inlines": list(runs)}


def paragraph(text: str, tone: Tone, room: Room) -> Piece:
    """A paragraph; how it should be heard is marked by a sign as well as by its colour."""
    words = fitted(text, room.text) or said("message", "blank")
    style: dict[str, object] = {"isSubtle": True} if tone == "quiet" else {}
    drawn = rich(run(f"{MARKS.get(tone, '')}{words}", **style))
    return {"type": "Container", "style": STYLES[tone], "items": [drawn]} if tone in STYLES else drawn


def element(block: Block, room: Room, look: Look) -> Piece:
    """One block as one element."""
    match block:
        case Heading(text):
            return heading(fitted_line(text, room.text), "Medium")
        case Words(text, tone):
            return paragraph(text, tone, room)
        case Quote():
            return _quote(block, room, look)
        case Steps(items):
            return _column([paragraph(f"{number}. {item}", "plain", room) for number, item in enumerate(items[: room.items], 1)])
        case Rows(rows):
            return _column([_row(name, value, room) for name, value in rows[: room.items]])


def _column(items: Sequence[Piece]) -> Piece:
    return {"type": "Container", "items": list(items) or [rich(run(said("message", "blank")))], "spacing": "Small"}


def _row(name: str, value: str, room: Room) -> Piece:
    label = run(fitted_line(name, room.text) or said("message", "blank"), weight="Bolder")
    cells = ((rich(label), 1), (paragraph(value, "plain", room), 2))
    return {"type": "ColumnSet", "columns": [{"type": "Column", "width": width, "items": [item]} for item, width in cells]}


def _quote(quote: Quote, room: Room, look: Look) -> Piece:
    shown = fitted(quote.text, room.text) or said("message", "blank")
    items = [rich(*_marked(shown, quote.marked)), rich(*_source(quote, room, look))]
    if len(quote.text) > room.text and shown.endswith("…"):
        items.append(rich(run(said("message", "folded"), isSubtle=True, size="Small")))
    return {"type": "Container", "style": "emphasis", "items": items}


def _marked(text: str, marked: str) -> list[Piece]:
    """The clause, with the words that rule in bold wherever each part of them stands in it."""
    parts = [re.escape(part) for part in map(clean, marked.split(JOINT)) if part]
    if not parts:
        return [run(text)]
    pieces = re.split(f"({'|'.join(sorted(parts, key=len, reverse=True))})", text)
    return [run(piece, weight="Bolder") if number % 2 else run(piece) for number, piece in enumerate(pieces) if piece]


def _source(quote: Quote, room: Room, look: Look) -> list[Piece]:
    most = min(room.text, 300)
    runs = [run(fitted_line(quote.address, most) or said("message", "blank"), weight="Bolder", size="Small")]
    if placed := fitted_line(quote.source, most):
        runs.append(run(f" · {placed}", isSubtle=True, size="Small"))
    if url := allowed(quote.url, look):
        opened = {"type": "Action.OpenUrl", "url": url}
        runs += [run(" · ", size="Small"), run(said("message", "open"), size="Small", underline=True, selectAction=opened)]
    return runs

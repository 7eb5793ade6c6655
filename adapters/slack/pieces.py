"""The smallest parts of Block Kit, from plain words. Whatever the words hold, nothing here can mention, link or mark up.

Words go into ``rich_text`` and ``plain_text`` with ``emoji: false``, which Slack shows as they stand: ``<!channel>``, ``*bold*`` and a
bare web address are just characters there. The one text that Slack parses, the notification's, is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from adapters.slack.limits import TEXT_OBJECT_MAX
from adapters.slack.words import said

# Block Kit as it goes over the wire; made here and in render.py and read nowhere but in Slack.
Piece: TypeAlias = dict[str, object]

# C0 and C1 controls but tab and line end, lone surrogates (they cannot be sent), and what turns the reading direction of other words.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_ENDS = ("\n", " ")
FOLD = "…"


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """``text`` without what Slack refuses or what would disguise the words beside it."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cut(text: str, most: int) -> str:
    """The longest beginning of ``text`` that has at most ``most`` units."""
    if units(text) <= most:
        return text
    kept = text[:most]
    while units(kept) > most:
        kept = kept[:-1]
    return kept


def folded(text: str, most: int) -> str:
    """``text``, or as many whole words of it as fit with "…" in ``most`` units."""
    if units(text) <= most:
        return text
    kept = cut(text, most - len(FOLD))
    word = max(kept.rfind(end) for end in _ENDS)
    return (kept[:word] if word > most // 2 else kept).rstrip() + FOLD


def label(text: str, most: int) -> Piece:
    """A ``plain_text`` object of at most ``most`` units; never blank, which Slack refuses."""
    words = folded(" ".join(clean(text).split()), most)
    return {"type": "plain_text", "text": words or said("message", "blank"), "emoji": False}


def paragraph(text: str, most: int = TEXT_OBJECT_MAX) -> Piece:
    """As ``label``, with its lines kept."""
    words = folded(clean(text).strip(), most)
    return {"type": "plain_text", "text": words or said("message", "blank"), "emoji": False}


def words(text: str, *, bold: bool = False) -> list[Piece]:
    """Text elements for ``rich_text``, none over the limit of a text object; [] for no words."""
    parts = (text[start : start + TEXT_OBJECT_MAX // 2] for start in range(0, len(text), TEXT_OBJECT_MAX // 2))
    style: Piece = {"style": {"bold": True}} if bold else {}
    return [{"type": "text", "text": part, **style} for part in parts]


def link(url: str, text: str) -> Piece:
    """A link in ``rich_text``; whoever calls it has checked ``url``."""
    return {"type": "link", "url": url, "text": text, "style": {"bold": True}}


def emoji(name: str) -> Piece:
    """One of Slack's own emoji, by name."""
    return {"type": "emoji", "name": name}


def section(elements: Iterable[Piece]) -> Piece:
    """A line or paragraph of ``rich_text``."""
    return {"type": "rich_text_section", "elements": list(elements)}


def rich(*parts: Piece) -> Piece:
    """A ``rich_text`` block."""
    return {"type": "rich_text", "elements": list(parts)}


def escaped(text: str) -> str:
    """``text`` for the one place where Slack parses what it is given."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

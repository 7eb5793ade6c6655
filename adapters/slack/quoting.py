"""A clause as Slack shows it: its address, then the words between bars, with those that rule in bold."""

from __future__ import annotations

from adapters.slack.pieces import FOLD, Piece, clean, folded, link, rich, section, units, words
from adapters.slack.words import said
from bot.card import Quote

JOINT = " … "
LEAD = 60  # how many characters before the words that rule stay, where a clause is too long to begin at its beginning


def quote_block(quote: Quote, most: int, url: str | None) -> Piece:
    """The clause in at most about ``most`` units; ``url``, already checked, or None for no link."""
    whole = clean(quote.text)
    shown = _window(whole, _parts(quote.marked), most)
    parts: list[Piece] = [section(_address(quote, url)), {"type": "rich_text_quote", "elements": _marked(shown, _parts(quote.marked))}]
    if shown != whole:
        parts.append(section(words(said("message", "folded" if url else "folded_bare"))))
    return rich(*parts)


def _address(quote: Quote, url: str | None) -> list[Piece]:
    address, source = folded(clean(quote.address).strip(), 200), folded(clean(quote.source).strip(), 300)
    name = address or source or said("message", "blank")
    after = f" · {source}" if address and source else ""
    return [link(url, name) if url else words(name, bold=True)[0], *words(after)]


def _parts(marked: str) -> tuple[str, ...]:
    return tuple(part for part in clean(marked).split(JOINT) if part.strip())


def _window(text: str, parts: tuple[str, ...], most: int) -> str:
    """``text``, or the part of it that fits and holds the first of the words that rule."""
    if units(text) <= most:
        return text
    found = text.find(parts[0]) if parts else -1
    if found < 0 or units(text[: found + len(parts[0])]) <= most - len(FOLD):
        return folded(text, most)
    begins = text.rfind(" ", 0, max(found - LEAD, 0)) + 1
    return FOLD + folded(text[begins:], most - len(FOLD))


def _marked(shown: str, parts: tuple[str, ...]) -> list[Piece]:
    """``shown`` with each part that stands in it, in their order, in bold."""
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        found = shown.find(part, at)
        if found < 0:
            continue
        pieces += words(shown[at:found]) + words(part, bold=True)
        at = found + len(part)
    return pieces + words(shown[at:]) or words(said("message", "blank"))

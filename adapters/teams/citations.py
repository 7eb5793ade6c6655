"""The citations that Teams draws as numbers with a pop-up: one entity a message, each clause named, none empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.teams.limits import CITATION_ABSTRACT_MAX, CITATION_NAME_MAX, CITATIONS_MAX, Room
from adapters.teams.pieces import Look, Piece, allowed
from adapters.teams.text import cut, fitted_line
from adapters.teams.words import said
from bot.card import Card, Quote

_NOT_AN_ADDRESS = re.compile(r"[^\w .,;:()/'-]|_")


def cited(card: Card, room: Room) -> tuple[Quote, ...]:
    """The clauses of a card that get a number, in its order: an answer's, not those that a card is read for, as in an induction."""
    return tuple(block for block in card.blocks[: room.blocks] if isinstance(block, Quote) and card.feedback)[:CITATIONS_MAX]


def numbers(quotes: Sequence[Quote]) -> str:
    """The line that carries the numbers; Teams draws none that the text does not hold. Each address keeps letters, digits and points."""
    named = (f"{_address(each)} [{number}]".strip() for number, each in enumerate(quotes, 1))
    return f"{said('message', 'quoted')} {', '.join(named)}"


def _address(quote: Quote) -> str:
    return fitted_line(_NOT_AN_ADDRESS.sub(" ", fitted_line(quote.address, 60)), 40)


def entity(quotes: Sequence[Quote], look: Look) -> Piece:
    """The root message entity with a claim for each clause."""
    claims = [{"@type": "Claim", "position": number, "appearance": _appearance(each, look)} for number, each in enumerate(quotes, 1)]
    return {"type": "https://schema.org/Message", "@type": "Message", "@context": "https://schema.org", "@id": "", "citation": claims}


def _appearance(quote: Quote, look: Look) -> Piece:
    name = ", ".join(filter(None, (fitted_line(quote.address, 80), fitted_line(quote.source, 80))))
    blank = said("message", "blank")
    shown: Piece = {
        "@type": "DigitalDocument",
        "name": cut(name, CITATION_NAME_MAX) or blank,
        "abstract": fitted_line(quote.text, CITATION_ABSTRACT_MAX) or blank,
    }
    return shown | ({"url": url} if (url := allowed(quote.url, look)) else {})

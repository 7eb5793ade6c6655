"""A card as a Teams message with an Adaptive Card: pure, never too large, and deaf to whatever its words try to be."""

from __future__ import annotations

import json

from adapters.teams.citations import cited, entity, numbers
from adapters.teams.limits import CARD_VERSION, ROOMS, SIZE_MAX, SUMMARY_MAX, Room
from adapters.teams.pieces import Look, Piece, element, heading, paragraph
from adapters.teams.pressing import inputs, lasting_actions, rows_of_buttons
from adapters.teams.text import fitted, fitted_line
from adapters.teams.words import said
from bot.card import Card

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
NO_LINKS = Look()


def render(card: Card, look: Look = NO_LINKS) -> Piece:
    """``card`` as the JSON of one message activity, of at most ``SIZE_MAX`` bytes as it is sent."""
    for room in ROOMS:
        message = _message(card, room, look)
        if size(message) <= SIZE_MAX:
            return message
    return message


def size(message: Piece) -> int:
    """Bytes of a message as it is sent, where whatever is not ASCII stands escaped."""
    return len(json.dumps(message))


def adaptive_card(card: Card, room: Room = ROOMS[0], look: Look = NO_LINKS) -> Piece:
    """The Adaptive Card alone."""
    body = [element(block, room, look) for block in card.blocks[: room.blocks]]
    if len(card.blocks) > room.blocks:
        body.append(paragraph(said("message", "more"), "quiet", room))
    title = [heading(fitted_line(card.title, min(room.text, 400)), "Large", card.tone)] if card.title.strip() or not body else []
    drawn: Piece = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": CARD_VERSION,
        "fallbackText": fitted(card.plain or card.title, min(room.text, 500)) or said("message", "blank"),
        "body": [*title, *body, *inputs(card.fields, room), *rows_of_buttons(card, room)],
        "msteams": {"width": "Full"},
    }
    actions = lasting_actions(card, look)
    return drawn | ({"actions": actions} if actions else {})


def _message(card: Card, room: Room, look: Look) -> Piece:
    quotes = cited(card, room)
    message: Piece = {
        "type": "message",
        "summary": fitted_line(card.title, SUMMARY_MAX) or fitted_line(card.plain, SUMMARY_MAX),
        "attachments": [{"contentType": CONTENT_TYPE, "content": adaptive_card(card, room, look)}],
    }
    if quotes:
        message |= {"text": numbers(quotes), "textFormat": "markdown", "entities": [entity(quotes, look)]}
    return message | ({"channelData": {"feedbackLoop": {"type": "default"}}} if card.feedback else {})

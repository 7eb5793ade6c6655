"""Buttons, links and the question whether an answer helped. A value holds an id that the server knows, never content."""

from __future__ import annotations

import json

from adapters.slack.limits import ACTIONS_MAX, BUTTON_TEXT_MAX, BUTTON_VALUE_MAX, BUTTONS_BUDGET, ID_MAX
from adapters.slack.pieces import Piece, label, units
from adapters.slack.words import said
from bot.card import Button, Link

FEEDBACK = "feedback"
STYLES = {"first": "primary", "danger": "danger"}


def button_blocks(buttons: tuple[Button, ...], links: tuple[Link, ...]) -> list[Piece]:
    """One row of buttons in the order of the card: the lasting ones whatever there is, then as many others as there is room for."""
    drawn: dict[int, Piece] = {number: _button(button, number) for number, button in enumerate(buttons) if _fit(button)}
    drawn |= {len(buttons) + number: _link(link, number) for number, link in enumerate(links)}
    order = sorted(drawn, key=lambda number: not (number < len(buttons) and buttons[number].lasting))
    kept: list[int] = []
    for number in order[:ACTIONS_MAX]:
        room = units(json.dumps([drawn[each] for each in [*kept, number]], ensure_ascii=False)) <= BUTTONS_BUDGET
        if room or (number < len(buttons) and buttons[number].lasting):
            kept.append(number)
    return [{"type": "actions", "block_id": "buttons", "elements": [drawn[number] for number in sorted(kept)]}] if kept else []


def feedback_block(answer: str, *, own: bool) -> Piece:
    """👍 and 👎 about ``answer``: Slack's ``own`` feedback buttons, or plain ones where a workspace can't draw those."""
    ways = {"positive_button": "helpful", "negative_button": "unhelpful"}
    if own:
        sides: Piece = {
            side: {"text": label(said("feedback", way), BUTTON_TEXT_MAX), "value": f"{way}:{answer}"} for side, way in ways.items()
        }
        return {
            "type": "context_actions",
            "block_id": FEEDBACK,
            "elements": [{"type": "feedback_buttons", "action_id": FEEDBACK, **sides}],
        }
    marks = {"helpful": "👍", "unhelpful": "👎"}
    pressed = [_button(Button(f"{mark} {said('feedback', way)}", way, answer), number) for number, (way, mark) in enumerate(marks.items())]
    return {"type": "actions", "block_id": FEEDBACK, "elements": pressed}


def _fit(button: Button) -> bool:
    """Whether its ids can be sent whole; a part of an id is of no use."""
    return units(button.value) <= BUTTON_VALUE_MAX and len(button.action) < ID_MAX - 5


def _button(button: Button, number: int) -> Piece:
    style: Piece = {"style": STYLES[button.weight]} if button.weight in STYLES else {}
    value: Piece = {"value": button.value} if button.value else {}
    return {"type": "button", "action_id": f"{button.action}:{number}", "text": label(button.label, BUTTON_TEXT_MAX), **value, **style}


def _link(link: Link, number: int) -> Piece:
    return {"type": "button", "action_id": f"open:{number}", "text": label(link.label, BUTTON_TEXT_MAX), "url": link.url}

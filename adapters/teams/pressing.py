"""A card's buttons, links and fields as Teams' actions and inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.teams.limits import ACTIONS_IN_A_ROW, BUTTON_VALUE_MAX, INPUT_MAX, LABEL_MAX, LASTING_MAX, LINKS_MAX, OPTION_MAX, Room
from adapters.teams.pieces import Look, Piece, allowed
from adapters.teams.text import fitted_line
from adapters.teams.words import said
from bot.card import Button, Card, Field

FIELD = "field."  # before an input's name, so that none can pass for the button's own data
STYLES = {"first": "positive", "danger": "destructive"}
RADIO_MAX = 6


def rows_of_buttons(card: Card, room: Room) -> list[Piece]:
    """The passing buttons, in rows."""
    passing = [each for each in _sound(card.buttons) if not each.lasting][: room.buttons]
    rows = (passing[start : start + ACTIONS_IN_A_ROW] for start in range(0, len(passing), ACTIONS_IN_A_ROW))
    return [{"type": "ActionSet", "actions": [_submit(each) for each in row]} for row in rows]


def lasting_actions(card: Card, look: Look) -> list[Piece]:
    """The buttons that never fall off, and the links: the card's own actions, which Teams draws last, apart from its body."""
    lasting = [_submit(each) for each in _sound(card.buttons) if each.lasting][:LASTING_MAX]
    urls = ((link.label, allowed(link.url, look)) for link in card.links)
    links: list[Piece] = [{"type": "Action.OpenUrl", "title": _label(label), "url": url} for label, url in urls if url]
    return [*lasting, *links[:LINKS_MAX]]


def inputs(fields: Sequence[Field], room: Room) -> Iterator[Piece]:
    """What can be filled in."""
    for field in fields[: room.fields]:
        yield _choice(field, room) if field.kind == "choice" and any(field.options) else _text(field, room)


def _sound(buttons: Sequence[Button]) -> list[Button]:
    return [each for each in buttons if len(each.value) <= BUTTON_VALUE_MAX and len(each.action) <= BUTTON_VALUE_MAX]


def _label(text: str) -> str:
    return fitted_line(text, LABEL_MAX) or said("message", "blank")


def _submit(button: Button) -> Piece:
    data = {"action": button.action, "value": button.value}
    style = {"style": STYLES[button.weight]} if button.weight in STYLES else {}
    return {"type": "Action.Submit", "title": _label(button.label), "data": data, **style}


def _text(field: Field, room: Room) -> Piece:
    placeholder = fitted_line(field.hint, min(room.text, 200))
    hint = {"placeholder": placeholder} if placeholder else {}
    named = {"id": f"{FIELD}{field.name}", "label": fitted_line(field.label, min(room.text, 200)) or said("message", "blank")}
    return {"type": "Input.Text", **named, **hint, "isMultiline": field.kind == "text", "maxLength": INPUT_MAX}


def _choice(field: Field, room: Room) -> Piece:
    """Few options stand as radio buttons, many in a list; an option's value is its whole text, as the desk wrote it."""
    named = {"id": f"{FIELD}{field.name}", "label": fitted_line(field.label, min(room.text, 200)) or said("message", "blank")}
    choices = [{"title": _option(each, room), "value": each[:OPTION_MAX]} for each in field.options if each][: room.options]
    style = "expanded" if len(choices) <= RADIO_MAX else "compact"
    return {"type": "Input.ChoiceSet", **named, "choices": choices, "style": style, "wrap": True}


def _option(text: str, room: Room) -> str:
    """Some clients read Markdown beside a radio button, others show its escapes: a link is broken without either showing."""
    shown = fitted_line(text, room.text) or said("message", "blank")
    return shown.replace("](", "]\u200c(").replace("<", "<\u200c")

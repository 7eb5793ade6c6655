"""What can be filled in: drawn as input blocks, and read back from what Slack sends with a press."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping

from adapters.slack.limits import (
    HINT_MAX,
    INPUT_MAX,
    LABEL_MAX,
    OPTION_TEXT_MAX,
    OPTION_VALUE_MAX,
    OPTIONS_MAX,
    RADIO_MAX,
)
from adapters.slack.payload import each, find, text_at
from adapters.slack.pieces import Piece, clean, label, rich, section, units, words
from adapters.slack.words import said
from bot.card import Field

PREFIX = "field"
LISTED = "options"
NUMBERED = "#"  # begins the value of an option whose words are too long to be one


def field_blocks(field: Field, version: str) -> list[Piece]:
    """The blocks of one field. ``version`` differs where the card differs, so that Slack doesn't keep an earlier card's choice."""
    listed = [_listed(field, version)] if any(units(option) > OPTION_TEXT_MAX for option in field.options[:OPTIONS_MAX]) else []
    entry: Piece = {
        "type": "input",
        "block_id": f"{PREFIX}:{version}:{field.name}",
        "optional": True,
        "label": label(field.label, LABEL_MAX),
        "element": _choice(field) if field.kind == "choice" and field.options else _line(field),
    }
    return [*listed, entry]


def _line(field: Field) -> Piece:
    hint: Piece = {"placeholder": label(field.hint, HINT_MAX)} if field.hint.strip() else {}
    more = {"multiline": field.kind == "text", "max_length": INPUT_MAX}
    return {"type": "plain_text_input", "action_id": PREFIX, **more, **hint}


def _choice(field: Field) -> Piece:
    offered = enumerate(field.options[:OPTIONS_MAX])
    options = [{"text": label(option, OPTION_TEXT_MAX), "value": _value(option, number)} for number, option in offered]
    return {"type": "radio_buttons" if len(options) <= RADIO_MAX else "static_select", "action_id": PREFIX, "options": options}


def _value(option: str, number: int) -> str:
    fits = option.strip() and clean(option) == option and units(option) <= OPTION_VALUE_MAX and not option.startswith(NUMBERED)
    return option if fits else f"{NUMBERED}{number}"


def _listed(field: Field, version: str) -> Piece:
    """The options in full, where their labels will be shortened; a press reads the long ones back from here."""
    items = [section(words(clean(option)) or words(said("message", "blank"))) for option in field.options[:OPTIONS_MAX]]
    listed: Piece = {"type": "rich_text_list", "style": "ordered", "elements": items}
    return {**rich(section(words(said("message", "options"))), listed), "block_id": f"{LISTED}:{version}:{field.name}"}


def filled(state: Mapping[str, object], blocks: object) -> tuple[tuple[str, str], ...]:
    """What the fields of a pressed card hold, by name; empty ones are left out.

    ``state`` is the payload's ``state``, ``blocks`` those of the message or view that was pressed.
    """
    values = find(state, "values")
    if not isinstance(values, Mapping):
        return ()
    return tuple(pair for block_id, held in values.items() for pair in _filled(str(block_id), held, blocks))


def _filled(block_id: str, held: object, blocks: object) -> Iterator[tuple[str, str]]:
    prefix, _, rest = block_id.partition(":")
    version, _, name = rest.partition(":")
    if prefix != PREFIX or not name:
        return
    typed = text_at(held, PREFIX, "value")
    chosen = text_at(held, PREFIX, "selected_option", "value")
    if chosen.startswith(NUMBERED):
        shown = text_at(held, PREFIX, "selected_option", "text", "text")
        chosen = _whole(blocks, f"{LISTED}:{version}:{name}", chosen) or html.unescape(shown)
    if typed or chosen:
        yield name, typed or chosen


def _whole(blocks: object, block_id: str, chosen: str) -> str:
    """The words of a numbered option, from the list that stands above its field; "" where it isn't there."""
    number = chosen.removeprefix(NUMBERED)
    for block in each(blocks):
        if text_at(block, "block_id") == block_id and number.isdecimal():
            items = find(block, "elements", 1, "elements")
            texts = each(find(items, int(number), "elements"))
            return html.unescape("".join(text_at(text, "text") for text in texts))
    return ""

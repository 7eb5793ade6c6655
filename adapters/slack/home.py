"""The Home tab, and the modal that asks why an answer did not help."""

from __future__ import annotations

from adapters.slack.fields import field_blocks
from adapters.slack.interactions import ASK, REASON
from adapters.slack.limits import BUTTON_TEXT_MAX, HINT_MAX, INPUT_MAX, LABEL_MAX, MODAL_TITLE_MAX
from adapters.slack.pieces import Piece, label, paragraph
from adapters.slack.place import Place
from adapters.slack.render import Look, render
from adapters.slack.words import said
from bot.card import Card, Field

BUTTONS = ("induction", "policies", "help")


def home_view(card: Card, look: Look) -> Piece:
    """The Home tab: a box to ask in, what else there is, and below it ``card`` (the school's policies with their review dates)."""
    private: Piece = {"type": "context", "elements": [paragraph(said("home", "private"))]}
    return {"type": "home", "blocks": [_ask_box(), private, _buttons(), {"type": "divider"}, *render(card, look).blocks]}


def _ask_box() -> Piece:
    box: Piece = {
        "type": "plain_text_input",
        "action_id": ASK,
        "max_length": INPUT_MAX,
        "placeholder": label(said("home", "hint"), HINT_MAX),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {"type": "input", "block_id": "ask", "dispatch_action": True, "label": label(said("home", "ask"), LABEL_MAX), "element": box}


def _buttons() -> Piece:
    ask: Piece = {"type": "button", "action_id": f"{ASK}:0", "text": label(said("home", "ask_button"), BUTTON_TEXT_MAX), "style": "primary"}
    others = [{"type": "button", "action_id": f"{name}:0", "text": label(said("home", name), BUTTON_TEXT_MAX)} for name in BUTTONS]
    return {"type": "actions", "block_id": "home", "elements": [ask, *others]}


def reason_modal(answer: str, place: Place) -> Piece:
    """Asks what was wrong with ``answer``; carries ids alone, and where the thumb was pressed."""
    field = Field("reason", said("reason", "label"), "text", hint=said("reason", "hint"))
    return {
        "type": "modal",
        "callback_id": REASON,
        "private_metadata": f"{answer}\n{place.channel}/{place.thread}",
        "title": label(said("reason", "title"), MODAL_TITLE_MAX),
        "submit": label(said("reason", "send"), MODAL_TITLE_MAX),
        "close": label(said("reason", "cancel"), MODAL_TITLE_MAX),
        "blocks": field_blocks(field, "reason"),
    }

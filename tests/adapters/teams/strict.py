"""A strict reading of Adaptive Card 1.5 as Teams takes it: every element, property and kind of value that we may use, and none else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Kind = type | tuple[str, ...] | str
_COLOURS = ("default", "dark", "light", "accent", "good", "warning", "attention")
_SIZES = ("Small", "Default", "Medium", "Large", "ExtraLarge")
_SPACING = ("None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding")
_TEXT: Mapping[str, Kind] = {"text": str, "size": _SIZES, "weight": ("Lighter", "Default", "Bolder"), "color": _COLOURS, "isSubtle": bool}
_INPUT: Mapping[str, Kind] = {"id": str, "label": str, "spacing": _SPACING}
ELEMENTS: Mapping[str, Mapping[str, Kind]] = {
    "TextBlock": {**_TEXT, "wrap": bool, "style": ("default", "heading"), "spacing": _SPACING},
    "RichTextBlock": {"inlines": "TextRun*", "spacing": _SPACING},
    "TextRun": {**_TEXT, "underline": bool, "italic": bool, "selectAction": "Action.OpenUrl"},
    "Container": {"items": "element*", "style": ("default", "emphasis", "good", "warning", "attention", "accent"), "spacing": _SPACING},
    "ColumnSet": {"columns": "Column*", "spacing": _SPACING},
    "Column": {"items": "element*", "width": int},
    "ActionSet": {"actions": "action*", "spacing": _SPACING},
    "Input.Text": {**_INPUT, "placeholder": str, "isMultiline": bool, "maxLength": int},
    "Input.ChoiceSet": {**_INPUT, "choices": "choice*", "style": ("compact", "expanded"), "wrap": bool},
    "Action.Submit": {"title": str, "data": dict, "style": ("default", "positive", "destructive")},
    "Action.OpenUrl": {"title": str, "url": str},
}
NEEDED = {
    "TextBlock": {"text"}, "RichTextBlock": {"inlines"}, "TextRun": {"text"}, "Container": {"items"}, "ColumnSet": {"columns"},
    "Column": {"items"}, "ActionSet": {"actions"}, "Input.Text": {"id", "label"}, "Input.ChoiceSet": {"id", "label", "choices"},
    "Action.Submit": {"title", "data"}, "Action.OpenUrl": {"url"},
}  # fmt: skip
IN_BODY = frozenset({"TextBlock", "RichTextBlock", "Container", "ColumnSet", "ActionSet", "Input.Text", "Input.ChoiceSet"})
ACTIONS = frozenset({"Action.Submit", "Action.OpenUrl"})
ACTIONS_MAX = 6
_CARD = {"type", "$schema", "version", "fallbackText", "body", "msteams", "actions"}


def faults(card: object) -> tuple[str, ...]:
    """What Teams or the standard would not take."""
    return tuple(_card(card))


def _card(card: object) -> Iterator[str]:
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        yield "no Adaptive Card 1.5"
        return
    yield from (f"card has {name}" for name in card.keys() - _CARD)
    yield from _all(card.get("body"), IN_BODY, "body")
    if "actions" in card:
        yield from _actions(card["actions"], "actions")
    names = [piece["id"] for piece in pieces(card) if str(piece.get("type", "")).startswith("Input.")]
    if len(names) != len(set(names)):
        yield "two inputs share an id"


def _all(found: object, types: frozenset[str], at: str) -> Iterator[str]:
    if not isinstance(found, list) or not found:
        yield f"{at} is empty"
        return
    for number, each in enumerate(found):
        yield from _element(each, types, f"{at}[{number}]")


def _actions(found: object, at: str) -> Iterator[str]:
    yield from _all(found, ACTIONS, at)
    if isinstance(found, list) and len(found) > ACTIONS_MAX:
        yield f"{at} has more than {ACTIONS_MAX}"


def _element(each: object, types: frozenset[str], at: str) -> Iterator[str]:
    if not isinstance(each, dict) or each.get("type") not in types:
        yield f"{at} is none of {sorted(types)}"
        return
    kind = each["type"]
    yield from (f"{at} {kind} lacks {name}" for name in NEEDED[kind] - each.keys())
    for name, value in each.items():
        if name != "type":
            yield from _property(value, ELEMENTS[kind].get(name), f"{at}.{name}")


def _property(value: object, kind: Kind | None, at: str) -> Iterator[str]:
    match kind:
        case None:
            yield f"{at} is unknown"
        case "element*":
            yield from _all(value, IN_BODY, at)
        case "TextRun*" | "Column*":
            yield from _all(value, frozenset({kind.removesuffix("*")}), at)
        case "action*":
            yield from _actions(value, at)
        case "Action.OpenUrl":
            yield from _element(value, frozenset({kind}), at)
        case "choice*":
            yield from _choices(value, at)
        case tuple():
            yield from () if value in kind else (f"{at} is {value!r}",)
        case type():
            yield from () if isinstance(value, kind) and value not in ("", None) else (f"{at} is empty or no {kind.__name__}",)


def _choices(value: object, at: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f"{at} is empty"
        return
    for each in value:
        if (
            not isinstance(each, dict)
            or set(each) != {"title", "value"}
            or not all(isinstance(text, str) and text for text in each.values())
        ):
            yield f"{at} has a faulty choice"


def pieces(found: object) -> Iterator[dict[str, object]]:
    """Every object in a card, however deep."""
    if isinstance(found, dict):
        yield found
        for each in found.values():
            yield from pieces(each)
    elif isinstance(found, list):
        for each in found:
            yield from pieces(each)


def markup(text: str) -> tuple[str, ...]:
    """What of a TextBlock's text Markdown would read."""
    bare = re.sub(r"\\[\\*_\[\]`~<>|#.)+=-]", "x", text)
    return tuple(re.findall(r"[*_`~\[\]<>]|^#|^\d+[.)]|^[-+]\s", bare))

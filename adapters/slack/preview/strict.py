"""What Slack would refuse in a message, a modal or a Home tab. Written from its reference, apart from what our renderer keeps to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Node: TypeAlias = Mapping[str, Any]
Faults: TypeAlias = Iterator[str]
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
WHOLE = 13_200
RICH_INLINE = {"text", "link", "emoji"}
VALUE, URL = 2_000, 3_000
ONLY_IN_MESSAGES = {"context_actions"}


def faults_of(blocks: object, surface: str = "message") -> list[str]:
    """Every reason to refuse ``blocks`` on a ``surface`` ("message", "modal", "home"); [] where it is fine."""
    if not isinstance(blocks, Sequence) or isinstance(blocks, str):
        return ["blocks is no list"]
    found = [] if len(blocks) <= MOST_BLOCKS[surface] else [f"{len(blocks)} blocks"]
    if surface == "message" and len(json.dumps(blocks, ensure_ascii=False).encode("utf-16-le")) // 2 > WHOLE:
        found.append("msg_blocks_too_long")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        found.append("a block_id twice")
    return [*found, *(f"block {number}: {fault}" for number, block in enumerate(blocks) for fault in _block(block, surface))]


def _block(block: Node, surface: str) -> Faults:
    kind = block.get("type")
    check = CHECKS.get(str(kind))
    if check is None or (kind in ONLY_IN_MESSAGES and surface != "message"):
        yield f"no block {kind} in a {surface}"
        return
    if len(block.get("block_id", "-")) not in range(1, 256):
        yield "block_id too long"
    yield from check(block)


def _header(block: Node) -> Faults:
    yield from _keys(block, {"text"})
    yield from _text(block.get("text"), 150, {"plain_text"})


def _context(block: Node) -> Faults:
    yield from _keys(block, {"elements"})
    yield from _count(block.get("elements"), 10)
    for element in block.get("elements", ()):
        yield from _text(element, 3_000, {"plain_text", "mrkdwn"})


def _divider(block: Node) -> Faults:
    yield from _keys(block, set())


def _actions(block: Node) -> Faults:
    yield from _keys(block, {"elements"})
    yield from _count(block.get("elements"), 25)
    ids = [element.get("action_id") for element in block.get("elements", ())]
    if len(set(ids)) < len(ids):
        yield "an action_id twice"
    for element in block.get("elements", ()):
        yield from _button(element)


def _button(element: Node) -> Faults:
    yield from _keys(element, {"text", "value", "url", "style", "action_id"})
    yield from _action_id(element)
    yield from _text(element.get("text"), 75, {"plain_text"})
    if len(element.get("value", "")) > VALUE or len(element.get("url", "")) > URL:
        yield "value or url too long"
    if element.get("style", "primary") not in ("primary", "danger") or element.get("type") != "button":
        yield "no such button"


def _context_actions(block: Node) -> Faults:
    yield from _keys(block, {"elements"})
    yield from _count(block.get("elements"), 5)
    for element in block.get("elements", ()):
        if element.get("type") != "feedback_buttons":
            yield "no feedback_buttons"
        yield from _action_id(element)
        for side in ("positive_button", "negative_button"):
            yield from _text(element.get(side, {}).get("text"), 75, {"plain_text"})
            if len(element.get(side, {}).get("value", "-")) not in range(1, 2_001):
                yield f"{side}'s value"


def _input(block: Node) -> Faults:
    yield from _keys(block, {"label", "element", "optional", "dispatch_action", "hint"})
    yield from _text(block.get("label"), 2_000, {"plain_text"})
    element: Node = block.get("element", {})
    yield from _action_id(element)
    match element.get("type"):
        case "plain_text_input":
            yield from _keys(element, {"action_id", "multiline", "max_length", "placeholder", "dispatch_action_config", "initial_value"})
            if "placeholder" in element:
                yield from _text(element["placeholder"], 150, {"plain_text"})
            if element.get("max_length", 1) not in range(1, 3_001):
                yield "max_length"
        case "radio_buttons" | "static_select" as kind:
            yield from _keys(element, {"action_id", "options"})
            yield from _count(element.get("options"), 10 if kind == "radio_buttons" else 100)
            yield from _options(element.get("options", ()))
        case other:
            yield f"no input {other}"


def _options(options: Sequence[Node]) -> Faults:
    for option in options:
        yield from _text(option.get("text"), 75, {"plain_text"})
        if len(option.get("value", "")) not in range(1, 151):
            yield "an option's value"


def _rich_text(block: Node) -> Faults:
    yield from _keys(block, {"elements"})
    yield from _count(block.get("elements"), 1_000)
    for element in block.get("elements", ()):
        match element.get("type"):
            case "rich_text_list":
                yield from _keys(element, {"style", "elements", "indent", "offset", "border"})
                yield from _count(element.get("elements"), 1_000)
                for item in element.get("elements", ()):
                    yield from _inline(item, {"rich_text_section"})
            case _:
                yield from _inline(element, {"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


def _inline(element: Node, kinds: set[str]) -> Faults:
    yield from _keys(element, {"elements", "border"})
    if element.get("type") not in kinds:
        yield f"no {element.get('type')} here"
    yield from _count(element.get("elements"), 10_000)
    for part in element.get("elements", ()):
        if part.get("type") not in RICH_INLINE:
            yield f"no {part.get('type')} in rich text"
        if part.get("type") in ("text", "link") and not part.get("text"):
            yield "an empty text"
        if part.get("type") == "link" and not str(part.get("url", "")).startswith(("https://", "http://")):
            yield "no such link"


def _text(text: Any, most: int, kinds: set[str]) -> Faults:  # noqa: ANN401 - whatever stands in Slack's JSON
    if not isinstance(text, Mapping) or text.get("type") not in kinds:
        yield "no text object"
    elif not isinstance(text.get("text"), str) or not text["text"].strip():
        yield "must be more than 0 characters"
    elif len(text["text"].encode("utf-16-le")) // 2 > most:
        yield f"must be less than {most + 1} characters"


def _count(elements: Any, most: int) -> Faults:  # noqa: ANN401 - whatever stands in Slack's JSON
    if not isinstance(elements, Sequence) or not 1 <= len(elements) <= most:
        yield f"not 1 to {most} elements"


def _action_id(element: Node) -> Faults:
    if len(element.get("action_id", "")) not in range(1, 256):
        yield "action_id"


def _keys(node: Node, allowed: set[str]) -> Faults:
    if extra := set(node) - allowed - {"type", "block_id"}:
        yield f"no field {sorted(extra)} in {node.get('type')}"


CHECKS: dict[str, Callable[[Node], Faults]] = {
    "header": _header,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "rich_text": _rich_text,
}

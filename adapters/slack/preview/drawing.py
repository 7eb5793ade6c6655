"""Block Kit as a plain page shows it: near enough to Slack to see what was sent, with every word escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import Any, TypeAlias

from adapters.slack.preview.world import BOT, Posted

Node: TypeAlias = Mapping[str, Any]
EMOJI = {"warning": "⚠️", "rotating_light": "🚨", "white_check_mark": "✅", "eyes": "👀"}
STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:0;color:#1d1c1d;background:#fff}
main{max-width:46rem;margin:auto;padding:1rem}
article{border-top:1px solid #ddd;padding:.6rem 0}
article>b{display:block}
blockquote{border-left:4px solid #ccc;margin:.3rem 0;padding-left:.8rem;white-space:pre-wrap}
p{white-space:pre-wrap;margin:.3rem 0}
small{color:#555;white-space:pre-wrap}
h3{margin:.4rem 0}
button,input,textarea{font:inherit;padding:.3rem .7rem;margin:.15rem .2rem .15rem 0}
button,input,textarea{border:1px solid #868686;border-radius:4px;background:#fff;color:inherit}
button{font-weight:600;cursor:pointer}
button.primary{background:#007a5a;border-color:#007a5a;color:#fff}
button.danger{background:#c01343;border-color:#c01343;color:#fff}
textarea,input[type=text]{width:100%;box-sizing:border-box}
nav a{margin-right:1rem}
.private{background:#f4f4f8;padding:.5rem}
@media(prefers-color-scheme:dark){
body{background:#1a1d21;color:#e8e8e8}small{color:#aaa}.private{background:#26292e}a{color:#7ab8ff}button,input,textarea{background:#22252a}
button.primary{background:#007a5a}button.danger{background:#c01343}}
"""


def drawn(one: Posted) -> str:
    """A message; its buttons and fields are one form."""
    who = "Chapter & Verse" if one.user == BOT else "You"
    only = "<small>Only visible to you</small>" if one.to else ""
    edited = " <small>(edited)</small>" if one.edits else ""
    inside = (
        f'<form method="post" action="/press/{escape(one.ts)}">{blocks(one.blocks)}</form>' if one.blocks else f"<p>{_plain(one.text)}</p>"
    )
    return f'<article class="{"private" if one.to else ""}">{only}<b>{escape(who)}{edited}</b>{inside}</article>'


def blocks(found: Sequence[Node]) -> str:
    """Blocks, in order."""
    return "".join(DRAW[str(block["type"])](block) for block in found)


def _plain(text: str) -> str:
    """What a person wrote, which Slack keeps escaped."""
    return escape(unescape(text.replace(f"<@{BOT}>", "@verse")))


def _header(block: Node) -> str:
    return f"<h3>{escape(block['text']['text'])}</h3>"


def _context(block: Node) -> str:
    return "".join(f"<p><small>{escape(element['text'])}</small></p>" for element in block["elements"])


def _rich_text(block: Node) -> str:
    return "".join(_part(part) for part in block["elements"])


def _part(part: Node) -> str:
    match part["type"]:
        case "rich_text_list":
            return "<ol>" + "".join(f"<li>{_inline(item)}</li>" for item in part["elements"]) + "</ol>"
        case "rich_text_quote":
            return f"<blockquote>{_inline(part)}</blockquote>"
        case _:
            return f"<p>{_inline(part)}</p>"


def _inline(part: Node) -> str:
    return "".join(_word(word) for word in part["elements"])


def _word(word: Node) -> str:
    if word["type"] == "emoji":
        return EMOJI.get(word["name"], "")
    text = escape(word["text"])
    text = f"<b>{text}</b>" if word.get("style", {}).get("bold") else text
    return f'<a href="{escape(word["url"])}" rel="noreferrer">{text}</a>' if word["type"] == "link" else text


def _actions(block: Node) -> str:
    return f"<p>{''.join(_button(element) for element in block['elements'])}</p>"


def _button(element: Node) -> str:
    text = escape(element["text"]["text"])
    if "url" in element:
        return f'<a href="{escape(element["url"])}" rel="noreferrer">{text}</a> '
    return f'<button name="action" value="{escape(element["action_id"])}" class="{escape(element.get("style", ""))}">{text}</button>'


def _thumbs(block: Node) -> str:
    element = block["elements"][0]
    sides = (("👍", "up", "positive_button"), ("👎", "down", "negative_button"))
    return "".join(
        f'<button name="thumb" value="{way}" title="{escape(element[side]["text"]["text"])}">{mark}</button>' for mark, way, side in sides
    )


def _input(block: Node) -> str:
    element = block["element"]
    name = escape(block["block_id"])
    return f"<p><label>{escape(block['label']['text'])}<br>{_entry(element, name)}</label></p>"


def _entry(element: Node, name: str) -> str:
    if element["type"] == "plain_text_input":
        hint = escape(element.get("placeholder", {}).get("text", ""))
        if element.get("multiline"):
            return f'<textarea name="{name}" placeholder="{hint}"></textarea>'
        return f'<input type="text" name="{name}" placeholder="{hint}">'
    options = ((escape(option["value"]), escape(option["text"]["text"])) for option in element["options"])
    return "".join(f'<label><input type="radio" name="{name}" value="{value}">{text}</label><br>' for value, text in options)


DRAW: Mapping[str, Callable[[Node], str]] = {
    "header": _header,
    "context": _context,
    "rich_text": _rich_text,
    "actions": _actions,
    "context_actions": _thumbs,
    "input": _input,
    "divider": lambda _block: "<hr>",
}

"""A model's reply, read liberally: whatever wraps the one JSON object, and whatever it adds; what is wrong in it is left out."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from bot.answer import Fact, Verdict
from bot.model.calling import ModelFaultyError

LONGEST = 60_000  # characters of a reply that are read
MOST_CLAUSES, MOST_QUOTES, LONGEST_QUOTE = 6, 6, 4_000
INSIDE = ("content", "output", "response", "reply", "answer", "message", "text", "arguments", "parsed")
ReferTo = Literal["dsl", "headteacher", "chair_of_governors", "lado"]
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that the model cites, by the id that it gave, with the words that it says stand there."""

    id: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model proposes. Nothing of it has been checked against any policy."""

    verdict: Verdict
    cited: tuple[Cited, ...]
    reason: str = ""
    strength: Literal["must", "should"] | None = None
    missing: Fact | None = None
    options: tuple[str, ...] = ()
    refer_to: ReferTo = "dsl"
    sure: float = 1.0
    question: str = ""
    facts: tuple[tuple[Fact, str], ...] = ()


def read_reply(text: str) -> Proposal:
    """The proposal in ``text``. Raises ModelFaultyError where there is none."""
    if len(text) > LONGEST:
        message = f"the reply is over {LONGEST} characters"
        raise ModelFaultyError(message)
    fields = next((found for value in _values(text) if (found := _object(value)) is not None), None)
    if fields is None:
        message = "the reply holds no JSON object with a known verdict"
        raise ModelFaultyError(message)
    given = fields.get("missing")
    missing: Fields = given if isinstance(given, dict) else {}
    return Proposal(
        verdict=cast("Verdict", _word(fields.get("verdict"))),
        cited=tuple(_cited(fields.get("clauses"))),
        reason=_text(fields.get("reason")),
        strength=_one_of(fields.get("strength"), ("must", "should")),
        missing=_one_of(missing.get("fact"), get_args(Fact)),
        options=tuple(_text(option) for option in _list(missing.get("options")) if _text(option)),
        refer_to=_one_of(fields.get("refer_to"), get_args(ReferTo)) or "dsl",
        sure=_share(fields.get("sure")),
        question=_text(fields.get("question")),
        facts=tuple(_facts(fields.get("facts"))),
    )


def _values(text: str) -> Iterator[object]:
    """The JSON of ``text``: all of it, or each object that starts somewhere in it (in a code fence, after words)."""
    decoder = json.JSONDecoder()
    tried = 0
    at = 0 if text.lstrip()[:1] in {"[", '"'} else text.find("{")
    while at >= 0 and tried < 50:  # noqa: PLR2004 - a reply with more false starts is none
        try:
            value, end = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        tried += 1
        at = text.find("{", end)


def _object(value: object, depth: int = 0) -> Fields | None:
    """The object with a verdict that ``value`` is or holds."""
    if depth > 6:  # noqa: PLR2004 - no provider wraps deeper
        return None
    if isinstance(value, str):
        inner = _values(value) if "{" in value else ()
        return next((found for each in inner if not isinstance(each, str) and (found := _object(each, depth + 1)) is not None), None)
    if isinstance(value, list):
        return next((found for each in value if (found := _object(each, depth + 1)) is not None), None)
    if not isinstance(value, dict):
        return None
    if _word(value.get("verdict")) in get_args(Verdict):
        return value
    held = (value[name] for name in (*INSIDE, "choices", "function", "tool_calls") if name in value)
    return next((found for each in held if (found := _object(each, depth + 1)) is not None), None)


def _cited(value: object) -> Iterator[Cited]:
    for each in _list(value)[:MOST_CLAUSES]:
        if isinstance(each, str):
            yield Cited(_id(each), ())
        elif isinstance(each, dict):
            quotes = each.get("quotes", each.get("quote", ()))
            given = [quotes] if isinstance(quotes, str) else _list(quotes)
            yield Cited(_id(each.get("id", each.get("clause"))), tuple(_text(q)[:LONGEST_QUOTE] for q in given[:MOST_QUOTES] if _text(q)))


def _facts(value: object) -> Iterator[tuple[Fact, str]]:
    for each in _list(value):
        fact: Fact | None = _one_of(each.get("fact"), get_args(Fact)) if isinstance(each, dict) else None
        if fact:
            yield fact, _text(each.get("value"))


def _id(value: object) -> str:
    return _text(value).strip("[]() ").lower()


def _word(value: object) -> str:
    return _text(value).lower().replace("-", "_").replace(" ", "_")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _one_of(value: object, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - one of the names, which the caller's type says
    return value if isinstance(value, str) and value in names else None


def _share(value: object) -> float:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 1.0
    return min(1.0, max(0.0, number)) if math.isfinite(number) else 0.0

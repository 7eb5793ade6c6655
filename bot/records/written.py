"""Between what is passed about and what is kept: one JSON text each way."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from typing import TypeVar

from pydantic import TypeAdapter

from bot.answer import Answer
from bot.messages import Asker, Incoming, Message, Press, Reply, Reported

Kept = TypeVar("Kept")


def person_of(asker: Asker) -> str:
    """How the records name a person: "slack:T024/U7"."""
    return f"{asker.channel}:{asker.person}"


def digest(*words: str) -> str:
    """Stands for ``words`` where only sameness counts, 32 characters."""
    return sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def written(thing: Message | Press | Reported | Reply | Answer) -> str:
    """As JSON; half a surrogate pair, which some platforms send, becomes a question mark."""
    return json.dumps(asdict(thing), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode("utf-8")


def read_incoming(text: str) -> Incoming:
    """A message, a press or a reported concern, by the fields it has. Raises ValueError."""
    return _incoming().validate_json(text)


def read_reply(text: str) -> Reply:
    """Raises ValueError."""
    return _reply().validate_json(text)


def read_answer(text: str) -> Answer:
    """Raises ValueError."""
    return _answer().validate_json(text)


@cache
def _incoming() -> TypeAdapter[Incoming]:
    return TypeAdapter(Incoming)


@cache
def _reply() -> TypeAdapter[Reply]:
    return TypeAdapter(Reply)


@cache
def _answer() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)

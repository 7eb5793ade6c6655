"""A file of questions, one JSON object a line, read whole before the first is answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast, get_args

from adapters.command_line.refused import refuse
from bot.answer import Question, Role

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the file: the question, and the name that its answer goes by (null where the line gave none)."""

    id: str | None
    question: Question


def read_questions(lines: Iterable[str], source: str) -> tuple[Asked, ...]:
    """Each line of ``source`` as a question; empty lines are passed over.

    Raises RefusedError that names the first line that is not a question.
    """
    return tuple(_asked(line, f"{source}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _asked(line: str, at: str) -> Asked:
    try:
        fields = json.loads(line)
    except ValueError as fault:
        refuse(f"{at}: not JSON ({fault})")
    if not isinstance(fields, dict):
        refuse(f"{at}: not a JSON object")
    messages = _messages(fields, at)
    question = Question(_text(fields, "school", at), messages[-1], role=_role(fields, at), turns=messages[:-1])
    return Asked(_text(fields, "id", at) if fields.get("id") is not None else None, question)


def _messages(fields: Fields, at: str) -> tuple[str, ...]:
    if ("question" in fields) == ("turns" in fields):
        refuse(f"{at}: needs `question` or `turns`, one of them")
    if "question" in fields:
        return (_text(fields, "question", at),)
    turns = fields["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) and turn.strip() for turn in turns):
        refuse(f"{at}: `turns` must be a list of messages")
    return tuple(turns)


def _text(fields: Fields, name: str, at: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        refuse(f"{at}: `{name}` must be text")
    return value


def _role(fields: Fields, at: str) -> Role:
    role = fields.get("role", "staff")
    if role not in get_args(Role):
        refuse(f"{at}: `role` must be one of {', '.join(get_args(Role))}")
    return cast("Role", role)

"""One call to a model: its messages and the schema of its reply, and the key that the same call always has."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from bot.answer import Question
from bot.model.excerpts import Excerpts, tokens
from bot.model.redact import cleaned, redacted
from prompts.loading import load, schema

FORMAT = 1
ROLES = {
    "staff": "a member of staff",
    "new_starter": "a member of staff who has just started",
    "dsl": "the designated safeguarding lead or a deputy",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. ``key`` is the same for the same question, policies and prompts on any machine and day (see docs/model.md)."""

    key: str
    system: str
    user: str
    schema: str
    prompts: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()

    @property
    def tokens(self) -> int:
        """About how many tokens the request costs."""
        return tokens(self.system) + tokens(self.user) + tokens(self.schema)

    def as_json(self) -> str:
        """The request as it is written for an outside reader."""
        fields = {
            "format": FORMAT,
            "key": self.key,
            "prompts": dict(self.prompts),
            "messages": [{"role": "system", "content": self.system}, {"role": "user", "content": self.user}],
            "schema": json.loads(self.schema),
            "temperature": 0,
            "left_out": list(self.left_out),
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def request(question: Question, sent: Excerpts, today: date) -> Request:
    """The one call for ``question``. Nothing of the asker goes into it but the messages, without names, and the role."""
    reading, asking = load("reading"), load("question")
    reply = schema(reading.output)
    said = sent_messages(question, sent.text)
    messages = "\n".join(f"{n}. {turn}" for n, turn in enumerate(said, 1)) if len(said) > 1 else said[0]
    inputs = {"policies": sent.text, "role": ROLES[question.role], "messages": messages}
    user = asking.filled(**inputs, today=f"{today.day} {today:%B %Y}")
    # Without the day, so that a reply that is replayed tomorrow is still found.
    undated = asking.filled(**inputs, today="")
    prompts = tuple((prompt.name, prompt.version) for prompt in (reading, asking))
    return Request(_key(reading.text, undated, reply), reading.text, user, reply, prompts, sent.left_out)


def sent_messages(question: Question, printed: str) -> tuple[str, ...]:
    """Every message as it is sent, oldest first: no control characters, no names but those ``printed`` in the policies."""
    return tuple(redacted(cleaned(turn), printed).strip() for turn in question.messages)


def _key(*parts: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of the parts as one JSON list."""
    return hashlib.sha256(json.dumps([FORMAT, *parts], ensure_ascii=True).encode("ascii")).hexdigest()[:32]

"""What the desk remembers between messages: what it needs of ``bot.records``, and the same held in memory, for the terminal and tests."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Protocol, TypeVar

from bot.answer import Answer, Verdict
from bot.conversation import EXPIRES
from bot.messages import Asker

MOST_KEPT = 10_000  # entries of each kind; the oldest go first
Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Protocol):
    """An answer as it was given; ``question`` is "" once its words have been deleted."""

    @property
    def conversation(self) -> str:
        """Where it was given."""
        ...

    @property
    def question(self) -> str:
        """The newest message of the case that it answers."""
        ...

    @property
    def answer(self) -> Answer:
        """The answer."""
        ...


class AnswersGiven(Protocol):
    """Answers that were given. An answer is its asker's alone. Methods raise OSError, as all here do."""

    def keep(self, asker: Asker, conversation: str, question: str, answer: Answer) -> str:
        """Keep an answer; the id by which its asker gets it back."""
        ...

    def get(self, asker: Asker, name: str) -> Kept | None:
        """The answer called ``name``; None where there is none, or where it was given to somebody else."""
        ...


class Turns(Protocol):
    """The messages of a conversation, for as long as it goes on."""

    def add(self, asker: Asker, conversation: str, text: str) -> None:
        """Note what was said."""
        ...

    def of(self, asker: Asker, conversation: str) -> tuple[str, ...]:
        """What was said before, oldest first; nothing where the conversation is over."""
        ...

    def forget(self, asker: Asker, conversation: str) -> None:
        """Begin anew."""
        ...


class Feedback(Protocol):
    """What people thought of answers."""

    def give(self, asker: Asker, answer: str, *, helpful: bool, reason: str = "") -> None:
        """Note an opinion; a person's later one takes the place of the earlier."""
        ...


class Asked(Protocol):
    """What was asked and how it ended, for what the policies do not answer."""

    def note(self, asker: Asker, question: str, verdict: Verdict, answer: str = "") -> None:
        """Note a question."""
        ...


class Notes(Protocol):
    """Small things about a person, by kind; never words of theirs."""

    def get(self, asker: Asker, kind: str) -> str:
        """What was noted; "" where nothing was."""
        ...

    def put(self, asker: Asker, kind: str, value: str) -> None:
        """Note ``value`` over what was noted before."""
        ...


@dataclass(frozen=True, slots=True)
class Memory:
    """All that the desk remembers."""

    answers: AnswersGiven
    turns: Turns
    feedback: Feedback
    asked: Asked
    notes: Notes


@dataclass(frozen=True, slots=True)
class Held:
    """An answer held in memory."""

    person: str
    conversation: str
    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion held in memory."""

    answer: str
    helpful: bool
    reason: str


def in_memory(clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Memory:
    """A memory that ends with the process."""
    return Memory(HeldAnswers(), HeldTurns(clock), HeldFeedback(), Unasked(), HeldNotes())


@dataclass(slots=True)
class HeldAnswers:
    """AnswersGiven in memory."""

    _held: OrderedDict[str, Held] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, asker: Asker, conversation: str, question: str, answer: Answer) -> str:
        """As ``AnswersGiven``."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            _put(self._held, name, Held(_person(asker), conversation, question, answer))
        return name

    def get(self, asker: Asker, name: str) -> Kept | None:
        """As ``AnswersGiven``."""
        held = self._held.get(name)
        return held if held and held.person == _person(asker) else None


@dataclass(slots=True)
class HeldTurns:
    """Turns in memory."""

    _clock: Callable[[], datetime]
    _held: OrderedDict[tuple[str, str], tuple[datetime, tuple[str, ...]]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, asker: Asker, conversation: str, text: str) -> None:
        """As ``Turns``."""
        before = self.of(asker, conversation)
        with self._lock:
            _put(self._held, (_person(asker), conversation), (self._clock(), (*before, text)))

    def of(self, asker: Asker, conversation: str) -> tuple[str, ...]:
        """As ``Turns``."""
        at, turns = self._held.get((_person(asker), conversation), (self._clock(), ()))
        return turns if self._clock() - at <= EXPIRES else ()

    def forget(self, asker: Asker, conversation: str) -> None:
        """As ``Turns``."""
        with self._lock:
            self._held.pop((_person(asker), conversation), None)


@dataclass(slots=True)
class HeldFeedback:
    """Feedback in memory."""

    opinions: list[Opinion] = field(default_factory=list)

    def give(self, asker: Asker, answer: str, *, helpful: bool, reason: str = "") -> None:  # noqa: ARG002 - as ``Feedback``; whose it is ends here
        """As ``Feedback``."""
        self.opinions.append(Opinion(answer, helpful, reason))


class Unasked:
    """Asked by nobody who would read it."""

    def note(self, asker: Asker, question: str, verdict: Verdict, answer: str = "") -> None:
        """As ``Asked``: nothing is kept."""


@dataclass(slots=True)
class HeldNotes:
    """Notes in memory."""

    _held: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, asker: Asker, kind: str) -> str:
        """As ``Notes``."""
        return self._held.get((_person(asker), kind), "")

    def put(self, asker: Asker, kind: str, value: str) -> None:
        """As ``Notes``."""
        with self._lock:
            _put(self._held, (_person(asker), kind), value)


def _person(asker: Asker) -> str:
    return f"{asker.channel}:{asker.person}"


def _put(held: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    held[key] = value
    held.move_to_end(key)
    while len(held) > MOST_KEPT:
        held.popitem(last=False)

"""What the desk remembers between messages. The real one is in ``bot.records``; the one here serves the terminal and tests."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Protocol

from bot.answer import Answer, Question
from bot.messages import Asker

MOST_KEPT = 10_000  # answers and facts that are held in memory; the oldest go first


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: ``name`` is its id, which stands in buttons; ``question`` is as it was read, restated.

    ``asked`` are the facts that were asked for so far in this talk, each of which is asked for once.
    """

    name: str
    person: str
    conversation: str
    question: Question
    answer: Answer
    at: datetime
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person thought of an answer; the newest stands, and a ``reason`` may come after it."""

    answer: str
    person: str
    school: str
    helpful: bool
    reason: str = ""


class Memory(Protocol):
    """Safe to share between threads; each method raises OSError where what is kept can't be reached."""

    def keep(self, given: Given) -> None:
        """Keep an answer; one with the same name is kept over."""
        ...

    def given(self, name: str) -> Given | None:
        """The answer of that name."""
        ...

    def latest(self, person: str, conversation: str, since: datetime) -> Given | None:
        """The newest answer to this person in this conversation, given at ``since`` or later."""
        ...

    def remember(self, person: str, kind: str, value: str) -> None:
        """Keep one small thing about a person ("school", "pending") over what was kept before; "" forgets it."""
        ...

    def recall(self, person: str, kind: str) -> str:
        """What was kept; "" where nothing was."""
        ...

    def rate(self, opinion: Opinion) -> None:
        """Keep what a person thought of an answer."""
        ...


def person_of(asker: Asker) -> str:
    """How a person is named in what is kept: "slack:T024/U7"."""
    return f"{asker.channel}:{asker.person}"


class InMemory:
    """A Memory that ends with the process."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._lock = Lock()
        self._given: OrderedDict[str, Given] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()
        self.opinions: list[Opinion] = []

    def keep(self, given: Given) -> None:
        """As ``Memory``."""
        with self._lock:
            self._given[given.name] = given
            while len(self._given) > MOST_KEPT:
                self._given.popitem(last=False)

    def given(self, name: str) -> Given | None:
        """As ``Memory``."""
        return self._given.get(name)

    def latest(self, person: str, conversation: str, since: datetime) -> Given | None:
        """As ``Memory``."""
        with self._lock:
            mine = (each for each in reversed(self._given.values()) if (each.person, each.conversation) == (person, conversation))
            newest = next(mine, None)
        return newest if newest and newest.at >= since else None

    def remember(self, person: str, kind: str, value: str) -> None:
        """As ``Memory``."""
        with self._lock:
            self._known[person, kind] = value
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)

    def recall(self, person: str, kind: str) -> str:
        """As ``Memory``."""
        return self._known.get((person, kind), "")

    def rate(self, opinion: Opinion) -> None:
        """As ``Memory``."""
        with self._lock:
            self.opinions.append(opinion)

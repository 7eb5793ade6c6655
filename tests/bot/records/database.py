"""What the records' tests share: a database's address, a clock that is set by hand, a desk and a sender that do as they are told."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.card import Card
from bot.messages import Asker, Channel, Envelope, Incoming, Message, Reply, Reported
from bot.records.engine import Records, open_records

ASKER = Asker("slack", "T024/U7", "larkfield")


@dataclass(frozen=True)
class Database:
    """Where a database is; several may open it."""

    folder: Path
    url: str | None = None

    def open(self) -> Records:
        return open_records(self.folder, self.url)


@dataclass
class HandClock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float = 0, *, days: float = 0) -> None:
        self.now += timedelta(seconds=seconds, days=days)


@dataclass
class EchoDesk:
    """Says what it was told, or what ``does`` says instead."""

    does: Callable[[Incoming], Reply] | None = None
    heard: list[Incoming] = field(default_factory=list)

    def reply(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        if self.does is not None:
            return self.does(incoming)
        return Reply(Card(incoming.text if isinstance(incoming, Message) else type(incoming).__name__))


@dataclass
class ScriptedSender:
    """Raises what its script says for each place, one entry a try, then delivers."""

    channel: Channel = "slack"
    script: dict[str, list[Exception | None]] = field(default_factory=dict)
    sent: list[tuple[str, str]] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    tried: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:  # noqa: ARG002 - a sender may do without
        with self._lock:
            self.tried.append((place, reply.card.title))
            steps = self.script.get(place)
            fault = steps.pop(0) if steps else None
            if fault is not None:
                raise fault
            self.sent.append((place, reply.card.title))
            self.keys[key] += 1


def no_concern(_text: str) -> str | None:
    return None


def message(text: str, *keys: str, place: str = "C1", conversation: str = "", asker: Asker = ASKER) -> Envelope:
    """One event; its conversation is its place unless said otherwise."""
    return Envelope(keys or (f"key of {text}",), place, Message(asker, conversation or place, text))


def until_idle(steps: Iterable[Callable[[], bool]]) -> None:
    """Take the steps until none has anything to do."""
    kinds = tuple(steps)
    while sum(step() for step in kinds):
        pass


__all__ = ["ASKER", "Database", "EchoDesk", "HandClock", "Reported", "ScriptedSender", "message", "no_concern", "until_idle"]

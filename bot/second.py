"""What the answerer asks of a second reader, and what it is told: the one place where a language model can come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from bot.answer import Question
from bot.case.reading import Case
from bot.decide.decision import Decision
from bot.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the norm reader has answered it; ``open_to`` and ``near`` (how near to the question) run beside ``shelf.places``."""

    question: Question
    case: Case
    shelf: Shelf
    open_to: Sequence[bool]
    near: Sequence[float]
    decision: Decision
    today: date


@dataclass(frozen=True, slots=True)
class Told:
    """The decision that stands, and words for it.

    ``reader`` says whose it is: the norm reader's alone, the model's alone, or that of both. ``care`` asks for the line that the clause
    should be read with care. ``refer_to`` is set where the message reports a concern that the patterns missed.
    """

    decision: Decision
    reader: Literal["norms", "model", "both"]
    reason: str = ""
    options: tuple[str, ...] = ()
    care: bool = False
    refer_to: Literal["dsl", "headteacher", "chair_of_governors", "lado"] | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote as the second reader gave it, and what became of it; ``clause`` is an address, or the id given where none was sent by it.

    "whole": the clause was named without a quote, and stands for it. "not sent": no clause of that id was sent.
    """

    clause: str
    words: str
    state: Literal["verified", "repaired", "withheld", "whole", "not sent"]


@dataclass(frozen=True, slots=True)
class Account:
    """How a second reader came to what it told: what it was sent and what it proposed, by name, its quotes, and what came of it."""

    told: Told | None
    sent: tuple[tuple[str, str], ...]
    proposed: tuple[tuple[str, str], ...] = ()
    quotes: tuple[Checked, ...] = ()
    outcome: str = ""


class SecondReader(Protocol):
    """Reads a question again, knowing what the norm reader made of it. Safe to share between threads."""

    def read(self, asked: Asked) -> Told | None:
        """What it found, within 15 s; None where the norm reader's answer stands as it is. Never raises."""
        ...

    def account(self, asked: Asked) -> Account:
        """The same with how it was reached, for whoever looks into one answer: no report hears of it. Never raises."""
        ...

"""What the desk is handed: the parts that answer, remember and know people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from bot.answer import Role
from bot.card import Card
from bot.concern import Concern, find_concern
from bot.conversation import Answers
from bot.directory import Contacts, Directory
from bot.memory import Memory
from bot.messages import Asker, Channel, Press


class Induction(Protocol):
    """Guides a person through what binds them."""

    def open(self, asker: Asker) -> Card:
        """Where the person stands, and the next step."""
        ...

    def pressed(self, press: Press) -> Card:
        """What follows a press of one of its buttons ("induction…")."""
        ...


class LookUp(Protocol):
    """Finds a procedure."""

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        """The procedure for ``topic`` word for word."""
        ...


def by_patterns(text: str) -> Concern | None:
    """A concern by its words alone, for want of anything better."""
    return find_concern((text,))


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return datetime.now().astimezone().date()


def _nowhere(asker: Asker) -> tuple[Channel, str] | None:
    del asker
    return None


def _nothing(school: str, role: Role) -> Sequence[tuple[str, str]]:
    del school, role
    return ()


def _no_dates(school: str) -> Mapping[str, date]:
    del school
    return {}


@dataclass(frozen=True, slots=True)
class Parts:
    """``answers`` gets restated questions: hand in the plain ``Answerer``, not one that restates.

    ``concern`` reads one message; ``policies`` gives titles and remarks; ``handover`` the channel and place that questions of an
    asker's school go to; ``called`` how an asker is named to the people there; ``due`` review dates by version.
    """

    answers: Answers
    memory: Memory
    contacts: Contacts = Directory()  # noqa: RUF009 - frozen
    concern: Callable[[str], Concern | None] = by_patterns
    clock: Callable[[], datetime] = _now
    today: Callable[[], date] = _today
    induction: Induction | None = None
    lookup: LookUp | None = None
    policies: Callable[[str, Role], Sequence[tuple[str, str]]] = _nothing
    handover: Callable[[Asker], tuple[Channel, str] | None] = _nowhere
    called: Callable[[Asker], str] = lambda asker: asker.person
    due: Callable[[str], Mapping[str, date]] = _no_dates

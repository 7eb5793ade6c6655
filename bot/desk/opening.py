"""A desk over a store, with no records and nobody to hand a question to: what `verse chat` opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.answer import Role
from bot.answering import AUDIENCES
from bot.concern import Concern, find_concern
from bot.conversation import Answers
from bot.desk.desk import FrontDesk
from bot.desk.parts import Induction, LookUp, Parts
from bot.directory import Directory
from bot.memory import Memory
from knowledge.embedder import Embedder
from knowledge.metadata import Metadata
from knowledge.plain import from_json
from knowledge.store import Policy, Store


def open_desk(  # noqa: PLR0913 - one for each part that differs between the terminal and a service
    store: Store,
    embedder: Embedder,
    answers: Answers,
    *,
    memory: Memory,
    directory: Directory,
    today: Callable[[], date],
    lookup: LookUp | None = None,
    induction: Induction | None = None,
) -> FrontDesk:
    """The desk that answers from ``store``; ``answers`` is the plain ``Answerer``, since the desk restates questions itself."""
    shelf = _Shelf(store)
    return FrontDesk(
        Parts(
            answers,
            memory,
            directory,
            concern=lambda text: _concern(embedder, text),
            today=today,
            lookup=lookup,
            induction=induction,
            policies=shelf.titles,
            due=shelf.due,
        )
    )


def _concern(embedder: Embedder, text: str) -> Concern | None:
    """The concern that a message reports, by its words and its meaning."""
    return find_concern((text,), embedder.embed([text])[0].tolist())


class _Shelf:
    """What the desk says of policies themselves."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def titles(self, school: str, role: Role) -> tuple[tuple[str, str], ...]:
        """Each policy that ``role`` may see, with its review date."""
        return tuple((policy.title, _review(policy)) for policy in self._store.policies(self._store.school(school), AUDIENCES[role]))

    def due(self, school: str) -> dict[str, date]:
        """The last day for the review of each version in force that has one."""
        dates = {policy.version: _due(policy) for policy in self._store.policies(self._store.school(school))}
        return {version: day for version, day in dates.items() if day}


def _due(policy: Policy) -> date | None:
    return from_json(Metadata, policy.metadata).due


def _review(policy: Policy) -> str:
    day = _due(policy)
    return f"review due by {day.day} {day:%B %Y}" if day else f"version {policy.version[:8]}"

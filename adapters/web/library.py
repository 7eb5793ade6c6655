"""The policies as the pages need them: who may see which, and each version's clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from bot.answer import Role
from knowledge.clauses import Outline
from knowledge.store import Policy as Stored
from knowledge.store import Store, UnknownName

AUDIENCES: dict[Role, tuple[str, ...]] = {"staff": ("staff",), "new_starter": ("staff",), "dsl": ("staff", "dsl")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One policy in force in a list; ``due`` is the last day for its review, None where it prints none."""

    school: str
    slug: str
    title: str
    version: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a policy: its hash, the day on which it was first ingested, and that on which it was taken back, if it was."""

    version: str
    added: date
    taken_back: date | None = None


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A version of a policy with its clauses; ``current`` is the version in force, "" where the policy no longer is."""

    entry: Entry
    outline: Outline
    editions: tuple[Edition, ...]
    current: str

    @property
    def taken_back(self) -> date | None:
        """The day on which this version was taken back; None where it never was, or was put in force again."""
        return next((each.taken_back for each in self.editions if each.version == self.entry.version), None)


class Library(Protocol):
    """What the pages ask for. A document that the role may not see is as absent as one that does not exist."""

    def schools(self) -> tuple[tuple[str, str], ...]:
        """Slug and name of every school, by slug."""
        ...

    def policies(self, school: str, role: Role) -> tuple[Entry, ...]:
        """The policies of ``school`` in force that ``role`` may see, by slug; none for an unknown school."""
        ...

    def policy(self, school: str, slug: str, role: Role, version: str = "") -> PolicyText | None:
        """A version of a policy (by default the one in force), or None."""
        ...


class StoreLibrary:
    """The library over the store."""

    def __init__(self, store: Store, name: Callable[[str], str] = lambda slug: slug) -> None:
        """Read from ``store``; the last outlines read are kept. ``name`` gives a school's name as people say it."""
        self._store, self._name = store, name
        self._outline = lru_cache(maxsize=64)(store.outline)

    def schools(self) -> tuple[tuple[str, str], ...]:
        """Slug and name of every school, by slug."""
        return tuple((school.slug, self._name(school.slug)) for school in self._store.schools())

    def policies(self, school: str, role: Role) -> tuple[Entry, ...]:
        """The policies of ``school`` in force that ``role`` may see, by slug."""
        try:
            found = self._store.policies(self._store.school(school), AUDIENCES[role])
        except UnknownName:
            return ()
        return tuple(self._entry(policy) for policy in found)

    def policy(self, school: str, slug: str, role: Role, version: str = "") -> PolicyText | None:
        """A version of a policy, or None; neither it nor the one in force may be closed to ``role``."""
        try:
            in_force = {policy.slug: policy for policy in self._store.policies(self._store.school(school))}.get(slug)
            wanted = self._store.past(school, slug, self._whole(school, slug, version)) if version else in_force
        except UnknownName:
            return None
        if wanted is None or not {each.audience for each in (wanted, in_force) if each} <= set(AUDIENCES[role]):
            return None
        return PolicyText(self._entry(wanted), self._outline(wanted), self._editions(school, slug), in_force.version if in_force else "")

    def _whole(self, school: str, slug: str, version: str) -> str:
        """The hash that begins with ``version``, as people are shown its first eight characters."""
        known = [each.version for each in self._store.versions(school, slug)]
        found = [each for each in known if each.startswith(version)]
        return found[0] if len(found) == 1 else version

    def _editions(self, school: str, slug: str) -> tuple[Edition, ...]:
        back = {version: _day(moment.at) for version, moment in self._store.history(school, slug).taken_back().items()}
        found = self._store.versions(school, slug)
        return tuple(Edition(each.version, _day(each.added), back.get(each.version)) for each in reversed(found))

    def _entry(self, policy: Stored) -> Entry:
        return Entry(policy.school, policy.slug, policy.title, policy.version, self._store.metadata(policy).due)


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])

"""Put an earlier version of a policy in force again, or undo that: a generation of its own, with a record of who and when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from knowledge.catalogue import School
from knowledge.history import History, Switch
from knowledge.index.generation import Builder, Progress, Silent

SHOWN = 12  # characters of a version's hash


class NothingToRollBack(Exception):  # noqa: N818 - says what is so, like Refused
    """There is no version to go to; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants it, and which way: to the version before, to the one whose hash begins with ``to``, or to undo the newest roll-back."""

    by: str
    to: str = ""
    undo: bool = False


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What was done: the school as it now stands, and the versions before and after."""

    school: School
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class RollBack:
    """Rolls policies back and forth. Stopped at any point, the school is as it was or as it should be."""

    builder: Builder
    progress: Progress = field(default_factory=Silent)

    def run(self, school: str, policy: str, order: Order) -> RolledBack:
        """Do as ordered. Raises UnknownName, NothingToRollBack, StoreBusy, IndexUnusable."""
        return self.undo(school, policy, order.by) if order.undo else self.to(school, policy, order.by, order.to)

    def to(self, school: str, policy: str, by: str, version: str = "") -> RolledBack:
        """Put the version before the one in force in force again, or the one whose hash begins with ``version``.

        The policy's audience stays as it is now. Raises UnknownName, NothingToRollBack, StoreBusy, IndexUnusable.
        """
        with self.builder.store.writing():
            wanted = self._wanted(school, policy, version)
            return self._switch(school, policy, wanted, Switch("rollback", by))

    def undo(self, school: str, policy: str, by: str) -> RolledBack:
        """Put the version that the newest roll-back replaced in force again. Raises as ``to``."""
        with self.builder.store.writing():
            wanted = self.builder.store.history(school, policy).last_taken_back()
            if not wanted:
                message = f"{policy}: its newest change was no roll-back, so there is nothing to undo."
                raise NothingToRollBack(message)
            return self._switch(school, policy, wanted, Switch("undo", by))

    def _wanted(self, school: str, policy: str, version: str) -> str:
        store = self.builder.store
        store.policy(store.school(school), policy)  # its name is checked first
        history = store.history(school, policy)
        if not version:
            return history.before() or _refuse(policy, "no version was in force before this one", history)
        known = dict.fromkeys(moment.version for moment in history.moments if moment.version.startswith(version))
        if len(known) != 1:
            return _refuse(policy, f"{'several versions begin' if known else 'no version begins'} with {version}", history)
        wanted = next(iter(known))
        return wanted if wanted != history.current else _refuse(policy, f"{wanted[:SHOWN]} is in force already", history)

    def _switch(self, slug: str, policy: str, wanted: str, how: Switch) -> RolledBack:
        store = self.builder.store
        school = store.school(slug)
        now = store.policy(school, policy)
        earlier = replace(store.past(slug, policy, wanted), audience=now.audience)
        policies = (earlier if each.slug == policy else each for each in store.policies(school))
        after = self.builder.put_in_force(school, policies, self.progress, how)
        return RolledBack(after, now.version, wanted)


def _refuse(policy: str, why: str, history: History) -> str:
    there = ", ".join(dict.fromkeys(moment.version[:SHOWN] for moment in history.moments))
    message = f"{policy}: {why}. Versions that were in force: {there}."
    raise NothingToRollBack(message)

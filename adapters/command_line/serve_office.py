"""A school's office as the pages ask for it: with people's names where a channel knows them, and what takes long kept for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Lock
from typing import cast, get_args

from adapters.command_line.office import RealOffice
from bot.messages import Asker, Channel
from bot.reports.report import Kind, Named, Report

FRESH = 600.0  # seconds that a report on what was asked is shown again, and a name believed
PATIENCE = 2.0  # seconds that a page waits for names; what comes later stands on the next
AT_ONCE = 4


class Names:
    """What people are called, asked of their channel once in a while. Safe to share between threads."""

    def __init__(self, called: Callable[[Asker], str], now: Callable[[], float] = time.monotonic) -> None:
        """``called`` gives a name, or the person's own id where the channel can't say; ``now`` counts seconds."""
        self._called, self._now = called, now
        self._pool = ThreadPoolExecutor(AT_ONCE, "names")
        self._asked: dict[str, tuple[float, Future[str]]] = {}
        self._lock = Lock()

    def of(self, people: Iterable[str], patience: float = PATIENCE) -> Mapping[str, str]:
        """The names that are known within ``patience`` seconds, by person ("slack:T024/U7")."""
        asked = {person: self._ask(person) for person in people}
        wait(asked.values(), patience)
        known = {person: each.result() for person, each in asked.items() if each.done() and each.exception() is None}
        return {person: name for person, name in known.items() if name and not person.endswith(name)}

    def _ask(self, person: str) -> Future[str]:
        with self._lock:
            at, asked = self._asked.get(person, (float("-inf"), None))
            if asked is None or self._now() - at > FRESH:
                channel, _, name = person.partition(":")
                asker = Asker(cast("Channel", channel), name, "")
                asked = self._pool.submit(self._called, asker) if channel in get_args(Channel) else Future()
                self._asked[person] = (self._now(), asked)
            return asked


class ServedOffice:
    """One school's office. Safe to share between threads."""

    def __init__(self, office: RealOffice, names: Names, now: Callable[[], float] = time.monotonic) -> None:
        """Over ``office``; ``now`` counts seconds."""
        self._office, self._names, self._now = office, names, now
        self._lock = Lock()
        self._kept: dict[Kind, tuple[float, Report]] = {}

    def people(self) -> tuple[Named, ...]:
        """How far everybody is, by name where one was signed with or the channel knows it. Raises OSError."""
        found = self._office.people()
        names = self._names.of(each.at.person for each in found if not each.name)
        return tuple(each if each.name else replace(each, name=names.get(each.at.person, "")) for each in found)

    def fault(self) -> str:
        """What is wrong with the chain of acknowledgements, "" where it is whole. Raises OSError."""
        return self._office.fault()

    def report(self, kind: Kind) -> Report:
        """One of the reports; what staff ask is put together once for all who look within ten minutes. Raises OSError."""
        if kind != "gaps":
            return self._office.report(kind)
        with self._lock:
            at, found = self._kept.get(kind, (float("-inf"), None))
            if found is None or self._now() - at > FRESH:
                found = self._office.report(kind)
                self._kept[kind] = (self._now(), found)
            return found

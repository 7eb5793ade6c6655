"""Reminders of inductions while we serve: a look every so often, and senders that hold one back until the school is awake."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.directory import Directory, School
from bot.induction.inductions import Inductions
from bot.induction.reminders import until_awake
from bot.induction.reminding import Reminder, reminders
from bot.messages import Channel, Reply
from bot.post import NotNowError, Sender, UndeliverableError
from bot.records.induction import Path
from bot.records.outbox import Place
from bot.records.reminding import Reminding, school_of
from knowledge.store import UnknownName

if TYPE_CHECKING:
    from threading import Event

LOOK = 900.0  # seconds between looks for whom to remind
LATER = 60.0  # seconds until a channel that is switched off is looked at again
log = logging.getLogger("verse.reminders")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Looks whom to remind, school by school. ``places`` gives, for each channel that is served, the note of a person's own chat.

    Running it twice, or on two replicas, reminds nobody twice. Logs how many, never who.
    """

    directory: Directory
    inductions: Inductions
    reminding: Reminding
    places: Mapping[Channel, Callable[[str], str]]
    is_off: Callable[[str], bool]
    now: Callable[[], datetime] = _now
    counts: Counter[str] = field(default_factory=Counter)

    def run(self, ended: Event, every: float = LOOK) -> None:
        """Look every so often until ``ended``; a look that fails is made again at the next."""
        while any(school.reminders.on for school in self.directory.schools):
            self.once()
            if ended.wait(every):
                return

    def once(self) -> Mapping[str, int]:
        """Remind whoever is due now: how many were "sent", were "already" by another, could not be "reached"; how many schools "failed"."""
        found: Counter[str] = Counter({"sent": 0, "already": 0, "not_reached": 0, "failed": 0})
        awake = [school for school in self.directory.schools if school.reminders.on and not self._asleep(school)]
        for school in awake:
            found.update(self._school(school))
        if awake:
            told = (len(awake), found["sent"], found["already"], found["not_reached"])
            log.info("reminders of inductions: %d schools looked at, %d sent, %d sent before, %d with no channel to reach them by", *told)
        self.counts.update({"rounds": 1, **found})
        return found

    def _school(self, school: School) -> Counter[str]:
        """What became of one school's; a fault keeps no other school's people from being reminded."""
        found: Counter[str] = Counter()
        try:
            for due in reminders(self.inductions, school.slug, school.reminders, self._local(school)):
                found[self._remind(due)] += 1
        except UnknownName:
            log.warning("reminders of inductions: a school of the directory has no policies yet")
        except Exception as fault:  # noqa: BLE001 - its words could name somebody, and the next round may find it mended
            log.warning("reminders of inductions failed for a school: %s", type(fault).__name__)
            found["failed"] += 1
        return found

    def held(self, sender: Sender) -> Sender:
        """``sender``, by which no reminder goes out at night, however late it comes to be delivered."""
        return _Held(sender, self)

    def wait(self, key: str, channel: str) -> float:
        """Seconds until the letter with ``key`` may go out; 0 for any that is no reminder. Raises UndeliverableError where none may."""
        slug = school_of(key)
        if slug is None:
            return 0.0
        school = next((each for each in self.directory.schools if each.slug == slug and each.reminders.on), None)
        if school is None:
            msg = "the school has switched reminders off"
            raise UndeliverableError(msg)
        return until_awake(school.reminders, self._local(school)) or (LATER if self.is_off(channel) else 0.0)

    def _remind(self, due: Reminder) -> str:
        channel, _, person = due.person.partition(":")
        place = next((place for name, place in self.places.items() if name == channel and not self.is_off(name)), None)
        if place is None:
            return "not_reached"
        path = Path(due.person, due.school, due.role)
        fresh = self.reminding.send(path, due.number, Place(channel, place(person)), Reply(due.card))
        return "sent" if fresh else "already"

    def _asleep(self, school: School) -> bool:
        return until_awake(school.reminders, self._local(school)) > 0

    def _local(self, school: School) -> datetime:
        return self.now().astimezone(ZoneInfo(school.timezone))


class _Held:
    """A sender that asks first whether the hour is right."""

    def __init__(self, sender: Sender, rounds: Rounds) -> None:
        self._sender, self._rounds = sender, rounds
        self.channel: Channel = sender.channel

    def send(self, place: str, reply: Reply, key: str, *, again: bool = False) -> None:
        """As ``Sender``. Raises NotNowError too."""
        wait = self._rounds.wait(key, self.channel)
        if wait > 0:
            msg = "outside the school's hours"
            raise NotNowError(msg, wait)
        self._sender.send(place, reply, key, again=again)

"""Whom to remind of an induction that is not finished, and what they are shown: the "continue" that takes them where they were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.answer import Role
from bot.card import Button, Card, Words
from bot.induction.inductions import Inductions
from bot.induction.path import Path
from bot.induction.progress import Traveller
from bot.induction.reminders import Schedule, is_awake, is_due
from bot.induction.showing import GO_ON, card
from bot.induction.where import Done, done, is_finished, sections_read
from bot.induction.wording import said
from bot.messages import Asker


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that is due; ``number`` counts all that this person was ever sent on this path, from 1."""

    person: str
    school: str
    role: Role
    number: int
    card: Card


def reminders(inductions: Inductions, school: str, schedule: Schedule, now: datetime) -> tuple[Reminder, ...]:
    """Those that are due at ``school`` at ``now``, which is in the school's own time zone. Raises UnknownName, OSError."""
    if not schedule.on or not is_awake(schedule, now):
        return ()
    return tuple(_due(inductions, school, schedule, now))


def _due(inductions: Inductions, school: str, schedule: Schedule, now: datetime) -> Iterable[Reminder]:
    for each in under_way(inductions.progress.travellers(school)):
        path = inductions.path(Asker("terminal", "", school, each.role))
        so_far = done(each.steps)
        last = _last(each).astimezone(now.tzinfo)
        sent = [step.at for step in each.steps if step.part == "reminder"]
        since = max((step.at for step in each.steps if step.part == "sign"), default=None)
        again = sum(since is None or at > since for at in sent)  # who had signed and is asked again begins anew
        if is_due(schedule, last, again, now, finished=is_finished(path, so_far)):
            yield Reminder(each.person, school, each.role, len(sent) + 1, reminding(path, so_far))


def under_way(travellers: Sequence[Traveller]) -> tuple[Traveller, ...]:
    """Of each person the path that they were last on: one whose role has changed is not reminded of the path they left."""
    started = sorted((each for each in travellers if each.steps), key=lambda each: each.person)
    return tuple(max(those, key=_last) for _, those in groupby(started, lambda each: each.person))


def reminding(path: Path, so_far: Done) -> Card:
    """What somebody is sent: how far they are, and the button that goes on. What a new version changed is shown first."""
    read, total = str(sections_read(path, so_far)), str(len(path.sections))
    if so_far.signed:
        see = Button(said("button", "go_on"), "induction", weight="first")
        return card(said("title", "again"), (Words(said("line", "changed")), Words(said("line", "reminded"), "quiet")), (see,))
    resume = Words(said("line", "resume", read=read, total=total))
    return card(said("title", "reminder"), (resume, Words(said("line", "reminded"), "quiet")), (GO_ON,))


def _last(traveller: Traveller) -> datetime:
    return max(step.at for step in traveller.steps)

"""``verse directory check``: what is wrong with the file of schools, places and contacts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from adapters.command_line.refused import refuse
from bot.directory import Directory, School
from bot.directory_reading import DirectoryFaultyError, read_directory
from bot.directory_reminders import DAYS
from bot.induction.reminders import Schedule
from bot.printable import printable

NONE = "No directory is set. Give a file, or name one in VERSE_DIRECTORY; examples/directory.toml shows the format."


def check(file: Path | None, today: date) -> None:
    """Print what the file says and what should be put right; refuse one that can't be used, with every fault."""
    if file is None:
        refuse(NONE)
    try:
        directory = read_directory(file)
    except DirectoryFaultyError as faulty:
        refuse(str(faulty))
    console = Console(highlight=False)
    for line in _said(directory):
        console.print(Text(printable(line)))
    for line in warnings(directory, today):
        console.print(Text(printable(line), style="yellow"))


def warnings(directory: Directory, today: date) -> tuple[str, ...]:
    """One line for each contact that is wanting or that nobody confirmed for 90 days."""
    wanting = (
        f"{school.slug}: no {office} contact; add [schools.{school.slug}.contacts.{office}]" for school, office in directory.wanting()
    )
    old = (
        f"{school.slug}: {each.office} ({each.name}) was last confirmed on {each.confirmed}; ring {each.phone} and set today's date"
        for school, each in directory.unconfirmed(today)
    )
    return (*wanting, *old)


def _said(directory: Directory) -> Iterator[str]:
    for school in directory.schools:
        yield f"{school.slug}: {school.name}, {len(school.contacts)} contacts, {_reminders(school)}"
    for tenant in directory.tenants:
        named = f"{len(tenant.places)} channels, {len(tenant.groups)} groups, {len(tenant.people)} people"
        yield f"{tenant.platform} {tenant.id}: {', '.join(tenant.schools)}, {named}"


def _holidays(when: Schedule) -> str:
    spans = (str(each.first) if each.first == each.last else f"{each.first} to {each.last}" for each in when.holidays)
    return f", not on {', '.join(spans)}" if when.holidays else ""


def _reminders(school: School) -> str:
    when = school.reminders
    if not when.on:
        return "reminders of inductions off"
    days = ", ".join(DAYS[day][:3].title() for day in sorted(when.days))
    clock = f"at {when.at:%H:%M} ({days}; {school.timezone})"
    return f"reminders of inductions every {when.every} days {clock}, {when.most} at most{_holidays(when)}"

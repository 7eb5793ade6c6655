"""Reads the directory's file and says everything that is wrong with it at once, line by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast, get_args

from bot.answer import Role
from bot.directory import DUTIES, OFFICES, Contact, Directory, Duty, Group, Platform, School, Tenant
from bot.directory_reminders import KEYS, is_zone, read_schedule
from bot.induction.reminders import Schedule

PLATFORMS: tuple[Platform, ...] = get_args(Platform)
LONDON = "Europe/London"
ROLES = (*get_args(Role), *DUTIES)
_DOT = r"\s*\.\s*"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PHONE = re.compile(r"[+\d][\d ()-]{2,24}(?: ?(?:ext|x)\.? ?\d+)?")
Table = Mapping[str, object]


class DirectoryFaultyError(Exception):
    """The file can't be used; the message has a line for each fault, with the line of the file where it stands."""


@dataclass(slots=True)
class _Reading:
    """One reading of one file, with the faults found so far."""

    text: str
    faults: list[tuple[int, str]] = field(default_factory=list)

    def fault(self, path: tuple[str, ...], what: str) -> None:
        self.faults.append((self._line(path), f"{'.'.join(path)}: {what}"))

    def _line(self, path: tuple[str, ...]) -> int:
        """The line where ``path`` stands: its own header, or its key under the nearest header above it; 1 where neither is found."""
        lines = self.text.splitlines()
        for length in range(len(path), 0, -1):
            name = _DOT.join(_key(each) for each in path[:length])
            header = re.compile(rf"\s*\[{name}\]\s*(?:#.*)?")
            at = next((number for number, line in enumerate(lines, 1) if header.fullmatch(line)), 0)
            if at:
                return _key_line(lines, at, path[length]) if length < len(path) else at
        return 1

    def table(self, held: object, path: tuple[str, ...], known: tuple[str, ...] | None = None) -> Table:
        """``held`` as a table; a fault, and an empty one, where it is none. Keys that are not ``known`` are faults."""
        if not isinstance(held, dict):
            self.fault(path, "must be a table")
            return {}
        for key in held if known is not None else ():
            if known is not None and key not in known:
                self.fault((*path, key), f"is not known here; known: {', '.join(known)}")
        return held

    def words(self, table: Table, path: tuple[str, ...], key: str, *, needed: bool = True) -> str:
        """A text; a fault where it is missing, blank or no text."""
        held = table.get(key, "")
        if key not in table and not needed:
            return ""
        if not isinstance(held, str) or not held.strip():
            self.fault((*path, key) if key in table else path, f"{key} is missing" if key not in table else "must be text")
            return ""
        return held.strip()


def _key(name: str) -> str:
    return rf"""["']?{re.escape(name)}["']?"""


def _key_line(lines: list[str], at: int, key: str) -> int:
    for number, line in enumerate(lines[at:], at + 1):
        if line.lstrip().startswith("["):
            break
        if re.match(rf"\s*{_key(key)}\s*[=.]", line):
            return number
    return at


def read_directory(path: Path) -> Directory:
    """The directory in the file at ``path``. Raises DirectoryFaultyError with every fault."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        message = f"{path}: not TOML: {fault}"
        raise DirectoryFaultyError(message) from None
    except (OSError, UnicodeDecodeError) as fault:
        message = f"{path}: {getattr(fault, 'strerror', None) or 'not UTF-8 text'}"
        raise DirectoryFaultyError(message) from None
    reading = _Reading(text)
    directory = _directory(reading, data)
    if reading.faults:
        raise DirectoryFaultyError("\n".join(f"{path}, line {line}: {what}" for line, what in sorted(reading.faults)))
    return directory


def _directory(reading: _Reading, data: Table) -> Directory:
    reading.table(data, (), ("schools", *PLATFORMS))
    schools = tuple(_schools(reading, reading.table(data.get("schools", {}), ("schools",))))
    if not schools:
        reading.fault(("schools",), "no school is set; begin with [schools.NAME]")
    slugs = {school.slug for school in schools}
    return Directory(schools, tuple(tenant for each in PLATFORMS for tenant in _tenants(reading, each, data.get(each, {}), slugs)))


def _schools(reading: _Reading, tables: Table) -> Iterator[School]:
    for slug, held in tables.items():
        path = ("schools", slug)
        if not _SLUG.fullmatch(slug):
            reading.fault(path, "a school's short name has small letters, digits and hyphens only, as given to `verse ingest --school`")
        table = reading.table(held, path, ("name", "link", "timezone", "reminders", "contacts", "handover"))
        link = reading.words(table, path, "link", needed=False)
        if link and not re.fullmatch(r"https?://\S+", link):
            reading.fault((*path, "link"), "must begin with https://")
        contacts = tuple(_contacts(reading, reading.table(table.get("contacts", {}), (*path, "contacts"), OFFICES), path))
        handovers = tuple(_handovers(reading, table, path))
        yield School(slug, reading.words(table, path, "name"), contacts, handovers, link, *_hours(reading, table, path))


def _hours(reading: _Reading, school: Table, above: tuple[str, ...]) -> tuple[str, Schedule]:
    """The school's time zone, and when its people are reminded of an induction."""
    zone = reading.words(school, above, "timezone", needed=False) or LONDON
    if not is_zone(zone):
        reading.fault((*above, "timezone"), f"“{zone}” is no time zone that this computer knows, as Europe/London")
    path = (*above, "reminders")
    table = reading.table(school.get("reminders", {}), path, KEYS)
    return zone, read_schedule(table, lambda wrong: reading.fault((*path, wrong.key), f"{wrong.key} {wrong.what}"))


def _contacts(reading: _Reading, tables: Table, above: tuple[str, ...]) -> Iterator[Contact]:
    for office, held in tables.items():
        path = (*above, "contacts", office)
        table = reading.table(held, path, ("name", "phone", "confirmed", "hours"))
        phone, day = reading.words(table, path, "phone"), table.get("confirmed")
        if phone and not _PHONE.fullmatch(phone):
            reading.fault((*path, "phone"), f"“{phone}” is no telephone number")
        if type(day) is not date:
            reading.fault(
                (*path, "confirmed") if "confirmed" in table else path, "confirmed must be the day it was last checked, as 2026-09-01"
            )
            day = date.min
        if office in OFFICES:
            hours = reading.words(table, path, "hours", needed=False)
            yield Contact(office, reading.words(table, path, "name"), phone, day, hours)


def _handovers(reading: _Reading, school: Table, above: tuple[str, ...]) -> Iterator[tuple[Platform, str, str]]:
    for platform, held in reading.table(school.get("handover", {}), (*above, "handover"), PLATFORMS).items():
        path = (*above, "handover", platform)
        table = reading.table(held, path, ("tenant", "channel"))
        if platform in PLATFORMS:
            yield platform, reading.words(table, path, "tenant"), reading.words(table, path, "channel")


def _tenants(reading: _Reading, platform: Platform, held: object, slugs: set[str]) -> Iterator[Tenant]:
    for name, tenant in reading.table(held, (platform,)).items():
        path = (platform, name)
        table = reading.table(tenant, path, ("schools", "channels", "groups", "people"))
        listed = table.get("schools", [])
        schools = tuple(str(each) for each in listed) if isinstance(listed, list) else ()
        if not schools:
            reading.fault((*path, "schools"), "must list the schools that use it, as [“oakfield”]")
        places = reading.table(table.get("channels", {}), (*path, "channels"))
        groups, people = (tuple(_held(reading, table, (*path, kind))) for kind in ("groups", "people"))
        named = [(*((path, each) for each in schools),), [((*path, "channels", at), str(each)) for at, each in places.items()]]
        named += [[((*path, kind, each.id), each.school) for each in found] for kind, found in (("groups", groups), ("people", people))]
        for where, slug in (pair for pairs in named for pair in pairs):
            if slug not in slugs:
                reading.fault(where, f"there is no school “{slug}”; known: {', '.join(sorted(slugs)) or 'none'}")
        yield Tenant(platform, name, schools, tuple((at, str(each)) for at, each in places.items()), groups, people)


def _held(reading: _Reading, tenant: Table, above: tuple[str, ...]) -> Iterator[Group]:
    """What is held by the groups, or the people, of a tenant."""
    for name, held in reading.table(tenant.get(above[-1], {}), above).items():
        path = (*above, name)
        table = reading.table(held, path, ("school", "role"))
        role = reading.words(table, path, "role")
        if role and role not in ROLES:
            reading.fault((*path, "role"), f"must be one of {', '.join(ROLES)}")
        yield Group(name, reading.words(table, path, "school"), cast("Role | Duty", role))

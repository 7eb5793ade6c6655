"""What serving needs besides the settings themselves, every fault at once, each with where to get the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

from adapters.command_line.refused import RefusedError, refuse
from bot.directory import Directory
from bot.directory_reading import DirectoryFaultyError, read_directory
from bot.settings import Settings, SettingsFaultyError

OPENING = "verse serve cannot start until these are put right:"
CONTACTS = {"dsl": "the Designated Safeguarding Lead", "deputy": "the deputy DSL", "out_of_hours": "out of hours"}
Found = TypeVar("Found")


@dataclass(slots=True)
class Faults:
    """What was found wrong so far."""

    lines: list[str]

    def tried(self, read: Callable[[], Found], instead: Found) -> Found:
        """What ``read`` gives; where it finds faults they are noted and ``instead`` stands in, so that the rest is still looked at."""
        try:
            return read()
        except (SettingsFaultyError, DirectoryFaultyError, RefusedError) as fault:
            self.lines += str(fault).splitlines()
            return instead

    def note(self, lines: Iterator[str]) -> None:
        """Add ``lines``."""
        self.lines += lines

    def end(self) -> None:
        """Refuse to go on where anything is wrong. Raises RefusedError."""
        if self.lines:
            refuse("\n".join((OPENING, *(f"  - {line}" for line in dict.fromkeys(self.lines)))))


def the_directory(path: Path | None) -> Directory:
    """The directory in the file; an empty one where none is named. Raises DirectoryFaultyError."""
    return read_directory(path) if path else Directory()


def web_faults(settings: Settings) -> Iterator[str]:
    """What is wrong with how the pages would be reached."""
    if not is_loopback(settings.host) and not (settings.sso_header or settings.link_secret):
        yield (
            f"VERSE_HOST is {settings.host}, which others on the network reach, and nothing says who they are: set VERSE_SSO_HEADER and "
            "VERSE_TRUSTED_PROXY (your reverse proxy's single sign-on; docs/serve.md), or VERSE_LINK_SECRET (openssl rand -hex 32) so "
            "that signed links alone open policies; or leave VERSE_HOST at 127.0.0.1"
        )
    if settings.sso_header and not settings.trusted_proxy:
        yield "VERSE_TRUSTED_PROXY is missing: the address of the reverse proxy that sets VERSE_SSO_HEADER, as 127.0.0.1 or 10.0.0.0/24"
    if settings.sso_groups_header and not settings.sso_header:
        yield "VERSE_SSO_HEADER is missing: the header in which the proxy names the person, beside VERSE_SSO_GROUPS_HEADER"
    for name, header in (("VERSE_SSO_HEADER", settings.sso_header), ("VERSE_SSO_GROUPS_HEADER", settings.sso_groups_header)):
        if header and not re.fullmatch(r"[A-Za-z0-9-]+", header):
            yield f"{name} must be a header's name, as X-Forwarded-User"
    if settings.link_secret and not settings.public_url:
        yield "VERSE_PUBLIC_URL is missing: what signed links begin with, as https://policies.school.example (your proxy's name)"


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def people_faults(directory: Directory, named: Path | None, *, served: tuple[str, ...]) -> Iterator[str]:
    """Whom a concern goes to must be known before anybody is served in ``served`` ("Slack", "Teams")."""
    if not served:
        return
    if named is None:
        yield (
            f"VERSE_DIRECTORY is missing: {' and '.join(served)} may not be served before it names a file with each school's DSL, "
            "deputy and out-of-hours contacts; begin with a copy of examples/directory.toml"
        )
    for school, office in directory.wanting():
        yield (
            f"{named}: [schools.{school.slug}.contacts.{office}] is missing: name, phone and confirmed for {CONTACTS[office]} "
            f"of {school.name}, whom a concern goes to"
        )


def people_warnings(directory: Directory, today: date) -> Iterator[str]:
    """What should be looked at soon, though it keeps nobody from being served."""
    for school, contact in directory.unconfirmed(today):
        yield f"{school.name}: nobody has confirmed {contact.name}'s number since {contact.confirmed:%d %B %Y} (over 90 days)."

"""Which workspace, channel or group is which school's and which role's, and whom each school's people turn to.

Read from one file that a person writes (``examples/directory.toml`` shows the format) by ``bot.directory_reading``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, Protocol, get_args

from bot.answer import Role
from bot.induction.reminders import Schedule

Platform = Literal["slack", "teams", "web"]  # the web's only tenant is "sso": who is signed in there, by their groups
Duty = Literal["office", "owner"]  # what staff look after besides: new starters, the policies
Office = Literal["dsl", "deputy", "out_of_hours", "headteacher", "chair_of_governors", "lado"]
DUTIES: tuple[Duty, ...] = get_args(Duty)
OFFICES: tuple[Office, ...] = ("dsl", "deputy", "out_of_hours", "headteacher", "chair_of_governors", "lado")
NEEDED: tuple[Office, ...] = ("dsl", "deputy", "out_of_hours")  # without these a school is not served
CONFIRMED_FOR = timedelta(days=90)
# Whom a concern goes to by its route (``bot.concern.Route``), in order; never to the office that it is about.
GOES_TO: Mapping[str, tuple[Office, ...]] = {
    "dsl": ("dsl", "deputy", "out_of_hours"),
    "headteacher": ("headteacher", "dsl", "out_of_hours"),
    "chair_of_governors": ("chair_of_governors", "lado"),
    "lado": ("lado",),
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to; ``confirmed`` is the day on which somebody last checked that name and telephone number are right."""

    office: Office
    name: str
    phone: str
    confirmed: date
    hours: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """``handover`` says where a question to a person goes on each platform, as (tenant, channel); ``link`` is where its pages are.

    ``reminders`` of inductions go out by the clock of ``timezone``.
    """

    slug: str
    name: str
    contacts: tuple[Contact, ...] = ()
    handover: tuple[tuple[Platform, str, str], ...] = ()
    link: str = ""
    timezone: str = "Europe/London"
    reminders: Schedule = Schedule()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Group:
    """A platform's group, or one person by the platform's id: who has ``role`` at ``school``."""

    id: str
    school: str
    role: Role | Duty


@dataclass(frozen=True, slots=True)
class Tenant:
    """A Slack workspace or Teams tenant: the schools in it, and the channels or teams, the groups and the people that are one school's."""

    platform: Platform
    id: str
    schools: tuple[str, ...]
    places: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    people: tuple[Group, ...] = ()

    def held_by(self, groups: Iterable[str], person: str) -> list[Group]:
        """What is ``person``'s own, then what is their groups'."""
        member_of = set(groups)
        return [each for each in self.people if each.id == person] + [each for each in self.groups if each.id in member_of]


@dataclass(frozen=True, slots=True)
class Member:
    """Whose a person may be; of several ``schools`` the person is asked once which. No school: the place is not set up."""

    schools: tuple[str, ...]
    role: Role = "staff"
    duties: tuple[Duty, ...] = ()


class Contacts(Protocol):
    """Whom a school's people turn to."""

    def people(self, school: str, route: str) -> tuple[Contact, ...]:
        """Those to speak to about a concern of that route, the first first; empty where none are set."""
        ...

    def name(self, school: str) -> str:
        """The school's name as people say it; its slug where none is set."""
        ...


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole file. An empty one is a bare installation: no platform, no contacts."""

    schools: tuple[School, ...] = ()
    tenants: tuple[Tenant, ...] = ()
    _by_slug: dict[str, School] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the schools."""
        object.__setattr__(self, "_by_slug", {school.slug: school for school in self.schools})

    def school_of(self, platform: Platform, tenant: str, place: str = "", groups: Iterable[str] = (), person: str = "") -> Member:
        """Whose ``person`` is who writes in ``place`` (a channel or team, "" in a direct message) and is a member of ``groups``.

        A place's own school comes first, then the person's and the groups', then the tenant's. Role and duties hold for one school only.
        """
        found = self._tenant(platform, tenant)
        if found is None:
            return Member(())
        mine = found.held_by(groups, person)
        here = dict(found.places).get(place)
        schools = (here,) if here else tuple(dict.fromkeys(each.school for each in mine)) or found.schools
        if len(schools) != 1:
            return Member(schools)
        held = {each.role for each in mine if each.school == schools[0]}
        return Member(schools, _role(held), tuple(duty for duty in DUTIES if duty in held))

    def held(self, platform: Platform, tenant: str, groups: Iterable[str] = (), person: str = "") -> tuple[tuple[str, Role | Duty], ...]:
        """What ``person`` is at each school by name or by ``groups``, as (school, role); nothing where that comes from the tenant alone."""
        found = self._tenant(platform, tenant)
        return tuple(dict.fromkeys((each.school, each.role) for each in (found.held_by(groups, person) if found else ())))

    def _tenant(self, platform: Platform, tenant: str) -> Tenant | None:
        return next((each for each in self.tenants if (each.platform, each.id) == (platform, tenant)), None)

    def people(self, school: str, route: str) -> tuple[Contact, ...]:
        """Those to speak to about a concern of that route, the first first; empty where none are set."""
        found = self._by_slug.get(school)
        there = {contact.office: contact for contact in found.contacts} if found else {}
        return tuple(there[office] for office in GOES_TO.get(route, GOES_TO["dsl"]) if office in there)

    def name(self, school: str) -> str:
        """The school's name as people say it; its slug where none is set."""
        found = self._by_slug.get(school)
        return found.name if found else school

    def link(self, school: str) -> str:
        """Where the school's pages are ("https://…"); "" where that is not set."""
        found = self._by_slug.get(school)
        return found.link if found else ""

    def handover(self, platform: str, school: str) -> tuple[str, str] | None:
        """The tenant and channel that a question to a person goes to; None where none is set."""
        found = self._by_slug.get(school)
        return next(((tenant, to) for where, tenant, to in (found.handover if found else ()) if where == platform), None)

    def unconfirmed(self, today: date) -> tuple[tuple[School, Contact], ...]:
        """The contacts that nobody has confirmed for 90 days."""
        return tuple((school, each) for school in self.schools for each in school.contacts if today - each.confirmed > CONFIRMED_FOR)

    def wanting(self) -> tuple[tuple[School, Office], ...]:
        """The contacts without which a school is not to be served."""
        return tuple(
            (school, office) for school in self.schools for office in NEEDED if office not in {each.office for each in school.contacts}
        )


def _role(held: Collection[str]) -> Role:
    """The role that reaches furthest of those held; a duty alone leaves somebody staff."""
    return "dsl" if "dsl" in held else "new_starter" if "new_starter" in held else "staff"

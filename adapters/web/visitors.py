"""Who asks for a page and what they may see, from where the request comes and what it carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from adapters.web.signing import Grant, Signer
from bot.answer import Role

Network = IPv4Network | IPv6Network
Membership = Callable[[tuple[str, ...], str], tuple[tuple[str, ...] | None, Role]]
"""The groups of a signed-in person, and their id, to the schools they belong to (None: every school) and their role."""
Overseeing = Callable[[tuple[str, ...], str], tuple[tuple[str, ...], tuple[str, ...]]]
"""The same to the schools whose people they look after, and to those whose reports they may read."""
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True)
class Oversight:
    """What somebody looks after: the schools whose ``people`` they may see by name, and those whose ``reports`` they may read."""

    people: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.people or self.reports)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who may see something.

    ``person`` is empty where nobody is signed in. ``schools`` are those they may see, None for every one; ``grant`` is what a signed
    link opens to its holder, who may then see nothing else.
    """

    person: str = ""
    schools: tuple[str, ...] | None = ()
    role: Role = "staff"
    grant: Grant | None = None
    oversight: Oversight = Oversight()

    def sees(self, school: str) -> bool:
        """Whether this school's pages are open to them."""
        return self.schools is None or school in self.schools

    def role_at(self, school: str, policy: str) -> Role | None:
        """As whom they may read this policy; None where they may not."""
        if self.grant is not None:
            return self.grant.role if (school, policy) == (self.grant.school, self.grant.policy) else None
        return self.role if self.sees(school) else None


def everyone(_groups: tuple[str, ...], _person: str = "") -> tuple[tuple[str, ...] | None, Role]:
    """The membership of a site that tells nobody apart: each is staff of every school."""
    return None, "staff"


def nobody(_groups: tuple[str, ...], _person: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Nobody looks after anything."""
    return (), ()


@dataclass(frozen=True, slots=True)
class Access:
    """How people get in.

    ``sso_header`` (who is signed in) and ``groups_header`` (their groups, commas between) are believed only from the ``trusted``
    networks; ``signer`` makes and reads links; ``here`` is open to whoever sits at this computer, for trying it out.
    """

    sso_header: str = ""
    groups_header: str = ""
    trusted: tuple[Network, ...] = ()
    signer: Signer | None = None
    here: bool = False
    site: str = ""
    membership: Membership = everyone
    overseeing: Overseeing = nobody

    def visitor(self, peer: str, host: str, headers: Mapping[str, str], token: str = "", session: str = "") -> Visitor | None:
        """Who this is; None for a stranger. ``peer`` is the other end of the connection, ``host`` the name it was asked by."""
        if self.sso_header:
            person = headers.get(self.sso_header, "").strip() if self._trusts(peer) else ""
            if person:
                listed = headers.get(self.groups_header, "") if self.groups_header else ""
                groups = tuple(filter(None, (each.strip() for each in listed.split(","))))
                schools, role = self.membership(groups, person)
                return Visitor(person, schools, role, oversight=Oversight(*self.overseeing(groups, person)))
        elif self.here and _is_here(peer, headers) and self._is_ours(host):
            return Visitor(session, None, "staff")
        grant = self.signer.read(token) if self.signer and token else None
        return Visitor(grant=grant) if grant else None

    def _trusts(self, peer: str) -> bool:
        address = _address(peer)
        return address is not None and any(address in network for network in self.trusted)

    def _is_ours(self, host: str) -> bool:
        """Whether the page was asked for by a name of this computer, so that no other site's name can be made to point here."""
        name = urlsplit(f"//{host}").hostname or ""
        address = _address(name)
        return name == "localhost" or (address is not None and address.is_loopback)


def _is_here(peer: str, headers: Mapping[str, str]) -> bool:
    address = _address(peer)
    return address is not None and address.is_loopback and not any(name in headers for name in FORWARDED)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None

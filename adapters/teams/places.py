"""Which school and role a person in Teams has, by the directory and the tenant's groups."""

from __future__ import annotations

from dataclasses import dataclass

from bot.directory import Directory
from bot.memberships import Memberships
from bot.messages import Asker, asker_of


def groups_of(directory: Directory, tenant: str) -> tuple[str, ...]:
    """The ids of the groups that the directory gives a role in ``tenant``."""
    mine = (each for each in directory.tenants if (each.platform, each.id) == ("teams", tenant))
    return tuple(group.id for each in mine for group in each.groups)


@dataclass(frozen=True, slots=True)
class DirectoryPlaces:
    """``adapters.teams.heard.Places`` over the directory; ``memberships`` are those of ``tenant``, the one whose groups we may read."""

    directory: Directory
    tenant: str = ""
    memberships: Memberships | None = None

    def who(self, tenant: str, team: str, user: str) -> Asker | None:
        """The asker; None where the directory knows nothing of this place."""
        groups = self.memberships.of(user) if self.memberships and tenant == self.tenant else ()
        member = self.directory.school_of("teams", tenant, team, groups, user)
        return asker_of(member, "teams", f"{tenant}/{user}")

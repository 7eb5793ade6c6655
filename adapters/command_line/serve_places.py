"""What the directory says, as each channel asks it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Role
from bot.directory import Directory, Member
from bot.messages import Asker


@dataclass(frozen=True, slots=True)
class Places:
    """Whose a person is who writes in Teams."""

    directory: Directory

    def who(self, tenant: str, place: str, user: str) -> Asker | None:
        """The asker; None where the directory knows nothing of this place."""
        member = self.directory.school_of("teams", tenant, place, person=user)
        if not member.schools:
            return None
        one = member.schools[0] if len(member.schools) == 1 else ""
        return Asker("teams", f"{tenant}/{user}", one, member.role, () if one else member.schools, member.duties)


def signed_in(directory: Directory, groups: tuple[str, ...], person: str) -> tuple[tuple[str, ...] | None, Role]:
    """The schools and role of who is signed in on the web; every school, as staff, where the directory has no [web.sso]."""
    if not any(tenant.platform == "web" for tenant in directory.tenants):
        return None, "staff"
    member: Member = directory.school_of("web", "sso", "", groups, person)
    return member.schools, member.role


def looks_after(directory: Directory, groups: tuple[str, ...], person: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The schools whose people somebody signed in on the web may see by name (DSL, office), and whose reports (policy owners too)."""
    held = directory.held("web", "sso", groups, person)
    people = dict.fromkeys(school for school, role in held if role in {"dsl", "office"})
    return tuple(people), tuple(people | dict.fromkeys(school for school, role in held if role == "owner"))

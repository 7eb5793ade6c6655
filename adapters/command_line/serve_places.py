"""What the directory says, as each channel asks it."""

from __future__ import annotations

from bot.answer import Role
from bot.directory import Directory, Member


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

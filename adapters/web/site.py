"""What the pages stand on, handed in by whoever serves them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from adapters.web.library import Library
from adapters.web.signing import Signer
from adapters.web.talk import Talks
from adapters.web.visitors import Access
from bot.post import Desk

if TYPE_CHECKING:
    from adapters.web.office import Office

Faults = tuple[tuple[str, str, tuple[str, ...]], ...]
"""A policy's title, its slug, and what is wrong with it, a phrase each."""


async def always() -> tuple[str, ...]:
    """Nothing is wanting."""
    return ()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that the pages may ask for.

    ``forms`` signs the forms; ``health`` says what is wrong with those of a school's policies whose slugs it is given; ``ready`` is empty
    where the service can answer, else what is wanting; ``metrics`` gives media type and body for a scraper that carries
    ``metrics_token`` or is on this computer; ``office`` gives a school's office, for those who look after its people or policies.
    """

    desk: Desk
    library: Library
    access: Access
    forms: Signer
    today: Callable[[], date]
    health: Callable[[str, frozenset[str]], Faults] = lambda _school, _slugs: ()
    ready: Callable[[], Awaitable[tuple[str, ...]]] = always
    metrics: Callable[[], tuple[str, bytes]] = lambda: ("text/plain", b"")
    metrics_token: str = ""
    secure: bool = False
    office: Callable[[str], Office] | None = None
    talks: Talks = field(default_factory=Talks)

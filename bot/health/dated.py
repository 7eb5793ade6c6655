"""Law, guidance, bodies and services that a policy names although they have gone; ``dated.toml`` says since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from bot.health.report import Finding, places
from knowledge.clauses import Outline
from knowledge.vocabulary import joined, tables

NEAR = 60  # characters on either side in which a policy may say itself that something is past
_PAST = re.compile(
    r"(?i)\b(?:replac\w+|repeal\w+|supersed\w+|former(?:ly)?|previous(?:ly)?|no longer|revoked|abolished|closed|used to be"
    r"|now (?:the|called|x))\b"
)


@dataclass(frozen=True, slots=True)
class Past:
    """What has gone: how it is named, since when, what stands in its place, and where that can be read."""

    kind: Literal["law", "service"]
    name: str
    named: re.Pattern[str]
    since: date
    instead: str
    source: str


def replaced(outline: Outline, day: date) -> Iterator[Finding]:
    """A finding for each thing past by ``day`` that the clauses name as if it were not."""
    for past in _past():
        addresses = tuple(clause.address for clause in outline.clauses if clause.kind != "furniture" and _named(past, clause.text))
        if addresses and past.since <= day:
            text = f"{past.name}: gone since {past.since:%B %Y}; {past.instead} ({places(addresses)})"
            yield Finding(past.kind, text, addresses, past.source)


def _named(past: Past, text: str) -> bool:
    """Whether ``text`` names it without saying that it is past."""
    plain = " ".join(text.replace("*", "").split())
    return any(not _PAST.search(plain[max(0, found.start() - NEAR) : found.end() + NEAR]) for found in past.named.finditer(plain))


@cache
def _past() -> tuple[Past, ...]:
    read = tables("bot.health", "dated.toml")
    kinds: tuple[Literal["law", "service"], ...] = ("law", "service")
    return tuple(
        Past(
            kind,
            name,
            re.compile(joined(each["named"])),
            each["since"],
            each["instead"],
            each["source"],
        )
        for kind in kinds
        for name, each in read[kind].items()
    )

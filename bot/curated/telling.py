"""Telling an owner that what they signed has lapsed: once for each version that makes it lapse, where the school takes its questions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.card import Card, Words
from bot.curated.clauses import InForce, Lapsed, lapsed
from bot.curated.signed import Signed
from bot.curated.words import day, said
from bot.messages import Channel, Reply
from bot.post import Outgoing
from knowledge.blobs import BlobDamaged
from knowledge.store import Store

_LOG = logging.getLogger("bot.curated")


def notice(gone: Lapsed) -> str:
    """What an owner is told of an answer that lapsed."""
    signed, clause = gone.signed, gone.pinned
    fill = {"policy": clause.title, "address": clause.address, "what": gone.what}
    return said("line", "lapsed", by=signed.by, question=signed.question, day=day(signed.when), **fill)


def lapsed_card(gone: Lapsed) -> Card:
    """The same as a card."""
    title, text = said("line", "lapsed_title"), notice(gone)
    return Card(title, (Words(text, "warning"),), plain=f"{title}\n\n{text}", tone="warning")


class Told(Protocol):
    """What a channel remembers of whom it told (``bot.records.known.Known``). Methods raise OSError."""

    def get(self, kind: str, key: str) -> str | None:
        """What is known, or None."""
        ...

    def put(self, kind: str, key: str, value: str) -> None:
        """Remember it."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """Over one store; ``place`` is where a school's people are written to, ``told`` what was told there."""

    store: Store
    signed: Callable[[str], Sequence[Signed]]
    out: Outgoing
    place: Callable[[str], tuple[Channel, str] | None]
    told: Callable[[Channel], Told]

    def once(self) -> int:
        """Tell of every lapse that nobody was told of yet; how many. A fault is logged, and the next look makes it good."""
        count = 0
        for school in self.store.schools():
            try:
                count += self._school(school.slug)
            except (OSError, BlobDamaged) as fault:
                _LOG.warning("lapsed answers of a school could not be told of: %s", type(fault).__name__)
        return count

    def _school(self, school: str) -> int:
        where = self.place(school)
        if where is None:
            return 0
        channel, note = where
        told, count = self.told(channel), 0
        for gone in lapsed(InForce(self.store), self.signed(school)):
            key = f"{gone.signed.name}/{gone.version or 'none'}"
            if told.get("lapsed", key) is None:
                self.out.post(channel, note, Reply(lapsed_card(gone)), f"lapsed/{key}")
                told.put("lapsed", key, "told")
                count += 1
        return count

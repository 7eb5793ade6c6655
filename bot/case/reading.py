"""A message, with the turns before it, read as a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from bot.case.ages import amounts, latest
from bot.case.asked import kinds
from knowledge.norms.concepts import concepts
from knowledge.norms.quantities import Quantity, quantities
from knowledge.norms.words import stems, trigrams


@dataclass(frozen=True, slots=True)
class Case:
    """What the asker describes: the words, what is asked, who is spoken of, and every amount.

    ``whole`` joins all turns, ``last`` is the newest message. ``asks`` comes from the last turn that asks anything, with what any
    turn says of approval, time and device. ``amounts`` keeps of several ages only the last said.
    """

    whole: str
    last: str
    asks: frozenset[str]
    parties: frozenset[str]
    topics: frozenset[str]
    amounts: tuple[Quantity, ...]
    stems: tuple[str, ...]
    trigrams: frozenset[str]
    turns: int


_ASKING = frozenset({"may", "must", "who", "what", "when", "how", "consequence", "need_not"})
# Said once, these hold for the whole conversation.
_LASTING = frozenset({"approval_held", "own_time", "work_time", "own_device", "work_device", "no_approval"})


@cache
def read_case(turns: tuple[str, ...], today: date | None = None) -> Case:
    """The case of a conversation's messages, oldest first, as of ``today``; raises ValueError where there are none."""
    if not turns:
        message = "a case needs a message"
        raise ValueError(message)
    whole, last = " ".join(turns), turns[-1]
    asking = next((turn for turn in reversed(turns) if kinds(turn) & _ASKING), last)
    return Case(
        whole=whole,
        last=last,
        asks=kinds(asking) | (kinds(whole) & _LASTING),
        parties=concepts(whole, "party"),
        topics=concepts(whole),
        amounts=(*latest(amounts(whole, today)), *_lasting(quantities(whole))),
        stems=stems(whole),
        trigrams=trigrams(whole),
        turns=len(turns),
    )


def _lasting(found: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """How long each span of time lasts that the message tells by its two ends ("from 1.15 till 3")."""
    for first, last in pairwise(found):
        if first.kind == last.kind == "clock" and (first.relation, last.relation) == (">=", "<=") and first.value < last.value:
            yield Quantity("duration", last.value - first.value, "=", first.start, last.end, "minute")

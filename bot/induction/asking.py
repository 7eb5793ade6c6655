"""Questions that a clause raises: its own act asked about in the first person, and both sides of what it turns on.

They are only questions. Which answer is right is for the one who answers questions to say (``scenarios``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.induction.binding import Bond
from bot.induction.wording import expression, said, words
from knowledge.norms.reading import Norm

LEAST, MOST = 2, 26  # words of an act that can be asked about
AGES = (-1, 0, 1)  # years from the bound: 17, 18, 19

Asks = Literal["may", "must"]
_ACTS: tuple[tuple[str, Asks], ...] = (("ban", "may"), ("leave", "may"), ("duty", "must"))


@dataclass(frozen=True, slots=True)
class Asking:
    """One question about one clause.

    ``reaches``: the act is the norm's own (None), or stands where the norm reaches (True) or stops short (False).
    ``cut``: a condition of the clause was left out of the question.
    """

    bond: Bond
    norm: Norm
    asks: Asks
    question: str
    reaches: bool | None
    cut: bool


def askings(bond: Bond) -> Iterator[Asking]:
    """The questions that ``bond`` raises, those at a boundary first."""
    for norm in bond.norms:
        found = _act(norm.text)
        if found is not None:
            yield from _asked(bond, norm, *found)


def _asked(bond: Bond, norm: Norm, act: str, asks: Asks) -> Iterator[Asking]:
    varied: tuple[tuple[str, bool | None], ...] = tuple(_varied(act, norm)) if asks == "may" else ()
    for each, reaches in varied or ((act, None),):
        whole = expression("act", "until").sub("", each)
        bare = expression("act", "unless").sub("", whole)
        if _askable(bare):
            yield Asking(bond, norm, asks, said("question", asks, act=_mine_of(bare)), reaches, bare != whole)


def _act(text: str) -> tuple[str, Asks] | None:
    """What the sentence says to do or not to do, and how it is asked about."""
    text = text.replace(":", "", 1) if ":" in text[:60] else text
    if expression("act", "avoid").match(text):
        return None
    for name, asks in _ACTS:
        match = expression("act", name).match(text)
        if match:
            return match["act"], asks
    return None


def _varied(act: str, norm: Norm) -> Iterator[tuple[str, bool | None]]:
    """The act on both sides of an age, at a lesson and at break, with one's own and the school's device; whether the norm reaches it."""
    aged = expression("boundary", "age").search(act)
    bound = next((bound for bound in norm.bounds if bound.kind == "age"), None)
    if aged and bound:
        for age in (int(aged["age"]) + step for step in AGES):
            yield _swapped(act, aged, said("boundary", "aged", age=str(age))), bound.admits(age)
    for name, values in words("swap").items():
        found = expression("boundary", name).search(act)
        if found:
            yield from ((_swapped(act, found, value.replace("phone", _thing(found))), value == values[0]) for value in values)


def _thing(found: re.Match[str]) -> str:
    return (found.groupdict().get("thing") or "phone").lower()


def _swapped(act: str, found: re.Match[str], value: str) -> str:
    return f"{act[: found.start()]}{value}{act[found.end() :]}"


def _mine_of(act: str) -> str:
    """The act said of oneself."""
    bare = expression("act", "end").sub("", act)
    return _mine().sub(lambda found: str(words("mine")[found.group().lower()]), bare)


@cache
def _mine() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('mine'))})\b", re.IGNORECASE)


def _askable(act: str) -> bool:
    return LEAST <= len(act.split()) <= MOST and "|" not in act and not expression("act", "vague").search(act)

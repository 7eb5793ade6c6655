"""What the adjudicator makes of each of the first clauses by itself: one that leaves the question open gives way to one that decides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.decide.foremost import foremost
from bot.decide.ranking import Candidate, by_score
from bot.decide.verdict import CLASSES, FOREIGN, Adjudicate

READ_ALONE: Final = 6  # clauses: with ten as much is found, with four less
# Of the score by which a passage stands (the logarithm of its relevance), and of the odds that its clause decides.
SCORE_WEIGHS, DECIDING_WEIGHS = 0.5, 0.4
# Of the odds that a clause leaves the question open: with all of them every set of questions is answered worse, since a network that
# learnt from policies written for it takes a clause that speaks of a case in other words for one that does not.
OPEN_WEIGHS: Final = 0.4
SUREST: Final = 0.999  # that one decides, or does not
_SILENT: Final = CLASSES.index("not_covered")
_OPEN: Final = (_SILENT, CLASSES.index(FOREIGN))


def singly(found: Sequence[Candidate]) -> list[list[int]]:
    """The readings of the first clauses, each by its surest passage, surest first; ``found`` are ranked."""
    return [[place] for place in foremost(found, READ_ALONE)]


def reweighed(found: Sequence[Candidate], shares: Sequence[Sequence[float]]) -> tuple[Candidate, ...]:
    """Ranked candidates anew, where the adjudicator gave ``shares`` to the clauses in their order (``singly``).

    A clause that was not read is taken to decide no likelier than any that was.
    """
    if not shares:
        return tuple(found)
    clauses = {each.place: each.reading.passage.clause for each in found}
    read = {clauses[place]: levelled(row) for (place,), row in zip(singly(found), shares, strict=True)}
    odds = {clause: _odds(row) for clause, row in read.items()}
    least = min(odds.values())
    heard = [replace(each, alone=read.get(clauses[each.place], ())) for each in found]
    return by_score(heard, [_score(each, odds.get(clauses[each.place], least)) for each in found])


def heard_alone(found: Sequence[Candidate], adjudicate: Adjudicate) -> tuple[Candidate, ...]:
    """Ranked candidates anew, by what the adjudicator makes of each of the first clauses alone."""
    return reweighed(found, adjudicate(singly(found))) if found else ()


def levelled(share: Sequence[float]) -> tuple[float, ...]:
    """What is said of a clause that was read alone, less often that it leaves the question open."""
    weighed = [each * (OPEN_WEIGHS if place == _SILENT else 1.0) for place, each in enumerate(share)]
    whole = sum(weighed) or 1.0
    return tuple(each / whole for each in weighed)


def opened(share: Sequence[float]) -> float:
    """How likely a clause that was read alone leaves the question open."""
    return sum(share[place] for place in _OPEN)


def _odds(share: Sequence[float]) -> float:
    """The logarithm of the odds that a clause which was read alone decides."""
    leaves = min(max(opened(share), 1.0 - SUREST), SUREST)
    return math.log((1.0 - leaves) / leaves)


def _score(candidate: Candidate, odds: float) -> float:
    return SCORE_WEIGHS * math.log(max(candidate.relevance, 1e-9)) + DECIDING_WEIGHS * odds

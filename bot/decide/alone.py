"""What the adjudicator makes of each of the first clauses by itself: one that leaves the question open gives way to one that decides."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.decide.foremost import foremost
from bot.decide.ranking import Candidate
from bot.decide.verdict import CLASSES, FOREIGN, Adjudicate

READ_ALONE: Final = 6  # clauses: of ten as much is found, for two thirds more time
# Of the score by which a passage stands (the logarithm of its relevance), and of the odds that its clause decides.
SCORE_WEIGHS, DECIDING_WEIGHS = 0.5, 0.4
SUREST: Final = 0.999  # that one decides, or does not
_OPEN: Final = tuple(CLASSES.index(name) for name in ("not_covered", FOREIGN))


def singly(found: Sequence[Candidate]) -> list[list[int]]:
    """The readings of the first clauses, each by its surest passage, surest first; ``found`` are ranked."""
    return [[place] for place in foremost(found, READ_ALONE)]


def reweighed(found: Sequence[Candidate], shares: Sequence[Sequence[float]]) -> tuple[Candidate, ...]:
    """Ranked candidates anew, where the adjudicator gave ``shares`` to the clauses in their order (``singly``).

    A clause that was not read is taken to decide no likelier than any that was.
    """
    if not shares:
        return tuple(found)
    read = {found_at.reading.passage.clause: tuple(row) for found_at, row in zip(_first(found), shares, strict=False)}
    odds = {clause: _odds(row) for clause, row in read.items()}
    scores = [_score(each, odds) for each in found]
    top = max(scores)
    weights = [math.exp(score - top) for score in scores]
    order = sorted(range(len(found)), key=lambda n: -scores[n])
    return tuple(replace(found[n], relevance=weights[n] / sum(weights), alone=read.get(found[n].reading.passage.clause, ())) for n in order)


def heard_alone(found: Sequence[Candidate], adjudicate: Adjudicate) -> tuple[Candidate, ...]:
    """Ranked candidates anew, by what the adjudicator makes of each of the first clauses alone."""
    return reweighed(found, adjudicate(singly(found))) if found else ()


def opened(share: Sequence[float]) -> float:
    """How likely a clause that was read alone leaves the question open."""
    return sum(share[place] for place in _OPEN)


def _first(found: Sequence[Candidate]) -> list[Candidate]:
    """The surest candidate of each clause, in their order."""
    surest: dict[int, Candidate] = {}
    for each in found:
        surest.setdefault(each.reading.passage.clause, each)
    return list(surest.values())


def _odds(share: Sequence[float]) -> float:
    """The logarithm of the odds that a clause which was read alone decides."""
    leaves = min(max(opened(share), 1.0 - SUREST), SUREST)
    return math.log((1.0 - leaves) / leaves)


def _score(candidate: Candidate, odds: Mapping[int, float]) -> float:
    decides = odds.get(candidate.reading.passage.clause, min(odds.values()))
    return SCORE_WEIGHS * math.log(max(candidate.relevance, 1e-9)) + DECIDING_WEIGHS * decides

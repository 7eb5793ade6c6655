"""Whether the one who is said to have approved is the one whom the clause asks; the words are in ``approvers.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.case.reading import Case
from knowledge.norms.reading import Norm
from knowledge.vocabulary import compiled, plain

NEAR = 60  # characters on either side of the approval in which who gives it is named
_BOTH = re.compile(r"\band\b(?!/or)")


def _patterns(table: str) -> Mapping[str, re.Pattern[str]]:
    return compiled("bot.decide", "approvers.toml", table)


def approved_by_the_right_one(case: Case, norm: Norm) -> bool:
    """Whether the message tells of an approval by whom ``norm`` names: by all of several, where it joins them by "and".

    Where the clause names nobody, any approval that is told will do.
    """
    if "approval_held" not in case.asks or "no_approval" in case.asks:
        return False
    asked, given = _approvers(norm.exception or norm.text), _approvers(case.whole)
    names = frozenset(name for _, name in asked)
    if not names:
        return True
    told = frozenset(name for _, name in given)
    return names <= told if _joined(plain(norm.exception or norm.text), asked) else bool(names & told)


def _approvers(text: str) -> tuple[tuple[int, str], ...]:
    """The offices that are named near a word for approving, each with its place."""
    bare = plain(text)
    near = [(match.start() - NEAR, match.end() + NEAR) for match in _patterns("given")["words"].finditer(bare)]
    found = ((match.start(), name) for name, office in _patterns("offices").items() for match in office.finditer(bare))
    return tuple(sorted(each for each in found if any(first <= each[0] <= last for first, last in near)))


def _joined(text: str, named: tuple[tuple[int, str], ...]) -> bool:
    """Whether the clause asks for several at once: "and" stands between two of them."""
    places = [place for place, _ in named]
    return len({name for _, name in named}) > 1 and bool(_BOTH.search(text, places[0], places[-1]))

"""Asks the same thing in another frame: "can I …", "any rule against it if I …", "… is that a breach?", whatever the right answer is.

Writers fall into ways of asking that give the answer away: of the extra questions that speak of a rule or a breach eight in ten are
not prohibited, of those with "can I" three in a hundred. Nobody in a staff room asks like that, so a reader must not learn it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from knowledge.vocabulary import joined, tables

if TYPE_CHECKING:
    import random

ASKED = frozenset({"prohibited", "permitted", "not_prohibited", "permission_needed", "depends", "not_covered"})
"""The verdicts on whether a thing may be done; which of them is right says nothing of how it is asked."""
REFRAMED = 0.7  # how often


def reframed(question: str, verdict: str, chance: random.Random) -> str:
    """``question`` asked in another frame, mostly; as it stands where ``verdict`` is not on what may be done."""
    if verdict not in ASKED or chance.random() > REFRAMED:
        return question
    lead = _pattern("lead").match(question)
    if lead and (lead["who"] or "i").lower() in _frames()["lead"]["own"]:
        return f"{lead['before']}{chance.choice(_frames()['lead']['instead'])} {lead['act']}{chance.choice(('?', ''))}"
    bare = _tail().sub("", question).rstrip(" ?.!")
    if bare == question.rstrip(" ?.!") and (question.rstrip().endswith("?") or _pattern("asks").search(bare)):
        return question  # it asks in words of its own
    tag = chance.choice(_frames()["tail"]["instead"])
    return f"{bare}. {tag}" if tag else bare


@cache
def _frames() -> dict[str, dict[str, Any]]:
    return tables("training", "frames.toml")


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile(joined(_frames()[table]["pattern"]), re.IGNORECASE)


@cache
def _tail() -> re.Pattern[str]:
    """A last sentence, or one after a comma, of words that say nothing of the act."""
    table = _frames()["tail"]
    word = f"(?:{'|'.join(table['words'])})"
    return re.compile(rf"(?<=[a-z0-9)'\"])(?:[.?!,;:]+\s+|\s+-\s+){word}(?:\s+{word}){{0,{table['most'] - 1}}}[?.!\s]*$", re.IGNORECASE)

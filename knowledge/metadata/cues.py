"""What a printed date is: when the policy was adopted, last reviewed, or is next to be reviewed, and how often."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from knowledge.metadata.periods import Period

Use = Literal["adopted", "last", "next"]
# The first that matches at a place wins.
_CUES: tuple[tuple[Use, str], ...] = (
    ("last", r"(?:date\s+(?:of\s+)?)?last\s+(?:review(?:ed)?|updated?|changed|revised|amended|revision)(?:\s+(?:date|on))?"),
    ("next", r"(?:date\s+(?:of|for)\s+)?next\s+(?:policy\s+)?review(?:\s+date)?(?:\s+(?:is\s+)?due)?"),
    ("next", r"(?:to\s+be|will\s+be|is|be)\s+(?:next\s+)?(?:reviewed|revised)(?:\s+again)?(?=\s+(?:in|by|on|before|not?\s+later)\b)"),
    ("next", r"(?:due\s+)?for\s+(?:review|renewal)"),
    ("last", r"(?:date\s+)?(?:reviewed|revised|updated|amended)"),
    ("last", r"(?:date\s+of\s+)?(?:revision|amendment)"),
    ("next", r"review(?:\s+date|\s+due|\s+by)?|due(?:\s+(?:in|by))?|renewal(?:\s+date)?|expir(?:es|y)(?:\s+date)?|valid\s+until|next"),
    ("adopted", r"adopt(?:ed|ion)|approv(?:ed|al)|ratif(?:ied|ication)|agreed|in\s+force|effective|issued|published|valid\s+from"),
    ("adopted", r"(?:policy|version)\s+date|(?:full\s+)?govern(?:ors|ing\s+(?:body|board))"),
    ("adopted", r"date\s+of\s+(?:policy|issue)|written|created|date(?=\s*:)"),
)
_CUE = re.compile("|".join(rf"(?P<c{place}>\b(?:{pattern})\b)" for place, (_, pattern) in enumerate(_CUES)), re.IGNORECASE)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "eighteen": 18, "other": 2}
_EVERY = re.compile(
    r"\b(?:every|each)\s+(?:(?P<count>\d{1,2}|one|two|three|four|five|six|twelve|eighteen|other)\s+)?"
    r"(?P<unit>years?|months?|terms?|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"\b(?:annual(?:ly)?|yearly|once\s+a\s+year|(?P<two>bienniall?y?|two-yearly)|(?P<three>trienniall?y?|three-yearly)|(?P<term>termly))\b",
    re.IGNORECASE,
)


def use_of(statement: str, period: Period, start: int) -> Use | None:
    """What ``period`` is in ``statement``, which stands at ``start`` of the source: the nearest cue before it says, else ``None``.

    A cue inside brackets that close before the date does not reach it ("Reviewed (due May 2019) 9 May 2019").
    """
    before = _without_closed_brackets(statement[: period.span.start - start])
    cues = list(_CUE.finditer(before))
    return _CUES[int((cues[-1].lastgroup or "c0")[1:])][0] if cues else None


def interval(statement: str) -> int | None:
    """How many months apart ``statement`` says that reviews are ("every three years", "annually"), or ``None``."""
    if not re.search(r"\breview", statement, re.IGNORECASE):
        return None
    every = _EVERY.search(statement)
    if every:
        said = (every["count"] or "one").lower()
        count = int(said) if said.isdigit() else _NUMBERS[said]
        unit = every["unit"].lower()
        return count if unit.startswith("month") else 4 * count if unit.startswith("term") else 12 * count
    yearly = _YEARLY.search(statement)
    if yearly is None:
        return None
    return 24 if yearly["two"] else 36 if yearly["three"] else 4 if yearly["term"] else 12


def _without_closed_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), text)

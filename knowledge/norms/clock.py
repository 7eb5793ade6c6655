"""A time of day in words and figures, as minutes since midnight; its pattern is ``clock`` in ``quantities.toml``.

"4.15 p.m." -> 975; "half past four" -> 990, since nobody is at work half past four in the morning and doesn't say so.
"""

from __future__ import annotations

import re

from knowledge.norms.numbers import number

NOON = 720.0
_HOUR = 60.0
_LATEST_ALONE = 7 * _HOUR  # an hour of twelve before this is one of the afternoon where nothing says which
_PART_OF_DAY = re.compile(r"(?: o'clock)?(?: in the| this| tomorrow| at) (morning|afternoon|evening|night)\b", re.IGNORECASE)
_OF_TWENTY_FOUR = re.compile(r"\b(?:1[3-9]|2[0-3]|0\d)[:.][0-5]\d\b")
_AFTER_HOUR = ("h2", "h3", "mm4", "h5", "h6", "h7")  # the groups that a part of the day may follow
PARTS_OF_HOUR = {"half": 30.0, "quarter": 15.0, "three": 45.0}  # minutes, by the first word ("three quarters of an hour")


def since_midnight(text: str, match: re.Match[str]) -> float:
    """The minutes since midnight of the time that ``match`` found in ``text``."""
    if match["word"]:
        return 0.0 if match["word"].lower() == "midnight" else NOON
    if match["ap"]:
        afternoon = match["ap"].lower().startswith("p")
        return int(match["h"]) * _HOUR % NOON + int(match["mm"] or 0) + NOON * afternoon
    if match["half"] or match["near"]:
        return _beside_an_hour(text, match)
    hour = next(match[name] for name in ("h2", "h4", "h5", "h6") if match[name])
    whole = number(hour) * _HOUR if hour.startswith("0") else _of_day(text, match, hour)  # "06:30" counts to twenty-four
    return whole + int(match["mm2"] or match["mm4"] or 0)


def _beside_an_hour(text: str, match: re.Match[str]) -> float:
    """Half past four, ten to nine."""
    part, near = match["half"], match["near"]
    minutes = PARTS_OF_HOUR[part.lower()] if part else number(near.lower().replace(" ", "-"))
    before = match["to"] or match["to7"]
    return _of_day(text, match, match["h3"] or match["h7"]) + (-minutes if before else minutes)


def _of_day(text: str, match: re.Match[str], hour: str) -> float:
    """The minutes since midnight of an hour of twelve: as the words after it say, else one to six in the afternoon.

    Where the text tells another time by twenty-four hours, so is this.
    """
    told, part = number(hour) * _HOUR, _PART_OF_DAY.match(text, max(match.end(name) for name in _AFTER_HOUR))
    if part and told <= NOON:
        return told % NOON + NOON * (part[1].lower() != "morning")
    alone = not part and not _OF_TWENTY_FOUR.search(text)
    return told + NOON if alone and told < _LATEST_ALONE else told

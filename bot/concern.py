"""A message that reports harm or risk: noticed before anything else, never ruled on, its text never kept.

What is certain is answered by the fixed reply alone; what is only perhaps a concern, and every question of what one would do, is answered
with the signpost above the answer. A miss is the worst fault. Where there is no vector the words are weighed alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.concern_odds import Read, about_staff, model, odds, patterns, read
from knowledge.vocabulary import plain

Route = Literal["dsl", "headteacher", "chair_of_governors", "lado"]
Category = Literal["person", "staff", "head", "conflict", "asker", "supposed"]
ENOUGH = 1.5  # weight of patterns that stands alone
CERTAIN, PERHAPS = 0.6, 0.15  # probabilities; what each costs is in docs/measured.md
DANGER = 0.03  # a probability that is enough where the words are of danger now
STAFF = 0.5  # probability that a report is about staff
SIGN, STAFF_HARM, DISCLOSED, SOMEBODY = 0.9, 0.8, 0.5, 0.4  # what each adds to the weight
ONLY_ASKING, QUESTION = 1.6, 0.3  # what each takes off
MOST_SIGNS = 3  # further signs add nothing
ROUTES: dict[Category, Route] = {"staff": "headteacher", "head": "chair_of_governors", "conflict": "lado"}


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom to speak to. ``certain`` says that nothing else is answered; otherwise the signpost stands above the answer.

    ``danger`` says that the words are of danger now: 999 comes first. ``category`` may be kept where the text may not.
    """

    refer_to: Route
    certain: bool
    danger: bool = False
    category: Category = "person"


def weigh(text: str) -> float:
    """How strongly ``text`` reads as a report by patterns alone: signs of harm, who is harmed, words of disclosure; less where it asks."""
    bare = plain(text)
    found = {group: sum(1 for pattern in each.values() if pattern.search(bare)) for group, each in patterns().items()}
    if not found["signs"] and not found["staff_harm"]:
        return 0.0
    weight = min(found["signs"], MOST_SIGNS) * SIGN + found["staff_harm"] * STAFF_HARM
    weight += DISCLOSED * found["disclosure"] + SOMEBODY * bool(found["somebody"])
    return weight - ONLY_ASKING * found["only_asking"] - QUESTION * ("?" in bare)


def find_concern(turns: tuple[str, ...], vector: Sequence[float] | None = None) -> Concern | None:
    """The concern that the newest message reports, or None; ``vector`` is that message's, where there is one."""
    text = turns[-1]
    message = read(text, model().meant)
    strong = weigh(text) >= ENOUGH
    found = odds(message, vector)
    if found.refer >= CERTAIN or (strong and found.refer >= PERHAPS):
        return _concern(message, certain=True)
    enough = DANGER if _holds("danger", "now", message.text) else PERHAPS
    if not strong and found.notice < enough:
        return None
    return _concern(message, certain=False, supposed=found.suppose > found.refer)


def _concern(message: Read, *, certain: bool, supposed: bool = False) -> Concern:
    about = _about(message)
    danger = not supposed and _holds("danger", "now", message.text)
    return Concern(ROUTES.get(about, "dsl"), certain, danger, "supposed" if supposed else about)


def _about(message: Read) -> Category:
    """Whom it is about: that settles who must not hear of it first."""
    head, chair = _head(message.text), _holds("route", "chair", message.text)
    if chair and (not head or _holds("route", "kin_or_cover", message.text)):
        return "conflict"
    if head:
        return "head"
    if _holds("grammar", "own_deed", message.text) or (_holds("route", "staff", message.text) and about_staff(message) >= STAFF):
        return "staff"
    return "asker" if _holds("grammar", "own_danger", message.text) else "person"


def _head(text: str) -> bool:
    """Whether the head is more than the one who hears of it."""
    heard = patterns()["route"]["head_hears"].sub(" ", text)
    return bool(patterns()["route"]["head"].search(heard))


def _holds(group: str, name: str, text: str) -> bool:
    return bool(patterns()[group][name].search(text))

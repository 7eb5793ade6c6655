"""Which sections are the procedure for a topic: by the topic's words, or by the words typed where it is no known topic."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.lookup.sections import Family, Section
from bot.lookup.topics import Topic, expression
from knowledge.norms.words import stems
from knowledge.vocabulary import plain, tables

if TYPE_CHECKING:
    import re

HEADED = 3.0  # what a heading that names the topic counts for, beside its clauses
TYPED = 0.5  # what the words typed count for beside a known topic's own
AGAINST = 0.2  # what is left of a clause that is about the topic's twin
BESIDE = 0.45  # of the best section's score, for a further section to be shown
MOST_SECTIONS = 3
ENOUGH = 0.6  # of the rarity of the words typed, for a clause to be about them
WHOLE = 10  # clauses that a section may have to be shown whole, where its heading or half of it is about the topic
TITLED = 2.0  # times as telling: what stands in a policy that is named after the topic
LONG = 7  # clauses of a list that is shown whole though only some of its items are about the topic
GUIDES = 1.5  # times as telling: what stands under a heading that promises a procedure


@dataclass(frozen=True, slots=True)
class Found:
    """The families of a section that are the procedure, in reading order."""

    section: Section
    families: tuple[Family, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of what was typed with their rarity in these sections."""

    rarity: dict[str, float]

    def share(self, seen: frozenset[str]) -> float:
        """How much of what was typed ``seen`` holds, 0 to 1."""
        total = sum(self.rarity.values())
        return sum(rare for stem, rare in self.rarity.items() if stem in seen) / total if total else 0.0


def words_of(text: str, sections: Sequence[Section]) -> Words:
    """What was typed, each word weighed by how few families hold it."""
    families = [family.stems | section.stems for section in sections for family in section.families]
    seen = Counter(stem for held in families for stem in held)
    return Words({stem: math.log(1 + (len(families) + 1) / (seen[stem] + 0.5)) for stem in set(stems(text))})


def find(topic: Topic | None, words: Words, sections: Sequence[Section]) -> tuple[Found, ...]:
    """The sections that say what to do, the best first; none where nothing speaks of it."""
    for expressed in (topic.find, topic.near) if topic else ():
        found = _best([_by_topic(section, expressed, topic, words) for section in sections])
        if found:
            return found
    return _best([_by_words(section, words) for section in sections])


def _by_topic(section: Section, expressed: re.Pattern[str], topic: Topic | None, words: Words) -> Found:
    against = topic.against if topic else None
    scores = [_score(family, expressed, against) for family in section.families]
    headed, titled = (expressed.search(text) is not None for text in (section.heading, section.title))
    telling = sum(scores) + (HEADED * max(family.weight for family in section.families) if headed else 0.0)
    typed = max(words.share(family.stems | section.stems) for family in section.families)
    twin = against is not None and _twin(section, against)
    score = telling * (1 + TYPED * typed) * (TITLED if titled else 1.0) * _guides(section) * (AGAINST if twin else 1.0)
    kept = _kept(section, scores, headed=headed)
    return Found(section, kept if headed else tuple(_narrowed(family, expressed) for family in kept), score)


def _narrowed(family: Family, expressed: re.Pattern[str]) -> Family:
    """Of a long list whose lead-in is not about the topic, the lead-in and the items that are."""
    head, *items = family.clauses
    if len(items) < LONG or expressed.search(plain(head.text)):
        return family
    return Family((head, *(item for item in items if expressed.search(plain(item.text)))))


def _guides(section: Section) -> float:
    return GUIDES if procedure("headings").search(section.heading) else 1.0


def _twin(section: Section, against: re.Pattern[str]) -> bool:
    """Whether most of the section is about the other kind."""
    return sum(against.search(family.text) is not None for family in section.families) * 2 > len(section.families)


def _score(family: Family, expressed: re.Pattern[str], against: re.Pattern[str] | None) -> float:
    if not expressed.search(family.text):
        return 0.0
    twin = against is not None and against.search(family.text) is not None
    opens = len(family.clauses) > 1 and procedure("words").search(family.text) is not None
    return family.weight * (AGAINST if twin else 1.0) * (2.0 if opens else 1.0)


def _kept(section: Section, scores: Sequence[float], *, headed: bool) -> tuple[Family, ...]:
    """The whole section where it is about the topic and short, else the families that are."""
    scored = tuple(family for family, score in zip(section.families, scores, strict=True) if score > 0)
    whole = len(section.families) <= WHOLE and (headed or len(scored) * 2 >= len(section.families)) and scored
    return section.families if whole or (headed and not scored) else scored


def _by_words(section: Section, words: Words) -> Found:
    shares = [words.share(family.stems | section.stems) for family in section.families]
    scores = [share * family.weight if share >= ENOUGH else 0.0 for share, family in zip(shares, section.families, strict=True)]
    headed = words.share(section.stems) >= ENOUGH
    return Found(section, _kept(section, scores, headed=headed), (sum(scores) + (HEADED if headed else 0.0)) * _guides(section))


def _best(found: Sequence[Found]) -> tuple[Found, ...]:
    order = sorted((each for each in found if each.score > 0 and each.families), key=lambda each: -each.score)
    return tuple(each for each in order[:MOST_SECTIONS] if each.score >= BESIDE * order[0].score)


@cache
def procedure(where: str) -> re.Pattern[str]:
    """What shows that a clause ("words") or what stands under a heading ("headings") says what to do."""
    return expression(tables("bot.lookup", "lookup.toml")["procedure"][where])

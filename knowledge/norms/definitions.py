"""What a sentence says a term means, or puts under one: "book tokens count as money". Patterns are in ``definitions.toml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.vocabulary import compiled, plain

_LONGEST: Final = 5  # words of a term


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, in lower case without an article, and the words that say what it means or covers, as printed."""

    term: str
    text: str


def _expressions() -> Mapping[str, re.Pattern[str]]:
    return compiled("knowledge.norms", "definitions.toml", "definition")


def says_meaning(text: str) -> re.Match[str] | None:
    """The first words of ``text``, as they stand, by which it says what something means."""
    return _expressions()["means"].search(text)


def explains_words(heading: str) -> bool:
    """Whether what stands under ``heading`` explains words, so that a term and a colon, a dash or a table's line are a definition."""
    return _expressions()["glossary"].search(plain(heading)) is not None


def definitions(sentence: str, *, glossary: bool = False) -> tuple[Definition, ...]:
    """What ``sentence`` defines, each term once; ``glossary`` says that words are explained where it stands."""
    patterns, text = _expressions(), plain(sentence)
    found = [*patterns["marked"].finditer(text), *_first(patterns["unmarked"], text)]
    if glossary and not found:
        found = _first(patterns["listed"], text)
    named = {_term(each): each for each in reversed([*found, *patterns["called"].finditer(text)])}
    return tuple(Definition(term, _part(sentence, each.start("term"))) for term, each in reversed(named.items()) if _nameable(term))


def instances(sentence: str, known: Collection[str]) -> Iterator[Definition]:
    """What ``sentence`` puts under a term, or keeps out of it; "… is a gift" only where the term is ``known``."""
    for found in _expressions()["instance"].finditer(plain(sentence)):
        term = _term(found)
        if _nameable(term) and (found["sure"] or any(uses_term(term, each) for each in known)):
            yield Definition(term, _part(sentence, found.start("term")))


def uses_term(text: str, term: str) -> bool:
    """Whether ``term``, singular or plural, stands in ``text``."""
    return bool(term) and _use(term).search(plain(text)) is not None


@lru_cache(1024)
def _use(term: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(term.removesuffix('s'))}(?:s|es|ren)?\b")


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found = pattern.match(text)
    return [found] if found else []


def _term(found: re.Match[str]) -> str:
    bare = re.sub(r"[^\w' -]", "", found["term"]).strip(" '-")
    return _expressions()["article"].sub("", bare)


def _nameable(term: str) -> bool:
    return 0 < len(term.split()) <= _LONGEST and _expressions()["never"].search(term) is None


def _part(sentence: str, place: int) -> str:
    """What stands between semicolons around ``place``."""
    end = sentence.find(";", place)
    return sentence[sentence.rfind(";", 0, place) + 1 : len(sentence) if end < 0 else end].strip()

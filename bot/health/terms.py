"""Abbreviations that a policy uses and nowhere explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.health.report import Finding, places
from knowledge.clauses import Clause, Outline
from knowledge.vocabulary import tables

_TERM = re.compile(r"(?<![\w/&.@-])[A-Z]{3,6}(?:s\b)?(?![\w/&@-])")
_LOUD = 0.5  # share of capitals in a sentence from which its words are shouted, not abbreviated


def undefined(outline: Outline, every: Sequence[Outline]) -> Iterator[Finding]:
    """A finding for each abbreviation that none of a school's policies (``every``) explains."""
    whole = "\n".join(" ".join(clause.text.split()) for each in every for clause in each.clauses)
    used: dict[str, list[str]] = {}
    for clause in outline.clauses:
        for term in _terms(clause):
            used.setdefault(term, []).append(clause.address)
    for term, addresses in used.items():
        if not _explained(term, whole):
            yield Finding("term", f"“{term}” is used and not explained ({places(addresses)})", tuple(addresses))


def _terms(clause: Clause) -> Iterator[str]:
    letters = [letter for letter in clause.text if letter.isalpha()]
    quiet = clause.kind not in {"heading", "furniture"} and letters and sum(map(str.isupper, letters)) < _LOUD * len(letters)
    found = (term.removesuffix("s") for term in _TERM.findall(clause.text) if quiet)
    yield from (term for term in dict.fromkeys(found) if term not in _known())


def _explained(term: str, whole: str) -> bool:
    """Whether it is a word in large letters, stands in brackets, is followed by its meaning, or its letters begin words in a row."""
    shouted = re.search(rf"\b{term.lower()}\b", whole)
    after = r"\s*(?:\(|[-–:=]|means\b|stands for\b|is the\b|is an?\b)"  # noqa: RUF001 - the dash that stands in policies
    bracketed = re.search(rf"\w\s*\((?:the )?[“\"']?{term}s?\b|\b{term}s?{after}", whole)
    begun = re.compile(r"\b" + r"\w*\W+(?:(?:of|and|the|for|in|to|on)\W+)?".join(term), re.IGNORECASE)
    return bool(shouted or bracketed or begun.search(whole))


@cache
def _known() -> frozenset[str]:
    return frozenset(tables("bot.health", "terms.toml")["known"]["terms"])

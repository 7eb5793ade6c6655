"""Whether two questions are the same: word for word but for what says nothing, and with the same facts.

The order of words counts ("may a pupil film a teacher" is not "may a teacher film a pupil"), and so does every word that carries a fact:
ages, amounts, times, whose, who, before and after, not, one or several. What may differ is in ``same.toml``; it is little, since what
does not match is only answered by the ordinary reader. An owner signs further wordings instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.norms.quantities import quantities
from knowledge.vocabulary import compiled, plain, tables

LONGEST = 600  # characters of a question that is compared at all
_PIECE = re.compile(r"[£$€]?\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*|[^\s.,;:!?\"'“”‘’()\[\]–—…*-]")  # noqa: RUF001 - what stands in messages


def same(one: str, other: str) -> bool:
    """Whether both ask the same of the same case."""
    if max(len(one), len(other)) > LONGEST:
        return False
    said = said_in(one)
    return bool(said) and said == said_in(other) and _amounts(one) == _amounts(other)


def said_in(text: str) -> tuple[str, ...]:
    """What ``text`` says, in order: its words without articles and politeness, one way of saying each thing in place of the others."""
    return tuple(_telling(_PIECE.findall(_even(text))))


def _even(text: str) -> str:
    even = " ".join(plain(unicodedata.normalize("NFKC", text)).split())
    for expression in _empty():
        even = expression.sub(" ", even).strip()
    for instead, expression in _alike():
        even = expression.sub(instead, even)
    return even


def _telling(words: list[str]) -> Iterator[str]:
    """``words`` without articles, numbers as figures."""
    articles, lettered, numbers = _words("article", "words"), _words("article", "lettered"), _words("number", "words")
    before = ""
    for word in words:
        if word not in articles or before in lettered:
            yield str(numbers.index(word)) if word in numbers else word
        before = word


def _amounts(text: str) -> tuple[tuple[str, float, str, str], ...]:
    """Ages, amounts and times as the reader of every message reads them: beside the words, since a sign that is no word may bound one."""
    return tuple((each.kind, each.value, each.relation, each.unit) for each in quantities(_even(text)))


def _empty() -> Iterable[re.Pattern[str]]:
    return compiled("bot.curated", "same.toml", "empty").values()


def _alike() -> Iterable[tuple[str, re.Pattern[str]]]:
    return compiled("bot.curated", "same.toml", "alike").items()


@cache
def _words(table: str, name: str) -> tuple[str, ...]:
    return tuple(tables("bot.curated", "same.toml")[table][name])

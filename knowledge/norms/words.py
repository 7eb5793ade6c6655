"""Words of a text as light stems, for comparing a message with a clause."""

from __future__ import annotations

import re
from functools import cache

from knowledge.vocabulary import plain, tables

LEAST_STEM = 3  # letters that an ending must leave: shorter stems confuse words
_WORD = re.compile(r"[a-z0-9£][a-z0-9£'&-]*")


@cache
def _words(table: str) -> tuple[str, ...]:
    return tuple(tables("knowledge.norms", "words.toml")[table]["words"])


@cache
def _stop() -> frozenset[str]:
    return frozenset(_words("stop"))


@cache
def stem(word: str) -> str:
    """A light stem: one common English ending removed where three letters remain, a doubled last letter made one."""
    word = word.strip("'&-").removesuffix("'s")
    for ending in _words("endings"):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > LEAST_STEM and word[-1] == word[-2] else word


@cache
def stems(text: str) -> tuple[str, ...]:
    """The stems of ``text``'s words in order, without function words."""
    words = _WORD.findall(plain(text).replace("*", ""))
    return tuple(stem(word) for word in words if word not in _stop() and word.strip("'-&"))


@cache
def trigrams(text: str) -> frozenset[str]:
    """Character trigrams of the stems, padded, so that misspelt words still meet."""
    return frozenset(f" {word} "[n : n + 3] for word in stems(text) for n in range(len(word)))

"""What the lexical index sees of a text: its words, stemmed, and the concepts that they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import snowballstemmer

from knowledge.norms.concepts import concepts

CONCEPT_COUNTS = 2  # a concept shared counts as this many words: benchmarks/search.py
WORD: Final = re.compile(r"\d+(?:\.\d+)+|\w+(?:['\u2019]\w+)?")
STOP: Final = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been but by can could did do does for from had has have he her him his i if in is it its
        me my of on or our shall she should so than that the their them then there they this to us was we were what when
        which who will with would you your""",
    )
)


@lru_cache(maxsize=1)
def _stemmer() -> Any:  # noqa: ANN401 - the library is untyped
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def words(text: str) -> list[str]:
    """The stems of a text's words in order, without the commonest; "6.2" stays whole."""
    found = (word.replace("\u2019", "'").removesuffix("'s") for word in WORD.findall(text.lower()))
    return [_stem(word) for word in found if word not in STOP]


def terms(text: str) -> list[str]:
    """The words of a text, then its concepts ("topic:phone"): so "my mobile" finds "personal devices"."""
    found = [f"{group}:{name}" for group in ("topic", "party") for name in sorted(concepts(text, group))]
    return words(text) + found * CONCEPT_COUNTS

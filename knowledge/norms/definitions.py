"""Whether a sentence says what something means, and which term: "Reference to *pupils* means …". Patterns are in ``reading.toml``."""

from __future__ import annotations

import re
from functools import cache

from knowledge.vocabulary import expressions, plain

_REACH = 70  # characters within which a definition has named its term


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(lines) for name, lines in expressions("knowledge.norms", "reading.toml", "definition").items()}


def says_meaning(text: str) -> re.Match[str] | None:
    """The first words of ``text``, as they stand, by which it says what something means."""
    return _expressions()["means"].search(text)


def defined_term(sentence: str) -> str:
    """The term that ``sentence`` defines, in lower case; "" where it defines none near its start."""
    text = plain(sentence)
    says = says_meaning(text)
    if says is None or says.start() > _REACH:
        return ""
    return re.sub(r"[^\w' -]", "", _expressions()["opening"].sub("", text[: says.start()])).strip(" '")


def uses_term(text: str, term: str) -> bool:
    """Whether ``term``, singular or plural, stands in ``text``."""
    return bool(term) and bool(re.search(rf"\b{re.escape(term.removesuffix('s'))}s?\b", plain(text)))

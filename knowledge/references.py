"""Documents that a policy names, and those of them that are not at hand ("in line with the Visitors Policy").

A name is a run of capitalised words that ends in what a document is: Policy, Procedure, Code of Conduct, Handbook. The words
are in references.toml. A name without capitals is not seen: "our policy on visitors" may be a document or may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile

from knowledge.clauses import Outline
from knowledge.vocabulary import tables

_WORD = r"[A-Z][\w'’-]*"  # noqa: RUF001 - both apostrophes stand in policies


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as a policy names it, and the addresses of the clauses that do, in reading order."""

    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    name: re.Pattern[str]
    before: frozenset[str]
    whose: frozenset[str]
    outside: frozenset[str]
    idle: frozenset[str]  # these do not tell one document from another


def references(outline: Outline) -> tuple[Reference, ...]:
    """Every document that the outline's clauses name, in the order of their first naming; headings name what follows, not documents."""
    found: dict[tuple[str, ...], tuple[str, list[str]]] = {}
    for clause in outline.clauses:
        if clause.kind not in {"heading", "furniture"}:
            for name in _names(" ".join(clause.text.replace("*", "").split())):
                _, addresses = found.setdefault(tuple(sorted(_telling(name))), (name, []))
                addresses.append(clause.address)
    return tuple(Reference(name, tuple(dict.fromkeys(addresses))) for name, addresses in found.values())


def not_here(named: Iterable[Reference], titles: Iterable[str]) -> tuple[Reference, ...]:
    """Those of ``named`` that no title fits. A title fits where it has all the words that tell the name apart, or the name all of its."""
    known = [telling for telling in map(_telling, titles) if telling]
    return tuple(each for each in named if not any(_telling(each.name) <= title or title <= _telling(each.name) for title in known))


def _names(text: str) -> Iterator[str]:
    """The documents' names in a text on one line."""
    words = _words()
    for found in words.name.finditer(text):
        name = list(dropwhile(_stands_before, found.group().split(" ")))
        if len(name) > 1 and _telling(" ".join(name)) and not words.outside & {_plain(word) for word in name}:
            yield " ".join(name)


def _stands_before(word: str) -> bool:
    """Whether a word at the front is no part of the name: "This", "and", "School's"."""
    words = _words()
    return _plain(word) in words.before or (_plain(word) in words.whose and _plain(word) != word.lower())


def _telling(name: str) -> frozenset[str]:
    """The words that tell a document from others, in the singular and without hyphens."""
    words = _words()
    plain = {_plain(word) for word in re.findall(r"[\w'’&-]+", name)}  # noqa: RUF001 - as above
    return frozenset(_one(word) for word in plain - words.idle)


def _plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.lower()).replace("-", "")  # noqa: RUF001 - as above


def _one(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004 - "gas" stays


@cache
def _words() -> _Words:
    read = tables("knowledge", "references.toml")
    kinds, words = read["kinds"], read["words"]
    return _Words(
        name=_name(kinds, words["joining"]),
        before=frozenset([*words["before"], *words["joining"]]),
        whose=frozenset(words["whose"]),
        outside=frozenset(words["outside"]),
        idle=frozenset([*kinds["alike"], *words["joining"], *words["before"], *words["whose"]]),
    )


def _name(kinds: Mapping[str, Sequence[str]], joining: Sequence[str]) -> re.Pattern[str]:
    """At most nine words and a kind, as short as may be, so that two documents named in a row stay two."""
    last = "|".join([*(f"(?:{_either([kind])}) (?:of|for) {_WORD}" for kind in kinds["going_on"]), _either(kinds["words"])])
    return re.compile(rf"\b(?:{_WORD} (?:(?:{'|'.join(map(re.escape, joining))}) )?){{0,9}}?(?:{last})\b")


def _either(kinds: Sequence[str]) -> str:
    return "|".join(word for kind in kinds for word in (kind.capitalize(), kind.upper()))

"""A message's words as numbers: pieces of words and pairs of words, hashed, so that what is misspelt still resembles what is known."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping

from knowledge.vocabulary import plain

WIDTH = 1 << 14  # slots; a power of two
PIECES = (3, 4)  # letters in a piece of a word
LEAST = 4  # letters: a shorter word is never respelt, it is too near to others
_WORD = re.compile(r"[a-z']+|[0-9]+|\?")


def words_of(text: str) -> list[str]:
    """Lower-case words, each number as "0" and each question mark by itself."""
    return ["0" if word.isdigit() else word for word in _WORD.findall(plain(text))]


def _without_one(word: str) -> Iterator[str]:
    """``word`` and every word that leaves out one of its letters."""
    yield word
    yield from (word[:n] + word[n + 1 :] for n in range(len(word)))


def spellings(known: Iterable[str]) -> dict[str, str]:
    """What each near miss stands for; ``known`` are the words, commonest first."""
    meant: dict[str, str] = {}
    for word in known:
        if len(word) >= LEAST:
            for near in _without_one(word):
                meant.setdefault(near, word)
    return meant


def respelt(words: Iterable[str], meant: Mapping[str, str]) -> list[str]:
    """``words`` with each that is a letter away from a known one, and begins like it, put right."""
    return [_put_right(word, meant) for word in words]


def _put_right(word: str, meant: Mapping[str, str]) -> str:
    if len(word) < LEAST or meant.get(word) == word:
        return word
    found = next((meant[near] for near in _without_one(word) if near in meant), word)
    return found if found[0] == word[0] else word


def grams(words: list[str]) -> frozenset[int]:
    """The slots of every word, piece of a word, pair of neighbours and pair with one between."""
    pieces = (f"<{word}>"[n : n + size] for word in words for size in PIECES for n in range(len(word) + 3 - size))
    pairs = zip(["^", *words], [*words, "$"], strict=True)
    apart = zip(words, words[2:], strict=False)
    keys = [*(f"w{word}" for word in words), *(f"c{piece}" for piece in pieces)]
    keys += [*(f"b{one} {two}" for one, two in pairs), *(f"s{one} {two}" for one, two in apart)]
    return frozenset(zlib.crc32(key.encode()) % WIDTH for key in keys)

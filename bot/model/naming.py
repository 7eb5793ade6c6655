"""Finds names of people that are in no list: words that no dictionary has, where a person is named or can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from knowledge.vocabulary import expressions, tables

WORD = re.compile(r"[^\W\d_]+(?:['’‘-][^\W\d_]+)*")  # noqa: RUF001 - apostrophes as people write them
_BELONGING = re.compile(r"(?:['’‘](?:s|d|ll|re|ve|m|t)|n['’‘]t|['’‘])$", re.IGNORECASE)  # noqa: RUF001 - as above
_MIXED = re.compile(r"^(?!Mc|Mac|O['’]|D['’]|De|La|Le)\w*[A-Z][a-z]*[A-Z]")  # noqa: RUF001 - HCAs, DfE; McKay is a name
NEAR = 6  # characters before a word that tell whether it opens a sentence
BEFORE, AFTER = 60, 40  # characters that a cue is looked for in
FEWEST = 3  # letters of an unknown word in lower case that can be a name without a plain cue
LONG = 5  # letters from which a word that is nearly another is taken for a slip
BESIDE = frozenset({", ", " and ", " & ", "/", " or ", " n ", ", and "})
COMPOUND, PART = 8, 4  # letters of two words written as one, and of each


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; ``said`` without what belongs to another word ("'s"), ``opens`` where a sentence may begin with it."""

    start: int
    end: int
    said: str
    opens: bool

    @property
    def low(self) -> str:
        """As it is looked up."""
        return self.said.lower().replace("’", "'")  # noqa: RUF001 - as above


def names(text: str, printed: str = "") -> Iterator[tuple[int, int]]:
    """Where in ``text`` people are named, in order; a name of more words is one. What stands in ``printed`` is no secret."""
    shouted = sum(c.isupper() for c in text) > sum(c.islower() for c in text)
    words = tuple(_words(text.lower() if shouted else text))
    known_here, lowered = _printed(printed), text.lower()
    held: tuple[int, int] | None = None
    for word in words:
        between = text[held[1] : word.start] if held is not None else ""
        follows = between in {" ", "-"}
        if not _is_name(word, lowered, follows=follows, beside=between.lower() in BESIDE, printed=known_here):
            continue
        if held is not None and not follows:
            yield held
        held = (held[0], word.end) if held is not None and follows else (word.start, word.end)
    if held is not None:
        yield held


def _words(text: str) -> Iterator[Word]:
    opening = re.compile(_cue("opening").pattern + r"$")
    for found in WORD.finditer(text):
        if text[found.start() - 1 : found.start()] in {"[", "@", "#"} or text[found.end() : found.end() + 1] in {"@", "]"}:
            continue
        said = _BELONGING.sub("", found[0])
        yield Word(found.start(), found.start() + len(said), said, bool(opening.search(text, max(0, found.start() - NEAR), found.start())))


def _is_name(word: Word, text: str, *, follows: bool, beside: bool, printed: frozenset[str]) -> bool:
    """Whether ``word`` of ``text`` (in lower case) names somebody; the one before it does, written with it or ``beside`` it."""
    if len(word.said) == 1 or any(_MIXED.search(part) for part in word.said.split("-")):
        return False
    if word.said in printed or (word.said.islower() and word.said.title() in printed) or not word.said or word.low in {"i", "o"}:
        return False
    before, after = text[max(0, word.start - BEFORE) : word.start], text[word.end : word.end + AFTER]
    if word.said[:1].isupper() and not word.said.isupper():
        return _capital(word, before, after, follows=follows)
    if word.low in _also_words() and _plain(word.low):
        return _common(word, before, after)
    return word.said.islower() and not known(word.low) and (follows or beside or _small(word, before, after))


def _capital(word: Word, before: str, after: str, *, follows: bool) -> bool:
    """A word with a capital: a sentence's first counts only if it is unknown, or does what people do."""
    cued = bool(_cue("before").search(before) or _cue("after").match(after))
    if follows:
        return word.low not in _spared()
    if word.low in _also_words():
        return _capital_common(word, before, after, cued=cued)
    if _plain(word.low) or (word.opens and known(word.low)):
        return False
    if _article(before):
        return word.low.endswith("s") and not word.opens
    return not _slip(word.low) if word.opens and not cued else cued or not _cue("place").search(before)


def _capital_common(word: Word, before: str, after: str, *, cued: bool) -> bool:
    """A name that is also a word, with a capital."""
    if word.opens:
        return (bool(_cue("after").match(after)) and not _cue("calendar").fullmatch(word.low)) or bool(_cue("does").match(after[:20]))
    spared = _article(before) or _cue("place").search(before)
    if _cue("calendar").fullmatch(word.low):
        return cued or not (spared or _cue("months_after").search(before))
    return cued or not spared


def _common(word: Word, before: str, after: str) -> bool:
    """A name that is also a word, in lower case: told only where somebody is named, or does what people do."""
    if _cue("called").search(before):
        return True
    if _article(before) or _cue("verb").fullmatch(word.low):
        return False
    if _cue("does").match(after) and (_cue("kin").search(before) or after[:1] in {"'", "’"}):  # noqa: RUF001 - as above
        return True
    return word.opens and bool(_cue("opens_with").match(after))


def _small(word: Word, before: str, after: str) -> bool:
    if _cue("before").search(before):
        return True
    if _article(before):
        return False
    last = re.search(r"([\w']+)\s+$", before)
    if last and last[1] in _listed("determiners") - {"my", "our"}:
        return False
    if _cue("after").match(after):
        return len(word.low) >= FEWEST and (not last or last[1] not in {"my", "our"} or after[:1] in "'’")  # noqa: RUF001 - as above
    lightly = bool(_cue("lightly").search(before))
    return lightly and len(word.low) >= FEWEST and not _slip(word.low)


def _article(before: str) -> bool:
    return re.search(r"\b(?:a|an|the)\s+$", before) is not None


def known(word: str) -> bool:
    """Whether ``word``, in lower case, is one that is no name: a dictionary's, ours, or made of such."""
    if _plain(word):
        return True
    if "-" in word:
        return all(known(part) for part in word.split("-") if part)
    return _derived(word) or any(
        word[:cut] in _ordinary() and word[cut:] in _ordinary() for cut in range(PART, len(word) - PART + 1) if len(word) >= COMPOUND
    )


def _plain(word: str) -> bool:
    """Whether a dictionary or our list has ``word`` as it stands, or each of its parts."""
    if word in _ordinary() or word in _spared() or (word.endswith("s") and (word[:-1] in _ordinary() or word[:-1] in _spared())):
        return True
    if "-" in word:
        return all(_plain(part) for part in word.split("-") if part)
    return "'" in word and (_plain(word.partition("'")[2]) or _plain(word.replace("'", "")))


def _derived(word: str) -> bool:
    """Whether it is a known word with a beginning or ending more ("unfollowing", "resits")."""
    stems = [word.removeprefix(prefix) for prefix in ("un", "re", "non", "over", "pre", "anti", "post", "mis", "multi", "cyber", "super")]
    endings = ("ing", "ed", "er", "ers", "ly", "y", "ish", "able", "ness", "less", "ful", "ment", "ise", "ised", "ising", "ies", "es")
    stems += [word.removesuffix(ending) for ending in endings if len(word) > len(ending) + 3]
    doubled = [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
    return any(stem != word and (stem in _ordinary() or f"{stem}e" in _ordinary()) and len(stem) > PART - 1 for stem in (*stems, *doubled))


def _slip(word: str) -> bool:
    """Whether a long word is a known one but for a letter too many or too few, or two that changed places."""
    if len(word) < LONG:
        return False
    places = range(len(word))
    fewer = (word[:n] + word[n + 1 :] for n in places)
    turned = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in places[:-1])
    more = (word[:n] + letter + word[n:] for n in (*places, len(word)) for letter in "abcdefghijklmnopqrstuvwxyz")
    return any(each in _ordinary() for group in (fewer, turned, more) for each in group)


@lru_cache(maxsize=16)
def _printed(text: str) -> frozenset[str]:
    """Words of ``text`` that stand there as names may: with a capital, but not only where a sentence begins with any word."""
    found = (word for word in _words(text) if word.said[:1].isupper())
    return frozenset(word.said for word in found if not word.opens or word.low not in _also_words())


@cache
def _ordinary() -> frozenset[str]:
    lines = files("bot.model").joinpath("ordinary.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _listed(table: str) -> frozenset[str]:
    words: Sequence[str] = tables("bot.model", "spared.toml")[table]["words"]
    return frozenset(words)


@cache
def _spared() -> frozenset[str]:
    return _listed("colloquial") | _listed("brands") | _listed("places")


@cache
def _also_words() -> frozenset[str]:
    """Names that are words too, in lower case."""
    data = tables("bot.model", "names.toml")
    return frozenset(name.lower() for table in ("also_words", "ordinary") for name in data[table]["words"])


@cache
def _cue(name: str) -> re.Pattern[str]:
    pattern = expressions("bot.model", "naming.toml", "cues")[name]
    return re.compile(f"(?:{pattern})$" if name in {"before", "lightly", "place", "called", "kin", "months_after"} else pattern)

"""Where the sentences of a clause begin and end."""

from __future__ import annotations

import re

from knowledge.lines import Span

# A full stop after one of these does not end a sentence.
_ALWAYS = frozenset(
    re.findall(
        r"\S+",
        "e.g i.e eg ie viz cf mr mrs ms miss dr prof rev sr jr st s ss sec para paras reg regs tel ext approx vs v p pp "
        "ch vol ed rt hon jan feb apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri incl excl est "
        "min max govt",
    )
)
# Words of their own elsewhere ("No. Ask first."): abbreviations only before a figure.
_BEFORE_FIGURE = frozenset(("no", "nos", "art", "fig", "ref", "mar", "sat", "sun"))
# These often end a sentence: they do where a capital follows.
_PERHAPS = frozenset(("etc", "a.m", "p.m", "am", "pm", "inc", "ltd", "co", "plc", "al"))
_STOP = re.compile(r"(?P<stop>\.{2,}|[.!?\u2026]+)(?P<close>[\"'\u2019\u201d)\]*_]*)(?P<space>\s+|$)")
_LAST_WORD = re.compile(r"[^\s(\[\"'\u2018\u201c*_/]+$")
_OPENING = "\"'\u2018\u201c([*_"


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text`` in order, white space between them left out; one span for a text without a stop.

    A stop inside brackets or quotation marks that are still open, after an abbreviation, an initial or a number's point ends nothing.
    """
    found: list[Span] = []
    start = _skip(text, 0)
    for stop in _STOP.finditer(text):
        end = stop.end("close")
        if stop.start() >= start and _ends(text, start, stop):
            found.append(Span(start, end))
            start = _skip(text, stop.end())
    last = len(text.rstrip())
    if start < last:
        found.append(Span(start, last))
    return tuple(found)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() :].lstrip(_OPENING)[:1]
    if not following:
        return True
    if following.islower() or _open_bracket(text[start : stop.end("close")]):
        return False
    if stop["stop"] != ".":
        return True
    word = _LAST_WORD.search(text, start, stop.start())
    return word is None or not _abbreviates(word[0].lower(), following, first=word.start() == start)


def _abbreviates(word: str, following: str, *, first: bool) -> bool:
    if word in _ALWAYS or (len(word) == 1 and word.isalpha()):
        # "Plan B. Staff …" is rarer than "J. Smith" and "s. 127".
        return True
    if word in _BEFORE_FIGURE:
        return following.isdigit()
    if word in _PERHAPS:
        return not following.isupper()
    return (first and word.isdigit()) or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", word))


def _open_bracket(text: str) -> bool:
    """Whether a bracket of ``text`` is open at its end; one that runs on over 400 characters was never closed."""
    at = max(text.rfind("("), text.rfind("["))
    depth = text.count("(") - text.count(")") > 0 or text.count("[") - text.count("]") > 0
    return depth and len(text) - at < 400  # noqa: PLR2004 - longer than any bracket met

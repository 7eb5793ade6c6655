"""Characters that print as nothing or pretend to be others: dropped or kept, and always reported."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.lines import Oddity

if TYPE_CHECKING:
    from collections.abc import Iterable

# Ranges as regular expression classes; what each may hide is in the sentence that the uploader reads.
_DROPPED = {
    "zero_width": ("\u200b-\u200d\u2060-\u2064\ufeff\u180e\u115f\u1160\u3164\uffa0", "zero-width characters"),
    "bidi": ("\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069", "characters that turn the direction of text round"),
    "tags": ("\U000e0000-\U000e0fff", "invisible tag characters"),
    "control": ("\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb", "control characters"),
    "lost": ("\ufffd\ufffe\uffff\ud800-\udfff", "characters that were already lost when the file was made"),
}
_QUIET = re.compile("[\u00ad\ufe00-\ufe0f]")  # soft hyphens and emoji variants: ordinary, and nothing to report
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_CLASSES = {kind: re.compile(f"[{characters}]") for kind, (characters, _) in _DROPPED.items()}
_ANY = re.compile("[" + "".join(characters for characters, _ in _DROPPED.values()) + "]")
# Wingdings and Symbol sit in the private use area; these are the list markers of Word's gallery.
_PRIVATE = {0xF0FC: "✓", 0xF0FE: "✓", 0xF050: "✓", 0xF0FB: "✗", 0xF0FD: "✗", 0xF04F: "✗", 0xF0D8: "➢", 0xF0E0: "→", 0xF0E8: "→"}
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_MOST_REPORTED = 20


def printed(text: str) -> str:
    """``text`` as it prints: invisible characters dropped, newlines made one kind, ligatures spelt out, symbol bullets mapped."""
    if text.isascii() and text.isprintable():
        return text
    plain = _QUIET.sub("", _ANY.sub("", _NEWLINES.sub("\n", text))).translate(_LIGATURES)
    return _PRIVATE_USE.sub(lambda found: symbol(ord(found[0])), plain)


def symbol(code: int) -> str:
    """The marker that a symbol font prints for a private use ``code``: ✓, ✗, ➢, → or "•"."""
    return _PRIVATE.get(code | 0xF000, "•")


def dropped(text: str) -> Counter[str]:
    """Count, by character, what ``printed`` drops from ``text`` and a person should hear of."""
    return Counter(_ANY.findall(_NEWLINES.sub("\n", text)))


def dropped_oddities(counts: Counter[str]) -> tuple[Oddity, ...]:
    """One oddity for each kind of dropped character."""
    return tuple(_oddity(kind, found) for kind in _DROPPED if (found := _of_kind(kind, counts)))


def _of_kind(kind: str, counts: Counter[str]) -> Counter[str]:
    return Counter({character: count for character, count in counts.items() if _CLASSES[kind].match(character)})


def _oddity(kind: str, found: Counter[str]) -> Oddity:
    codes = ", ".join(f"U+{ord(character):04X} x{count}" for character, count in sorted(found.items())[:_MOST_REPORTED])
    return Oddity(kind, f"{found.total()} {_DROPPED[kind][1]} left out ({codes})")


def mixed_scripts(text: str) -> tuple[Oddity, ...]:
    """Words that mix look-alike letters of two scripts, each reported once, at most twenty."""
    if text.isascii():
        return ()
    words = dict.fromkeys(word for word in _WORD.findall(text) if not word.isascii() and len(_scripts(word)) > 1)
    return tuple(
        Oddity("mixed_script", f"“{word}” mixes letters of {' and '.join(sorted(_scripts(word)))}") for word in list(words)[:_MOST_REPORTED]
    )


def _scripts(word: str) -> frozenset[str]:
    return frozenset(_script_names(word))


def _script_names(word: str) -> Iterable[str]:
    for letter in word:
        name = unicodedata.name(letter, "").split(" ")[0]
        if name in _SCRIPTS:
            yield name.title()

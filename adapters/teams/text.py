"""Plain text made fit for a card: nothing invisible, nothing that Markdown would read, never too long."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"  # between letters of some scripts, and inside emoji
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKUP = re.compile(r"([\\*_\[\]`~<>|])")
_LINE_START = re.compile(r"^(#|[-+](?=\s)|=+$|-+$)|^(\d+)([.)])")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def clean(text: str) -> str:
    """``text`` without control, bidirectional, zero-width and tag characters; lines are kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    seen = "".join(each for each in text if each in "\n\t" or each in JOINERS or unicodedata.category(each) not in _UNSEEN)
    return _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", seen)).strip(f" \n\t{JOINERS}")


def line(text: str) -> str:
    """``text`` cleaned and on one line."""
    return " ".join(clean(text).split())


def cut(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut at a word where there is one near."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_word = kept.rsplit(None, 1)[0] if any(each.isspace() for each in kept[most // 2 :]) else kept
    return f"{at_word.rstrip()}…"


def escaped(text: str) -> str:
    """One line for a TextBlock, which reads a part of Markdown: its marks stand as they are."""
    marked = _MARKUP.sub(r"\\\1", line(text))
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", marked)

"""Plain text made fit for a card: nothing invisible, nothing that Markdown would read, never too long."""

from __future__ import annotations

import re

KEPT = "\n\u200c\u200d"  # ends of lines, and joiners: between letters of some scripts, and inside emoji
_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_MARKUP = re.compile(r"([\\*_\[\]`~<>|])")
_LINE_START = re.compile(r"^(#|[-+](?=\s)|=+$|-+$)|^(\d+)([.)])")


def clean(text: str) -> str:
    """``text`` without control, bidirectional, zero-width and tag characters; lines are kept."""
    text = _SPACES.sub(" ", _ENDS.sub("\n", text))
    if not text.isprintable():
        text = "".join(each for each in text if each.isprintable() or each in KEPT)
    return _BLANK_LINES.sub("\n\n", text).strip(f" {KEPT}")


def line(text: str) -> str:
    """``text`` cleaned and on one line."""
    return " ".join(clean(text).split())


def fitted(text: str, most: int) -> str:
    """``text`` cleaned, in at most ``most`` characters; of one that is far too long only the beginning is read."""
    begun = text[: 2 * most + 100]
    return cut(clean(begun) + ("…" if len(begun) < len(text) else ""), most)


def fitted_line(text: str, most: int) -> str:
    """``text`` cleaned and on one line, in at most ``most`` characters."""
    return " ".join(fitted(text, most).split())


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

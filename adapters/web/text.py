"""Text from documents and askers made safe to show: nothing invisible, nothing that reorders what is read, bold where it was meant."""

from __future__ import annotations

import re

from bot.printable import printable

JOINT = " … "
_TEL = re.compile(r"tel:\+?[0-9]{3,15}")

Pieces = tuple[tuple[str, bool], ...]
"""Stretches of text, each with whether it is set in bold."""


def marked(text: str, ruling: str) -> Pieces:
    """``text`` with the parts of ``ruling``, joined by " … ", in bold where they stand in it, each sought after the one before."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for part in filter(None, ruling.split(JOINT)):
        start = text.find(part, at)
        if start >= 0:
            pieces += [(text[at:start], False), (part, True)]
            at = start + len(part)
    return tuple(piece for piece in (*pieces, (text[at:], False)) if piece[0])


def without_marks(text: str) -> Pieces:
    """A clause on one line, Markdown's marks for bold read as bold and never shown; an odd one out is left away."""
    parts = " ".join(text.split()).split("**")
    paired = len(parts) - (len(parts) % 2 == 0)
    return tuple((part, place % 2 == 1 and place < paired) for place, part in enumerate(parts) if part)


def own_link(url: str | None, site: str) -> str | None:
    """``url`` as it may stand on a page: within this site, or a telephone number; None for any other, which is never a link."""
    if url is None or printable(url) != url or re.search(r"[\s\\<>\"'`]", url):
        return None
    within = url.removeprefix(site.rstrip("/")) if site and url.startswith(f"{site.rstrip('/')}/") else url
    if within.startswith("/") and not within.startswith("//"):
        return within
    return url if _TEL.fullmatch(url) else None

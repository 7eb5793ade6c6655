"""Whose policy it is and what it is called, from its title page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.outline import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|agreement|code|guid(?:e|ance)|handbook|standing orders|rules|statement|strategy|protocol|plan)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:schools?|academy|academies|nursery|nurseries|pre-?schools?|college|university|institute|trust|federation|council|charity|foundation|"
    r"hospitals?|hospice|surgery|practice|pharmacy|pharmacies|agency|service|police|society|association|club|group|museum|fellowship|church|homes|"
    r"company|ltd|limited|plc|llp|inc|partnership|services|centre|library|authority|board)\b\.?",
    re.IGNORECASE,
)
# Whom the document is for, or a motto in a sentence: neither its name nor its maker's.
_ASIDE = re.compile(r"\W*(?:for|issued|to be|an?\s+\w+\s+for|in our|we)\s", re.IGNORECASE)
_LEADING = re.compile(r"^(?:part of|a policy of)\s+(?:the\s+)?", re.IGNORECASE)


def names(lines: Sequence[str]) -> tuple[str, str]:
    """The organisation and the title, each "" where ``lines`` (the title page's, dates left out) do not say."""
    page = _rejoined([wording.plain(line) for line in lines if not wording.is_record(line) and not _ASIDE.match(line)])
    if not page:
        return "", ""
    title_at = next((at for at, line in enumerate(page) if _TITLE.search(line)), None)
    if title_at is None:
        return (page[0], page[1]) if len(page) > 1 else ("", page[0])
    own = [line for at, line in enumerate(page) if at != title_at]
    above = page[:title_at]
    body = next((line for line in above if _BODY.search(line)), above[0] if above else "")
    if not body:
        head, title = _split(page[title_at])
        return (head, title) if head else (next((line for line in own if _BODY.search(line)), ""), title)
    return _LEADING.sub("", body), page[title_at]


def _rejoined(lines: list[str]) -> list[str]:
    """Lines that break a name in two, whole again ("Oak School and" / "Elm School Federation")."""
    found: list[str] = []
    for line in lines:
        if found and re.search(r"\b(?:and|of|the|for|&)$", found[-1], re.IGNORECASE):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _split(line: str) -> tuple[str, str]:
    """One line that holds both ("Oak School Social Media Policy", "Oak School: Social Media Policy")."""
    for separator in (": ", " \u2013 ", " - ", " | "):
        head, found, tail = line.partition(separator)
        if found and _BODY.search(head) and _TITLE.search(tail):
            return head, tail
    body = _BODY.search(line)
    title = line[body.end() :].strip(" '\u2019s,:-\u2013") if body else ""
    if body and body.start() > 0 and _TITLE.search(title) and len(wording.words(title)) > 1:
        return line[: body.end()].strip(), title
    return "", line

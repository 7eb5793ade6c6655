"""The last gate: no quote leaves that does not stand in the source, and no ruling leaves without one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answer import Answer, Citation

JOINT = " … "
LEAST = 12  # characters: a shorter run can stand anywhere by chance
RULINGS = frozenset({"prohibited", "permitted", "permission_needed", "required", "not_required", "not_prohibited"})


def flat(text: str) -> str:
    """``text`` with every run of white space made one blank: the only change that a quote may show."""
    return re.sub(r"\s+", " ", text).strip()


def stands(quote: str, source: str) -> bool:
    """Whether each part of ``quote`` stands word for word in ``source``, in order."""
    text, at = flat(source), 0
    for part in map(flat, quote.split(JOINT)):
        found = text.find(part, at)
        if not part or found < 0:
            return False
        at = found + len(part)
    return True


def holds(citation: Citation, source: str) -> bool:
    """Whether the quote stands in ``source``, and is long enough to say where or has its whole clause standing there too."""
    return stands(citation.quote, source) and (len(flat(citation.quote)) >= LEAST or stands(citation.clause, source))


def verified(answer: Answer, sources: Mapping[str, str], fallback: Answer) -> Answer:
    """``answer`` where every citation holds in its version's text (``sources``, by version) and a ruling has one, else ``fallback``.

    A faulty citation is not merely left out: the answer's text shows its quote, and the ruling may rest on it.
    """
    faulty = any(not holds(citation, sources.get(citation.version, "")) for citation in answer.citations)
    bare = answer.verdict in RULINGS and not answer.citations
    return fallback if faulty or bare else answer

"""What of a model's own words may be shown: plain sentences that say nothing that the verdict and the clauses do not bear."""

from __future__ import annotations

import re
import unicodedata

from bot.answer import Verdict
from bot.model.quotes import fold
from bot.verify import flat

LONGEST, LONGEST_OPTION, MOST_OPTIONS, FEWEST_OPTIONS = 700, 40, 4, 2
SHORTEST_QUOTE = 3  # words; fewer are a word named, not a quotation
_MARKUP = re.compile(
    r"<[^>\s][^>]*>|\]\s*\(|!\[|```|\{\{|<!|<@|\bhttps?:|\bwww\.|\bjavascript:|\bdata:|@everyone|@channel|@here", re.IGNORECASE
)
_HOST = re.compile(
    r"(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|uk|co|ai|dev|app|xyz|info|ru|cn|me|ly|gov|edu|sch)\b(?:/\S*)?", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]|(?<!\w)[‘']([^’']{20,})[’'](?!\w)")  # noqa: RUF001 - as people write them
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_GO_AHEAD = re.compile(
    r"^\W*(?:yes|yep|sure|go ahead|feel free)\b"
    r"|\b(?:you|staff|it) (?:may|can|is allowed|is permitted|is fine|are (?:free|allowed|permitted))"
    r"(?! (?:not|only|neither|never|be|have|lead|result|also be|still be|face)\b)(?=\s)(?! (?:only )?(?:if|where|with|when|once|after))",
    re.IGNORECASE,
)
_SILENT = frozenset({"prohibited", "not_covered", "not_prohibited"})


def plain_reason(reason: str, verdict: Verdict, cited: str, asked: str) -> str:
    """``reason`` as it may be shown, or "" where something in it may not be.

    ``cited`` are the cited clauses' words, ``asked`` the messages'. Numbers, addresses and quotations must stand in one of them.
    """
    text = flat("".join(c for c in reason if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}))
    text = text.replace("**", "").replace("`", "").replace("_", " ") if "@" not in text else text
    known = f"{cited} {asked}"
    if not text or len(text) > LONGEST or _MARKUP.search(text):
        return ""
    if verdict in _SILENT and _GO_AHEAD.search(text):
        return ""
    addresses = [match[0].rstrip(".") for pattern in (_EMAIL, _HOST) for match in pattern.finditer(text)]
    if any(address.lower() not in known.lower() for address in addresses):
        return ""
    return text if _quotes_stand(text, known) and _numbers_stand(text, known) else ""


def _quotes_stand(text: str, known: str) -> bool:
    """Whether everything in quotation marks stands in what is known; a word or two in them are no quotation."""
    letters = fold(known).letters
    quoted = [a or b for a, b in _QUOTED.findall(text)]
    return all(len(q.split()) < SHORTEST_QUOTE or fold(q.strip(" .,;:")).letters in letters for q in quoted)


def _numbers_stand(text: str, known: str) -> bool:
    """Whether every number of three digits or more stands in what is known: a telephone number or a date made up would do harm."""
    return all(number in known for number in _NUMBER.findall(text) if sum(c.isdigit() for c in number) > 2)  # noqa: PLR2004 - "18", "19"


def plain_options(options: tuple[str, ...]) -> tuple[str, ...]:
    """The answers to offer, or none where any of them may not be shown."""
    texts = tuple(flat(option) for option in options[:MOST_OPTIONS])
    fine = all(
        len(t) <= LONGEST_OPTION and t.isprintable() and not (_MARKUP.search(t) or _HOST.search(t) or _EMAIL.search(t)) for t in texts
    )
    return texts if fine and len(set(texts)) == len(texts) >= FEWEST_OPTIONS else ()

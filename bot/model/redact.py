"""Takes names, e-mail addresses, telephone numbers and handles out of what a person wrote, before any model sees it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from knowledge.vocabulary import tables

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@.])@[\w.]{2,}")
_NUMBER = re.compile(r"(?<![\w£$€.])(?:\+?\d|\(0)(?:[\s().-]?\d){8,14}(?!\w)")
_SURNAME = r"(?:\s+[A-Z][\w’'-]+)?"  # noqa: RUF001 - both apostrophes stand in names


def redacted(text: str, printed: str = "") -> str:
    """``text`` with [name], [e-mail], [number] and [link] in place of what tells who somebody is.

    A name that stands in ``printed``, the policies that are sent anyway, is left, so that "who is Mrs North?" can be answered.
    """
    for pattern, stand_in in ((_EMAIL, "[e-mail]"), (_LINK, "[link]"), (_HANDLE, "[name]"), (_NUMBER, "[number]")):
        text = pattern.sub(lambda found, stand_in=stand_in: found[0] if found[0] in printed else stand_in, text)  # type: ignore[misc]  # mypy: lambda's default
    for pattern in _names():
        text = pattern.sub(lambda found: found[0] if _known(found, printed) else "[name]", text)
    return text


def cleaned(text: str) -> str:
    """``text`` without control, formatting and tag characters, and without what could end the place it is put in."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return re.sub(r"<(?=/?\s*(?:messages?|policies|policy)\b)", "(", "".join(kept), flags=re.IGNORECASE)


def _known(found: re.Match[str], printed: str) -> bool:
    return bool(printed) and re.search(rf"(?<!\w){re.escape(found['who'].strip())}(?!\w)", printed) is not None


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """A title with a name, a first name with perhaps a surname; a name that is also a word counts in capitals, inside a sentence."""
    data = tables("bot.model", "names.toml")
    ordinary = set(data["ordinary"]["words"])
    titles = "|".join(data["titles"]["words"])
    words = "|".join(name for name in data["first"]["words"] if name.lower() in ordinary)
    alone = "|".join(name for name in data["first"]["words"] if name.lower() not in ordinary)
    return (
        re.compile(rf"(?<!\w)(?i:{titles})\.?\s+(?P<who>[A-Z][\w’'-]+{_SURNAME})"),  # noqa: RUF001 - as above
        re.compile(rf"(?<=[a-z,] )(?P<who>(?:{words}){_SURNAME})(?![\w-])"),
        re.compile(rf"(?<![\w’'@-])(?P<who>(?i:{alone}){_SURNAME})(?![\w-])"),  # noqa: RUF001 - as above
    )

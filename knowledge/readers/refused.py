"""The one way in which a file is turned away: a stable reason, and a line that a person can act on.

not_found    there is no such file, or it may not be opened
empty        the file has no bytes
no_text      it opens, but there are no words in it (a scan, blank pages)
wrong_type   it is not what its name says, or not a kind that is read here
encrypted    it needs a password
truncated    its end is missing
damaged      it can't be read as what it is
doctype      its XML declares a document type, which may pull in other files
oversized    more bytes than are taken in
over_limits  too many pages, too much when unpacked, too slow or too hungry to read
"""

from __future__ import annotations

from typing import Literal, get_args

Reason = Literal[
    "not_found",
    "empty",
    "no_text",
    "wrong_type",
    "encrypted",
    "truncated",
    "damaged",
    "doctype",
    "oversized",
    "over_limits",
]
REASONS: frozenset[str] = frozenset(get_args(Reason))


class Refused(Exception):  # noqa: N818 - a refusal is a result that people read, named as they say it
    """A file that is not read. ``reason`` is stable for code; ``text`` is one line for a person, without the file's name."""

    def __init__(self, reason: Reason, text: str) -> None:
        """Keep the reason and the line."""
        super().__init__(text)
        self.reason: Reason = reason
        self.text = text

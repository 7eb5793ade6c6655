"""The off switch: a file that names the channels to answer nothing in. A concern still gets whom to tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from bot.card import Card, Words
from bot.concern import Concern, find_concern
from bot.messages import Incoming, Message, Press, Reply
from bot.phrase_concern import phrase_concern
from bot.phrases import said
from bot.post import Desk
from bot.showing import show

FILE = "off"
LOOK = 2.0  # seconds between looks at the file; a switch must work within five
ALL = "all"


class OffSwitch:
    """Which channels are off: one a line ("slack", "teams", "web", "all"), # before a remark; an empty file is "all".

    Safe to share between threads.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds. The file need not be there: then nothing is off."""
        self._file, self._clock = file, clock
        self._lock = Lock()
        self._read_at, self._named = float("-inf"), frozenset[str]()

    def is_off(self, channel: str) -> bool:
        """Whether this channel is switched off now, or was two seconds ago."""
        with self._lock:
            if self._clock() - self._read_at >= LOOK:
                self._named, self._read_at = self._read(), self._clock()
            return bool(self._named & {channel, ALL})

    def _read(self) -> frozenset[str]:
        try:
            text = self._file.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return frozenset()
        except OSError:  # there, and not to be read: whoever made it meant to switch something off
            return frozenset({ALL})
        names = {line.split("#")[0].strip().lower() for line in text.splitlines()} - {""}
        return frozenset(names or {ALL})


def by_words(text: str) -> Concern | None:
    """A concern by its words alone."""
    return find_concern((text,))


class SwitchedDesk:
    """A desk that answers nothing in a channel that is off. A report of harm goes to the desk behind, and never unanswered."""

    def __init__(self, desk: Desk, switch: OffSwitch, concern: Callable[[str], Concern | None] = by_words) -> None:
        """``desk`` answers what the switch lets through, and what ``concern`` finds in a message that it does not."""
        self._desk, self._switch, self._concern = desk, switch, concern

    def reply(self, incoming: Incoming) -> Reply:
        """The desk's reply, or the one that says that the bot is off."""
        if not isinstance(incoming, Message | Press) or not self._switch.is_off(incoming.asker.channel):
            return self._desk.reply(incoming)
        concern = self._concern(incoming.text) if isinstance(incoming, Message) else None
        if concern is not None:
            return self._signposted(incoming) or Reply(show(phrase_concern(concern)), private=True)
        return Reply(_off(), private=True)

    def _signposted(self, incoming: Incoming) -> Reply | None:
        """The desk's own reply to a concern, which names the people; None where it can't be had."""
        try:
            reply = self._desk.reply(incoming)
        except Exception:  # noqa: BLE001 - whatever is amiss, whom to tell is said
            return None
        return reply if reply.card.tone == "urgent" else None


def _off() -> Card:
    title, words = said("off", "headline"), said("off", "meanwhile")
    return Card(title, (Words(words),), plain=f"{title}\n\n{words}")

"""Follow-ups without a mention: only in a thread whose root mentioned the bot, from who asked, until another person speaks.

Slack itself is the record of that, so it holds over a restart and for every replica; what can no longer change is remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from adapters.slack.payload import find, text_at
from adapters.slack.spoken import mentions

REMEMBERED = 20_000
PAGE = 200  # a longer thread is no longer a conversation with the bot

# The messages of a thread of (channel, root's ts), oldest first, up to PAGE. Raises OSError where Slack can't say now.
Thread = Callable[[str, str], Awaitable[Sequence[object]]]


class Threads:
    """Which threads have follow-ups."""

    def __init__(self, thread: Thread) -> None:
        """``thread`` reads one from Slack."""
        self._thread = thread
        self._ended: OrderedDict[tuple[str, str], None] = OrderedDict()

    def end(self, channel: str, root: str) -> None:
        """No more follow-ups there."""
        self._ended[channel, root] = None
        self._ended.move_to_end((channel, root))
        while len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)

    async def goes_on(self, channel: str, root: str, asker: str, bot: str) -> bool:
        """Whether ``asker`` is still alone with the bot in the thread. Raises OSError where Slack can't say now."""
        if (channel, root) in self._ended:
            return False
        if alone(await self._thread(channel, root), asker, bot):
            return True
        self.end(channel, root)
        return False


def alone(messages: Sequence[object], asker: str, bot: str) -> bool:
    """Whether a thread's root is the asker's and mentions the bot, and no other person has spoken."""
    root = messages[0] if messages else None
    if len(messages) >= PAGE or text_at(root, "user") != asker or not mentions(text_at(root, "text"), bot):
        return False
    return all(text_at(one, "user") in (asker, bot) or bool(find(one, "bot_id")) for one in messages)

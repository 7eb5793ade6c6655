"""What an event comes to, before it is known which school its person is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from adapters.slack.place import Place
from bot.messages import Asker, Envelope, Incoming, Message, Press

HELP = "help"


class Places(Protocol):
    """Which workspace, channel or group is which school's, and who is what there."""

    def who(self, team: str, channel: str, user: str) -> Asker | None:
        """The asker, or None where nothing is set up for this place; ``channel`` is "" in a direct message or on the Home tab."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """One event that is for the bot: words (``text``), or a press (``action``) where ``action`` is not "".

    ``keys`` name the event; ``follows`` says that it is a follow-up only if its thread is one (``adapters.slack.threads``).
    """

    keys: tuple[str, ...]
    place: Place
    text: str = ""
    action: str = ""
    value: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    follows: bool = False

    def envelope(self, asker: Asker) -> Envelope:
        """What is kept before Slack is told that we have it."""
        return Envelope(self.keys, self.place.noted(), self._incoming(asker))

    def _incoming(self, asker: Asker) -> Incoming:
        place = self.place
        if self.action:
            return Press(asker, place.conversation, self.action, self.value, self.fields, place.direct)
        return Message(asker, place.conversation, self.text or HELP, place.direct)

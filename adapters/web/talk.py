"""What was said on one browser's page, kept in memory for a while so that the page shows it without script.

Words of a message that may report harm are not kept, here or anywhere.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.card import Button, Card
from bot.messages import Reply

MOST_TALKS = 500
MOST_EXCHANGES = 20
MOST_ANSWERED = 50  # forms remembered
IDLE = 2 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Exchange:
    """What somebody wrote or pressed and the card they got; ``said`` is empty where it must not be kept."""

    number: int
    said: str
    card: Card
    blocks: tuple[tuple[str, object], ...]


def exchange(number: int, said: str, card: Card) -> Exchange:
    """The exchange as it is kept and drawn; each block is named by its kind for the template."""
    answered = bool(card.buttons or card.feedback)  # a signpost above an answer; without one nothing was kept
    kept = "" if card.tone == "urgent" and not answered else said
    return Exchange(number, kept, card, tuple((type(block).__name__, block) for block in card.blocks))


@dataclass(slots=True)
class Talk:
    """One page's exchanges, its school, and the forms that were answered (``once``), so that one sent again is not answered twice."""

    school: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    count: int = 0
    used: float = 0.0

    def add(self, said: str, reply: Reply, pressed: int | None = None) -> Exchange:
        """Keep a reply; one that stands ``instead`` takes the place of the pressed card."""
        old = next((place for place, each in enumerate(self.exchanges) if each.number == pressed), None)
        if reply.instead and old is not None:
            was = self.exchanges[old]
            self.exchanges[old] = exchange(was.number, was.said, reply.card)
            return self.exchanges[old]
        self.count += 1
        self.exchanges.append(exchange(self.count, said, reply.card))
        del self.exchanges[:-MOST_EXCHANGES]
        return self.exchanges[-1]

    @contextmanager
    def once(self, form: str) -> Iterator[bool]:
        """Whether the form was not yet answered; one whose answering fails counts as not answered."""
        first = form not in self.answered
        self.answered = [*self.answered, form][-MOST_ANSWERED:] if first else self.answered
        try:
            yield first
        except BaseException:
            self.answered = [each for each in self.answered if each != form or not first]
            raise

    def button(self, number: int, action: str, value: str) -> Button | None:
        """The button pressed, where that exchange's card really offers it."""
        card = next((each.card for each in self.exchanges if each.number == number), None)
        if card is None:
            return None
        rating = {"helpful": "Helpful", "unhelpful": "Not helpful"}
        if action in rating and card.feedback is not None and value == card.feedback:
            return Button(rating[action], action, value)
        return next((button for button in card.buttons if (button.action, button.value) == (action, value)), None)


class Talks:
    """The talks of all browsers, the least lately used forgotten first. Used on one thread only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds."""
        self._talks: OrderedDict[str, Talk] = OrderedDict()
        self._clock = clock

    def of(self, browser: str) -> Talk:
        """The talk of that browser; a new one where there is none or it lay idle."""
        talk = self._talks.pop(browser, None)
        if talk is None or self._clock() - talk.used > IDLE:
            talk = Talk()
        talk.used = self._clock()
        self._talks[browser] = talk
        while len(self._talks) > MOST_TALKS:
            self._talks.popitem(last=False)
        return talk

    def forget(self, browser: str) -> None:
        """Drop what that browser's page showed."""
        self._talks.pop(browser, None)

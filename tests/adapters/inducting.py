"""A new starter's whole induction over the sample school: the real desk over real records, and what the starter presses next."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.command_line.office import inductions
from adapters.command_line.serve_desk import Desks
from bot.answer import Answer, Question
from bot.card import Button, Card
from bot.directory import Directory
from bot.messages import Asker, Incoming, Reply
from bot.post import Desk
from bot.records.engine import Records
from bot.records.post import Post

if TYPE_CHECKING:
    from bot.answering import Answerer
    from bot.induction.inductions import Inductions
    from bot.post import Sender
    from knowledge.embedder import Embedder
    from knowledge.store import Store

NAME = "Sam Example"
TODAY = date(2026, 10, 1)


@dataclass
class Once:
    """The real answerer, which works each question out once."""

    answerer: Answerer
    known: dict[Question, Answer] = field(default_factory=dict)

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        if question not in self.known:
            self.known[question] = self.answerer.answer(question, today)
        return self.known[question]


@dataclass(frozen=True)
class Sample:
    """The sample school's policies, and what answers from them."""

    store: Store
    answers: Once
    embedder: Embedder

    def inductions(self, records: Records) -> Inductions:
        """The inductions over ``records``."""
        return inductions(self.store, self.answers, records, lambda: TODAY)

    def desk(self, records: Records) -> Desk:
        """The desk that is served, over ``records``."""
        guide = self.inductions(records)
        desks = Desks(self.store, self.answers, self.embedder, records, Directory(), lambda: TODAY, {}, induction=guide)
        return desks.desk(lambda _: None, lambda *_: "")


def sample_school(data: Path) -> Sample:
    """The sample school from the folder that it was ingested into."""
    from adapters.command_line.serve_parts import ServeParts  # noqa: PLC0415 - only who asks for the school pays for it

    parts = ServeParts(data)
    return Sample(parts.store, Once(parts.answerer), parts.embedder)


@dataclass
class Noted:
    """A desk whose replies are noted as they are given."""

    desk: Desk
    replies: list[Reply] = field(default_factory=list)

    def reply(self, incoming: Incoming) -> Reply:
        """As the desk has it."""
        found = self.desk.reply(incoming)
        self.replies.append(found)
        return found


@contextmanager
def working(post: Post, desk: Desk, sender: Sender) -> Iterator[None]:
    """The post at work."""
    stop = threading.Event()
    thread = threading.Thread(target=post.run, args=(desk, [sender], stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


@dataclass
class Starter:
    """Goes on, answers the first question wrong and every other right, agrees, and signs when the name was forgotten once."""

    guide: Inductions
    asker: Asker
    wrong: str = ""
    asked: list[str] = field(default_factory=list)
    forgot: bool = False

    def press(self, buttons: Sequence[tuple[str, str]]) -> tuple[str, str, str] | None:
        """The action and value of the button to press, and the name to type; None where nothing leads on."""
        onward = [each for each in buttons if each[0].startswith("induction_") and each[0] != "induction_status"]
        if not onward:
            return None
        action, value = self._choice(onward) if onward[0][0] == "induction_choose" else onward[0]
        named = NAME if action == "induction_sign" and self.forgot else ""
        self.forgot = self.forgot or action == "induction_sign"
        return action, value, named

    def _choice(self, choices: Sequence[tuple[str, str]]) -> tuple[str, str]:
        name = choices[0][1].partition(":")[0]
        self.asked.append(name)
        right = f"{name}:{self._keys()[name]}"
        if self.wrong:
            return next(each for each in choices if each[1] == right)
        self.wrong = name
        return next(each for each in choices if each[1] != right)

    def _keys(self) -> dict[str, str]:
        path = self.guide.path(self.asker)
        return {each.name: each.right for section in path.sections for each in self.guide.scenarios(path, section)}


def pressable(buttons: Sequence[Button]) -> list[tuple[str, str]]:
    """A card's buttons as a starter chooses among them."""
    return [(button.action, button.value) for button in buttons]


def first_words(card: Card) -> str:
    """Some words by which a drawn card is known."""
    texts = (getattr(block, "text", "") for block in card.blocks)
    return next((text for text in texts if text), card.title)

"""A desk over answers that are written down, and the conversations that are had at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.answer import Answer, Ask, Citation, Question, Role
from bot.card import Button, Card, Heading, Quote, Rows, Words
from bot.desk.desk import FrontDesk
from bot.desk.parts import Parts
from bot.directory import Contact, Directory, School
from bot.memory import Memory, in_memory
from bot.messages import Asker, Channel, Message, Press, Reply
from bot.phrases import options, said

STAFF = Asker("slack", "T1/U7", "oak")
CLAUSE = "Staff must not accept friend requests from former pupils who are under 18."
CITED = Citation("Social Media Policy", "a1b2c3d4e5f6", "6.2", (), CLAUSE, CLAUSE, page=2)
NO = Answer("prohibited", f"No. The policy forbids this.\n\n“{CLAUSE}”", (CITED,), strength="must")
YES = Answer("not_prohibited", "The rule stops short of this.", (CITED,))
DEPENDS = Answer(
    "depends",
    f"It depends.\n\n{said('ask', 'age')}\n\n{said('line', 'more')}",
    (CITED,),
    ask=Ask("age", said("ask", "age"), options("age")),
)
PEOPLE = Directory(
    (
        School(
            "oak",
            "Oak School",
            (
                Contact("dsl", "Ada Lovell", "01632 960101", date(2026, 11, 1)),
                Contact("headteacher", "Bo", "01632 960104", date(2026, 11, 1)),
            ),
        ),
        School("ash", "Ash School"),
    )
)


@dataclass
class Answers:
    """Answers each question by the first of the written words that stands in it; remembers what it was asked."""

    written: Mapping[str, Answer | Exception]
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question, today: date) -> Answer:  # noqa: ARG002 - as ``Answers``
        self.asked.append(question)
        whole = " ".join((*question.turns, question.text))
        found = next((answer for words, answer in self.written.items() if words in whole), NO)
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class Clock:
    """A clock that is put forward by hand."""

    now: datetime = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **by: float) -> None:
        self.now += timedelta(**by)


class Finder:
    """Looks topics up by repeating them."""

    def lookup(self, topic: str, school: str, role: Role) -> Card:
        return Card(f"{topic} at {school} for {role}")


class Guide:
    """An induction of one step."""

    def open(self, asker: Asker) -> Card:
        return Card(f"Welcome to {asker.school}")

    def pressed(self, press: Press) -> Card:
        return Card(f"{press.action} {press.value}")


@dataclass
class Scene:
    """A desk, and what stands behind it."""

    written: Mapping[str, Answer | Exception] = field(default_factory=dict)
    asker: Asker = STAFF
    place: tuple[Channel, str] | None = ("slack", "the office")
    directory: Directory = PEOPLE
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.answers = Answers(self.written)
        self.memory: Memory = in_memory(self.clock)
        self.desk = FrontDesk(
            Parts(
                self.answers,
                self.memory,
                self.directory,
                clock=self.clock,
                today=lambda: date(2026, 11, 21),
                induction=Guide(),
                lookup=Finder(),
                policies=lambda school, role: (("Social Media Policy", f"{school} {role}"),),
                handover=lambda _: self.place,
                called=lambda asker: f"<{asker.person}>",
            )
        )

    def say(self, text: str, *, private: bool = True, conversation: str = "dm") -> Reply:
        """What comes back to a message."""
        return self.desk.reply(Message(self.asker, conversation, text, private))

    def press(
        self,
        button: Button | str,
        value: str = "",
        fields: tuple[tuple[str, str], ...] = (),
        *,
        private: bool = True,
        asker: Asker | None = None,
    ) -> Reply:
        """What comes back to a press."""
        action, value = (button.action, button.value) if isinstance(button, Button) else (button, value)
        return self.desk.reply(Press(asker or self.asker, "dm", action, value, fields, private))


def button(reply: Reply, label: str) -> Button:
    """The button of that label."""
    return next(each for each in reply.card.buttons if each.label == label)


def text(card: Card) -> str:
    """Every word of a card that is read."""
    found = [card.title]
    for block in card.blocks:
        match block:
            case Words() | Heading():
                found.append(block.text)
            case Quote():
                found.append(f"{block.address} {block.text}")
            case Rows():
                found += [f"{name} {value}" for name, value in block.rows]
    return "\n".join(found)

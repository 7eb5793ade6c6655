"""What comes in from any channel and what goes back: the whole of what a channel and the bot say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answer import Role
from bot.card import Card
from bot.directory import Duty, Member

Channel = Literal["slack", "teams", "web", "terminal"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who writes. ``person`` is the channel's own id, unique with ``channel`` ("T024/U7"), never a name.

    Where the place does not settle the school, ``school`` is "" and ``schools`` are those it may be; the desk asks the person once.
    ``duties`` are what they look after at ``school``.
    """

    channel: Channel
    person: str
    school: str
    role: Role = "staff"
    schools: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()


def asker_of(member: Member, channel: Channel, person: str) -> Asker | None:
    """``person`` as who asks in ``channel``, by what the directory says of them; None where the place is not set up."""
    if not member.schools:
        return None
    one = member.schools[0] if len(member.schools) == 1 else ""
    return Asker(channel, person, one, member.role, () if one else member.schools, member.duties)


@dataclass(frozen=True, slots=True)
class Message:
    """Words from a person. ``conversation`` is where follow-ups belong (a thread, a chat); ``private`` that no other reads along."""

    asker: Asker
    conversation: str
    text: str
    private: bool = True


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed on one of our cards, with what the card's fields held."""

    asker: Asker
    conversation: str
    action: str
    value: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    private: bool = True


@dataclass(frozen=True, slots=True)
class Reported:
    """What a message becomes that certainly reports harm, before it is kept: its words are gone, only whom to tell remains.

    Channels never make one: the postbox puts it in the place of the ``Message`` (or the ``Press`` whose fields report harm), so that
    nothing of the text is stored. The desk answers it with the fixed reply for ``category`` (``bot.concern.Route``: "dsl",
    "headteacher", "chair_of_governors"), for the asker alone.
    """

    asker: Asker
    conversation: str
    category: str
    private: bool = True


Incoming = Message | Press | Reported


@dataclass(frozen=True, slots=True)
class Handover:
    """A card for somebody else than the asker, such as a question that the asker sends on to a person.

    ``place`` is a note that ``channel`` itself reads (as of ``Envelope``), made by the channel from what the directory says. The outbox
    keeps each as a letter of its own, in the transaction that keeps the reply; the channel gets it by ``send`` as ``Reply(card)``.
    """

    channel: Channel
    place: str
    card: Card


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back.

    ``private``: for the asker's eyes alone, however public the place of asking; ``note`` is then what may be said in that place.
    ``instead``: it takes the place of the card that was pressed, where the channel can do that.
    ``also``: cards for others that go out with it; channels pass over it, the outbox delivers each.
    """

    card: Card
    private: bool = False
    note: str = ""
    instead: bool = False
    also: tuple[Handover, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event as a channel received it. ``keys`` name it: an event that shares any key with an earlier one is the same event.

    ``place`` is the channel's own note of where the reply goes (JSON); nobody else reads it.
    """

    keys: tuple[str, ...]
    place: str
    incoming: Incoming

"""What every channel draws: a card of a few kinds of block, with buttons and fields. Channels render it and decide nothing.

An answer, an induction step, a procedure, help and "my policies" are all cards, so that Slack, Teams, the web page and the terminal show
the same words, clauses and buttons. All text is plain: a channel escapes it for its own markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "quiet", "good", "warning", "urgent"]
Weight = Literal["plain", "first", "danger"]
STAYS = "stays"  # the value of a button that leaves its card as it is: what follows comes below


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that heads what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; ``tone`` says how it should be heard, never by colour alone."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause word for word.

    ``text`` is what is shown (the clause whole, or the words that rule where it is long); ``marked`` are those words, parts joined by
    " … ", to be set in bold inside ``text`` where each part stands there. ``address`` is the clause's ("6.2"), ``source`` the policy's
    title and whatever places it (heading, page, version), ``url`` the clause on the policy's page.
    """

    text: str
    address: str
    source: str
    marked: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered procedure, in order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table of names and values."""

    rows: tuple[tuple[str, str], ...]


Block = Heading | Words | Quote | Steps | Rows


@dataclass(frozen=True, slots=True)
class Button:
    """What can be pressed: ``action`` is a stable name, ``value`` an id that the server knows, never content.

    A ``lasting`` button (the way to a person) is the last that a channel may leave out for want of room.
    """

    label: str
    action: str
    value: str = ""
    weight: Weight = "plain"
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Field:
    """What can be filled in; its content comes with the press of any of the card's buttons, by ``name``.

    A ``choice`` has ``options``; a ``line`` is short, a ``text`` long.
    """

    name: str
    label: str
    kind: Literal["line", "text", "choice"] = "line"
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One message. ``title`` is its headline; ``plain`` the whole of it as text, for notifications and where nothing is drawn.

    ``feedback`` is the id of the answer to ask 👍 or 👎 about, where the channel has its own way of asking.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    fields: tuple[Field, ...] = ()
    plain: str = ""
    tone: Tone = "plain"
    feedback: str | None = None

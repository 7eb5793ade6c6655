"""Teams' limits, each in one place (learn.microsoft.com/microsoftteams, as of November 2026), and the budgets that we keep within them."""

from __future__ import annotations

from dataclasses import dataclass

CARD_VERSION = "1.5"
SIZE_MAX = 24_000  # bytes of a message as it is sent; Teams refuses one somewhere above 70,000, phones draw slowly long before
CITATIONS_MAX = 10  # Teams is said to take 20; the Agents Playground refuses the whole message above 10
CITATION_NAME_MAX = 80
CITATION_ABSTRACT_MAX = 160
ACTIONS_IN_A_ROW = 4  # a row of Teams' takes six; more than four are squeezed on a phone
LASTING_MAX = 4
LINKS_MAX = 2
LABEL_MAX = 80
BUTTON_VALUE_MAX = 200  # an id; a button whose id is longer is none of ours
URL_MAX = 1_000
OPTION_MAX = 300
INPUT_MAX = 3_000
SUMMARY_MAX = 150
BODY_MAX = 256 * 1024  # bytes of an activity that is read
TEXT_MAX = 20_000  # characters of a message that go on to the desk, which has its own, lower limit and words for it


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a card is drawn: characters of a text, and how many blocks, items of one, buttons, fields and options of one."""

    text: int
    blocks: int
    items: int
    buttons: int
    fields: int
    options: int


# Tried in turn until the message fits: long texts fold first, then there are fewer of them. The last fits whatever it holds.
ROOMS = (
    Room(12_000, 60, 40, 16, 8, 30),
    Room(5_000, 60, 40, 16, 8, 30),
    Room(2_500, 50, 40, 16, 8, 20),
    Room(1_200, 40, 30, 16, 8, 20),
    Room(700, 40, 20, 12, 8, 12),
    Room(400, 30, 15, 12, 6, 12),
    Room(200, 25, 10, 8, 4, 8),
    Room(100, 15, 6, 8, 3, 6),
    Room(60, 5, 3, 6, 2, 3),
    Room(30, 2, 2, 4, 1, 2),
)

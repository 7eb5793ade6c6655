"""Who has finished: a table for the DSL and the office, and lines for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answer import Role
from bot.card import Card, Rows, Words
from bot.induction.path import Path
from bot.induction.progress import Traveller
from bot.induction.showing import card, note_card, oversees
from bot.induction.where import done, is_finished, sections_read
from bot.induction.wording import said
from bot.messages import Asker


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one person is: sections read whole, of how many; ``finished`` when the last signature was given."""

    person: str
    role: Role
    read: int
    total: int
    wrong: int
    started: datetime | None
    finished: datetime | None


def standing(traveller: Traveller, path: Path) -> Standing:
    """Where one person stands on the path that is in force."""
    so_far = done(traveller.steps)
    signed = [step.at for step in traveller.steps if step.part == "sign"]
    return Standing(
        person=traveller.person,
        role=traveller.role,
        read=sections_read(path, so_far),
        total=len(path.sections),
        wrong=sum(state == "wrong" for state in so_far.tried.values()),
        started=min((step.at for step in traveller.steps), default=None),
        finished=max(signed) if signed and is_finished(path, so_far) else None,
    )


def status(asker: Asker, found: Sequence[Standing]) -> Card:
    """The table of ``asker``'s school; for the DSL and the office only."""
    if not oversees(asker):
        return note_card("refused")
    rows = tuple((each.person, _said(each)) for each in found)
    title = said("title", "status", school=asker.school)
    return card(title, (Rows(rows),) if rows else (Words(said("line", "none_started")),))


def _said(at: Standing) -> str:
    if at.finished:
        return said("line", "finished", day=f"{at.finished:%d %B %Y}".lstrip("0"))
    return said("line", "under_way", read=str(at.read), total=str(at.total))

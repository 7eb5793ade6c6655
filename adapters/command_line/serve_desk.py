"""The desk that is served: the real parts that answer, remember and know people. Loaded by ``verse serve`` alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.concern import Concern, find_concern
from bot.conversation import Answers
from bot.desk.desk import FrontDesk
from bot.desk.parts import Induction, Parts
from bot.desk.reviews import Reviews
from bot.desk.words import said
from bot.directory import Directory
from bot.links import LinkedAnswers, Sign
from bot.lookup.lookup import Lookup
from bot.messages import Asker, Channel
from bot.post import Desk
from bot.records.engine import Records
from bot.records.remembering import remembering
from knowledge.embedder import Embedder
from knowledge.store import Store

Handovers = Mapping[Channel, Callable[[str, str], str]]


@dataclass(frozen=True, slots=True)
class Desks:
    """Makes the desks over one set of parts; ``handovers`` writes, for each channel that is served, the note of a place to hand over to."""

    store: Store
    answers: Answers
    embedder: Embedder
    records: Records
    directory: Directory
    today: Callable[[], date]
    handovers: Handovers
    induction: Induction | None = None
    called: Callable[[Asker], str] = lambda asker: asker.person

    def desk(self, site: Callable[[str], str | None], sign: Sign) -> Desk:
        """A desk whose citations lead to ``site``'s pages by links that ``sign`` signs."""
        reviews = Reviews(self.store)
        return FrontDesk(
            Parts(
                LinkedAnswers(self.answers, self.store, site, sign),
                remembering(self.records),
                self.directory,
                self.concern,
                today=self.today,
                induction=self.induction,
                lookup=Lookup(self.store, self._contacts),
                policies=reviews.titles,
                handover=self._handover,
                called=self.called,
                due=reviews.due,
            )
        )

    def category(self, text: str) -> str | None:
        """Whom to tell, where a text certainly reports harm."""
        found = self.concern(text)
        return found.refer_to if found and found.certain else None

    def concern(self, text: str) -> Concern | None:
        """What a message reports, by its words and its meaning; by its words alone where the model can't be had."""
        try:
            vector = self.embedder.embed([text])[0].tolist()
        except Exception:  # noqa: BLE001 - whatever is amiss, a concern is looked for
            return find_concern((text,))
        return find_concern((text,), vector)

    def _contacts(self, school: str) -> tuple[tuple[str, str], ...]:
        return tuple((f"{said('contacts', each.office)}: {each.name}", each.phone) for each in self.directory.people(school, "dsl"))

    def place(self, school: str) -> tuple[Channel, str] | None:
        """Where the people of ``school`` who take its questions are written to; None where no channel that is served has one."""
        found = ((channel, self.directory.handover(channel, school)) for channel in sorted(self.handovers))
        return next(((channel, self.handovers[channel](*where)) for channel, where in found if where), None)

    def _handover(self, asker: Asker) -> tuple[Channel, str] | None:
        """Where a question to a person goes: in the asker's own channel first."""
        channels = sorted(self.handovers, key=lambda channel: (channel != asker.channel, channel))
        for channel in channels:
            where = self.directory.handover(channel, asker.school)
            if where:
                return channel, self.handovers[channel](*where)
        return None

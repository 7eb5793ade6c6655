"""A person going through an induction, and an answerer that answers what the path asks as the norms read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.answer import Answer, Citation, Question, Verdict
from bot.card import Button, Card
from bot.induction.asking import askings
from bot.induction.inductions import Acknowledging, Inductions
from bot.induction.path import Path
from bot.induction.progress import InMemory, Progress
from bot.messages import Asker
from bot.records.receipt import Acknowledgement, Receipt, digest_of, first_link, link_of, new_salt, written_content
from knowledge.store import Store

TODAY = date(2026, 11, 21)
STARTER = Asker("slack", "T1/U1", "larkfield", "new_starter")
LEAD = Asker("slack", "T1/U9", "larkfield", "dsl")
_VERDICTS: dict[str, Verdict] = {"must": "required", "should": "required", "may": "permitted", "may_with_approval": "permission_needed"}


class ByTheNorms:
    """Answers the questions of one path, each by the clause that raised it."""

    def __init__(self, path: Path) -> None:
        """Know the questions of ``path``."""
        raised = (asking for section in path.sections for bond in section.bonds for asking in askings(bond))
        self._known = {asking.question: asking for asking in raised}
        self.asked: list[str] = []

    def answer(self, question: Question, today: date) -> Answer:
        """What the norm says; not covered where it does not come from the path."""
        assert today == TODAY
        self.asked.append(question.text)
        asking = self._known.get(question.text)
        if asking is None:
            return Answer("not_covered", "The policy does not decide this.")
        bond = asking.bond
        cited = Citation(bond.title, bond.version, bond.clause.address, bond.clause.path, bond.text, bond.text)
        return Answer(_VERDICTS.get(asking.norm.modality, "prohibited"), "By the clause.", (cited,), sure=0.9)


@dataclass
class Chain:
    """Acknowledgements kept in a list; ``fault`` is raised in place of keeping one."""

    kept: list[Receipt] = field(default_factory=list)
    fault: OSError | None = None

    def record(self, acknowledgement: Acknowledgement) -> Receipt:
        """Keep it once for an event."""
        if self.fault:
            raise self.fault
        found = next((each for each in self.kept if each.acknowledgement.event == acknowledgement.event), None)
        if found is None:
            when, salt = datetime(2026, 11, 21, 9, 0, tzinfo=UTC), new_salt()
            previous = self.kept[-1].link if self.kept else first_link(acknowledgement.school)
            link = link_of(previous, digest_of(written_content(acknowledgement, when, salt)))
            found = Receipt(acknowledgement, len(self.kept) + 1, when, salt, previous, link)
            self.kept.append(found)
        return found


def inductions(store: Store, progress: Progress | None = None, chain: Acknowledging | None = None, path: Path | None = None) -> Inductions:
    """Inductions over ``store`` with an answerer that knows ``path``, or the path of a new starter that is in force."""
    from bot.induction.path import read_path  # noqa: PLC0415 - beside its one use

    path = path or read_path(store, store.school("larkfield"), "new_starter")
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    return Inductions(store, ByTheNorms(path), progress or InMemory(), chain or Chain(), lambda: TODAY, lambda: now)


def press(of: Inductions, asker: Asker, button: Button, **fields: str) -> Card:
    """The card after a press."""
    return of.card(asker, button.action, button.value, tuple(fields.items()))


def onward(card: Card) -> tuple[Button, ...]:
    """The buttons that lead on."""
    return tuple(button for button in card.buttons if button.action.startswith("induction_") and button.action != "induction_status")


def walk(of: Inductions, asker: Asker, until: Callable[[Card], bool], choose: Callable[[Card], Button] | None = None) -> list[Card]:
    """Every card from the first on, until one that ``until`` says yes to."""
    cards = [of.card(asker, "induction")]
    while not until(cards[-1]):
        ways = onward(cards[-1])
        assert ways, cards[-1]
        assert len(cards) < 400
        button = choose(cards[-1]) if choose and ways[0].action == "induction_choose" else ways[0]
        cards.append(press(of, asker, button, **({"name": "Sam Example"} if button.action == "induction_sign" else {})))
    return cards


def rightly(of: Inductions, asker: Asker) -> Callable[[Card], Button]:
    """Chooses as the answerer does."""

    def choose(card: Card) -> Button:
        path = of.path(asker)
        keys = {f"{each.name}:{each.right}" for section in path.sections for each in of.scenarios(path, section)}
        return next(button for button in card.buttons if button.value in keys)

    return choose


def is_done(card: Card) -> bool:
    """Whether it is the last card."""
    return card.title == "You have finished your induction"

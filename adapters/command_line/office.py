"""What the DSL and the office do from the command line: start people, see who has finished, export. Over the real records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast, get_args

from bot import gaps
from bot.answer import Answer, Question, Role
from bot.induction.inductions import Inductions
from bot.induction.kept import InRecords
from bot.induction.scenarios import Answers
from bot.induction.standing import Standing
from bot.messages import Asker, Channel
from bot.model.differences import DIFFERENCES, DifferenceFile
from bot.records.acknowledgements import Acknowledgements
from bot.records.asked import QuestionsAsked
from bot.records.engine import Records
from bot.records.feedback import Feedback
from bot.records.induction import InductionProgress
from bot.reports import report
from knowledge.store import Store

LOOKED_BACK = timedelta(days=366)


class Lazily:
    """Answers that are made when the first question comes."""

    def __init__(self, make: Callable[[], Answers]) -> None:
        """``make`` loads the models."""
        self._make, self._made = make, None

    def answer(self, question: Question, today: date) -> Answer:
        """The answer as of ``today``."""
        made = self._made or self._make()
        self._made = made
        return made.answer(question, today)

    _made: Answers | None


def inductions(store: Store, answers: Answers, records: Records, today: Callable[[], date]) -> Inductions:
    """Inductions whose progress and acknowledgements are kept in ``records``."""
    return Inductions(store, answers, InRecords(InductionProgress(records)), Acknowledgements(records), today)


class RealOffice:
    """One school's office."""

    def __init__(self, school: str, inductions_: Inductions, records: Records, embed: gaps.Embed, data: Path) -> None:
        """Over ``records`` and the folder ``data``, where readers' differences are kept; ``embed`` groups questions by meaning."""
        self._school, self._inductions, self._records, self._embed = school, inductions_, records, embed
        self._differences = DifferenceFile(data / DIFFERENCES)

    def start(self, person: str, role: Role) -> bool:
        """Start the induction of ``person`` ("slack:T024/U7"); False where no channel is called that."""
        channel, _, name = person.partition(":")
        if channel not in get_args(Channel) or not name:
            return False
        self._inductions.start(Asker(cast("Channel", channel), name, self._school, role), by="office")
        return True

    def standings(self) -> Sequence[Standing]:
        """How far everybody is who has started."""
        return self._inductions.standings(self._school)

    def people(self) -> tuple[report.Named, ...]:
        """The same with the name that each last signed with. Raises OSError."""
        signed = {
            each.acknowledgement.person: each.acknowledgement.typed_name for each in Acknowledgements(self._records).given(self._school)
        }
        return tuple(report.Named(signed.get(each.person, ""), each) for each in self.standings())

    def fault(self) -> str:
        """What is wrong with the chain of acknowledgements, "" where it is whole. Raises OSError."""
        return " ".join(f"entry {each.number} {each.what}" for each in Acknowledgements(self._records).verify(self._school))

    def report(self, kind: report.Kind) -> report.Report:
        """One of the reports."""
        match kind:
            case "acknowledgements":
                return report.acknowledgements(self._school, Acknowledgements(self._records).given(self._school))
            case "induction":
                return report.induction(self._school, self.standings())
            case "people":
                return report.people(self._school, self.people())
            case "gaps":
                return report.gaps(self._school, gaps.gaps([each for each in self._asked() if each.question], self._embed))
            case "differences":
                since = (datetime.now(UTC) - LOOKED_BACK).date()
                return report.differences(self._school, self._differences.of(self._school, since))
            case "use":
                return report.use(self._school, self._asked())

    def _asked(self) -> tuple[gaps.Asked, ...]:
        """What was asked within the year and how it ended, with what was thought of each answer."""
        thought = {each.answer: each.helpful for each in Feedback(self._records).of(self._school)}
        found = QuestionsAsked(self._records).since(self._school, datetime.now(UTC) - LOOKED_BACK)
        return tuple(gaps.Asked(each.asker, each.question, each.verdict, each.when, thought.get(each.answer)) for each in found)

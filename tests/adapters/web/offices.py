"""An office of made-up people, for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from adapters.web.visitors import Access
from bot.answer import Role
from bot.gaps import Asked, Gap
from bot.induction.standing import Standing
from bot.model.differences import Difference, Kept
from bot.records.receipt import Acknowledgement, Receipt
from bot.reports import report
from bot.reports.report import Kind, Named, Report

MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
NAME, ACCOUNT = "Sam <b>Example</b>", "slack:T1/U1"


def standing(person: str, read: int, *, finished: bool = False, role: Role = "new_starter") -> Standing:
    """How far one person is, of twelve sections."""
    return Standing(person, role, read, 12, 0, MONDAY, MONDAY + timedelta(days=3) if finished else None)


PEOPLE = (
    Named(NAME, standing(ACCOUNT, 12, finished=True)),
    Named("", standing("teams:3b241101-e2bb-4255-8caf-4136c566a962/0f8fad5b-d9cb-469f-a165-70867728950e", 3)),
    Named("Jo Unfinished", standing("slack:T1/U2", 7, role="dsl")),
)
RECEIPT = Receipt(Acknowledgement("e1", "hive-hill", ACCOUNT, "bees", "a" * 64, ("2.1",), NAME), 1, MONDAY, "salt", "0" * 64, "f" * 64)
GAP = Gap("may Mr Osei keep <i>bees</i>?", 4, 9, (("not_covered", 9),))


def asked(week: int, verdict: str = "prohibited") -> Asked:
    """One question of a week."""
    return Asked(week, f"may I keep bees {week}?", verdict, MONDAY + timedelta(days=7 * week))


@dataclass
class FakeOffice:
    """One school's office, with made-up people unless the test says otherwise."""

    broken: str = ""
    found: tuple[Named, ...] = PEOPLE
    uses: tuple[Asked, ...] = tuple(asked(week, verdict) for week in (0, 0, 0, 1, 3, 3) for verdict in ("prohibited", "not_covered"))
    differ: tuple[Kept, ...] = tuple(
        Kept(MONDAY.date(), Difference("hive-hill", policy, "2.1", "prohibited", "permitted", "norms", "stricter"))
        for policy in ("bees", "stings")
    )
    kinds: list[Kind] = field(default_factory=list)

    def people(self) -> tuple[Named, ...]:
        return self.found

    def fault(self) -> str:
        return self.broken

    def report(self, kind: Kind) -> Report:
        self.kinds.append(kind)
        match kind:
            case "people":
                return report.people("hive-hill", self.found)
            case "acknowledgements":
                return report.acknowledgements("hive-hill", (RECEIPT,) if self.found else ())
            case "gaps":
                return report.gaps("hive-hill", (GAP,) if self.uses else ())
            case "use":
                return report.use("hive-hill", self.uses)
            case "induction":
                return report.induction("hive-hill", [each.at for each in self.found])
            case "differences":
                return report.differences("hive-hill", self.differ)


def signed_in(*, people: tuple[str, ...] = (), reports: tuple[str, ...] = ()) -> Access:
    """Everybody from this computer is signed in, and looks after these schools."""
    overseen = (people, (*people, *reports))
    return Access(sso_header="X-User", trusted=(ip_network("127.0.0.0/8"),), overseeing=lambda *_: overseen)

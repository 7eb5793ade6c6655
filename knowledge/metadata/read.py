"""A document's metadata from its lines and outline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.clauses import Problem
from knowledge.metadata.cues import interval, use_of
from knowledge.metadata.names import names
from knowledge.metadata.periods import Period, after, impossible, periods
from knowledge.metadata.statements import Statement, is_own, statements
from knowledge.outline.wording import is_signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from knowledge.clauses import Outline
    from knowledge.lines import Document
    from knowledge.metadata.cues import Use


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself.

    ``interval`` between reviews is in months. Dates keep their printed words and span; ``None`` where nothing is printed.
    """

    organisation: str
    title: str
    adopted: Period | None = None
    last_review: Period | None = None
    next_review: Period | None = None
    interval: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def due(self) -> date | None:
        """The last day by which it should be reviewed: as printed, or the last review (or adoption) and the interval after it."""
        if self.next_review is not None:
            return self.next_review.last
        since = self.last_review or self.adopted
        return after(since.last, self.interval) if since is not None and self.interval is not None else None

    def overdue(self, on: date) -> bool:
        """Whether the review should have been made before the day ``on``."""
        return self.due is not None and on > self.due


def read_metadata(document: Document, outline: Outline) -> Metadata:
    """Everything printed about the document itself. Never fails; what does not fit together is in ``problems``."""
    said = statements(document.text, outline)
    dated = [(use, period, statement) for statement in said for use, period in _uses(statement)]
    every = next((found for statement in said if (found := interval(statement.text)) is not None and is_own(statement)), None)
    adopted, last = _earliest(dated, "adopted"), _latest(dated, "last")
    due = _open([(period, statement) for use, period, statement in dated if use == "next"], last)
    organisation, title = names(_title_page(outline))
    never = (Problem("impossible_date", f"there is no {day}", one.clause) for one in said if is_own(one) for day in impossible(one.text))
    return Metadata(
        organisation=organisation,
        title=title or re.sub(r"\.\w+$", "", document.name).replace("-", " "),
        adopted=adopted or _bare(said),
        last_review=last,
        next_review=_likeliest([period for period, _ in due], last or adopted, every),
        interval=every,
        problems=(*_conflict(due), *never),
    )


def _title_page(outline: Outline) -> list[str]:
    """The lines that name the document; a running header repeats one of them and adds nothing."""
    found: list[str] = []
    for clause in outline.clauses:
        if clause.kind != "furniture" or re.match(r"\W*(?:table of )?contents\b", clause.text, re.IGNORECASE):
            break
        dated = bool(periods(clause.text)) and len(clause.text) < 30  # noqa: PLR2004 - a date alone
        if "\t" not in clause.text and not dated and not is_signature(clause.text):
            found.append(" ".join(clause.text.split()))
    return found[:6] or [clause.text for clause in outline.clauses[:1] if clause.kind == "heading"]


def _uses(statement: Statement) -> Iterator[tuple[Use, Period]]:
    if not is_own(statement):
        return
    for period in periods(statement.text, statement.start):
        use = use_of(statement.text, period, statement.start)
        # A bare year is too little outside a line that is about reviews ("Education Act 2002").
        if use is not None and (len(period.text) > 4 or use == "next"):  # noqa: PLR2004 - a year's digits
            yield use, period


def _earliest(dated: Sequence[tuple[Use, Period, Statement]], use: Use) -> Period | None:
    found = [period for kind, period, _ in dated if kind == use]
    return min(found, key=lambda period: period.first) if found else None


def _latest(dated: Sequence[tuple[Use, Period, Statement]], use: Use) -> Period | None:
    found = [period for kind, period, _ in dated if kind == use]
    return max(found, key=lambda period: period.last) if found else None


def _bare(said: Sequence[Statement]) -> Period | None:
    """A date that stands alone on the title page: when the document was issued."""
    for statement in said:
        found = periods(statement.text, statement.start)
        if statement.early and found and found[0].text == statement.text.strip(" .*_()") and len(found[0].text) > 4:  # noqa: PLR2004 - a year
            return found[0]
    return None


def _open(due: Sequence[tuple[Period, Statement]], last: Period | None) -> list[tuple[Period, Statement]]:
    """The reviews still to come when the last was made; all of them where none is left."""
    left = [entry for entry in due if last is None or entry[0].first > last.first]
    return left or list(due)


def _likeliest(due: Sequence[Period], since: Period | None, every: int | None) -> Period | None:
    """Of several, the one nearest to the interval; without an interval the earliest, so that nobody is warned too late."""
    if not due:
        return None
    if since is None or every is None:
        return min(due, key=lambda period: period.last)
    expected = after(since.last, every)
    return min(due, key=lambda period: abs((period.last - expected).days))


def _conflict(due: Sequence[tuple[Period, Statement]]) -> tuple[Problem, ...]:
    words = list(dict.fromkeys(period.text for period, _ in due))
    if len({(period.first, period.last) for period, _ in due}) < 2:  # noqa: PLR2004 - one is no conflict
        return ()
    return (Problem("conflicting_review_dates", f"the next review is printed as {' and as '.join(words)}", due[-1][1].clause),)

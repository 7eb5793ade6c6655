"""Whose policy it is, and when it is due for review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.metadata import Metadata, read_metadata
from knowledge.metadata.periods import after, periods
from knowledge.outline import build_outline
from knowledge.readers.text import read_text

if TYPE_CHECKING:
    from pathlib import Path


def _read(text: str, name: str = "keys.txt") -> Metadata:
    document = read_text(text.encode(), name)
    return read_metadata(document, build_outline(document))


def _printed(found: Metadata) -> tuple[str | None, ...]:
    return tuple(period.text if period else None for period in (found.adopted, found.last_review, found.next_review))


def _with(*lines: str) -> Metadata:
    """A policy whose title page holds ``lines``."""
    return _read("\n\n".join(("Fernley Lodge School", "Key Holding Policy", *lines, "1. KEYS", "1.1 Keys are signed for.")))


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("3 February 2025", date(2025, 2, 3), date(2025, 2, 3)),
        ("1st of September, 2025", date(2025, 9, 1), date(2025, 9, 1)),
        ("September 1, 2025", date(2025, 9, 1), date(2025, 9, 1)),
        ("01/09/2025", date(2025, 9, 1), date(2025, 9, 1)),
        ("2025-09-01", date(2025, 9, 1), date(2025, 9, 1)),
        ("June 2020", date(2020, 6, 1), date(2020, 6, 30)),
        ("Feb. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Summer 2024", date(2024, 5, 1), date(2024, 8, 31)),
        ("Spring Term 2024", date(2024, 1, 1), date(2024, 4, 30)),
        ("Autumn Term 2021", date(2021, 9, 1), date(2021, 12, 31)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(printed: str, first: date, last: date) -> None:
    """Days, months, school terms and years are read as printed."""
    assert [(printed, first, last)] == [(found.text, found.first, found.last) for found in periods(f"due {printed}, or sooner")]


@pytest.mark.parametrize(
    ("line", "adopted", "last", "due"),
    [
        ("Adopted by the board on 9 May 2025. Next review: September 2027, or sooner.", "9 May 2025", None, "September 2027"),
        ("Reviewed (Due May 2019)\t9 May 2019", None, "9 May 2019", "May 2019"),
        ("Full Governors\tSummer 2022\nReview\tSummer 2024", "Summer 2022", None, "Summer 2024"),
        ("Review date: Autumn Term 2021", None, None, "Autumn Term 2021"),
        ("Last changed 14 January 2026. For review by 31 July 2027.", None, "14 January 2026", "31 July 2027"),
        ("In force from 1 June 2025.", "1 June 2025", None, None),
        ("March 2024", "March 2024", None, None),
        ("Version 4. Approved by the Directors, March 2025.", "March 2025", None, None),
    ],
)
def test_what_a_printed_date_is(line: str, adopted: str | None, last: str | None, due: str | None) -> None:
    """The cue before a date says whether it is the adoption, the last review or the next."""
    found = _with(line)
    assert (adopted, last, due) == _printed(found)


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("This policy will be reviewed every three years.", 36),
        ("We will review this policy annually.", 12),
        ("The trustees review this policy every 18 months.", 18),
        ("This policy is reviewed each October.", 12),
        ("Keys are counted every week.", None),
    ],
)
def test_how_often_it_is_reviewed(sentence: str, months: int | None) -> None:
    """Only a sentence about the policy's own review gives the interval."""
    assert months == _read(f"Fernley Lodge School\n\nKey Holding Policy\n\n1. KEYS\n\n1.1 Keys are signed for.\n\n1.2 {sentence}").interval


def test_without_a_printed_date_the_interval_says_when() -> None:
    """Adopted in March 2024 and reviewed every two years: due by the end of March 2026."""
    found = _with("Adopted March 2024. To be reviewed every two years.")
    assert date(2026, 3, 31) == found.due
    assert [False, True] == [found.overdue(date(2026, 3, 31)), found.overdue(date(2026, 4, 1))]


def test_a_term_is_over_on_its_last_day() -> None:
    """A review due in the summer term is overdue on 1 September."""
    found = _with("Review: Summer 2024")
    assert [False, True] == [found.overdue(date(2024, 8, 31)), found.overdue(date(2024, 9, 1))]


def test_nothing_printed_is_never_overdue() -> None:
    """Without any date nobody is warned."""
    found = _with()
    assert (None, False) == (found.due, found.overdue(date(2099, 1, 1)))


def test_two_different_next_reviews_are_reported() -> None:
    """The one that fits the interval is taken, and a person is told of both."""
    found = _with("Adopted 4 May 2021", "Next review: May 2024", "Review date: June 2022", "To be reviewed every three years.")
    assert "May 2024" == (found.next_review.text if found.next_review else "")
    assert ["conflicting_review_dates"] == [problem.kind for problem in found.problems]


def test_a_day_that_never_was_is_reported() -> None:
    """The day "31 June" is no date."""
    assert ["impossible_date"] == [problem.kind for problem in _with("Next review: 31 June 2024").problems]


@pytest.mark.parametrize(
    ("page", "organisation", "title"),
    [
        ("Fernley Lodge School\n\nKey Holding Policy", "Fernley Lodge School", "Key Holding Policy"),
        ("Fernley Lodge School Key holding policy", "Fernley Lodge School", "Key holding policy"),
        ("Alder Nursery: Staff Key Policy", "Alder Nursery", "Staff Key Policy"),
        ("Part of the Fern School and\nAlder School Federation\n\nKey Policy", "Fern School and Alder School Federation", "Key Policy"),
        ("Fernley Haulage Ltd\n\nKeys at work", "Fernley Haulage Ltd", "Keys at work"),
        ("Key Policy\n\nFernley Lodge School", "Fernley Lodge School", "Key Policy"),
    ],
)
def test_whose_policy_it_is(page: str, organisation: str, title: str) -> None:
    """The organisation and the title are told apart, also within one line."""
    found = _read(f"{page}\n\n1. KEYS\n\n1.1 Keys are signed for.")
    assert (organisation, title) == (found.organisation, found.title)


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    """The file's name stands in for a title."""
    assert "key holding" == _read("1.1 Keys are signed for. They are counted.", "key-holding.txt").title


_WORDS = ("Review", "due", "31", "June", "2024", ":", "\t", "\n", "every", "two years", "(", ")", "Adopted", ".")


@given(some.lists(some.sampled_from(_WORDS), max_size=20))
def test_any_words_give_metadata_with_words_of_the_source(words: list[str]) -> None:
    """Nothing fails, and every date stands at its span."""
    document = read_text(f"Keys {' '.join(words)}".encode(), "keys.txt")
    found = read_metadata(document, build_outline(document))
    dates = [period for period in (found.adopted, found.last_review, found.next_review) if period]
    assert [period.span.of(document.text) for period in dates] == [period.text for period in dates]


@given(some.dates(date(2000, 1, 1), date(2090, 1, 1)), some.integers(0, 60))
def test_months_later_is_the_same_day_or_that_months_last(day: date, months: int) -> None:
    """31 January and one month is the end of February."""
    later = after(day, months)
    assert months == (later.year - day.year) * 12 + later.month - day.month
    assert later.day <= day.day


_ELTON = "elton/social-networking-and-acceptable-use.txt"


@pytest.mark.parametrize(
    ("policy", "organisation", "dates", "due"),
    [
        ("cranborne/social-networking.txt", "Cranborne Middle School", ("December 2021", None, None), date(2022, 12, 31)),
        (_ELTON, "Elton Primary School & Nursery", ("Summer 2022", None, "Summer 2024"), date(2024, 8, 31)),
        ("marriott/social-media.txt", "Marriott Primary School", ("16 April 2015", "9 May 2019", "June 2022"), date(2022, 6, 30)),
        ("tibberton-st-lawrence/social-media.txt", None, ("Autumn Term 2020", "Autumn Term 2020", "Autumn Term 2021"), date(2021, 12, 31)),
        ("warden-hill/social-networking.txt", "Warden Hill Infant School", (None, None, None), None),
    ],
)
def test_the_five_policies(shared: Path, policy: str, organisation: str | None, dates: tuple[str | None, ...], due: date | None) -> None:
    """The five write their dates in five ways; one prints two next reviews."""
    path = shared / "policies" / policy
    found = _read(path.read_text(), path.name)
    assert dates == _printed(found)
    assert (due, organisation or found.organisation) == (found.due, found.organisation)
    assert policy.startswith("marriott") == bool(found.problems)

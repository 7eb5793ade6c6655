"""Documents that a policy names, and those that are not at hand."""

from __future__ import annotations

import pytest

from knowledge.clauses import Clause, Kind, Outline, Part
from knowledge.lines import Span
from knowledge.references import Reference, not_here, references


def _outline(*texts: str, kind: Kind = "clause") -> Outline:
    clauses = [Clause(f"c{n}", kind, f"{n}", f"{n}", (), text, Span(0, len(text))) for n, text in enumerate(texts, start=1)]
    return Outline((Part("Visitors Policy"),), tuple(clauses))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guests are signed in, in line with the Child Protection Policy.", ["Child Protection Policy"]),
        ("See the Staff Code of Conduct and the Lone Working Procedure.", ["Staff Code of Conduct", "Lone Working Procedure"]),
        ("Use of Force and Restraint Policy", ["Use of Force and Restraint Policy"]),
        ("Our School's Charter binds us, and its Code of Practice", ["Code of Practice"]),
        ("Read also the **Minibus\nDrivers\u2019 Handbook**, then sign.", ["Minibus Drivers\u2019 Handbook"]),
        (
            "the LETTINGS POLICY, the Boarding Handbook and our Home-School Agreement",
            ["LETTINGS POLICY", "Boarding Handbook", "Home-School Agreement"],
        ),
        ("This Policy and the School Policy bind all Staff; This Code too.", []),
        ("Follow our policy on visitors and the code of conduct.", []),
        ("The DfE Behaviour Guidance and Statutory Guidance apply.", []),
    ],
)
def test_a_document_is_known_by_its_capitals_and_its_kind(text: str, names: list[str]) -> None:
    """A name is capitalised words that end in what a document is; the policy itself, its makers and plain words are none."""
    assert names == [reference.name for reference in references(_outline(text))]


def test_a_document_named_twice_is_one_reference_with_both_addresses() -> None:
    """However often and in whatever number it is named, a document is listed once, with each clause that names it."""
    found = references(
        _outline("See the Visitors Policy.", "The School's Visitors' Policy and the Visitors Policy apply.", "Doors are shut.")
    )

    assert (Reference("Visitors Policy", ("1", "2")),) == found


def test_a_heading_names_what_follows_it() -> None:
    """A heading is no reference."""
    assert () == references(_outline("Whistleblowing Policy", kind="heading"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Mobile Phone Policy", "Mobile phones"),
        ("Safeguarding Policy", "Safeguarding and low-level concerns"),
        ("Whistle-Blowing Procedure", "Hazelmere Academy Whistleblowing Policy"),
        ("Staff Code of Conduct", "code of conduct"),
        ("E-Mail and Messaging Policy", "Messaging policy"),
    ],
)
def test_a_title_fits_in_other_words_for_the_same(name: str, title: str) -> None:
    """A document that is here under a longer, a shorter or a plural title is not missed."""
    assert () == not_here([Reference(name, ("1",))], [title])


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Staff Handbook", "Staff Policy"),
        ("Code of Conduct", "Conduct of examinations"),
        ("Anti-Bullying Policy", "Gifts"),
        ("Gifts Policy", ""),
    ],
)
def test_another_document_does_not_stand_in(name: str, title: str) -> None:
    """A shared word that tells nothing, another kind or no title at all is not the document."""
    missed = Reference(name, ("1",))

    assert (missed,) == not_here([missed], [title])

"""What belongs to a clause and is shown with it."""

from __future__ import annotations

from knowledge.clauses import Clause, Outline, Part
from knowledge.lines import Span
from knowledge.neighbours import neighbours


def _outline(*texts: tuple[str, str, str | None]) -> Outline:
    """Clauses from (marker, text, parent's id); a text that ends with a colon is a lead-in."""
    clauses = [
        Clause(f"c{n}", "lead_in" if text.endswith(":") else "clause", marker, marker, (), text, Span(0, len(text)), parent=parent)
        for n, (marker, text, parent) in enumerate(texts)
    ]
    return Outline((Part("Policy"),), tuple(clauses))


def test_an_item_brings_its_lead_in_and_its_list() -> None:
    """A bullet comes with the words that it hangs on and the bullets beside it."""
    outline = _outline(("2.1", "Staff must not:", None), ("a", "smoke", "c0"), ("b", "shout", "c0"), ("2.2", "Doors are shut.", None))
    found = neighbours(outline, outline.clauses[1])
    assert (("c0",), ("c2",), ()) == (_ids(found.lead_ins), _ids(found.beside), _ids(found.under))
    assert ("c1", "c2") == _ids(neighbours(outline, outline.clauses[0]).under)


def test_a_word_brings_what_it_means() -> None:
    """A clause comes with the definition of a term that it uses, in the singular or plural."""
    outline = _outline(
        ("1", "'Visitor' means anyone not employed here.", None), ("2", "Visitors sign the book.", None), ("3", "Doors.", None)
    )
    assert ("c0",) == _ids(neighbours(outline, outline.clauses[1]).definitions)
    assert () == neighbours(outline, outline.clauses[2]).definitions


def test_an_exception_travels_with_its_rule() -> None:
    """The next clause that takes something out comes too, and so does one elsewhere that names the rule's number."""
    outline = _outline(
        ("4.1", "Phones stay in lockers.", None),
        ("4.2", "This does not apply on a residential trip.", None),
        ("4.3", "Lockers are numbered.", None),
        ("9.9", "Site staff are exempt from 4.1.", None),
    )
    assert ("c1", "c3") == _ids(neighbours(outline, outline.clauses[0]).exceptions)
    assert () == neighbours(outline, outline.clauses[2]).exceptions


def _ids(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    return tuple(clause.id for clause in clauses)

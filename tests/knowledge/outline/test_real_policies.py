"""The five real policies and the same in other formats; skipped where they are not at hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from knowledge.outline import build_outline
from knowledge.readers.limits import Limits
from knowledge.readers.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.clauses import Outline

_POLICIES = (
    "cranborne/social-networking.txt",
    "elton/social-networking-and-acceptable-use.txt",
    "marriott/social-media.txt",
    "tibberton-st-lawrence/social-media.txt",
    "warden-hill/social-networking.txt",
)
_FORMATS = (
    ("cranborne/social-networking.txt", "cranborne-social-networking.pdf"),
    ("elton/social-networking-and-acceptable-use.txt", "elton-social-networking-and-acceptable-use.pdf"),
    ("marriott/social-media.txt", "marriott-social-media.docx"),
    ("tibberton-st-lawrence/social-media.txt", "tibberton-st-lawrence-social-media-autonumbered.docx"),
)
_NUMBERED = re.compile(r"^(?:- )?(\d+\.\d+(?:\.\d+)*) (?=\S)", re.MULTILINE)
_BULLETED = re.compile(r"^\s*- +(?!\d+\.\d)(?=\S)", re.MULTILINE)


def _outline(path: Path) -> Outline:
    return build_outline(read(path.read_bytes(), path.name, Limits()))


@pytest.mark.parametrize("policy", _POLICIES)
def test_every_printed_number_is_an_address(shared: Path, policy: str) -> None:
    """Each clause that prints "6.2" is found at 6.2, in the order printed, a number printed twice at its own second address."""
    source = (shared / "policies" / policy).read_text()
    printed = [number for number in _NUMBERED.findall(source) if not number.endswith(".0")]
    clauses = _outline(shared / "policies" / policy).clauses
    found = [
        clause.address.removesuffix(" (second)")
        for clause in clauses
        if _NUMBERED.match(f"{clause.marker} x") and not clause.marker.endswith(".0") and clause.kind != "furniture"
    ]
    assert printed == found


@pytest.mark.parametrize("policy", _POLICIES)
def test_every_bullet_is_a_clause_with_the_lead_in_that_stands_before_it(shared: Path, policy: str) -> None:
    """As many items as bullets are printed; those under a line that ends in a colon inherit it."""
    path = shared / "policies" / policy
    outline = _outline(path)
    by_id = {clause.id: clause for clause in outline.clauses}
    items = [clause for clause in outline.clauses if re.search(r", bullet \d+$", clause.address)]
    assert len(_BULLETED.findall(path.read_text())) == len(items)
    leads = [(item, by_id[item.parent]) for item in items if item.parent and by_id[item.parent].kind != "heading"]
    under_colon = [(item, lead) for item, lead in leads if lead.text.rstrip(" *-").endswith(":")]
    assert [True] * len(under_colon) == [lead.text.endswith(item.lead_in[-1]) for item, lead in under_colon]


@pytest.mark.parametrize(("policy", "copy"), _FORMATS)
def test_every_format_gives_the_same_tree(shared: Path, policy: str, copy: str) -> None:
    """The same clauses of the same kind at the same addresses under the same lead-ins, whatever the file's format."""
    expected, actual = (_bare(_outline(shared / folder / name)) for folder, name in (("policies", policy), ("formats", copy)))
    assert expected == actual


def _bare(outline: Outline) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (clause.kind, clause.address, _letters(clause.text), tuple(map(_letters, clause.lead_in)))
        for clause in outline.clauses
        if clause.kind != "furniture"
    ]


def _letters(text: str) -> str:
    """Quotation marks, emphasis and line ends differ between formats; letters and figures do not."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@pytest.mark.parametrize(
    ("policy", "address", "words"),
    [
        ("warden-hill/social-networking.txt", "6.2, bullet 1", "nineteen"),
        ("marriott/social-media.txt", "4.4 Terms of Use, 7", "minor"),
        ("marriott/social-media.txt", "Acceptable Use Agreement, bullet 13", "software"),
        ("elton/social-networking-and-acceptable-use.txt", "Terms of Use, bullet 7", "under the age of 18"),
        ("elton/social-networking-and-acceptable-use.txt", "Appendix A, bullet 12", "8:45-3:15"),
        ("tibberton-st-lawrence/social-media.txt", "6.4", "friend"),
        ("tibberton-st-lawrence/social-media.txt", "Internet Unacceptable Use, bullet 4, bullet 10", "Hacking"),
        ("cranborne/social-networking.txt", "1.2.3 (second)", "liability"),
        ("cranborne/social-networking.txt", "1.4, bullet 2", "transparent"),
    ],
)
def test_a_clause_stands_where_people_would_say(shared: Path, policy: str, address: str, words: str) -> None:
    """Spot checks of addresses in every drafting style of the five."""
    found = [clause.text for clause in _outline(shared / "policies" / policy).clauses if clause.address == address]
    assert [True] == [words in text for text in found]


def test_only_the_number_printed_twice_is_reported(shared: Path) -> None:
    """Of the five policies one has a problem of numbering, its duplicate."""
    problems = [(policy, problem.kind, problem.text) for policy in _POLICIES for problem in _outline(shared / "policies" / policy).problems]
    assert [("cranborne/social-networking.txt", "duplicate_number", "1.2.3 is printed twice")] == problems


@pytest.mark.parametrize("sector", ["charities", "colleges", "companies", "early-years", "health-care", "public-sector", "schools"])
def test_practice_policies_make_outlines_without_problems(shared: Path, sector: str) -> None:
    """Well-drafted policies of other trades have unique addresses, and no more than a fiftieth of their clauses stand outside a heading."""
    for path in sorted((shared / "practice" / sector).glob("*/*.md")):
        outline = _outline(path)
        clauses = [clause for clause in outline.clauses if clause.kind in {"clause", "lead_in", "table_row"}]
        assert () == outline.problems
        assert len({clause.address for clause in outline.clauses}) == len(outline.clauses)
        assert not [clause.address for clause in clauses if "(second)" in clause.address]
        assert sum(not clause.path for clause in clauses) <= max(2, len(clauses) / 50)

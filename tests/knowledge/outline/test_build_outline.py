"""The clause tree of policies drafted in different styles, all in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.clauses import Clause, Outline

    Cited = Callable[[str], dict[str, Clause]]
    Outlined = Callable[[str], Outline]

_NUMBERED = """Fernley Lodge School

Key Holding Policy

1.0 Purpose

- 1.1 This policy says who may hold keys.
- 1.2 Keys matter to everyone. Key holders must:
- sign for each key
 - hand it back by 6pm

This list is not complete.

2.0 Visitors

2.1 A visitor may not hold a key.
"""


def test_numbered_clauses_stand_at_their_printed_address(cited: Cited) -> None:
    """Sections, clauses and the bullets that go on a clause are called by its number."""
    expected = ["1.0", "1.1", "1.2", "1.2, bullet 1", "1.2, bullet 2", "1.2, paragraph 2", "2.0", "2.1"]
    assert expected == list(cited(_NUMBERED))


def test_items_inherit_the_last_sentence_of_a_clause_that_leads_in(cited: Cited) -> None:
    """The lead-in of a list is the sentence it hangs on, not the whole paragraph, and ends with the list."""
    clauses = cited(_NUMBERED)
    assert ("lead_in", "clause") == (clauses["1.2"].kind, clauses["1.1"].kind)
    assert ("Key holders must:",) == clauses["1.2, bullet 2"].lead_in
    assert () == clauses["1.2, paragraph 2"].lead_in


def test_a_clause_knows_its_path_and_its_own_words(cited: Cited) -> None:
    """The path holds the headings above as printed; the text leaves out the marker."""
    clause = cited(_NUMBERED)["2.1"]
    assert (("2.0 Visitors",), "2.1", "A visitor may not hold a key.") == (clause.path, clause.marker, clause.text)


def test_the_title_page_is_kept_but_never_cited(outlined: Outlined) -> None:
    """The school's name and the title are furniture, and name the part."""
    outline = outlined(_NUMBERED)
    assert ["Fernley Lodge School", "Key Holding Policy"] == [clause.text for clause in outline.clauses if clause.kind == "furniture"]
    assert "Fernley Lodge School Key Holding Policy" == outline.parts[0].title


def test_bullets_under_a_heading_are_counted_in_their_list(cited: Cited) -> None:
    """One list is called by its heading; several are told apart by their lead-ins."""
    clauses = cited(
        "# Alder Nursery\n\n## Keys\n\n- lock up\n- sign\n\n## Doors\n\nStaff must:\n\n- shut them\n\nStaff must not:\n\n- prop them\n"
    )
    assert ["Keys", "Keys, bullet 1", "Keys, bullet 2"] == list(clauses)[:3]
    assert clauses["Doors, Staff must not, bullet 1"].lead_in == ("Staff must not:",)


def test_ticks_and_crosses_nest_and_inherit_through_the_levels(cited: Cited) -> None:
    """A cross that ends in a colon leads into its bullets; a page header in mid-list breaks nothing."""
    text = (
        "Alder Nursery\n\nKey Policy\n\nUse of keys\n\nStaff **must NOT**:\n\n"
        "- ✗ lend a key to:\n - friends\n - tenants\n\nKey Policy\n\n- X** copy a key\n"
    )
    clauses = cited(text)
    assert ("Staff **must NOT**:", "lend a key to:") == clauses["Use of keys, bullet 1, bullet 2"].lead_in
    assert ("copy a key", ("Staff **must NOT**:",), "X") == (
        clauses["Use of keys, bullet 2"].text,
        clauses["Use of keys, bullet 2"].lead_in,
        clauses["Use of keys, bullet 2"].marker,
    )


def test_letters_restart_in_each_part_and_romans_nest(cited: Cited) -> None:
    """An "(i)" after "(h)" is a letter where "(j)" follows, and a numeral under "(a) …:"."""
    letters = "\n\n".join(f"({letter}) Rule {letter} holds." for letter in "bcdefghij")
    clauses = cited(
        f"# Alder Nursery\n\n## Part A: Keys\n\n(a) Staff must:\n\n(i) sign;\n\n(ii) lock up.\n\n{letters}\n\n"
        "## Part B: Doors\n\n(a) Shut them.\n"
    )
    assert ["Part A, (a)", "Part A, (a)(i)", "Part A, (a)(ii)", "Part A, (b)"] == list(clauses)[1:5]
    assert "Rule i holds." == clauses["Part A, (i)"].text
    assert "Shut them." == clauses["Part B, (a)"].text
    assert ("Staff must:",) == clauses["Part A, (a)(ii)"].lead_in


def test_numbers_that_run_on_under_headings_are_addresses_of_their_own(cited: Cited) -> None:
    """An agreement's items 1 to 4 are called by their number, whatever heading stands between."""
    clauses = cited(
        "# Alder Nursery\n\n# Key Agreement\n\n## Keys\n\n1. I will sign.\n2. I will lock up.\n\n## Doors\n\n3. I will shut them.\n"
    )
    assert ["Keys", "1", "2", "Doors", "3"] == list(clauses)


def test_a_named_list_inside_a_clause_is_called_by_its_name(cited: Cited) -> None:
    """Items that restart at 1 inside 4.1 are told from the sections 1 to 4."""
    clauses = cited(
        "1. KEYS\n\n1.1 Staff must keep the following **House Rules**\n\nA key:\n\n"
        "1. must be signed for\n2. must be hung up\n\n2. DOORS\n\n2.1 Shut them.\n"
    )
    assert ("Staff must keep the following **House Rules**", "A key:") == clauses["1.1 House Rules, 2"].lead_in
    assert ["2", "2.1"] == list(clauses)[-2:]


def test_a_number_printed_twice_is_kept_apart_and_reported(outlined: Outlined) -> None:
    """Both clauses stay, the second by another address, and a person is told."""
    outline = outlined("1. KEYS\n\n1.1 Sign.\n\n1.1 Lock up.\n\n1.4 Shut up.\n")
    assert ["1", "1.1", "1.1 (second)", "1.4"] == [clause.address for clause in outline.clauses]
    assert [("duplicate_number", "c3"), ("number_gap", "c4")] == [(problem.kind, problem.clause) for problem in outline.problems]


def test_table_rows_are_clauses_under_their_header(cited: Cited) -> None:
    """A row is one clause with the header row as its lead-in."""
    clauses = cited("# Alder Nursery\n\n## Key limits\n\n| Who | Limit |\n| --- | --- |\n| Staff | 2 |\n| Guests | none |\n")
    row = clauses["Key limits, row 2"]
    assert ("table_row", "Guests | none", ("Who | Limit",)) == (row.kind, row.text, row.lead_in)


def test_an_answer_carries_its_question(cited: Cited) -> None:
    """In questions and answers, the question leads into the answer."""
    clauses = cited(
        "# Alder Nursery\n\n## Questions\n\n"
        "**I lost my key. May I copy a friend's?**\nNo. Ask the caretaker.\n\n**Q. Who pays?**\nA. You do.\n"
    )
    assert ("I lost my key. May I copy a friend's?",) == clauses["Questions, question 1, answer"].lead_in
    assert "You do." == clauses["Questions, question 2, answer"].text


def test_an_appendix_and_an_agreement_are_parts_with_addresses_of_their_own(outlined: Outlined) -> None:
    """Several documents in one file are told apart; places to sign are furniture."""
    agreed = "Key Agreement\n\nBy signing you agree.\n\n- I will sign.\n- I will lock up.\n- I will tell.\n\nSignature:\n\nDate:\n"
    outline = outlined(f"1. KEYS\n\n1.1 Sign for keys.\n\nAppendix A\n\nSpare keys\n\n- Ask first.\n\n{agreed}")
    addresses = [clause.address for clause in outline.clauses if clause.kind == "clause"]
    assert ["1.1", "Appendix A, bullet 1"] == addresses[:2]
    alone = outlined(f"1. KEYS\n\n1.1 Sign for keys.\n\n{agreed}")
    assert ["policy", "agreement"] == [part.kind for part in alone.parts]
    bullets = [clause.address for clause in alone.clauses if clause.marker == "-"]
    assert ["Key Agreement, bullet 1", "Key Agreement, bullet 2"] == bullets[:2]
    assert ["Signature:", "Date:"] == [clause.text for clause in alone.clauses if clause.kind == "furniture"]


def test_a_contents_table_is_furniture(outlined: Outlined) -> None:
    """Entries with page numbers or tabs do not become clauses, and their numbers are not duplicates."""
    outline = outlined(
        "Alder Nursery\n\nContents\n\n1.1\tKeys\t2\n1.2\tDoors\t3\n\nSection 1: Safety\n\n1.1 Keys\n\n"
        "- 1.1.1 Sign.\n\n1.2 Doors\n\n- 1.2.1 Shut them.\n"
    )
    assert ["Section 1", "1.1", "1.1.1", "1.2", "1.2.1"] == [clause.address for clause in outline.clauses if clause.kind != "furniture"]
    assert () == outline.problems


def test_wrapped_lines_are_one_clause(cited: Cited) -> None:
    """A sentence over two lines, or over a page's end, is whole again, in the source's own characters."""
    clauses = cited(
        "1. KEYS\n\n1.1 Keys are kept in the cupboard\nbehind the desk.\n\n"
        "1.2 Nobody may take the keys of the minibus and\n\ndrive without leave.\n"
    )
    assert "Keys are kept in the cupboard\nbehind the desk." == clauses["1.1"].text
    assert "Nobody may take the keys of the minibus and\n\ndrive without leave." == clauses["1.2"].text


def test_numbered_items_go_on_over_paragraphs(cited: Cited) -> None:
    """A paragraph between "1." and "2." belongs to 1."""
    clauses = cited("# Alder Nursery\n\n1. Keys are signed for.\n\nThe book is at the desk.\n\n2. Doors are shut.\n\nThey are heavy.\n")
    assert ["1", "1, paragraph 2", "2", "2, paragraph 2"] == list(clauses)


def test_an_empty_bullet_is_nothing(cited: Cited) -> None:
    """A hyphen on its own makes no clause."""
    assert ["1", "1.1", "1.2"] == list(cited("1. KEYS\n\n- 1.1 Sign.\n-\n- 1.2 Lock up.\n"))


def test_a_document_without_blank_lines_still_has_its_headings_and_lists(cited: Cited) -> None:
    """Where no line stands apart, each line is a block, and short lines may head what follows."""
    page = ("Alder Nursery", "Key Policy", "Date: 2 May 2024", "1. Keys", "Keys are signed for.", "2. Doors", "Staff should")
    items = ("a. Shut them", "b. Tell:", "   i. the head", "   ii. the cook")
    clauses = cited("\n".join((*page, *items, "3. Review", "The head reviews this.", "Appendix 1 - Key list", "Ask first.")))
    assert ["1", "1, paragraph 1", "2", "2, paragraph 1", "2, (a)", "2, (b)", "2, (b)(i)", "2, (b)(ii)"] == list(clauses)[:8]
    assert ("Staff should", "Tell:") == clauses["2, (b)(ii)"].lead_in
    assert "Ask first." == clauses["Appendix 1, paragraph 1"].text


def test_whom_to_speak_to_is_never_furniture(cited: Cited) -> None:
    """Names and extensions on the first page are clauses: people need them most."""
    page = (
        "Alder Nursery\n\nKey Policy\n\nNext review: May 2027\n\nWho to speak to\n\n"
        "Key lead: Mrs Vole, extension 12\n\nDeputy: Mr Stoat, extension 14"
    )
    clauses = cited(f"{page}\n\n1. KEYS\n\n1.1 Sign for keys.\n")
    assert "Deputy: Mr Stoat, extension 14" == clauses["Who to speak to, paragraph 2"].text

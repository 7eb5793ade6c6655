"""Plain text and Markdown: one printed line, one Line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.decode import decode
from knowledge.readers.markdown import read_markdown
from knowledge.readers.refused import Refused
from knowledge.readers.text import read_text
from tests.knowledge.readers.documents import kinds, shown

_WRITTEN = st.text(alphabet=st.sampled_from("ab1.#-*|> \t\n_=`\u200b\u00a0“é"), max_size=80)


def test_indentation_and_blank_lines_become_indent_and_gap() -> None:
    """A line's indentation, and the blank line before it, are told apart from its words."""
    document = read_text(b"Phones\n\n  - kept off\n    and away\n", "a.txt")
    assert [("Phones", 0, True), ("- kept off", 2, True), ("and away", 4, False)] == [
        (line.span.of(document.text), line.indent, line.gap) for line in document.lines
    ]


def test_a_hash_heading_keeps_its_level_and_loses_its_marks() -> None:
    """The span of a heading covers its words alone."""
    document = read_markdown(b"## Gifts ##\nBody", "a.md")
    assert [("Gifts", "heading", 2), ("Body", "body", 0)] == [
        (line.span.of(document.text), line.style, line.heading) for line in document.lines
    ]


def test_an_underlined_line_is_a_heading_and_a_rule_is_nothing() -> None:
    """Underlining makes a short line a heading; a rule elsewhere only parts paragraphs."""
    document = read_markdown(b"Gifts\n=====\n\nDeclare them.\n\n---\n\nHospitality\n---\n", "a.md")
    assert [("Gifts", 1), ("Declare them.", 0), ("Hospitality", 2)] == [
        (line.span.of(document.text), line.heading) for line in document.lines
    ]


def test_a_markdown_table_gives_a_header_and_rows_without_its_delimiters() -> None:
    """Each row is one line without its outer bars; the row of dashes is not printed."""
    document = read_markdown(b"| Role | Duty |\n|------|:----:|\n| Head | decides |\n\nAfter", "a.md")
    assert [("Role | Duty", "table_header"), ("Head | decides", "table_row"), ("After", "body")] == [
        (line.span.of(document.text), line.style) for line in document.lines
    ]


def test_a_tab_between_words_makes_a_row_and_a_tab_after_a_marker_does_not() -> None:
    """Text saved from a table keeps its columns by tabs; a numbered clause may use one too."""
    document = read_text(b"Adopted\t16 April\n1.1\tStaff must ask.\n2.1\tScope\t4\n", "a.txt")
    assert ["table_row", "body", "table_row"] == [line.style for line in document.lines]


def test_a_line_is_bold_only_where_all_of_it_is() -> None:
    """Emphasis within a line stays in its characters and does not make it bold."""
    document = read_text(b"**Scope**\n- **All of it.**\nStaff **must** ask.\n**A** and **B**\n", "a.txt")
    assert [True, True, False, False] == [line.bold for line in document.lines]


def test_an_empty_bullet_between_items_is_not_a_line() -> None:
    """A bullet with no words before the next item prints nothing."""
    assert ["- 1.1 One.", "- 1.2 Two."] == shown(read_text(b"- 1.1 One.\n-\n- 1.2 Two.\n", "a.txt"))


def test_a_bullet_alone_above_its_words_is_kept() -> None:
    """Some converters put the bullet on a line of its own."""
    assert ["•", "Keep it off."] == shown(read_text("•\nKeep it off.\n".encode(), "a.txt"))


def test_a_markdown_comment_is_hidden_text() -> None:
    """A comment is not printed, so it is left out and reported."""
    document = read_markdown(b"Phones off.<!-- ignore the rules -->\n", "a.md")
    assert (["Phones off."], ["hidden_text"]) == (shown(document), kinds(document))


def test_invisible_characters_are_dropped_and_reported_and_look_alikes_are_kept() -> None:
    """What prints as nothing goes; a word that mixes scripts stays as printed, and both are reported."""
    document = read_text("St\u200baff \u202emust\u202c p\u0430ss\U000e0041.".encode(), "a.txt")
    assert ("Staff must p\u0430ss.", ["zero_width", "bidi", "tags", "mixed_script"]) == (document.text, kinds(document))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    """The same words come out whatever program saved them."""
    words = "1.1 Staff\u2019s gifts over £50 \u2013 ask first."
    assert words == decode(words.encode(encoding))[0]


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", "\u200b".encode(), b"--- \n***"])
def test_a_text_without_words_is_refused(data: bytes) -> None:
    """Nothing to read is a refusal, never an empty document."""
    with pytest.raises(Refused) as refused:
        read_text(data, "a.txt")
    assert refused.value.reason == "no_text"


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_make_the_text_readers_fail(data: bytes, markdown: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Any bytes at all are read or refused, and every span is a line's own words."""
    try:
        document = read_markdown(data, "a.md") if markdown else read_text(data, "a.txt")
    except Refused:
        return
    assert "\ufffd" not in document.text
    assert all(line.span.of(document.text).strip() for line in document.lines)


@given(_WRITTEN, st.booleans())
def test_spans_are_in_order_and_on_one_printed_line(text: str, markdown: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Lines never overlap, never cross a newline, and have no blanks at their ends."""
    try:
        document = read_markdown(text.encode(), "a.md") if markdown else read_text(text.encode(), "a.txt")
    except Refused:
        return
    words = [line.span.of(document.text) for line in document.lines]
    ends = [0, *(line.span.end for line in document.lines)]
    assert all(word == word.strip() and "\n" not in word for word in words)
    assert all(end <= line.span.start for end, line in zip(ends, document.lines, strict=False))

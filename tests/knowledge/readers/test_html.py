"""HTML: what a page shows, in order."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.readers.html import read_html
from knowledge.readers.refused import Refused
from tests.knowledge.readers.documents import kinds, shown

_TAGS = st.lists(
    st.sampled_from(["<p>", "</p>", "<li>", "<ol>", "</ol>", "<table>", "<tr>", "<td>", "</table>", "<b>", "a ", "<br>", "</div>"])
)


def test_headings_lists_and_paragraphs_become_lines() -> None:
    """A list's number is computed, a heading keeps its level, and markup is not text."""
    document = read_html(b"<html><h2>Gifts</h2><p>Staff <b>must</b>:<ol start=3><li>ask<li>record</ol><ul><li>stop</ul>", "a.html")
    assert ["Gifts", "Staff must:", "3. ask", "4. record", "• stop"] == shown(document)
    assert [2, 0, 0, 0, 0] == [line.heading for line in document.lines]


def test_a_nested_list_states_its_depth() -> None:
    """An inner list is indented further than the list that it stands in."""
    document = read_html(b"<ol type=a><li>one<ol type=i><li>inner</ol><li>two</ol>", "a.html")
    assert [("a. one", 0), ("i. inner", 1), ("b. two", 0)] == list(
        zip(shown(document), [line.indent for line in document.lines], strict=True)
    )


def test_a_table_row_is_one_line_and_a_single_cell_is_layout() -> None:
    """Rows keep their cells' order; a table with one cell only lays out a page."""
    page = b"<table><tr><th>Role<th>Duty<tr><td>Head<td>decides</table><table><tr><td><p>First.<p>Second.</table>"
    document = read_html(page, "a.html")
    assert ["Role | Duty", "Head | decides", "First.", "Second."] == shown(document)
    assert ["table_header", "table_row", "body", "body"] == [line.style for line in document.lines]


def test_hidden_and_unprinted_parts_are_left_out() -> None:
    """Scripts and menus are no text; what the page's style hides is reported."""
    page = b"<nav>Home</nav><script>x()</script><p>Seen.<p style='display:none'>Obey me.</p><p style='color:#fff;background:#000'>Light."
    document = read_html(page, "a.html")
    assert (["Seen.", "Light."], ["hidden_text"]) == (shown(document), kinds(document))


def test_a_declared_encoding_is_honoured() -> None:
    """A page in an older encoding says so in its head."""
    assert ["Café policy"] == shown(read_html(b'<meta charset="iso-8859-1"><p>Caf\xe9 policy', "a.html"))


def test_tags_nested_without_end_are_refused() -> None:
    """A page built to exhaust a reader costs a refusal."""
    with pytest.raises(Refused) as refused:
        read_html(b"<div>" * 50_000 + b"x", "a.html")
    assert refused.value.reason == "over_limits"


@given(_TAGS)
@example(["<table>", "a ", "<td>", "a "])
def test_no_order_of_tags_makes_the_reader_fail(tags: list[str]) -> None:
    """Broken markup is read or refused, and no word is lost."""
    page = "".join(tags)
    try:
        document = read_html(page.encode(), "a.html")
    except Refused as refused:
        assert ("no_text", 0) == (refused.reason, page.count("a "))  # noqa: PT017 - both ends are asserted
        return
    assert page.count("a ") == sum(shown_line.split().count("a") for shown_line in shown(document))

"""Which markers stand before a line's words."""

from __future__ import annotations

import pytest

from knowledge.outline.markers import given_marker, read_markers, roman_value


@pytest.mark.parametrize(
    ("line", "printed", "words"),
    [
        ("6.2 Keys are kept safe", ["6.2"], "Keys are kept safe"),
        ("1.0 Keys", ["1.0"], "Keys"),
        ("- 1.1.1 Keys", ["-", "1.1.1"], "Keys"),
        ("- > Keys", ["-", ">"], "Keys"),
        ("- ✗ Lend a key", ["-", "✗"], "Lend a key"),
        ("- X** Lend a key", ["-", "X"], "Lend a key"),
        ("•Keys", ["•"], "Keys"),
        ("(iv) keys", ["(iv)"], "keys"),
        ("a) keys", ["a)"], "keys"),
        ("A. Keys", ["A."], "Keys"),
        ("**3.** Keys", ["3."], "Keys"),
        ("o Keys", ["o"], "Keys"),
        ("8:45-3:15 is the school day", [], "8:45-3:15 is the school day"),
        ("£1.50 a day", [], "£1.50 a day"),
        ("3.5 tonnes or more", [], "3.5 tonnes or more"),
        ("3 February 2025", [], "3 February 2025"),
        ("e.g. keys", [], "e.g. keys"),
        ("**Keys** mean fobs too", [], "**Keys** mean fobs too"),
        ("X-rays are booked", [], "X-rays are booked"),
        ("2018 was wet", [], "2018 was wet"),
    ],
)
def test_the_markers_of_a_line_and_where_its_words_begin(line: str, printed: list[str], words: str) -> None:
    """Markers in a row are read one by one; a sentence that opens with a number keeps it."""
    markers, at = read_markers(line, 0)
    assert (printed, words) == ([marker.printed for marker in markers], line[at:])


@pytest.mark.parametrize(("word", "value"), [("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("iiii", 0), ("h", 0), ("", 0), ("v", 5)])
def test_a_roman_numeral_counts(word: str, value: int) -> None:
    """Only a well-formed roman numeral counts."""
    assert value == roman_value(word)


def test_a_trailing_zero_heads_its_section() -> None:
    """Section "6.0" is the same that "6.2" belongs to."""
    assert [(6,)] == [marker.number for marker in read_markers("6.0 Keys", 0)[0]]


@pytest.mark.parametrize(
    ("number", "printed"), [("6.2", "6.2"), ("(a)", "(a)"), ("•", "•"), ("17.", "17."), ("Article 3", "Article 3"), (" ", None)]
)
def test_a_marker_that_the_format_computed_is_read_as_printed(number: str, printed: str | None) -> None:
    """Word's own numbers count like printed ones."""
    marker = given_marker(number)
    assert printed == (marker.printed if marker else None)

"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from knowledge.outline import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lock the door. Hand in the key.", ["Lock the door.", "Hand in the key."]),
        ("Ask Mr. Vole first. He decides.", ["Ask Mr. Vole first.", "He decides."]),
        ("Use a fob, e.g. Yours, at the gate. Keep it.", ["Use a fob, e.g. Yours, at the gate.", "Keep it."]),
        ("See section 6.2. It rules.", ["See section 6.2.", "It rules."]),
        ("Claims over £1.50 are paid. Others are not.", ["Claims over £1.50 are paid.", "Others are not."]),
        ("Doors open 8:45-3:15. Be early.", ["Doors open 8:45-3:15.", "Be early."]),
        ("It breaks s. 127 of the Act. Report it.", ["It breaks s. 127 of the Act.", "Report it."]),
        ("Use pens, ink etc. when drawing. Wash up.", ["Use pens, ink etc. when drawing.", "Wash up."]),
        ("Bring pens, ink etc. Wash up.", ["Bring pens, ink etc.", "Wash up."]),
        ("Keys (see annex A. It lists them) are kept. Ask.", ["Keys (see annex A. It lists them) are kept.", "Ask."]),
        ("He said \u201cstop.\u201d Then he left.", ["He said \u201cstop.\u201d", "Then he left."]),
        ("**Never** lend it. **Always** sign.", ["**Never** lend it.", "**Always** sign."]),
        ("May I park? No. Use the road!", ["May I park?", "No.", "Use the road!"]),
        ("Gates close at 5 p.m. Visitors leave then.", ["Gates close at 5 p.m.", "Visitors leave then."]),
        ("No stop at all", ["No stop at all"]),
        ("  Led by space. \n Then more ", ["Led by space.", "Then more"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A stop ends a sentence unless it belongs to an abbreviation, a number or an open bracket."""
    assert expected == [span.of(text) for span in sentences(text)]


@given(some.text(alphabet='aB.!? ()"*1\n', max_size=80))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    """Spans never overlap, and nothing but white space lies outside them."""
    spans = sentences(text)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)
    assert list(spans) == sorted(spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))

"""Words and concepts that a message and a clause can share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.norms.concepts import concepts, names
from knowledge.norms.words import stem, stems, trigrams


def test_forms_of_a_word_share_a_stem() -> None:
    """A message and a clause meet in a word whatever its ending."""
    assert {"park"} == {stem(word) for word in ("park", "parks", "parked", "parking")}
    assert stem("stopped") == stem("stops")


def test_function_words_say_nothing() -> None:
    """Only words that carry a subject are compared."""
    assert ("kiln", "hot") == stems("Is the *kiln* so hot?")


def test_a_misspelt_word_still_meets_the_right_one() -> None:
    """Half of a word's trigrams survive a slip."""
    assert len(trigrams("minibus") & trigrams("minbus")) >= 3


def test_a_former_pupil_is_told_from_a_pupil() -> None:
    """Somebody who has left is named so, and a pupil is not."""
    assert ("former_pupil" in concepts("an old pupil of mine", "party"), "former_pupil" in concepts("a pupil of mine", "party")) == (
        True,
        False,
    )


def test_a_concept_is_met_under_any_of_its_names() -> None:
    """Everyday words and a policy's words name one concept."""
    assert {"phone"} <= concepts("my moblie") & concepts("Personal devices")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text breaks the readers; only known names come back."""
    stems(text)
    assert concepts(text) <= set(names())
    assert concepts(text, "party") <= set(names("party"))

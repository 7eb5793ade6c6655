"""The encoder that the judge starts from: which pieces of words it keeps, and how its tokenizer parts a text."""

from __future__ import annotations

import pytest

from training.base import COMMON, at_spaces, kept, with_pieces

PIECES = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "<0x41>", "▁the", "é", "ist", "日", "▁schön", "▁pupil")
NOT_SPACES = {"type": "Replace", "pattern": {"String": " "}, "content": ""}
STRIP = {"type": "Strip", "strip_left": True, "strip_right": True}


def _described() -> dict[str, object]:
    return {
        "normalizer": {"type": "Sequence", "normalizers": [STRIP, NOT_SPACES]},
        "truncation": {"max_length": 9},
        "padding": {"pad_id": 0},
        "added_tokens": [{"id": 0, "content": "[PAD]"}, {"id": 128000, "content": "[MASK]"}],
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [[piece, -1.0] for piece in PIECES]},
    }


@pytest.mark.slow
def test_common_english_single_letters_and_what_is_used_are_kept() -> None:
    """Special pieces stay in their places; scripts that no policy here is written in go, unless our own texts have them."""
    assert [0, 1, 2, 3, 5, 6, 7, 9, 10] == kept(PIECES, {"▁schön"})
    assert len(PIECES) < COMMON


@pytest.mark.slow
def test_spaces_part_words_again() -> None:
    """The step that takes spaces out is left out, and no text is cut or padded."""
    described = at_spaces(_described())
    assert {"type": "Sequence", "normalizers": [STRIP]} == described["normalizer"]
    assert (None, None) == (described["truncation"], described["padding"])


@pytest.mark.slow
def test_pieces_are_numbered_anew() -> None:
    """The vocabulary holds the kept pieces in order, and no special piece that lies beyond them."""
    described = with_pieces(_described(), [0, 1, 2, 3, 5])
    assert ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "▁the"] == [piece for piece, _ in described["model"]["vocab"]]
    assert ["[PAD]"] == [each["content"] for each in described["added_tokens"]]

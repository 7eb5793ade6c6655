"""What a file is, by its bytes."""

from __future__ import annotations

import pytest

from knowledge.readers.detect import detect
from knowledge.readers.refused import Refused
from tests.knowledge.readers.documents import Pages, para, word


def test_bytes_decide_and_the_name_settles_the_rest() -> None:
    """A Word file or PDF is known under any name; text and Markdown differ by name alone."""
    given = [
        (word(para("a")), "a.txt"),
        (Pages().write("a", 99).done(), "a"),
        (b" <!DOCTYPE html><p>a", "a"),
        (b"# a", "a.md"),
        (b"a", "a"),
    ]
    assert ["word", "pdf", "html", "markdown", "text"] == [detect(data, name) for data, name in given]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.pdf", "empty"),
        (b"<html>Sign in</html>", "policy.pdf", "wrong_type"),
        (b"MZ\x90\0", "policy.docx", "wrong_type"),
        (b"PK\x03\x04xl/workbook.xml", "a.docx", "wrong_type"),
        (b"{\\rtf1 a}", "a.docx", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
    ],
)
def test_what_is_not_read_is_refused_by_name(data: bytes, name: str, reason: str) -> None:
    """A person hears what the file is, not that something failed."""
    with pytest.raises(Refused) as refused:
        detect(data, name)
    assert reason == refused.value.reason

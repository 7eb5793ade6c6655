"""What a file is, by its first bytes; the name only settles what bytes leave open."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from knowledge.readers.sheet import Media

SUFFIXES: dict[str, Media] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".docx": "word", ".docm": "word", ".pdf": "pdf",
}  # fmt: skip
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PDF_WITHIN = 1024  # readers accept bytes before the header
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a Rich Text file; save it as .docx or PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
)


def detect(data: bytes, name: str) -> Media:
    """The format of ``data``.

    A page or plain text under the name of a Word file or PDF is refused: it is most often an error page saved under a
    document's name. Raises Refused: empty, encrypted, wrong_type.
    """
    if not data:
        raise Refused(reason="empty", text="the file is empty")
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    _refuse_foreign(data, named)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data)
    return _words(data, named)


def _refuse_foreign(data: bytes, named: Media | None) -> None:
    if data.startswith(_OLE):
        if _SEALED in data:
            raise Refused(reason="encrypted", text="it is protected by a password; save a copy without one")
        raise Refused(reason="wrong_type", text="it is an old Office file; open it and save it as .docx or PDF")
    for start, what in _FOREIGN:
        if data.startswith(start) and not (start == b"MZ" and named in {"text", "markdown"} and b"\0" not in data[:512]):
            raise Refused(reason="wrong_type", text=f"it is {what}, not {_expected(named)}")


def _zipped(data: bytes) -> Media:
    if b"word/" in data:
        return "word"
    if b"xl/" in data or b"ppt/" in data:
        raise Refused(reason="wrong_type", text="it is a spreadsheet or slides; save its words as .docx or PDF")
    if b"opendocument" in data[:200]:
        raise Refused(reason="wrong_type", text="it is an OpenDocument file; save it as .docx or PDF")
    if b"PK\x05\x06" not in data:
        raise Refused(reason="truncated", text="it is incomplete: the list of its parts is missing")
    raise Refused(reason="wrong_type", text="it is a zip file without a Word document in it")


def _words(data: bytes, named: Media | None) -> Media:
    page = _PAGE.match(data[:4096]) is not None or (named == "html")
    if named in {"word", "pdf"}:
        raise Refused(reason="wrong_type", text=f"it is {'a web page' if page else 'something else'}, not {_expected(named)}")
    if page and named != "markdown":
        return "html"
    return "markdown" if named == "markdown" else "text"


def _expected(named: Media | None) -> str:
    return {"word": "a Word document", "pdf": "a PDF"}.get(named or "", "a policy that can be read")

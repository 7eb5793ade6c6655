"""Build the sample school's Word and PDF files from ``sources/``: ``python -m examples.build``.

A source is one paragraph a line: ``title:``, ``plain:``, ``heading:``; ``1:``, ``2:`` and ``a:`` are the levels that Word
numbers by itself ("1", "1.1", "(a)"). Anything else is a paragraph whose marker is typed ("2.1 When…", "Step 1 Listen…").
"""

from __future__ import annotations

from pathlib import Path

from examples.build_pdf import write_pdf
from examples.build_word import write_word

HERE = Path(__file__).parent
KINDS = ("title", "plain", "heading", "1", "2", "a")


def paragraphs(source: Path) -> tuple[tuple[str, str], ...]:
    """Each paragraph of ``source`` with its kind ("typed" where the marker is in the text)."""
    return tuple(_paragraph(line) for line in source.read_text(encoding="utf-8").splitlines() if line)


def _paragraph(line: str) -> tuple[str, str]:
    kind, colon, text = line.partition(": ")
    return (kind, text) if colon and kind in KINDS else ("typed", line)


def main(folder: Path) -> None:
    """Write both files into ``folder``."""
    write_word(paragraphs(HERE / "sources" / "code-of-conduct.txt"), folder / "code-of-conduct.docx")
    write_pdf(paragraphs(HERE / "sources" / "safeguarding.txt"), folder / "safeguarding-and-low-level-concerns.pdf")


if __name__ == "__main__":
    main(HERE / "larkfield")

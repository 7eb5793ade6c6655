"""Plain and Markdown text into a document of lines, for the outline's own tests."""

from __future__ import annotations

from knowledge.lines import Document, Line, Span


def read(text: str, name: str = "policy.txt") -> Document:
    """One line for each printed line that is not blank, with its indent and whether a blank line stands before it."""
    lines: list[Line] = []
    at, gap = 0, True
    for printed in text.splitlines(keepends=True):
        bare = printed.strip()
        if bare:
            start = at + len(printed) - len(printed.lstrip())
            lines.append(Line(Span(start, start + len(bare)), indent=start - at, gap=gap))
        gap = not bare
        at += len(printed)
    return Document(name, "markdown" if name.endswith(".md") else "text", text, tuple(lines))

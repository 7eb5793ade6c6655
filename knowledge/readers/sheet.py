"""Lines written one after another into the text of a Document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from knowledge.lines import Document, Line, Oddity, Span
from knowledge.readers.characters import dropped, dropped_oddities, mixed_scripts, printed
from knowledge.readers.refused import Refused

if TYPE_CHECKING:
    from knowledge.lines import Style

Media = Literal["text", "markdown", "html", "word", "pdf"]
_LONGEST_REPORT = 200


@dataclass(slots=True)
class Sheet:
    """Collects lines for formats whose text is not laid out in characters (HTML, Word, PDF).

    Lines are parted by a newline, and by an empty line where a gap stands before.
    """

    name: str
    media: Media
    oddities: list[Oddity] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _length: int = 0
    _dropped: Counter[str] = field(default_factory=Counter)

    def add(  # noqa: PLR0913 - the fields of a Line, each with its default
        self,
        text: str,
        *,
        style: Style = "body",
        page: int | None = None,
        indent: int = 0,
        heading: int = 0,
        number: str = "",
        gap: bool = True,
        bold: bool = False,
    ) -> bool:
        """Write ``text`` as one line if anything of it prints; say whether it did."""
        self._dropped.update(dropped(text))
        kept = printed(text).replace("\n", " ").strip()
        if not kept:
            return False
        self._write(("\n\n" if gap else "\n") if self._lines else "")
        span = Span(self._length, self._length + len(kept))
        self._write(kept)
        self._lines.append(Line(span, style, page, indent, heading, number, gap, bold))
        return True

    def hide(self, text: str, how: str, page: int | None = None) -> None:
        """Report ``text`` that a reader of the page can't see, and leave it out; ``how`` says how it was hidden."""
        self._dropped.update(dropped(text))
        shown = " ".join(printed(text).split())
        if shown:
            self.oddities.append(Oddity("hidden_text", f"hidden text left out ({how}): “{shown[:_LONGEST_REPORT]}”", page))

    def report(self, kind: str, text: str, page: int | None = None) -> None:
        """Note something odd."""
        self.oddities.append(Oddity(kind, text, page))

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._text)

    def document(self) -> Document:
        """Everything written. Raises Refused("no_text") where there is not one letter or figure."""
        return finished(self.name, self.media, self.text, tuple(self._lines), (*self.oddities, *dropped_oddities(self._dropped)))

    def _write(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)


def finished(name: str, media: Media, text: str, lines: tuple[Line, ...], oddities: tuple[Oddity, ...]) -> Document:
    """A Document with its look-alike words reported. Raises Refused("no_text") where nothing can be read."""
    if not any(any(map(str.isalnum, line.span.of(text))) for line in lines):
        raise Refused(reason="no_text", text="there are no words in it")
    return Document(name, media, text, lines, (*oddities, *mixed_scripts(text)))

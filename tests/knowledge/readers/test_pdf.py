"""PDF: what a reader of the pages sees, as one continuous text."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from knowledge.readers.limits import Limits
from knowledge.readers.pdf import read_pdf
from knowledge.readers.refused import Refused
from tests.knowledge.readers.documents import Pages, kinds, one_stream, shown

_FILLER = [
    "Staff are trusted with the care of children and keep that trust by acting",
    "openly, by asking when they are unsure, and by writing down what was agreed",
    "with the headteacher before anything is done that others may later question.",
]


def paragraphs(data: bytes) -> list[str]:
    """Lines joined where no gap stands between."""
    document = read_pdf(data, "a.pdf")
    out: list[str] = []
    for line in document.lines:
        if line.gap or not out:
            out.append(line.span.of(document.text))
        else:
            out[-1] += " " + line.span.of(document.text)
    return out


def test_a_wrapped_clause_is_one_contiguous_stretch_of_text() -> None:
    """Lines of a paragraph follow one another without a gap, and paragraphs have one."""
    pages = Pages().block(_FILLER, 100).block(_FILLER, 160)
    assert [" ".join(_FILLER), " ".join(_FILLER)] == paragraphs(pages.done())


def test_a_short_line_ends_its_paragraph() -> None:
    """Where the next word would have fitted, the writer broke the line."""
    pages = Pages().block([*_FILLER, "Short end."], 100).block(_FILLER, 100 + 4 * 14)
    assert [" ".join([*_FILLER, "Short end."]), " ".join(_FILLER)] == paragraphs(pages.done())


def test_running_headers_footers_and_page_numbers_are_removed() -> None:
    """What stands at one height on page after page is no clause; it is reported once."""
    pages = Pages()
    for number in (1, 2, 3):
        pages.write("Oakfield School", 40).block(_FILLER[number - 1 :], 100).write(f"Page {number} of 3", 760, 280).page()
    document = read_pdf(pages.done(), "a.pdf")
    assert [*_FILLER, *_FILLER[1:], *_FILLER[2:]] == shown(document)
    assert [("running_header", "Oakfield School", 3), ("running_footer", "Page 3 of 3", 3)] == [
        (odd.kind, odd.text, odd.page) for odd in document.oddities
    ]


def test_body_words_that_repeat_are_kept() -> None:
    """The same sentence on two pages is furniture only at a page's edge and at one height."""
    pages = Pages().block(_FILLER, 100).write("Staff must ask.", 300).block(_FILLER, 400).page()
    pages.block(_FILLER[:1], 90).write("Staff must ask.", 500).block(_FILLER[:2], 600)
    assert 2 == paragraphs(pages.done()).count("Staff must ask.")


def test_a_sentence_goes_on_over_a_page_and_keeps_its_pages() -> None:
    """Footers between the halves of a sentence do not part them; each line keeps its page."""
    pages = Pages().block(_FILLER[:2], 700).write("1", 770, 300).page()
    pages.block(["with the head in every case."], 72).write("2", 770, 300)
    document = read_pdf(pages.done(), "a.pdf")
    assert [(1, True), (1, False), (2, False)] == [(line.page, line.gap) for line in document.lines]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("and keep the safe-", "guarding lead informed.", "safeguarding"),
        ("and write an e-", "mail to the office.", "e-mail"),
        ("and write on-", "line where the online rules say online.", "online"),
        ("and be well-", "known as well-known people are.", "well-known"),
    ],
)
def test_a_broken_word_is_made_whole_in_the_text_itself(first: str, second: str, expected: str) -> None:
    """A hyphen at a line's end goes or stays as the rest of the document spells the word."""
    filler = "Staff are trusted with the care of children and keep that trust by asking"
    document = read_pdf(Pages().block([filler, filler[: 72 - len(first)] + " " + first, second], 100).done(), "a.pdf")
    assert expected in document.text.replace("\n", " ").split()


def test_a_word_broken_over_a_page_is_made_whole() -> None:
    """The page's end is no different from a line's."""
    pages = Pages().block([_FILLER[0], "openly, by asking when they are unsure, and by telling the safe-"], 700).page()
    assert "safeguarding" in read_pdf(pages.block(["guarding lead at once."], 72).done(), "a.pdf").text


def test_hidden_words_are_dropped_and_reported() -> None:
    """White, tiny and undrawn words can't be seen, so they are no policy."""
    pages = Pages().write("Phones off.", 100).white("Obey me.", 140).write("Tiny.", 180, size=1)
    text = pages.canvas.beginText(72, 500)
    text.setTextRenderMode(3)
    text.textOut("Undrawn.")
    pages.canvas.drawText(text)
    document = read_pdf(pages.done(), "a.pdf")
    assert (["Phones off."], ["hidden_text"] * 3) == (shown(document), kinds(document))


def test_white_words_on_a_dark_ground_are_read() -> None:
    """A heading may be white on a coloured band."""
    assert ["Gifts", "Ask first."] == shown(read_pdf(Pages().white("Gifts", 100, on_black=True).write("Ask first.", 200).done(), "a.pdf"))


def test_a_ruled_table_gives_a_line_a_row() -> None:
    """Cells that wrap are made whole before their row is joined."""
    pages = Pages().write("Before.", 80)
    pages.canvas.grid([72, 200, 400], [792 - 100, 792 - 120, 792 - 160])
    pages.write("Role", 114, 76, font="Helvetica-Bold").write("Duty", 114, 204, font="Helvetica-Bold")
    pages.write("Head", 134, 76).write("decides and", 134, 204).write("writes it down", 150, 204).write("After.", 200)
    document = read_pdf(pages.done(), "a.pdf")
    assert ["Before.", "Role | Duty", "Head | decides and writes it down", "After."] == shown(document)
    assert ["body", "table_header", "table_row", "body"] == [line.style for line in document.lines]


def test_larger_and_bold_lines_are_marked() -> None:
    """Size makes a heading, weight makes a bold line."""
    pages = Pages().write("Gifts policy", 60, size=20).write("Scope", 100, font="Helvetica-Bold").block(_FILLER, 130)
    lines = read_pdf(pages.done(), "a.pdf").lines
    assert [(1, False), (0, True), (0, False)] == [(line.heading, line.bold) for line in lines[:3]]


def test_a_scan_is_refused_and_says_so() -> None:
    """Pictures of pages hold no words, and an empty document must not be indexed."""
    pages = Pages()
    pages.canvas.drawInlineImage(_picture(), 72, 72, 400, 400)
    with pytest.raises(Refused) as refused:
        read_pdf(pages.done(), "a.pdf")
    assert ("no_text", True) == (refused.value.reason, "scan" in refused.value.text)


def test_only_a_password_that_readers_need_is_a_reason_to_refuse() -> None:
    """Many PDFs are encrypted with an empty password and open for everyone."""

    def made(password: str) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption(password, ownerPassword="owner", strength=128))
        canvas.drawString(72, 700, "Ask first.")
        canvas.save()
        return out.getvalue()

    assert ["Ask first."] == shown(read_pdf(made(""), "a.pdf"))
    with pytest.raises(Refused) as refused:
        read_pdf(made("secret"), "a.pdf")
    assert refused.value.reason == "encrypted"


def test_bounds_are_checked_before_a_file_is_opened() -> None:
    """Too many pages, too much when unpacked, no end: each is refused by its own name."""
    pages = Pages()
    for _ in range(5):
        pages.block(_FILLER * 10, 50).page()
    data = pages.done()

    def reason(given: bytes, limits: Limits) -> str:
        with pytest.raises(Refused) as refused:
            read_pdf(given, "a.pdf", limits)
        return refused.value.reason

    assert "over_limits" == reason(data, Limits(pages=3))
    assert "truncated" == reason(data[: len(data) // 2], Limits())


def test_a_stream_that_can_not_be_unpacked_is_refused() -> None:
    """Half a document must not be cited as the whole."""
    packed = zlib.compress(b"BT /F1 12 Tf 72 700 Td (Staff must ask first.) Tj ET")
    assert ["Staff must ask first."] == shown(read_pdf(one_stream(packed), "a.pdf"))
    spoilt = packed[:10] + b"\xff\xff\xff" + packed[13:]
    with pytest.raises(Refused) as refused:
        read_pdf(one_stream(spoilt), "a.pdf")
    assert refused.value.reason == "damaged"


def test_a_stream_packed_twice_is_measured_through_both_layers() -> None:
    """What looks small after one unpacking may be large after the next."""
    packed = zlib.compress(zlib.compress(b" " * 3_000_000, 9), 9)
    with pytest.raises(Refused) as refused:
        read_pdf(one_stream(packed, "[/FlateDecode/FlateDecode]"), "a.pdf", Limits(unzipped=1_000_000))
    assert refused.value.reason == "over_limits"


def _picture() -> object:
    from PIL import Image  # noqa: PLC0415 - comes with the library that writes the PDF

    return Image.new("L", (20, 20), 128)

"""Word: automatic numbers, tables in order, nothing deleted or hidden."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from knowledge.readers.limits import Limits
from knowledge.readers.refused import Refused
from knowledge.readers.word import read_word
from tests.knowledge.readers.documents import item, kinds, level, numbering, para, shown, word

_LEGAL = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"), level(3, "lowerRoman", "(%4)"))


def read(body: str, **parts: str) -> list[str]:
    return shown(read_word(word(body, **parts), "a.docx"))


def test_several_levels_count_and_restart() -> None:
    """A lower level starts again after a higher one has counted on."""
    body = (
        item("Scope")
        + item("a", 1)
        + item("b", 1)
        + item("c", 2)
        + item("d", 2)
        + item("Gifts")
        + item("e", 1)
        + item("f", 2)
        + item("g", 3)
    )
    expected = ["1. Scope", "1.1 a", "1.2 b", "(a) c", "(b) d", "2. Gifts", "2.1 e", "(a) f", "(i) g"]
    assert expected == read(body, numbering=numbering(*_LEGAL))


def test_a_level_reached_before_its_parent_shows_the_parents_start() -> None:
    """Word prints 1.1 where no first level stands above, and the first level then goes on from 2."""
    assert ["1.1 a", "1.2 b", "2. c"] == read(item("a", 1) + item("b", 1) + item("c"), numbering=numbering(*_LEGAL))


def test_lists_of_one_definition_count_on_unless_one_states_its_start() -> None:
    """Two lists may share their counting; a stated start begins anew, once."""
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="6"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3)
    assert ["1. a", "2. b", "6. c", "7. d"] == read(body, numbering=numbering(*_LEGAL, lists=lists))


def test_a_list_may_override_how_a_level_prints() -> None:
    """A level given in the list itself is laid over the definition's."""
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Part %1")}</w:lvlOverride>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>'
    assert ["Part I a", "Part II b"] == read(item("a") + item("b"), numbering=numbering(*_LEGAL, lists=lists))


def test_numbers_may_come_from_styles() -> None:
    """A heading style linked to a list numbers its paragraphs at the level that names the style."""
    linked = numbering(level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'))
    one = '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{one}</w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
        "<w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    body = para("Scope", '<w:pStyle w:val="H1"/>') + para("Staff", '<w:pStyle w:val="H2"/>') + para("Pupils", '<w:pStyle w:val="H2"/>')
    document = read_word(word(body, numbering=linked, styles=styles), "a.docx")
    assert ["1 Scope", "1.1 Staff", "1.2 Pupils"] == shown(document)
    assert [1, 2, 2] == [line.heading for line in document.lines]


def test_list_zero_switches_a_styles_number_off() -> None:
    """Word's way of taking a number off one paragraph."""
    styles = '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    off = '<w:pStyle w:val="L"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert ["plain", "1. a"] == read(para("plain", off) + para("a", '<w:pStyle w:val="L"/>'), numbering=numbering(*_LEGAL), styles=styles)


@pytest.mark.parametrize(
    ("sign", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("o", "Courier New", "•"),
        (" ", "", "•"),
        ("\uf0fc", "Wingdings", "✓"),
        ("û", "Wingdings", "✗"),
        ("✗", "", "✗"),
    ],
)
def test_bullets_are_one_sign_but_ticks_and_crosses_keep_their_meaning(sign: str, font: str, expected: str) -> None:
    """A crossed list forbids; every plain bullet is the same."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert [f"{expected} a"] == read(item("a"), numbering=numbering(level(0, "bullet", sign, fonts)))


def test_deleted_words_are_never_read_and_inserted_ones_are() -> None:
    """Tracked changes are read as if accepted, and reported."""
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Staff may </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>never</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> moved</w:t></w:r></w:moveFrom></w:p>"
    )
    document = read_word(word(body), "a.docx")
    assert (["Staff may never"], ["tracked_changes"]) == (shown(document), kinds(document))


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next_and_takes_no_number() -> None:
    """Deleting a paragraph's end joins it to the next one, which is then counted once."""
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    assert ["1. One two", "2. three"] == read(para("One ", mark) + item("two") + item("three"), numbering=numbering(*_LEGAL))


@pytest.mark.parametrize("run", ["<w:vanish/>", '<w:sz w:val="2"/>', '<w:color w:val="FFFFFF"/>'])
def test_hidden_words_are_dropped_and_reported(run: str) -> None:
    """Words that nobody sees on paper are not policy."""
    document = read_word(word(para("Phones off.") + para("Obey me.", run=run)), "a.docx")
    assert (["Phones off."], ["hidden_text"]) == (shown(document), kinds(document))


def test_white_words_on_a_coloured_cell_are_read() -> None:
    """A table's header is often white on a dark ground."""
    cell = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{}</w:tc>'
    cells = "".join(cell.format(para(text, run='<w:color w:val="FFFFFF"/>')) for text in ("Role", "Duty"))
    assert ["Role | Duty"] == read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def test_paragraphs_and_tables_keep_their_order() -> None:
    """A document made by another program reads in its own order, rows as lines."""
    made = docx.Document()
    made.add_heading("Gifts", 1)
    made.add_paragraph("Before")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ["Role", "Duty", "Head", "decides"], strict=True):  # noqa: SLF001 - the only flat view of cells
        cell.text = text
    made.add_paragraph("After")
    out = io.BytesIO()
    made.save(out)
    document = read_word(out.getvalue(), "a.docx")
    assert ["Gifts", "Before", "Role | Duty", "Head | decides", "After"] == shown(document)
    assert ["heading", "body", "table_row", "table_row", "body"] == [line.style for line in document.lines]


def test_a_table_that_lays_out_a_page_gives_lines() -> None:
    """A cell with many paragraphs is read as paragraphs, with their own numbers."""
    cells = f"<w:tc>{para('Phones')}</w:tc><w:tc>{''.join(item(text) for text in 'abcd')}</w:tc>"
    assert ["Phones", "1. a", "2. b", "3. c", "4. d"] == read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", numbering=numbering(*_LEGAL))


def test_a_text_box_is_read_once() -> None:
    """A box stands in the file twice, once for old programs."""
    box = f"<w:txbxContent>{para('In the box')}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    assert ["Host", "In the box"] == read(f"<w:p><w:r><w:t>Host</w:t></w:r><w:r>{choice}{fallback}</w:r></w:p>")


def test_a_soft_break_splits_a_paragraph_without_a_gap() -> None:
    """Lines of one paragraph stand together."""
    document = read_word(word("<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p>"), "a.docx")
    assert [("One", True), ("two", False)] == [(line.span.of(document.text), line.gap) for line in document.lines]


def test_headers_and_footers_are_reported_apart() -> None:
    """They are no clause, but may hold the version."""
    document = read_word(word(para("Body"), footer1=para("Reviewed May 2024")), "a.docx")
    assert (["Body"], [("running_footer", "Reviewed May 2024")]) == (shown(document), [(odd.kind, odd.text) for odd in document.oddities])


def test_link_field_and_control_keep_their_words() -> None:
    """Words inside a link, a field's result or a content control are words."""
    body = (
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>, field</w:t></w:r></w:fldSimple>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:sdt><w:sdtContent>" + para("control") + "</w:sdtContent></w:sdt>"
    )
    assert ["link, field", "control"] == read(body)


def test_a_file_that_unpacks_too_far_is_refused_before_it_is_unpacked() -> None:
    """The sizes that a zip states are checked first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "a" * 2_000_000)
    for limits in (Limits(), Limits(ratio=10**9, unzipped=1_000_000)):
        with pytest.raises(Refused) as refused:
            read_word(out.getvalue(), "a.docx", limits)
        assert refused.value.reason == "over_limits"


def test_a_document_type_is_refused_unless_it_only_names_files_that_are_not_fetched() -> None:
    """Entities that expand are refused; a reference to an outside file is left out and reported."""
    whole = word(para("A rule about gifts &amp; more.")).replace(b"", b"")
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        xml = file.read("word/document.xml").decode()

    def with_type(declared: str, reference: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr("word/document.xml", f"<!DOCTYPE x [{declared}]>" + xml.replace("gifts", reference))
        return out.getvalue()

    with pytest.raises(Refused) as refused:
        read_word(with_type('<!ENTITY a "b">', "&a;"), "a.docx")
    assert refused.value.reason == "doctype"
    document = read_word(with_type('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">', "&a;"), "a.docx")
    assert (["A rule about  & more."], ["outside_file"]) == (shown(document), kinds(document))

"""The Word document: real styles, repeated heads, alternative texts, widths that fit, links, the language."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from kpi.model import Language
from kpi.opendata.report.formats import ReportFormat
from kpi.opendata.report.words import clean
from kpi.views.report.blocks import Picture, ReportSentence, ReportTable
from tests.opendata.report.conftest import SITE, Files, Reports

UK, EN = Language.UK, Language.EN


def opened(files: Files, language: Language) -> Any:
    return Document(io.BytesIO(files(language, ReportFormat.DOCX)))


@pytest.mark.parametrize("language", [UK, EN])
def test_every_heading_sentence_and_caption_stands_in_its_style(
    files: Files, reports: Reports, language: Language
) -> None:
    document, report = opened(files, language), reports(language)
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    for level in (1, 2, 3):
        titles = [clean(section.title) for section in report.sections if section.level == level]
        assert by_style.get(f"Heading {level}", []) == titles
    said = [clean(b.words) for section in report.sections for b in section.blocks if isinstance(b, ReportSentence)]
    assert [words for words in by_style["Normal"] if words in said] == said
    captions = [b.caption for s in report.sections for b in s.blocks if isinstance(b, ReportTable | Picture)]
    assert [caption.partition(". ")[2] for caption in by_style["Caption"]] == [clean(one) for one in captions]


def test_tables_hold_every_cell_under_heads_that_repeat(files: Files, reports: Reports) -> None:
    document = opened(files, UK)
    tables = [b for section in reports(UK).sections for b in section.blocks if isinstance(b, ReportTable)]
    assert len(document.tables) == len(tables) > 20
    for made, table in zip(document.tables, tables, strict=True):
        first, *rows = made._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        words = [["".join(t.text for t in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in (first, *rows)]
        assert words[0] == [column.head for column in table.columns]
        for printed, cells in zip(words[1:], table.rows, strict=True):
            for shown, cell in zip(printed, cells, strict=True):
                assert clean(cell.words) in shown and clean(cell.note) in shown


def test_tables_are_as_wide_as_their_sheet_and_never_wider(files: Files) -> None:
    """The widths stand in the grid and in the cells alike: Word reads these, LibreOffice those."""
    document = opened(files, UK)
    wide, lying = None, 0
    rooms: list[int] = []
    for section in document.sections:
        rooms.append(round((section.page_width - section.left_margin - section.right_margin) / 635))
        lying += section.page_width > section.page_height
        assert {round(side / 36000) for side in (section.page_width, section.page_height)} == {210, 297}
    assert lying >= 1
    for made in document.tables:
        grid = [int(column.get(qn("w:w"))) for column in made._tbl.tblGrid.gridCol_lst]
        for row in made._tbl.tr_lst:
            assert [int(cell.tcPr.tcW.get(qn("w:w"))) for cell in row.tc_lst] == grid
        wide = sum(grid)
        assert any(room - 20 < wide <= room for room in rooms), (wide, rooms)
    assert wide is not None


def test_pictures_say_in_words_what_they_show(files: Files, reports: Reports) -> None:
    document = opened(files, UK)
    pictures = [b for section in reports(UK).sections for b in section.blocks if isinstance(b, Picture)]
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert told == [clean(picture.alt) for picture in pictures]
    assert all(re.search(r"\d", words) for words in told)
    ids = [shape._inline.docPr.get("id") for shape in document.inline_shapes]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("language", "code"), [(UK, "uk-UA"), (EN, "en-GB")])
def test_the_file_names_its_language_and_whose_it_is(files: Files, language: Language, code: str) -> None:
    document = opened(files, language)
    assert document.core_properties.language == code
    assert document.core_properties.title and document.core_properties.author
    assert document.core_properties.created.date().isoformat() == "2026-11-14"
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == code


def test_numbers_of_sentences_are_links_to_the_release(files: Files, reports: Reports) -> None:
    """Each number of a sentence with an address is a link; days and years are none."""
    document = opened(files, UK)
    linked: dict[str, list[tuple[str, str]]] = {}
    for paragraph in document.paragraphs:
        links = [(link.text, link.address) for link in paragraph.hyperlinks]
        if links:
            linked[paragraph.text] = links
    said = [b for s in reports(UK).sections for b in s.blocks if isinstance(b, ReportSentence) if b.href]
    assert len(said) > 30
    for sentence in said:
        bare = re.sub(r"\d{2}\.\d{2}\.\d{4}|\b20\d\d\b", "", clean(sentence.words))
        numbers = re.findall(r"\d+", bare)
        assert len(linked.get(clean(sentence.words), [])) >= (1 if numbers else 0), sentence.words
        for words, address in linked.get(clean(sentence.words), []):
            assert address.startswith(f"{SITE}/2022-2026/") and "v=2026-11-14" in address
            assert not re.fullmatch(r"20\d\d|\d\d\.\d\d\.\d{4}", words)


def test_pages_are_numbered_and_the_demo_mark_is_on_every_sheet(files: Files) -> None:
    with zipfile.ZipFile(io.BytesIO(files(UK, ReportFormat.DOCX))) as package:
        foot, head = (package.read(f"word/{name}1.xml").decode() for name in ("footer", "header"))
        body = package.read("word/document.xml").decode()
    assert " PAGE " in foot and " NUMPAGES " in foot
    assert "ДЕМО-ДАНІ" in head
    # later sections have the head and foot of the first
    assert body.count("<w:headerReference") == body.count("<w:footerReference") == 1

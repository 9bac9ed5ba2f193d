"""The report as a Word document: real headings, captions, tables whose heads repeat, numbered pages."""

import io
from datetime import UTC, datetime
from itertools import count
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt, RGBColor

from kpi.opendata.report.drawn_pictures import Draw, drawn, of_sections
from kpi.opendata.report.word_styles import CELL, DEMO, HEAD, RIGHT, SMALL, inner_width, lay_out, prepare
from kpi.opendata.report.word_xml import add_field, add_link, describe, fix_widths, keep_whole, repeat_head, shade
from kpi.opendata.report.words import SIGNS, clean, of_property, pieces, plain_colour, reached, status_colour
from kpi.views.report.blocks import Block, Picture, ReportCell, ReportSentence, ReportTable, Section, SessionReport

#: twentieths of a point in a millimetre
_TWIPS = 56.6929
#: a picture is never wider than this, so that its letters are not larger than a heading's, mm
_MOST_PICTURE = 190.0
#: mm that the picture of a community has on the cover; its number among the pictures, behind all figures
_MARK, _OF_MARK = (60, 24), 9_999


def write(report: SessionReport, draw: Draw) -> bytes:
    """The file; the same report gives the same words, styles and pictures."""
    return _Writer(report, draw).file()


class _Writer:
    """A document as it grows; `wide` is how the present sheet lies."""

    def __init__(self, report: SessionReport, draw: Draw) -> None:
        self.report, self.document = report, Document()
        self.pictures = drawn(report, of_sections(report), draw)
        self.wide = False
        self.tables, self.figures = count(1), count(1)
        prepare(self.document, report.language, report.accent)
        self.ids = {name: self.document.styles[name].style_id for name in (CELL, HEAD)}

    def file(self) -> bytes:
        lay_out(self.document.sections[0], wide=False)
        self._properties()
        self._frame()
        self._cover()
        for section in self.report.sections:
            self._section(section)
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()

    def _properties(self) -> None:
        known, cover, day = self.document.core_properties, self.report.cover, self.report.released
        known.title = of_property(f"{cover.title}: {cover.part or cover.strategy}")
        known.author = known.last_modified_by = of_property(cover.community)
        known.subject, known.comments = of_property(cover.strategy), of_property(". ".join((*cover.about, cover.note)))
        known.language, known.keywords, known.category = self.report.language, "", ""
        known.created = known.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def _frame(self) -> None:
        """What stands at the head and the foot of each sheet; later sections have it from the first."""
        section, cover = self.document.sections[0], self.report.cover
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        head.style = foot.style = self.document.styles[SMALL]
        if cover.demo:
            mark = head.add_run(f"{cover.demo} · ")
            mark.bold, mark.font.color.rgb = True, RGBColor.from_string(plain_colour("off_track-text"))
        head.add_run(clean(f"{cover.community} · {cover.about[0]}"))
        foot.alignment = RIGHT
        foot.add_run(f"{self.report.page_words} ")
        add_field(foot, "PAGE", "1")
        foot.add_run(" / ")
        add_field(foot, "NUMPAGES", "1")

    def _cover(self) -> None:
        cover, document = self.report.cover, self.document
        if cover.mark is not None:
            width, height = cover.mark.picture.fitted(*_MARK)
            shape = document.add_picture(io.BytesIO(cover.mark.picture.png), Mm(width), Mm(height))
            # numbers of figures begin with 1
            describe(shape, clean(cover.mark.words), _OF_MARK)
        document.add_paragraph(clean(cover.community), style="Normal")
        document.add_paragraph(clean(cover.title), style="Title")
        if cover.part:
            document.add_paragraph(clean(cover.part)).runs[0].bold = True
        document.add_paragraph(clean(cover.strategy))
        if cover.demo:
            document.add_paragraph(f"{cover.demo}. {cover.note}", style=DEMO)
        for line in cover.about:
            self._sentence(ReportSentence(line, cover.address))

    def _section(self, section: Section) -> None:
        if section.wide != self.wide:
            self.wide = section.wide
            lay_out(self.document.add_section(WD_SECTION.NEW_PAGE), wide=self.wide)
        self.document.add_heading(clean(section.title), level=section.level)
        for block, after in zip(section.blocks, [*section.blocks[1:], None], strict=False):
            self._block(block)
            leads = not isinstance(after, ReportSentence) or section.level > 1
            if isinstance(block, ReportSentence) and after is not None and leads:
                # the words that lead to a table stand on its page
                self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _block(self, block: Block) -> None:
        if isinstance(block, ReportSentence):
            self._sentence(block)
        elif isinstance(block, ReportTable):
            self._table(block)
        else:
            self._picture(block)

    def _sentence(self, sentence: ReportSentence) -> None:
        paragraph = self.document.add_paragraph()
        for words, href in pieces(sentence):
            if reached(href):
                add_link(paragraph, words, href)
            else:
                paragraph.add_run(words)

    def _caption(self, words: str, kind: str, number: int, *, below: bool) -> None:
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = not below
        paragraph.add_run(f"{self.report.caption_words[kind]} ")
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        paragraph.add_run(clean(f". {words}"))

    def _picture(self, picture: Picture) -> None:
        number = next(self.figures)
        wide = min(inner_width(wide=self.wide), _MOST_PICTURE)
        shape = self.document.add_picture(io.BytesIO(self.pictures[picture]), width=Mm(wide))
        describe(shape, clean(picture.alt), number)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self._caption(picture.caption, "Figure", number, below=True)

    def _table(self, table: ReportTable) -> None:
        self._caption(table.caption, "Table", next(self.tables), below=False)
        made = self.document.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
        made.autofit = False
        rows = list(made.rows)
        for cell, column in zip(rows[0].cells, table.columns, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self.ids[HEAD]
            paragraph.add_run(clean(column.head))
            if column.number:
                paragraph.alignment = RIGHT
            shade(cell, plain_colour("surface-2"))
        repeat_head(rows[0])
        for number, (row, cells) in enumerate(zip(rows[1:], table.rows, strict=True), 1):
            keep_whole(row)
            strong = table.total and number == len(table.rows)
            for at, (cell, of) in enumerate(zip(row.cells, cells, strict=True)):
                self._cell(cell, of, number=table.columns[at].number, strong=strong)
        whole = round(inner_width(wide=self.wide) * _TWIPS)
        shares = sum(column.width for column in table.columns)
        fix_widths(made, [int(whole * column.width / shares) for column in table.columns])
        self.document.add_paragraph(style=SMALL)

    def _cell(self, cell: Any, of: ReportCell, *, number: bool, strong: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.ids[CELL]
        if number:
            paragraph.alignment = RIGHT
        self._words(paragraph, of, strong=strong)
        if of.note:
            paragraph.add_run().add_break()
            paragraph.add_run(clean(of.note)).font.size = Pt(8)

    def _words(self, paragraph: Any, of: ReportCell, *, strong: bool) -> None:
        words = clean(of.words)
        if reached(of.href):
            add_link(paragraph, words, of.href)
        elif of.status is not None:
            sign = paragraph.add_run(f"{SIGNS[of.status]}\u00a0{words}")
            sign.bold, sign.font.color.rgb = True, RGBColor.from_string(status_colour(of.status))
        else:
            paragraph.add_run(words).bold = strong or None

"""The styles of the Word document: headings, captions, tables, links; size of the sheet and its edges."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kpi.opendata.report.word_xml import LINK, set_font, speak
from kpi.opendata.report.words import plain_colour

#: a font that every office has, or one of the same widths (Liberation Sans)
FONT = "Arial"
#: the paragraphs of tables, their heads, and of lines that stand small
CELL, HEAD, SMALL, DEMO = "Table text", "Table head", "Small", "Demo mark"
A4 = (210, 297)
#: mm: left, right, top, bottom of the upright sheet and of the one that lies
_EDGES = {False: (25, 15, 18, 18), True: (15, 15, 18, 15)}


def prepare(document: Any, language: str, accent: str) -> None:
    """Give the document's template our styles, in the language of the report."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    speak(defaults, language)
    normal = styles["Normal"]
    set_font(normal, FONT)
    normal.font.size = Pt(11)
    _space(normal, after=6, line=1.15)
    ink = RGBColor.from_string(accent.removeprefix("#") or plain_colour("ink"))
    for name, size, before in (("Title", 26, 0), ("Heading 1", 17, 18), ("Heading 2", 14, 14), ("Heading 3", 12, 12)):
        _heading(styles[name], size, before, ink)
    _own_styles(styles)


def _heading(style: Any, size: int, before: int, ink: RGBColor) -> None:
    set_font(style, FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
    style.font.color.rgb = ink
    _space(style, before=before, after=6, line=1.1)
    style.paragraph_format.keep_with_next = True
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _own_styles(styles: Any) -> None:
    caption = styles["Caption"]
    set_font(caption, FONT)
    caption.font.size, caption.font.bold = Pt(10), True
    caption.font.color.rgb = RGBColor.from_string(plain_colour("ink-2"))
    _space(caption, before=8, after=4, line=1.0)
    for name, size, bold in ((CELL, 9, False), (HEAD, 9, True), (SMALL, 9, False), (DEMO, 12, True)):
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.font.size, made.font.bold = styles["Normal"], Pt(size), bold
        _space(made, after=0, line=1.0)
    styles[DEMO].font.color.rgb = RGBColor.from_string(plain_colour("off_track-text"))
    _space(styles[DEMO], after=8, line=1.1)
    _space(styles[SMALL], after=3, line=1.0)
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(plain_colour("link")), True


def _space(style: Any, *, before: float = 0, after: float = 0, line: float = 1.0) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line


def lay_out(section: Any, *, wide: bool) -> None:
    """A4 upright, or lying where its tables are wide."""
    short, long = A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if wide else (Mm(short), Mm(long))
    left, right, top, bottom = _EDGES[wide]
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.header_distance = section.footer_distance = Mm(9)


def inner_width(*, wide: bool) -> float:
    """mm between the edges."""
    left, right, _, _ = _EDGES[wide]
    return A4[wide] - left - right


RIGHT = WD_ALIGN_PARAGRAPH.RIGHT

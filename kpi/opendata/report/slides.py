"""The report as slides: a title, the state, each part, what needs attention; notes for whoever speaks."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from kpi.opendata.report.drawn_pictures import Draw, drawn
from kpi.opendata.report.words import clean, of_property, pieces, plain_colour, reached
from kpi.views.report.blocks import Picture, ReportSentence, ReportSlide, SessionReport

#: inches of a wide slide, and of its edge
_WIDE, _HIGH, _EDGE = 13.333, 7.5, 0.6
_TITLE_ONLY = 5
_FONT = "Arial"
#: pt of a title by how many letters it has
_TITLES = ((70, 36), (120, 32), (180, 28), (10_000, 24))
_TITLE_HIGH, _FOOT_HIGH = 1.55, 0.45
#: hundredths of an inch that the picture of a community has in the corner, and on the cover; its number on the layout
_MARK, _MARK_COVER, _OF_MARK = (90, 40), (200, 110), 9_999


def write(report: SessionReport, draw: Draw) -> bytes:
    """The presentation, 16:9, letters of 20 points and more."""
    return _Deck(report, draw).file()


def _colour(token: str) -> RGBColor:
    make: Callable[..., RGBColor] = RGBColor
    return make(*bytes.fromhex(plain_colour(token)))


def _describe(shape: Any, name: str, alt: str) -> None:
    """What a screen reader says of a picture."""
    properties = shape._element.find(qn("p:nvPicPr")).find(qn("p:cNvPr"))
    properties.set("name", clean(name))
    properties.set("descr", clean(alt))


class _Deck:
    def __init__(self, report: SessionReport, draw: Draw) -> None:
        self.report, self.deck = report, Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(_WIDE), Inches(_HIGH)
        self._brand()
        self.pictures = drawn(report, (slide.picture for slide in report.slides if slide.picture), draw)

    def file(self) -> bytes:
        self._properties()
        self._cover()
        for slide in self.report.slides:
            self._slide(slide)
        made = io.BytesIO()
        self.deck.save(made)
        return made.getvalue()

    def _brand(self) -> None:
        """The picture of the community in the corner of every slide: on their layout, so that none reads it out."""
        mark, layout = self.report.cover.mark, self.deck.slide_layouts[_TITLE_ONLY]
        if mark is None:
            return
        wide, high = (Inches(px / 100) for px in mark.picture.fitted(*_MARK))
        _, related = layout.part.get_or_add_image_part(io.BytesIO(mark.picture.png))
        left, top = Inches(_WIDE - _EDGE) - wide, Inches(_HIGH - 0.1 - _FOOT_HIGH / 2) - high // 2
        layout.shapes._spTree.add_pic(_OF_MARK, "mark", clean(mark.words), related, left, top, wide, high)

    def _properties(self) -> None:
        known, cover, day = self.deck.core_properties, self.report.cover, self.report.released
        known.title, known.author = (
            of_property(f"{cover.title}: {cover.part or cover.strategy}"),
            of_property(cover.community),
        )
        known.last_modified_by, known.subject = of_property(cover.community), of_property(cover.strategy)
        known.language, known.comments = self.report.language, of_property(". ".join((*cover.about, cover.note)))
        known.created = known.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)

    def _cover(self) -> None:
        cover = self.report.cover
        made = self._titled(cover.title, 44, top=0.8)
        self._mark(made)
        lines = [("", cover.community), ("", cover.strategy), (cover.part, ""), *(("", words) for words in cover.about)]
        box = self._box(made, 2.2, _HIGH - 2.2 - _FOOT_HIGH - 0.2)
        self._lines(box, [line for line in lines if any(line)], 22, cover.address)
        if cover.demo:
            paragraph = box.text_frame.add_paragraph()
            self._run(paragraph, f"{cover.demo}. {cover.note}", 22, bold=True, ink="off_track-text")
        self._notes(made, tuple(ReportSentence(words, cover.address) for words in cover.about))

    def _mark(self, made: Any) -> None:
        """The picture of the community beside the cover's title, in place of the small one in the corner."""
        mark = self.report.cover.mark
        if mark is None:
            return
        made._element.set("showMasterSp", "0")
        wide, high = (Inches(px / 100) for px in mark.picture.fitted(*_MARK_COVER))
        shape = made.shapes.add_picture(
            io.BytesIO(mark.picture.png), Inches(_WIDE - _EDGE) - wide, Inches(0.8), wide, high
        )
        _describe(shape, mark.words, mark.words)
        made.shapes.title.width -= wide + Inches(0.3)

    def _slide(self, slide: ReportSlide) -> None:
        size = next(size for most, size in _TITLES if len(slide.title) <= most)
        made = self._titled(slide.title, size)
        top, high = 0.35 + _TITLE_HIGH + 0.15, _HIGH - _TITLE_HIGH - _FOOT_HIGH - 0.75
        if slide.picture:
            self._picture(made, slide.picture, top, high)
        elif slide.lines:
            self._lines(self._box(made, top, high), list(slide.lines), 22)
        self._notes(made, slide.notes)

    def _titled(self, words: str, size: int, top: float = 0.35) -> Any:
        """A new slide with its title and foot."""
        made = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        title = made.shapes.title
        title.left, title.top = Inches(_EDGE), Inches(top)
        title.width, title.height = Inches(_WIDE - 2 * _EDGE), Inches(_TITLE_HIGH)
        frame = title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        self._run(paragraph, words, size, bold=True)
        self._foot(made)
        return made

    def _foot(self, made: Any) -> None:
        """Whose figures these are and of which day, the demo mark, the slide's number."""
        cover = self.report.cover
        box = self._box(made, _HIGH - _FOOT_HIGH - 0.1, _FOOT_HIGH)
        if cover.mark:
            box.width -= Inches(_MARK[0] / 100 + 0.2)
        paragraph = box.text_frame.paragraphs[0]
        if cover.demo:
            self._run(paragraph, f"{cover.demo} · ", 14, bold=True, ink="off_track-text")
        number = len(self.deck.slides)
        self._run(paragraph, f"{cover.community} · {cover.about[0]} · {number}", 14, ink="ink-2")

    def _box(self, made: Any, top: float, high: float) -> Any:
        box = made.shapes.add_textbox(Inches(_EDGE), Inches(top), Inches(_WIDE - 2 * _EDGE), Inches(high))
        box.text_frame.word_wrap = True
        return box

    def _lines(self, box: Any, lines: list[tuple[str, str]], size: int, href: str = "") -> None:
        frame = box.text_frame
        for number, (strong, rest) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(10)
            if strong:
                self._run(paragraph, strong, size, bold=True)
            if strong and rest:
                paragraph.add_line_break()
            for words, to in pieces(ReportSentence(rest, href)):
                self._run(paragraph, words, size, href=to)

    def _run(
        self, paragraph: Any, words: str, size: int, *, bold: bool = False, ink: str = "ink", href: str = ""
    ) -> None:
        run = paragraph.add_run()
        run.text = clean(words)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
        if reached(href):
            run.hyperlink.address = href
        else:
            run.font.color.rgb = _colour(ink)
        run._r.get_or_add_rPr().set("lang", self.report.language)

    def _picture(self, made: Any, picture: Picture, top: float, high: float) -> None:
        """As large as it fits under the title, in the middle."""
        shape = made.shapes.add_picture(io.BytesIO(self.pictures[picture]), 0, Inches(top))
        scale = min(Inches(_WIDE - 2 * _EDGE) / shape.width, Inches(high) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left = int((Inches(_WIDE) - shape.width) / 2)
        _describe(shape, picture.caption, picture.alt)

    def _notes(self, made: Any, said: tuple[ReportSentence, ...]) -> None:
        """What to say, each sentence with its address."""
        lines = [f"{one.words} — {one.href}" if one.href else one.words for one in said]
        made.notes_slide.notes_text_frame.text = clean("\n".join(lines))

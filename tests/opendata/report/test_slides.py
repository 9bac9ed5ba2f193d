"""The slides: a title each, large letters, alternative texts, notes with addresses."""

import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from kpi.model import Language
from kpi.opendata.report.formats import ReportFormat
from kpi.opendata.report.words import clean
from tests.opendata.report.conftest import SITE, Files, Reports

#: points of the smallest letters of a slide's content, and of its foot
LEAST, FOOT = 20, 14


def opened(files: Files, language: Language = Language.UK) -> Any:
    return Presentation(io.BytesIO(files(language, ReportFormat.PPTX)))


@pytest.mark.parametrize("language", [Language.UK, Language.EN])
def test_each_slide_has_a_title_of_its_own(files: Files, reports: Reports, language: Language) -> None:
    deck, report = opened(files, language), reports(language)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [clean(report.cover.title), *(clean(slide.title) for slide in report.slides)]
    assert len(set(titles)) == len(titles) > 6


def test_letters_are_large_and_nothing_leaves_the_slide(files: Files) -> None:
    deck = opened(files)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height
            if not shape.has_text_frame:
                continue
            least = FOOT if "Дані станом" in shape.text_frame.text and shape.top > deck.slide_height * 0.8 else LEAST
            sizes = [run.font.size.pt for p in shape.text_frame.paragraphs for run in p.runs]
            assert all(size >= least for size in sizes), (shape.text_frame.text, sizes)


def test_pictures_and_runs_are_told_to_screen_readers(files: Files, reports: Reports) -> None:
    deck = opened(files)
    told = [
        shape._element.find(qn("p:nvPicPr")).find(qn("p:cNvPr")).get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.shape_type == 13  # a picture
    ]
    assert told == [clean(slide.picture.alt) for slide in reports(Language.UK).slides if slide.picture]
    languages = {
        run._r.rPr.get("lang")
        for slide in deck.slides
        for s in slide.shapes
        if s.has_text_frame
        for p in s.text_frame.paragraphs
        for run in p.runs
    }
    assert languages == {"uk-UA"}


def test_notes_say_where_numbers_are_checked(files: Files, reports: Reports) -> None:
    deck = opened(files)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    for slide, words in zip(reports(Language.UK).slides, notes[1:], strict=True):
        for sentence in slide.notes:
            assert clean(sentence.words) in words and sentence.href in words
    assert sum(SITE in words for words in notes) == len(notes)


def test_every_slide_bears_the_demo_mark(files: Files) -> None:
    for slide in opened(files).slides:
        assert any("ДЕМО-ДАНІ" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)

"""The workbook: real tables, numbers as numbers, formats, heads that stay and repeat, an address beside each row."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from kpi.model import Language
from kpi.opendata.report.formats import ReportFormat
from kpi.opendata.report.words import clean
from kpi.views.report.blocks import ReportSentence, ReportTable
from tests.opendata.report.conftest import SITE, Files, Reports

UK = Language.UK


def opened(files: Files, language: Language = UK) -> Workbook:
    return load_workbook(io.BytesIO(files(language, ReportFormat.XLSX)))


@pytest.mark.parametrize("language", [UK, Language.EN])
def test_sheets_are_real_tables(files: Files, reports: Reports, language: Language) -> None:
    book, report = opened(files, language), reports(language)
    front, *others = book.worksheets
    found = {b.sheet for section in report.sections for b in section.blocks if isinstance(b, ReportTable)}
    assert [sheet.title for sheet in others] == [report.sheets[name] for name in report.sheets if name in found]
    assert front.title == report.sheets["report"]
    for sheet in others:
        (table,) = sheet.tables.values()
        assert sheet.freeze_panes and sheet.print_title_rows == "$3:$3"
        assert sheet.page_setup.orientation == "landscape"
        assert getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False) and sheet.page_setup.fitToHeight == 0
        heads = [cell.value for cell in sheet[3] if cell.value is not None]
        assert [column.name for column in table.tableColumns] == heads
        assert len(set(map(str.casefold, map(str, heads)))) == len(heads)
        assert str(sheet["A1"].value).startswith("ДЕМО-ДАНІ" if language is UK else "DEMO DATA")


def test_every_indicator_stands_in_one_sheet_with_its_goal_and_numbers(files: Files, reports: Reports) -> None:
    sheet = opened(files)["Показники"]
    heads = [cell.value for cell in sheet[3]]
    assert heads[:3] == ["Сектор", "Оперативна ціль", "Код"]
    rows = {str(row[2].value): row for row in sheet.iter_rows(min_row=4)}
    tables = [
        b for s in reports(UK).sections for b in s.blocks if isinstance(b, ReportTable) and b.sheet == "indicators"
    ]
    cells = {
        row[0].words: dict(zip([c.head for c in table.columns], row, strict=True))
        for table in tables
        for row in table.rows
    }
    assert set(rows) == set(cells) and len(rows) == 77
    for code, row in rows.items():
        for head, cell in zip(map(str, heads), row, strict=True):
            if head not in cells[code]:
                continue
            said = cells[code][head]
            if said.value is None:
                assert cell.value == clean(said.words)
            else:
                assert isinstance(cell.value, int | float) and cell.value == pytest.approx(said.value)
                assert cell.number_format.startswith("#,##0")
                places = cell.number_format.partition('"')[0].partition(".")[2]
                assert len(places) == said.decimals
        assert str(row[-1].value).startswith(f"{SITE}/2022-2026/i/")


def test_a_value_of_another_period_says_so_beside_its_number(files: Files) -> None:
    sheet = opened(files)["Показники"]
    heads = [cell.value for cell in sheet[3]]
    note = heads.index("Факт: примітка")
    rows = {row[2].value: row for row in sheet.iter_rows(min_row=4)}
    assert str(rows["1.1.3"][note].value).startswith("II\u00a0кв.\u00a02026; ")
    assert rows["1.1.3"][note - 1].value == 57


def test_days_are_days(files: Files) -> None:
    sheet = opened(files)["Зміни планів"]
    decided = [cell.value for cell in next(sheet.iter_cols(min_row=4, min_col=5, max_col=5))]
    assert decided and all(isinstance(day, datetime) for day in decided)


def test_every_sentence_stands_beside_its_address(files: Files, reports: Reports) -> None:
    front = opened(files).worksheets[0]
    beside = {row[0].value: row[1].value for row in front.iter_rows(min_row=1, max_col=2) if row[0].value}
    for section in reports(UK).sections:
        for block in section.blocks:
            if isinstance(block, ReportSentence) and block.href:
                assert clean(block.words) in beside
    assert all(value is None or str(value).startswith((SITE, "Де перевірити")) for value in beside.values())


def test_the_total_is_the_sum_of_the_rows(files: Files) -> None:
    sheet = opened(files)["Стан"]
    *rows, total = list(sheet.iter_rows(min_row=4, max_col=8))
    assert total[0].value == "Разом"
    for column in range(1, 8):
        assert total[column].value == sum(int(str(row[column].value)) for row in rows)


def test_words_of_departments_are_never_formulas(files: Files) -> None:
    for sheet in opened(files).worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]

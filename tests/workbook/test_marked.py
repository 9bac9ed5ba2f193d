"""The same workbook comes back with its cells marked and commented."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kpi.model import Language, Problem, Severity
from kpi.text import Text
from kpi.workbook import read_bytes
from kpi.workbook.marked import marked_copy
from tests.workbook.hostile import OLE, changed
from tests.workbook.rawbook import styles
from tests.workbook.tables import GOOD, workbook

UK = Text(Language.UK)
BAD = GOOD.replace("43,5 | лампи", "=1+1 | лампи").replace("| 40 |", "| p:0.4 |")


def test_cells_are_coloured_commented_and_listed() -> None:
    data = workbook(BAD)
    copy = marked_copy(data, read_bytes(data, "a.xlsx").problems, UK)
    assert copy is not None
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.sheetnames == ["Помилки", "Показники", "Спостереження"]
    cell = book["Спостереження"]["E2"]
    assert cell.value == "=1+1"
    assert cell.data_type == "s"
    assert cell.comment is not None
    assert "потрібне число" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF4C7C3"
    assert book["Показники"]["F2"].fill.fgColor.rgb == "FFFCE8B2"
    listed = book["Помилки"]
    assert [c.value for c in listed[3]][:4] == ["Помилка", "Спостереження", "E2", "=1+1"]
    assert {c.data_type for row in listed.iter_rows() for c in row} == {"s"}
    assert [p.code for p in read_bytes(copy, "a.xlsx").problems] == ["percent_scaled", "number_invalid"]


@pytest.mark.parametrize("data", [b"", OLE, changed("xl/styles.xml", lambda _: styles("<xf/>" * 70_000))])
def test_a_file_refused_as_a_whole_has_no_copy(data: bytes) -> None:
    assert marked_copy(data, read_bytes(data, "a.xlsx").problems, UK) is None


def test_what_openpyxl_cannot_read_gives_no_copy_and_no_error() -> None:
    data = changed(
        "xl/styles.xml",
        lambda xml: xml.replace("</styleSheet>", "<fonts><font><sz val='x'/></font></fonts></styleSheet>"),
    )
    reading = read_bytes(data, "a.xlsx")
    assert reading.accepted
    assert marked_copy(data, reading.problems, UK) is None


def test_comments_of_people_and_everything_else_stay() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    for row in (("Код", "2023", "2024"), ("1.1.1", "багато", None), ("1.1.2", 5, 6)):
        sheet.append(row)
    sheet["B2"].comment = Comment("моя примітка", "Коваль")
    sheet["C3"].number_format = "0.00"
    sheet["C3"].font = Font(bold=True)
    sheet.merge_cells("B3:C3")
    sheet.column_dimensions["B"].width = 33
    book.create_sheet("Розрахунки")["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    found = read_bytes(data, "a.xlsx")
    copy = marked_copy(data, found.problems, UK)
    assert copy is not None
    again = openpyxl.load_workbook(io.BytesIO(copy))
    assert again.sheetnames == ["Помилки", "Лист1", "Розрахунки"]
    marked = again["Лист1"]
    assert "потрібне число" in marked["B2"].comment.text
    assert "моя примітка" in marked["B2"].comment.text
    assert "об’єднано" in marked["B3"].comment.text
    assert marked.column_dimensions["B"].width == 33
    assert again["Розрахунки"]["A1"].value == "=1+1"


def test_a_problem_inside_a_merged_range_is_marked_at_its_value() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    for row in (("Код", "Факт", None), (None, "2023", "9 міс. 2024"), ("1.1.1", 1, 2)):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    out = io.BytesIO()
    book.save(out)
    problem = Problem("period_unclear", Severity.ERROR, "Лист1", "C1", "Факт")
    copy = marked_copy(out.getvalue(), [problem], UK)
    assert copy is not None
    assert openpyxl.load_workbook(io.BytesIO(copy))["Лист1"]["B1"].comment is not None

"""The same workbook comes back with its cells marked and commented."""

import io
from collections.abc import Callable, Mapping

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from kpi.model import Language, Problem, Severity
from kpi.text import Text
from kpi.workbook import read_bytes
from kpi.workbook.writer.annotated_copy import marked_copy
from tests.fiscal_years import CALENDAR
from tests.workbook.formatted import book, number
from tests.workbook.hostile import OLE, changed, good
from tests.workbook.rawbook import MAIN, OFFICE, pack, parts, rows_xml, styles, worksheet
from tests.workbook.tables import GOOD, sheets_of, workbook

UK = Text(Language.UK)
BAD = GOOD.replace("43,5 | лампи", "=1+1 | лампи").replace("| 40 |", "| p:0.4 |")


def test_cells_are_coloured_commented_and_listed() -> None:
    data = workbook(BAD)
    copy = marked_copy(data, read_bytes(data, "a.xlsx", fiscal_year=CALENDAR).problems, UK)
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
    assert [p.code for p in read_bytes(copy, "a.xlsx", fiscal_year=CALENDAR).problems] == [
        "percent_scaled",
        "number_invalid",
    ]


@pytest.mark.parametrize("data", [b"", OLE, changed("xl/styles.xml", lambda _: styles("<xf/>" * 70_000))])
def test_a_file_refused_as_a_whole_has_no_copy(data: bytes) -> None:
    assert marked_copy(data, read_bytes(data, "a.xlsx", fiscal_year=CALENDAR).problems, UK) is None


def _copy(data: bytes) -> openpyxl.Workbook:
    problems = read_bytes(data, "a.xlsx", fiscal_year=CALENDAR).problems
    assert problems
    copy = marked_copy(data, problems, UK)
    assert copy is not None
    assert [p.code for p in read_bytes(copy, "a.xlsx", fiscal_year=CALENDAR).problems] == [p.code for p in problems]
    return openpyxl.load_workbook(io.BytesIO(copy))


def _bad(change: Callable[[dict[str, str | bytes]], Mapping[str, str | bytes]]) -> bytes:
    return pack(change({name: str(xml).replace("43,5", "=1+1") for name, xml in good().items()}))


def _strict(book: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    strict = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    found = {name: str(xml) for name, xml in book.items()}
    for old, new in strict.items():
        found = {name: xml.replace(old, new) for name, xml in found.items()}
    return {**found}


def _with_strings(book: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """Shared strings whose part is written in other case than relations and content types call it."""
    found = dict(book)
    found["xl/worksheets/sheet2.xml"] = str(found["xl/worksheets/sheet2.xml"]).replace(
        "t='inlineStr'><is><t xml:space='preserve'>=1+1</t></is>", "t='s'><v>0</v>"
    )
    found["xl/SharedStrings.xml"] = f"<sst xmlns='{MAIN}'><si><t>=1+1</t></si></sst>"
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    relation = f"<Relationship Id='rIdT' Type='{OFFICE}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
    found[rels] = str(found[rels]).replace("</Relationships>", relation)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f"<Override PartName='/xl/sharedStrings.xml' ContentType='{kind}'/></Types>"
    found[types] = str(found[types]).replace("</Types>", override)
    return found


CORE = (
    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
    "xmlns:dcterms='http://purl.org/dc/terms/'><dcterms:created>28.11.2026</dcterms:created></cp:coreProperties>"
)
VARIANTS: dict[str, Callable[[dict[str, str | bytes]], Mapping[str, str | bytes]]] = {
    "strict": _strict,
    "strict in UTF-16": lambda book: {n: str(x).encode("utf-16") for n, x in _strict(book).items()},
    "shared strings in other case": _with_strings,
    "sheets in other case": lambda book: {
        n.replace("worksheets/sheet", "Worksheets/Sheet"): x for n, x in book.items()
    },
    "styles in other case": lambda book: {n.replace("styles", "Styles"): x for n, x in book.items()},
    "a date of its own in the properties": lambda book: book | {"docProps/core.xml": CORE},
    "damaged properties": lambda book: book | {"docProps/core.xml": "<a>", "docProps/custom.xml": ""},
    "what macOS adds": lambda book: book | {"__MACOSX/xl/._workbook.xml": b"\0\1"},
    "no content types": lambda book: {n: x for n, x in book.items() if n != "[Content_Types].xml"},
    "fonts that openpyxl cannot read": lambda book: (
        book
        | {"xl/styles.xml": styles().replace("</styleSheet>", "<fonts><font><sz val='x'/></font></fonts></styleSheet>")}
    ),
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS)
def test_every_book_that_is_read_has_a_copy_with_all_its_sheets(
    change: Callable[[dict[str, str | bytes]], Mapping[str, str | bytes]],
) -> None:
    book = _copy(_bad(change))
    assert book.sheetnames == ["Помилки", "Показники", "Спостереження"]
    cell = book["Спостереження"]["E2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.comment is not None
    assert "потрібне число" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFF4C7C3"
    assert book["Показники"]["B2"].value == "Освітлено вулиць"
    links = {cell.value: cell.hyperlink.location for (cell,) in book["Помилки"]["C2:C99"] if cell.hyperlink}
    assert links["E2"] == "'Спостереження'!E2", "each problem leads to its cell"


def test_a_copy_of_values_alone_says_so_and_keeps_what_is_read() -> None:
    cells = {
        "Спостереження!E2": number(0, "dd.mm.yyyy"),
        "Спостереження!B2": number(45292, "yyyy;@"),
        "Показники!F2": number(40, struck=True),
    }
    made = book(cells)
    made["xl/styles.xml"] = str(made["xl/styles.xml"]).replace("<sz val='11'/>", "<sz val='x'/>")
    copy = _copy(pack(made))
    assert copy.sheetnames == ["Помилки", "Показники", "Спостереження"]
    told = [cell.value for cell in copy["Помилки"][2]]
    assert "лише аркуші та значення" in str(told[4])
    assert copy["Показники"]["F2"].font.strike
    assert copy["Спостереження"]["B2"].number_format == "yyyy"


def test_a_book_of_many_formatted_rows_has_a_copy() -> None:
    rows = "".join(f"<row r='{n}' s='1' customFormat='1'><c r='A{n}' s='1'/></row>" for n in range(3, 200_003))
    data = changed(
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace("43,5", "=1+1").replace("</sheetData>", f"{rows}</sheetData>"),
    )
    problems = read_bytes(data, "a.xlsx", fiscal_year=CALENDAR).problems
    copy = marked_copy(data, problems, UK)
    assert copy is not None
    assert openpyxl.load_workbook(io.BytesIO(copy)).sheetnames == ["Помилки", "Показники", "Спостереження"]


def test_titles_that_excel_does_not_take_are_still_sheets() -> None:
    long = "Дуже довга назва аркуша з [дужками] і ще чимось"
    sheets = {title: worksheet(rows_xml(rows)) for title, rows in sheets_of(BAD).items()}
    made = dict(parts(sheets | {long: worksheet(""), long.upper(): worksheet("")}))
    made["xl/styles.xml"] = styles().replace("</styleSheet>", "<fonts><font><sz val='x'/></font></fonts></styleSheet>")
    copy = marked_copy(pack(made), read_bytes(pack(made), "a.xlsx", fiscal_year=CALENDAR).problems, UK)
    assert copy is not None
    assert len(openpyxl.load_workbook(io.BytesIO(copy)).sheetnames) == 5


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
    found = read_bytes(data, "a.xlsx", fiscal_year=CALENDAR)
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
    problem = Problem(code="period_unclear", severity=Severity.ERROR, sheet="Лист1", cell="C1", found="Факт")
    copy = marked_copy(out.getvalue(), [problem], UK)
    assert copy is not None
    assert openpyxl.load_workbook(io.BytesIO(copy))["Лист1"]["B1"].comment is not None

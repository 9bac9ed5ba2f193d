"""Workbooks by hand: every byte of an .xlsx under the test's control, honest and hostile ones alike."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from kpi.workbook.reader.grid import column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: cell styles of every book: 0 general, 1 percent, 2 date, 3 text, 4 0.00, 5 yyyy, 6 mmm yy, 7 "0%" as mere text
FORMATS = {"p": 1, "d": 2, "t": 3, "z": 4, "y": 5, "m": 6, "q": 7}
_CUSTOM = {164: "0.0%", 165: "dd.mm.yyyy", 166: "yyyy", 167: "mmm yyyy", 168: '0.0"%"'}
_STYLES = (0, 164, 165, 49, 2, 166, 167, 168)

Sheets = Mapping[str, str]


def styles(extra: str = "") -> str:
    """styles.xml with the formats above."""
    codes = "".join(f"<numFmt numFmtId='{n}' formatCode={quoteattr(code)}/>" for n, code in _CUSTOM.items())
    xfs = "".join(f"<xf numFmtId='{n}' applyNumberFormat='1'/>" for n in _STYLES)
    return f"<styleSheet xmlns='{MAIN}'><numFmts>{codes}</numFmts><cellXfs>{xfs}{extra}</cellXfs></styleSheet>"


def parts(
    sheets: Sheets, *, strings: str | None = None, states: Mapping[str, str] | None = None, date1904: bool = False
) -> dict[str, str | bytes]:
    """The parts of a workbook whose sheets (title -> XML of the part) are given."""
    states = states or {}
    entries, relations, types = "", "", ""
    for number, title in enumerate(sheets, start=1):
        state = f" state='{states[title]}'" if title in states else ""
        entries += f"<sheet name={quoteattr(title)} sheetId='{number}' r:id='rId{number}'{state}/>"
        relations += f"<Relationship Id='rId{number}' Type='{OFFICE}/worksheet' Target='worksheets/sheet{number}.xml'/>"
        types += (
            f"<Override PartName='/xl/worksheets/sheet{number}.xml' "
            "ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/>"
        )
    relations += f"<Relationship Id='rIdS' Type='{OFFICE}/styles' Target='styles.xml'/>"
    if strings is not None:
        relations += f"<Relationship Id='rIdT' Type='{OFFICE}/sharedStrings' Target='sharedStrings.xml'/>"
    pr = "<workbookPr date1904='1'/>" if date1904 else ""
    book: dict[str, str | bytes] = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        "<Override PartName='/xl/workbook.xml' "
        "ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
        f"{types}</Types>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='r1' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'>{pr}<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>{relations}</Relationships>",
        "xl/styles.xml": styles(),
    }
    if strings is not None:
        book["xl/sharedStrings.xml"] = strings
    for number, xml in enumerate(sheets.values(), start=1):
        book[f"xl/worksheets/sheet{number}.xml"] = xml
    return book


def pack(book: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    return target.getvalue()


def worksheet(rows: str, after: str = "", before: str = "") -> str:
    """The XML of a sheet part around the XML of its rows."""
    return f"<worksheet xmlns='{MAIN}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def cell_xml(word: str, column: int, row: int) -> str:
    """The XML of a cell from a word of a text table (see tables.py)."""
    at = f"{column_letters(column)}{row}"
    kind, colon, rest = word.partition(":")
    if not colon or kind not in {"n", "t", "b", "e", "f", "D", *FORMATS}:
        kind, rest = ("n", word) if _is_number(word) else ("t", word)
    if kind == "t":
        return f"<c r='{at}' t='inlineStr'><is><t xml:space='preserve'>{escape(rest)}</t></is></c>"
    if kind == "f":
        formula, _, value = rest.partition("=>")
        saved = f"<v>{escape(value.strip())}</v>" if value else ""
        return f"<c r='{at}'><f>{escape(formula.strip())}</f>{saved}</c>"
    if kind in {"b", "e", "D"}:
        return f"<c r='{at}' t='{kind.lower()}'><v>{escape(rest)}</v></c>"
    style = f" s='{FORMATS[kind]}'" if kind in FORMATS else ""
    return f"<c r='{at}'{style}><v>{escape(rest)}</v></c>"


def _is_number(word: str) -> bool:
    head, _, tail = word.removeprefix("-").partition(".")
    return head.isascii() and head.isdigit() and (not tail or (tail.isascii() and tail.isdigit()))


def rows_xml(table: list[list[str]], first: int = 1) -> str:
    """The XML of the rows of a table of words; empty words are no cells."""
    found = []
    for number, words in enumerate(table, start=first):
        cells = "".join(cell_xml(word, column, number) for column, word in enumerate(words, start=1) if word)
        if cells:
            found.append(f"<row r='{number}'>{cells}</row>")
    return "".join(found)

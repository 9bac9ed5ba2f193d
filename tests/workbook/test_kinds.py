"""Files that are no workbooks are named for what they are, whatever their extension, with a cure that works."""

import base64
import bz2
import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator

import pytest

from kpi.model import Language
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import read_bytes
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.workbook.hostile import good
from tests.workbook.rawbook import PACKAGE, pack
from tests.workbook.tables import GOOD, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def _ole(*streams: str) -> bytes:
    return OLE + b"\0" * 64 + b"".join(name.encode("utf-16-le") + b"\0" * 64 for name in streams)


def _der(content: bytes) -> bytes:
    body = bytes.fromhex("06092a864886f70d010702") + b"\xa0\x82" + len(content).to_bytes(2, "big") + content
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("1.1.xlsx"))
    return out.getvalue()


def _with_password() -> bytes:
    data = bytearray(pack({"1.1.xlsx": b"x" * 50}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _kinds() -> Iterator[tuple[str, bytes, str, str]]:
    """(name, bytes, code, what it is called)"""
    book = workbook(GOOD)
    yield "p7s", _der(book[:6000]), "file_signed", ".p7s"
    yield "p7s of endless length", b"\x30\x80" + _der(book[:100])[4:], "file_signed", ".p7s"
    yield "p7s in base64", base64.encodebytes(_der(book[:6000])), "file_signed", ".p7s"
    yield "p7s in PEM", b"-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n", "file_signed", ".p7s"
    yield "asice", pack({"mimetype": "application/vnd.etsi.asic-e+zip", "1.1.xlsx": book}), "file_signed", ".asice"
    yield "asics", pack({"mimetype": "application/vnd.etsi.asic-s+zip", "1.1.xlsx": book}), "file_signed", ".asice"
    yield "asice, bare", pack({"META-INF/signature001.p7s": b"x", "1.1.xlsx": book}), "file_signed", ".asice"
    yield "zip", pack({"1.1.xlsx": book}), "file_archive", "«1.1.xlsx»"
    yield "zip of a folder", pack({"звіт/1.1.xlsx": book, "звіт/лист.docx": b"x"}), "file_archive", "«1.1.xlsx»"
    yield "zip of many", pack({"1.1.xlsx": book, "1.2.xlsx": book}), "file_archive", ".zip"
    yield "zip with a password", _with_password(), "file_archive", ".zip"
    yield "rar", b"Rar!\x1a\x07\x01\x00" + b"x" * 100, "file_archive", ".rar"
    yield "7z", b"7z\xbc\xaf'\x1c" + b"x" * 100, "file_archive", ".7z"
    yield "gz", gzip.compress(book), "file_archive", ".gz"
    yield "tar", _tar(), "file_archive", ".tar"
    yield (
        "gnumeric",
        gzip.compress(b"<?xml?><gnm:Workbook xmlns:gnm='http://www.gnumeric.org/'/>"),
        ("file_other_program"),
        "Gnumeric",
    )
    yield "gsheet", b'{"url": "https://docs.example.org/open?id=1", "doc_id": "1"}', "file_shortcut", ".gsheet"
    yield "internet shortcut", b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "file_shortcut", ".url"
    yield "lnk", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, "file_shortcut", ".lnk"
    yield "json", '[{"код": "1.1.1", "значення": 5}]'.encode(), "file_document", "JSON"
    yield "rtf", rb"{\rtf1\ansi 1;2,3\par}", "file_document", "RTF"
    yield "mxl", b"MOXCEL\0\x08\0\x01\0" + b"{8,1,12}", "file_other_program", ".mxl"
    yield "mxl as text", '\ufeff{8,1,{"uk","Українська"}}'.encode(), "file_other_program", ".mxl"
    yield "sylk", b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"a"\r\nE\r\n', "file_format_unsupported", ".slk"
    yield (
        "prn",
        "Код       Рік   Значення\n1.1.1     2023  5,5\n1.1.2     2023  6\n".encode(),
        ("file_format_unsupported"),
        ".prn",
    )
    yield (
        "prn in windows-1251",
        "Код       Рік   Значення\n1.1.1     2023  п'ять\nшість     2023  сім\n".encode("cp1251"),
        ("file_format_unsupported"),
        ".prn",
    )
    yield "csv in UTF-16, cut", ("Код;Рік\n" + "1;2\n" * 4000).encode("utf-16"), "file_format_unsupported", ".csv"
    yield (
        "a form in a table",
        b"<html><table><tr><td><input name=a><button>OK</button></td></tr></table></html>",
        ("file_web_page"),
        "",
    )
    yield "bz2", bz2.compress(book), "file_archive", ".bz2"
    yield "gif", b"GIF89a" + b"\0" * 50, "file_picture", "GIF"
    yield "csv", "Код;Рік;Значення\n1.1.1;2023;5\n".encode(), "file_format_unsupported", ".csv"
    yield "sign-in page", b"<!DOCTYPE html><html><body><form></form></body></html>", "file_web_page", ""
    yield (
        "sign-in page in a table",
        b"<html><table><tr><td><input type='password'></td></tr></table></html>",
        ("file_web_page"),
        "",
    )
    yield (
        "a table as .xls",
        b"<html><head>" + b" " * 5000 + b"<table><tr><td>1</td></tr></table></html>",
        ("file_format_unsupported"),
        ".xls",
    )
    yield "svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "file_picture", "SVG"
    yield (
        "numbers",
        pack({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}),
        ("file_other_program"),
        "Apple Numbers",
    )
    yield "docx", pack({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "file_document", "Word"
    yield "pptx", pack({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "file_document", "PowerPoint"
    yield "odt", pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "file_document", ".odt"
    yield "ods", pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "file_format_unsupported", ".ods"
    yield "doc", _ole("WordDocument"), "file_document", "Word"
    yield "doc with a table of Excel", _ole("WordDocument", "ObjectPool", "Workbook"), "file_document", "Word"
    yield "xls", _ole("Workbook"), "file_format_unsupported", ".xls"
    yield "xls with a document", _ole("Workbook", "WordDocument"), "file_format_unsupported", ".xls"
    yield "ppt", _ole("PowerPoint Document"), "file_document", "PowerPoint"
    yield "msg", _ole("__substg1.0_0037001F"), "file_document", "Outlook"
    yield "password", _ole("EncryptionInfo", "EncryptedPackage"), "file_encrypted", "пароль"
    yield "rights", _ole("DRMEncryptedTransform", "EncryptedPackage"), "file_rights", "IRM"
    yield "pdf", b"\xef\xbb\xbf%PDF-1.7\n" + b"x" * 100, "file_document", "PDF"
    yield "png", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "file_picture", "PNG"
    yield "jpeg", b"\xff\xd8\xff\xe0" + b"x" * 100, "file_picture", "JPEG"
    yield "heic", b"\0\0\0\x18ftypheic" + b"\0" * 100, "file_picture", "HEIC"
    yield "prose", "Просто текст без таблиці".encode(), "file_not_spreadsheet", ""


@pytest.mark.parametrize(("data", "code", "what"), [pytest.param(d, c, w, id=name) for name, d, c, w in _kinds()])
@pytest.mark.parametrize("extension", [".xlsx", ".bin"])
def test_named_for_what_it_is(data: bytes, code: str, what: str, extension: str) -> None:
    (problem,) = read_bytes(data, f"файл{extension}", fiscal_year=CALENDAR).problems
    assert problem.code == code
    for language in BOTH:
        said = message(problem, Text(language)) + remedy(problem, Text(language))
        assert "{" not in said
    assert what in message(problem, Text(Language.UK)) + remedy(problem, Text(Language.UK))


def test_macros_are_parts() -> None:
    declared = {
        "the default of a writer": "<Default Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary."
        "macroEnabled.main'/>",
        "another writer's": "<Default Extension='bin' ContentType='application/vnd.ms-department.vbaProject'/>",
        "a part that was taken out": "<Override PartName='/xl/vbaProject.bin' "
        "ContentType='application/vnd.ms-department.vbaProject'/>",
    }
    for types in declared.values():
        book = good()
        book["[Content_Types].xml"] = str(book["[Content_Types].xml"]).replace("</Types>", f"{types}</Types>")
        assert read_bytes(pack(book), "a.xlsx", fiscal_year=CALENDAR).accepted
        assert read_bytes(pack(book), "a.xlsm", fiscal_year=CALENDAR).accepted
        printer = book | {"xl/printerSettings/printerSettings1.bin": b"x"}
        assert read_bytes(pack(printer), "a.xlsx", fiscal_year=CALENDAR).accepted
        real = book | {"xl/vbaProject.bin": b"x"}
        assert [p.code for p in read_bytes(pack(real), "a.xlsx", fiscal_year=CALENDAR).problems] == ["file_macros"]


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("http://schemas.microsoft.com/department/2006/relationships/vbaProject", "xl/code.bin"),
        ("http://schemas.microsoft.com/department/2006/relationships/xlMacrosheet", "xl/sheets/m.xml"),
        ("http://schemas.microsoft.com/department/2006/relationships/xlIntlMacrosheet", "xl/m.xml"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet", "xl/d.xml"),
    ],
)
def test_macros_that_relations_lead_to(kind: str, part: str) -> None:
    book, rels = good(), "xl/_rels/workbook.xml.rels"
    relation = f"<Relationship Id='rIdM' Type='{kind}' Target='/{part}'/></Relationships>"
    book[rels] = str(book[rels]).replace("</Relationships>", relation)
    assert read_bytes(pack(book), "a.xlsx", fiscal_year=CALENDAR).accepted
    assert [p.code for p in read_bytes(pack(book | {part: "<a/>"}), "a.xlsx", fiscal_year=CALENDAR).problems] == [
        "file_macros"
    ]


@pytest.mark.parametrize("folder", ["xl/macrosheets", "xl/dialogsheets", "XL/MacroSheets"])
def test_sheets_of_macros_and_dialogs(folder: str) -> None:
    found = read_bytes(pack(good() | {f"{folder}/sheet1.xml": "<a/>"}), "a.xlsx", fiscal_year=CALENDAR)
    assert [p.code for p in found.problems] == ["file_macros"]


@pytest.mark.parametrize(
    "name",
    [
        "docProps/core.xml",
        "docProps/custom.xml",
        "customXml/item1.xml",
        "xl/comments1.xml",
        "__MACOSX/xl/._workbook.xml",
    ],
)
@pytest.mark.parametrize("content", ["", "<a>", "\0\1", "<?xml version='1.0' encoding='klingon'?><a/>"])
def test_parts_that_nobody_reads_may_be_damaged(name: str, content: str) -> None:
    assert read_bytes(pack(good() | {name: content}), "a.xlsx", fiscal_year=CALENDAR).accepted
    unsafe = read_bytes(
        pack(good() | {name: "<!DOCTYPE a [<!ENTITY b 'ha'>]><a>&b;</a>"}), "a.xlsx", fiscal_year=CALENDAR
    )
    assert [p.code for p in unsafe.problems] == ["file_unsafe_xml"]


def test_limits_name_the_sheet_and_a_cure_that_applies() -> None:
    rows = "".join(f"<row r='{r}'>" + "<c><v>1</v></c>" * 64 + "</row>" for r in range(3, 6260))
    book, sheet = good(), "xl/worksheets/sheet2.xml"
    book[sheet] = str(book[sheet]).replace("</sheetData>", f"{rows}</sheetData>")
    (problem,) = read_bytes(pack(book), "a.xlsx", fiscal_year=CALENDAR).problems
    text = Text(Language.UK)
    most = text.number(400_000)
    assert message(problem, text) == f"Файл завеликий: на аркуші «Спостереження» понад {most} заповнених клітинок."
    assert "зображення" not in remedy(problem, text)


def test_a_sheet_that_is_too_long_is_named_and_never_unpacked() -> None:
    book, sheet = good(), "xl/worksheets/sheet2.xml"
    long = "".join(f"<c r='A{n}' s='{n % 7}'/>" for n in range(3_000_000))
    book[sheet] = str(book[sheet]).replace("</sheetData>", f"{long}</sheetData>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    data = out.getvalue()
    (problem,) = read_bytes(data, "a.xlsx", fiscal_year=CALENDAR).problems
    said = message(problem, Text(Language.UK))
    assert problem.code == "file_too_big"
    assert "аркуш «Спостереження»" in said
    assert "64" in said
    assert PACKAGE not in said

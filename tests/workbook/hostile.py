"""Hostile and foreign files, each with the one problem it must be refused with, or None where it must be read."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

from tests.workbook.rawbook import MAIN, OFFICE, PACKAGE, pack, parts, rows_xml, styles, worksheet
from tests.workbook.tables import GOOD, sheets_of, workbook

Book = dict[str, str | bytes]
#: name, what makes the bytes (some take a second), code of the one error or None
File = tuple[str, Callable[[], bytes], str | None]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SHEET2 = "xl/worksheets/sheet2.xml"


def good() -> Book:
    """The parts of a good book: «Показники» is sheet 1, «Спостереження» sheet 2."""
    return dict(parts({title: worksheet(rows_xml(rows)) for title, rows in sheets_of(GOOD).items()}))


def changed(part: str, change: Callable[[str], str | bytes]) -> bytes:
    """A good book with one part changed."""
    book = good()
    book[part] = change(str(book[part]))
    return pack(book)


def with_parts(**more: str | bytes) -> bytes:
    """A good book with more parts."""
    return pack(good() | more)


def _inside(extra: str) -> Callable[[str], str]:
    return lambda xml: xml.replace("</sheetData>", extra + "</sheetData>")


def _after(extra: str) -> Callable[[str], str]:
    return lambda xml: xml.replace("</worksheet>", extra + "</worksheet>")


def files() -> Iterator[File]:
    """All of them."""
    yield from _no_workbooks()
    yield from _zips()
    yield from _xml()
    yield from _packages()
    yield from _sheets()


def _no_workbooks() -> Iterator[File]:
    yield "nothing", lambda: b"", "file_empty"
    yield "zeros", lambda: b"\0" * 4096, "file_empty"
    yield "blanks", lambda: b" \r\n\t", "file_empty"
    yield "prose", "Просто текст без таблиці".encode, "file_not_spreadsheet"
    yield "semicolons", "Код;Рік;Значення\n1.1.1;2022;5\n".encode, "file_format_unsupported"
    yield "commas in UTF-16", lambda: "Код,Рік\n1,2\n".encode("utf-16"), "file_format_unsupported"
    yield "tabs with a byte order mark", "\ufeffКод\tРік\n".encode, "file_format_unsupported"
    yield "html", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "file_format_unsupported"
    yield (
        "xml of 2003",
        lambda: b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:department:spreadsheet'/>",
        ("file_format_unsupported"),
    )
    yield (
        "flat ods",
        lambda: b"<?xml version='1.0'?><department:document xmlns:department='urn:oasis:names:tc:opendocument'/>",
        ("file_format_unsupported"),
    )
    yield "other xml", lambda: b"<?xml version='1.0'?><a/>", "file_not_spreadsheet"
    yield "pdf", lambda: b"%PDF-1.7\n" + b"x" * 500, "file_document"
    yield "png", lambda: b"\x89PNG\r\n\x1a\n" + b"\1" * 500, "file_picture"
    yield "gzip", lambda: b"\x1f\x8b\x08" + b"\1" * 500, "file_archive"
    yield "7z", lambda: b"7z\xbc\xaf'\x1c" + b"\1" * 500, "file_archive"
    yield "xls", lambda: OLE + "Workbook".encode("utf-16-le") + b"\0" * 600, "file_format_unsupported"
    yield "old xls", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 600, "file_format_unsupported"
    yield "doc", lambda: OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600, "file_document"
    yield "password", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "file_encrypted"
    yield "too big", lambda: b"PK\x03\x04" + b"x" * (10 * 2**20), "file_too_big"


def _zips() -> Iterator[File]:
    whole = workbook(GOOD)
    yield "cut in half", lambda: whole[: len(whole) // 2], "file_corrupt"
    yield "cut at the end", lambda: whole[:-10], "file_corrupt"
    yield "directory alone", lambda: whole[-22:], "file_corrupt"
    yield "junk in front", lambda: b"JUNK" + whole, "file_not_spreadsheet"
    yield "a comment behind", lambda: _commented(whole), None
    yield "nothing but PK", lambda: b"PK\x03\x04", "file_corrupt"
    yield "empty zip", lambda: pack({}), "file_not_spreadsheet"
    yield "a flipped byte", lambda: _flipped(whole), "file_corrupt"
    yield "another checksum", lambda: _wrong_crc(whole), "file_corrupt"
    yield "stored", lambda: pack(good(), zipfile.ZIP_STORED), None
    yield "bzip2", lambda: pack(good(), zipfile.ZIP_BZIP2), "file_unsafe_zip"
    yield "lzma", lambda: pack(good(), zipfile.ZIP_LZMA), "file_unsafe_zip"
    yield "zip64", _zip64, None
    yield "two members of a name", lambda: _twice("xl/workbook.xml"), "file_unsafe_zip"
    yield "two members but for case", lambda: _twice("XL/Workbook.xml"), "file_unsafe_zip"
    yield "a path upwards", lambda: with_parts(**{"../evil.xml": "<a/>"}), "file_unsafe_zip"
    yield "an absolute path", lambda: with_parts(**{"/etc/passwd": "x"}), "file_unsafe_zip"
    yield "a member without a name", lambda: whole.replace(b"xl/styles.xml", b"\0l/styles.xml"), "file_unsafe_zip"
    yield "a drive", lambda: with_parts(**{"C:evil.xml": "<a/>"}), "file_unsafe_zip"
    yield "encrypted member", lambda: _flag(whole, 0x1), "file_encrypted"
    yield "2,001 members", lambda: with_parts(**{f"x/{n}.bin": b"" for n in range(2001)}), "file_unsafe_zip"
    yield "a bomb", lambda: with_parts(**{"xl/media/a.xml": b" " * (30 * 2**20)}), "file_unsafe_zip"
    yield "a part of 65 MB", lambda: with_parts(**{"xl/media/a.bin": b"\0" * (65 * 2**20)}), "file_too_big"
    yield (
        "three parts of 45 MB",
        lambda: with_parts(**{f"xl/a{n}.bin": b"\0" * (45 * 2**20) for n in range(3)}),
        ("file_too_big"),
    )
    yield "one body for two names", _overlap, "file_unsafe_zip"
    yield "a name that differs from the directory", lambda: _renamed(whole), "file_unsafe_zip"


def _commented(whole: bytes) -> bytes:
    target = io.BytesIO(whole)
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = b"a comment"
    return target.getvalue()


def _flipped(whole: bytes) -> bytes:
    at = whole.index(b"xl/worksheets/sheet1.xml") + 40
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


def _wrong_crc(whole: bytes) -> bytes:
    at = whole.rindex(b"PK\x01\x02") + 16
    return whole[:at] + struct.pack("<I", 12345) + whole[at + 4 :]


def _flag(whole: bytes, flag: int) -> bytes:
    at = whole.index(b"PK\x01\x02") + 8
    return whole[:at] + struct.pack("<H", flag) + whole[at + 2 :]


def _renamed(whole: bytes) -> bytes:
    return whole.replace(b"xl/styles.xml", b"xl/stylez.xml", 1)


def _zip64() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in good().items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content.encode() if isinstance(content, str) else content)
    return target.getvalue()


def _twice(name: str) -> bytes:
    target = io.BytesIO(pack(good()))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "<a/>")
    return target.getvalue()


def _overlap() -> bytes:
    """Two entries of the directory that lead to one body."""
    whole = with_parts(**{"xl/a.bin": b"a" * 100, "xl/b.bin": b"a" * 100})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        first = archive.getinfo("xl/a.bin").header_offset
        second = archive.getinfo("xl/b.bin").header_offset
    at = whole.rindex(struct.pack("<I", second) + b"xl/b.bin")
    whole = whole[:at] + struct.pack("<I", first) + whole[at + 4 :]
    return whole.replace(b"xl/a.bin", b"xl/b.bin", 1)


def _xml() -> Iterator[File]:
    bomb = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>"
    outside = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"
    yield "entities in a sheet", lambda: changed(SHEET2, lambda xml: bomb + xml), "file_unsafe_xml"
    yield "an outside entity", lambda: changed(SHEET2, lambda xml: outside + xml), "file_unsafe_xml"
    yield "a doctype in the styles", lambda: changed("xl/styles.xml", lambda xml: bomb + xml), "file_unsafe_xml"
    yield (
        "a doctype in a part nobody reads",
        lambda: with_parts(**{"docProps/app.xml": bomb + "<a/>"}),
        "file_unsafe_xml",
    )
    yield (
        "a doctype in the content types",
        lambda: changed("[Content_Types].xml", lambda x: bomb + x),
        "file_unsafe_xml",
    )
    yield "a sheet cut off", lambda: changed(SHEET2, lambda xml: xml[:-20]), "file_corrupt"
    yield "an unread part cut off", lambda: with_parts(**{"docProps/app.xml": "<a>"}), None
    yield "two roots", lambda: changed(SHEET2, lambda xml: xml + "<a/>"), "file_corrupt"
    yield "an empty sheet part", lambda: changed(SHEET2, lambda _: ""), "file_corrupt"
    yield "a null character", lambda: changed(SHEET2, lambda xml: xml.replace("43,5", "43\0")), "file_corrupt"
    yield (
        "an unknown encoding",
        lambda: changed(SHEET2, lambda x: "<?xml version='1.0' encoding='klingon'?>" + x),
        ("file_corrupt"),
    )
    yield (
        "bytes that are no UTF-8",
        lambda: changed(SHEET2, lambda x: x.encode().replace(b"43,5", b"\xff\xfe")),
        ("file_corrupt"),
    )
    yield (
        "UTF-16",
        lambda: changed(SHEET2, lambda x: ("<?xml version='1.0' encoding='utf-16'?>" + x).encode("utf-16")),
        None,
    )
    yield (
        "windows-1251",
        lambda: changed(SHEET2, lambda x: ("<?xml version='1.0' encoding='windows-1251'?>" + x).encode("cp1251")),
        None,
    )
    yield "a byte order mark", lambda: changed(SHEET2, lambda xml: xml.encode("utf-8-sig")), None
    yield "a prefix on every name", lambda: changed(SHEET2, _prefixed), None
    yield "strict OOXML", _strict, None
    yield "deep nesting", lambda: changed(SHEET2, _after("<x>" * 50_000 + "</x>" * 50_000)), None
    yield "comments and instructions", lambda: changed(SHEET2, _after("<!-- c --><?pi x?>")), None


def _prefixed(xml: str) -> str:
    xml = xml.replace(f"xmlns='{MAIN}'", f"xmlns:x='{MAIN}'")
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "f"):
        xml = xml.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}>", f"<x:{name}>")
        xml = xml.replace(f"</{name}>", f"</x:{name}>")
    return xml


def _strict() -> bytes:
    book = good()
    return pack(
        {
            name: str(content)
            .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
            .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            for name, content in book.items()
        }
    )


def _packages() -> Iterator[File]:
    ods = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
    yield "ods", lambda: pack(ods), "file_format_unsupported"
    yield "odt", lambda: pack(ods | {"mimetype": "application/vnd.oasis.opendocument.text"}), "file_document"
    yield (
        "docx",
        lambda: pack({"[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'/>", "word/document.xml": "<a/>"}),
        "file_document",
    )
    yield "any zip", lambda: pack({"a.txt": "a"}), "file_archive"
    yield "xlsb", lambda: with_parts(**{"xl/workbook.bin": b"x"}), "file_format_unsupported"
    yield "macros", lambda: with_parts(**{"xl/vbaProject.bin": b"x"}), "file_macros"
    yield (
        "the type of a book with macros, and no macro",
        lambda: changed(
            "[Content_Types].xml",
            lambda x: x.replace(
                "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
            ),
        ),
        None,
    )
    yield "macro sheets", lambda: with_parts(**{"xl/macrosheets/sheet1.xml": "<a/>"}), "file_macros"
    yield (
        "no sheets",
        lambda: changed("xl/workbook.xml", lambda _: f"<workbook xmlns='{MAIN}'><sheets/></workbook>"),
        "file_not_spreadsheet",
    )
    yield (
        "a sheet without its part",
        lambda: changed("xl/_rels/workbook.xml.rels", lambda x: x.replace("sheet2.xml", "sheet9.xml")),
        "file_corrupt",
    )
    yield (
        "a sheet outside the file",
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            lambda x: x.replace("Target='worksheets/sheet2.xml'", "Target='file:///etc/passwd' TargetMode='External'"),
        ),
        "file_corrupt",
    )
    yield (
        "no relations",
        lambda: pack({name: part for name, part in good().items() if name != "xl/_rels/workbook.xml.rels"}),
        "file_corrupt",
    )
    yield (
        "no content types",
        lambda: pack({name: part for name, part in good().items() if name != "[Content_Types].xml"}),
        None,
    )
    yield (
        "absolute targets",
        lambda: changed("xl/_rels/workbook.xml.rels", lambda x: x.replace("Target='", "Target='/xl/")),
        None,
    )
    yield "other case of the parts", _other_case, None
    yield "no styles", lambda: changed("xl/_rels/workbook.xml.rels", lambda x: x.replace("/styles'", "/nothing'")), None
    yield (
        "501 sheets",
        lambda: changed(
            "xl/workbook.xml",
            lambda x: x.replace("</sheets>", "<sheet name='x' sheetId='9' r:id='rId1'/>" * 501 + "</sheets>"),
        ),
        "file_too_big",
    )
    yield (
        "70,000 styles",
        lambda: changed("xl/styles.xml", lambda _: styles("<xf numFmtId='0'/>" * 70_000)),
        "file_too_big",
    )
    yield "500,001 strings", _many_strings, "file_too_big"
    yield "protected sheets", lambda: changed(SHEET2, _after("<sheetProtection sheet='1' objects='1'/>")), None
    yield (
        "a chart sheet",
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            lambda x: x.replace(
                "</Relationships>",
                f"<Relationship Id='rId7' Type='{OFFICE}/chartsheet' Target='a.xml'/></Relationships>",
            ),
        ),
        None,
    )


def _other_case() -> bytes:
    return pack({name.replace("worksheets/sheet", "Worksheets/Sheet"): part for name, part in good().items()})


def _many_strings() -> bytes:
    strings = (
        f"<sst xmlns='{MAIN}'>" + "".join(f"<si><t>{n * 7919 % 999_983}</t></si>" for n in range(500_001)) + "</sst>"
    )
    rows = {title: worksheet(rows_xml(table)) for title, table in sheets_of(GOOD).items()}
    return pack(parts(rows, strings=strings))


def _sheets() -> Iterator[File]:
    yield (
        "a dimension that lies",
        lambda: changed(SHEET2, lambda x: x.replace("<sheetData>", "<dimension ref='A1'/><sheetData>")),
        None,
    )
    yield (
        "a cell in another row than its row",
        lambda: changed(SHEET2, lambda x: x.replace("r='E2'", "r='E3'")),
        "file_corrupt",
    )
    yield "a cell twice", lambda: changed(SHEET2, lambda x: x.replace("r='B2'", "r='E2'")), "file_corrupt"
    yield "a column beyond XFD", lambda: changed(SHEET2, lambda x: x.replace("r='E2'", "r='XFE2'")), "file_corrupt"
    yield (
        "a row that is none",
        lambda: changed(SHEET2, lambda x: x.replace("<row r='2'>", "<row r='zwei'>")),
        "file_corrupt",
    )
    yield (
        "row 1,048,577",
        lambda: changed(SHEET2, _inside("<row r='1048577'><c r='A1048577'><v>1</v></c></row>")),
        "file_corrupt",
    )
    yield "row of thirty digits", lambda: changed(SHEET2, _inside(f"<row r='{'9' * 30}'/>")), "file_corrupt"
    yield (
        "an unknown cell type",
        lambda: changed(SHEET2, lambda x: x.replace("t='inlineStr'", "t='zzz'", 1)),
        "file_corrupt",
    )
    yield (
        "a string that is not there",
        lambda: changed(SHEET2, _inside("<row r='3'><c r='A3' t='s'><v>9</v></c></row>")),
        "file_corrupt",
    )
    yield "no addresses", lambda: changed(SHEET2, _without_addresses), None
    yield "rows out of order", lambda: changed(SHEET2, _rows_swapped), None
    yield (
        "a style that is not there",
        lambda: changed(SHEET2, lambda x: x.replace("<c r='B2'>", "<c r='B2' s='99999'>")),
        None,
    )
    yield (
        "a space in the last cell",
        lambda: changed(
            SHEET2, _inside("<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t> </t></is></c></row>")
        ),
        None,
    )
    yield (
        "a word in the last cell",
        lambda: changed(
            SHEET2, _inside("<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>")
        ),
        None,
    )
    yield (
        "100,000 empty formatted rows",
        lambda: changed(SHEET2, _inside("".join(f"<row r='{n}' s='1' customFormat='1'/>" for n in range(3, 100_003)))),
        None,
    )
    yield (
        "400,001 filled cells",
        lambda: changed(
            SHEET2, _inside("".join(f"<row r='{r}'>" + "<c><v>1</v></c>" * 64 + "</row>" for r in range(3, 6260)))
        ),
        "file_too_big",
    )
    yield (
        "20,001 merged ranges",
        lambda: changed(SHEET2, _after("<mergeCells>" + "<mergeCell ref='Z1:Z2'/>" * 20_001 + "</mergeCells>")),
        "file_too_big",
    )
    yield (
        "a merged range that is none",
        lambda: changed(SHEET2, _after("<mergeCells><mergeCell ref='foo'/></mergeCells>")),
        "file_corrupt",
    )
    yield (
        "merged data",
        lambda: changed(SHEET2, _after("<mergeCells><mergeCell ref='A2:A3'/></mergeCells>")),
        "merged_cells",
    )
    yield "a merged title", lambda: changed(SHEET2, _after("<mergeCells><mergeCell ref='A1:B1'/></mergeCells>")), None
    yield "merged blanks", lambda: changed(SHEET2, _after("<mergeCells><mergeCell ref='A8:B9'/></mergeCells>")), None
    yield "a hidden row", lambda: changed(SHEET2, lambda x: x.replace("<row r='2'>", "<row r='2' hidden='1'>")), None
    yield (
        "a hidden column",
        lambda: changed(
            SHEET2, lambda x: x.replace("<sheetData>", "<cols><col min='5' max='5' hidden='1'/></cols><sheetData>")
        ),
        None,
    )
    yield "a text of 32,767 characters", lambda: changed(SHEET2, _comment("я" * 32_767)), "text_too_long"
    yield "a text of three megabytes", lambda: changed(SHEET2, _comment("я" * 3_000_000)), "text_too_long"
    yield "markup in a comment", lambda: changed(SHEET2, _comment("&lt;script&gt;alert(1)&lt;/script&gt;")), None
    yield "surrogates in escapes", lambda: changed(SHEET2, _comment("a_xD800_b")), None


def _comment(text: str) -> Callable[[str], str]:
    return lambda xml: xml.replace("лампи замінено", text)


def _without_addresses(xml: str) -> str:
    for column in "ABCDEF":
        for row in (1, 2):
            xml = xml.replace(f" r='{column}{row}'", "")
    # the blank quarter and month need cells of their own, or the value would slip to the left
    return (
        xml.replace(" r='1'", "")
        .replace(" r='2'", "")
        .replace(
            "<c t='inlineStr'><is><t xml:space='preserve'>43,5",
            "<c/><c/><c t='inlineStr'><is><t xml:space='preserve'>43,5",
        )
    )


def _rows_swapped(xml: str) -> str:
    head, _, rest = xml.partition("<sheetData>")
    rows, _, tail = rest.partition("</sheetData>")
    first, second = rows.split("</row>")[:2]
    return f"{head}<sheetData>{second}</row>{first}</row></sheetData>{tail}"

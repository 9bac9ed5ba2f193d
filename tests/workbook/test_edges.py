"""The edges of reading: bytes that are nothing, answers that are not trusted, a machine without time zones."""

import os
import pickle

import pytest

from kpi.community import PerCommunity
from kpi.model import Language, community_time
from kpi.text import Text
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.process import reader_pool
from kpi.workbook.reader import calendar
from kpi.workbook.reader.file_kinds import ole_kind, other_kind, refuse_archive, refuse_document
from kpi.workbook.reader.grid import CellKind, column_number
from kpi.workbook.reader.number_formats import PLAIN
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.typed_values import typed_value
from kpi.workbook.reader.zip_guard import MAX_BYTES, open_package
from kpi.workbook.reading import read
from kpi.workbook.sheet.alphabet import uniform
from kpi.workbook.writer import annotated_copy
from kpi.workbook.writer.annotated_copy import marked_copy
from tests.fiscal_years import CALENDAR
from tests.workbook.hostile import OLE, changed

#: a row with a code alone, beside it how it is read aloud
SPOKEN = "<row r='9'><c r='A9' t='inlineStr'><is><t>1.1.1</t><rPh sb='0' eb='1'><t>7</t></rPh></is></c></row>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n", "file_signed"),
        (b"MI!! is not base64", "file_not_spreadsheet"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "file_picture"),
        (b"\0\0\0\x18ftypheic\0\0", "file_picture"),
        (b"\x1f\x8bgnumeric, but damaged", "file_archive"),
        (b"{not json}", "file_not_spreadsheet"),
        (b"\xff\xfe\x00\xd8\x20\x00", "file_not_spreadsheet"),
        (b"\0\1\2\3 nothing", "file_not_spreadsheet"),
        (b"<?xml version='1.0'?><data/>", "file_not_spreadsheet"),
    ],
)
def test_bytes_that_are_no_workbook(data: bytes, code: str) -> None:
    assert other_kind(data).problem.code == code


@pytest.mark.parametrize(
    ("stream", "code"),
    [("DRMEncryptedDataSpace", "file_rights"), ("EncryptedPackage", "file_encrypted"), ("", "file_not_spreadsheet")],
)
def test_compound_files(stream: str, code: str) -> None:
    assert ole_kind(OLE + stream.encode("utf-16-le")).problem.code == code


@pytest.mark.parametrize(
    ("names", "what"), [(["Index/Slide-1.iwa"], "Apple Keynote"), (["a.txt", "b\\1.1.xlsx"], ".zip")]
)
def test_archives_that_are_no_workbook(names: list[str], what: str) -> None:
    with pytest.raises(RefusalError) as error:
        refuse_archive(names)
    assert error.value.problem.values["format"] == what


def test_a_package_of_an_unknown_type_is_no_workbook() -> None:
    with pytest.raises(RefusalError) as error:
        refuse_document(["content.xml"], b"application/x-unknown")
    assert error.value.problem.code == "file_not_spreadsheet"


def test_a_file_that_is_too_big_is_refused_before_it_is_opened() -> None:
    data = b"PK" + b"x" * MAX_BYTES
    with pytest.raises(RefusalError) as error:
        open_package(data)
    assert error.value.problem.code == "file_too_big"
    assert [p.code for p in read(data, "a.xlsx", Expected(fiscal_year=CALENDAR)).problems] == ["file_too_big"]


@pytest.mark.parametrize("letters", ["", "a", "ABCD", "А", "A1"])
def test_what_is_no_column(letters: str) -> None:
    assert column_number(letters) == 0


@pytest.mark.parametrize(
    ("written", "one"), [("1O", "10"), ("АB", "АВ"), ("BА.Ж", "ВА.Ж"), ("ZА", "ZA"), ("ZЖ", "ZЖ"), ("А.1", "А.1")]
)
def test_a_code_is_of_one_alphabet_where_it_can_be(written: str, one: str) -> None:
    assert uniform(written) == one


def test_a_number_of_a_plain_format_stays_a_number() -> None:
    kind, text, _ = typed_value(CellKind.NUMBER, "5.5", PLAIN, date1904=False)
    assert (kind, text) == (CellKind.NUMBER, "5.5")


def test_an_answer_of_a_child_that_is_no_reading_is_not_trusted() -> None:
    assert reader_pool._unpickled(pickle.dumps(os.getcwd)) is None
    assert reader_pool._unpickled(pickle.dumps({"a": 1})) is None
    assert reader_pool._unpickled(b"") is None


def test_a_marked_copy_that_takes_too_long_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated_copy, "SECONDS", 0.001)
    data = changed("xl/worksheets/sheet2.xml", lambda xml: xml.replace("</sheetData>", f"{SPOKEN}</sheetData>"))
    told = read(data, "a.xlsx", Expected(fiscal_year=CALENDAR)).problems
    assert told
    assert marked_copy(data, told, Text(Language.UK)) is None


@pytest.fixture
def without_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(community_time, "_zone", PerCommunity(lambda: ["Nowhere/Unknown"]))


@pytest.mark.usefixtures("without_zones")
def test_a_moment_with_a_zone_is_not_read_on_a_machine_without_zones() -> None:
    assert calendar.written_moment("2026-01-31T22:30:00Z") is None
    assert calendar.written_moment("2026-01-31") is not None


def test_how_a_word_is_pronounced_is_no_part_of_it() -> None:
    data = changed("xl/worksheets/sheet2.xml", lambda xml: xml.replace("</sheetData>", f"{SPOKEN}</sheetData>"))
    found = read(data, "a.xlsx", Expected(fiscal_year=CALENDAR))
    assert not any("1.1.17" in (p.found or "") for p in found.problems)
    assert "code_format" not in [p.code for p in found.problems]

"""A download of open data that comes back as a submission is told in one sentence."""

import io
import zipfile

import pytest

from kpi.model import Language
from kpi.opendata.files import Files, of_indicator
from kpi.opendata.metadata import about
from kpi.opendata.tables import ReleaseTables
from kpi.text import Text
from kpi.workbook import read_bytes
from kpi.workbook.reader.package import OPEN_DATA_SHEETS
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import GOOD, sheets_of

SITE = "https://data.example.org"
TEXTS = [Text(Language.UK), Text(Language.EN)]


def _without_properties(data: bytes) -> bytes:
    """The workbook as an earlier version wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist() if name != "docProps/custom.xml"})


@pytest.mark.parametrize("text", TEXTS)
def test_the_workbooks_are_recognised_by_property_and_by_sheets(release: ReleaseTables, text: Text) -> None:
    alone = of_indicator(release, "1.1.1", "xlsx", about(release, text, SITE))
    assert alone is not None
    for data in (Files(release, text, SITE)["data.xlsx"].body, alone.body):
        for book in (data, _without_properties(data)):
            assert [p.code for p in read_bytes(book, "a.xlsx", fiscal_year=CALENDAR).problems] == ["file_open_data"]


@pytest.mark.parametrize(("text", "sheets"), list(zip(TEXTS, OPEN_DATA_SHEETS, strict=True)))
def test_the_sheets_are_called_so(text: Text, sheets: frozenset[str]) -> None:
    keys = ("data.excel.about", "data.table.values.sheet", "data.table.targets.sheet")
    assert sheets == {text.say(key) for key in keys}


def test_a_template_beside_such_sheets_is_read() -> None:
    own = dict.fromkeys(OPEN_DATA_SHEETS[0], worksheet(""))
    good = {title: worksheet(rows_xml(rows)) for title, rows in sheets_of(GOOD).items()}
    assert read_bytes(pack(parts(own | good)), "a.xlsx", fiscal_year=CALENDAR).accepted

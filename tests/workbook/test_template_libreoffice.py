"""The template opened and saved by LibreOffice: nothing that guides or guards the person is lost.

Frozen headers are not among it: converting without a window saves no view settings of any sheet.
"""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from kpi.workbook.writer.template import write_template
from tests.fiscal_years import CALENDAR
from tools.edition import books

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbook, Workbook]:
    """The template as written, and as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("department")
    written, saved = folder / "8.2.xlsx", folder / "saved" / "8.2.xlsx"
    write_template(next(b for b in books() if b.goal == "8.2"), written, CALENDAR, period=CALENDAR.parse("2026-Q4"))
    convert(written, saved.parent, folder / "profile")
    return openpyxl.load_workbook(written), openpyxl.load_workbook(saved)


def convert(file: Path, into: Path, profile: Path) -> None:
    assert SOFFICE is not None
    command = (SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to")
    subprocess.run((*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", into, file), check=True, capture_output=True)


def test_cells_are_equal(both: tuple[Workbook, Workbook]) -> None:
    written, saved = both
    assert saved.sheetnames == written.sheetnames
    for sheet in written:
        for row in sheet.iter_rows():
            for cell in row:
                assert saved[sheet.title][cell.coordinate].value == cell.value, f"{sheet.title}!{cell.coordinate}"


def test_locks_stay(both: tuple[Workbook, Workbook]) -> None:
    written, saved = both
    for sheet in written:
        assert saved[sheet.title].protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                assert saved[sheet.title][cell.coordinate].protection.locked == cell.protection.locked


def test_codes_stay_text(both: tuple[Workbook, Workbook]) -> None:
    sheet = both[1]["Показники"]
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["@"] * 3


def test_drop_downs_and_hints_stay(both: tuple[Workbook, Workbook]) -> None:
    def rules(book: Workbook) -> set[tuple[str, str, str]]:
        found = book["Спостереження"].data_validations.dataValidation
        return {(r.type, (r.formula1 or "").lower(), r.prompt or "") for r in found}

    lists = {rule for rule in rules(both[0]) if rule[0] == "list"}
    assert lists
    assert lists <= rules(both[1])
    assert {prompt for _, _, prompt in rules(both[0])} <= {prompt for _, _, prompt in rules(both[1])}

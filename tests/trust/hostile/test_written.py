"""What openpyxl, xlsxwriter and LibreOffice write is read as it was written: no cell differs without a word."""

import io
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import isclose
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from kpi.workbook.process.reader_pool import POOL
from kpi.workbook.reader.grid import Cell, CellKind
from tests.trust.promises import Reached, asked, is_full

Value = bool | float | date | str
Table = list[list[tuple[Value, str]]]
COLUMNS, SEED = 40, 64
DATE, DAY_AND_HOUR, PERCENT, TEXT, GENERAL = "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "0.0%", "@", "General"
#: LibreOffice writes fifteen significant digits, the others sixteen: what they leave out is in no file
ROUNDED = 5.1e-15
EPOCH = date(1899, 12, 30)
ALPHABET = "абвгґдеєжиіїйклм ABCXYZ 0123456789 .,;:!?-—«»’\"'()<>&=+@/\\#%№*_\t\n€²½ñ漢字😀ﬁ\u00a0"


def table(cells: int, seed: int) -> Table:
    """Rows of values with their formats, the same for a seed."""
    dice = random.Random(seed)
    return [[_value(dice) for _ in range(COLUMNS)] for _ in range(-(-cells // COLUMNS))]


def _value(dice: random.Random) -> tuple[Value, str]:
    kinds: tuple[Callable[[], tuple[Value, str]], ...] = (
        lambda: (dice.uniform(-1, 1) * 10.0 ** dice.randint(-290, 290), GENERAL),
        lambda: (round(dice.uniform(-1e6, 1e6), dice.randint(0, 6)), dice.choice((GENERAL, "0.00", "# ##0"))),
        lambda: (float(dice.randint(-(2**53), 2**53)), GENERAL),
        lambda: (dice.choice((0.0, 1.0, -1.0, 0.1, 1e-15, 123456789012345.0, 0.1 + 0.2)), GENERAL),
        lambda: (dice.randint(-2000, 20000) / 1000, PERCENT),
        lambda: (EPOCH + timedelta(days=dice.randint(61, 70_000)), DATE),
        lambda: (datetime(1990, 1, 1) + timedelta(minutes=dice.randint(0, 40_000_000)), DAY_AND_HOUR),  # noqa: DTZ001 - a cell has no zone
        lambda: ("".join(dice.choices(ALPHABET, k=dice.randint(1, 60))), GENERAL),
        lambda: (
            dice.choice(("=1+1", "1,5", "007", "1.10", "TRUE", "ні", "'x", "#N/A", "1e5", "12.03.2024", "x" * 2000)),
            TEXT,
        ),
        lambda: (dice.random() < 0.5, GENERAL),
    )
    return dice.choice(kinds)()


def by_openpyxl(given: Table) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for at, row in enumerate(given, 1):
        for place, (value, code) in enumerate(row, 1):
            cell = sheet.cell(at, place, value)
            cell.number_format = code
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(given: Table) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[str, object] = {}
    sheet = book.add_worksheet()
    for at, row in enumerate(given):
        for place, (value, code) in enumerate(row):
            shape = formats.setdefault(code, book.add_format({"num_format": code}))
            if isinstance(value, bool):
                sheet.write_boolean(at, place, value, shape)
            elif isinstance(value, str):
                sheet.write_string(at, place, value, shape)
            elif isinstance(value, date):
                sheet.write_datetime(at, place, value, shape)
            else:
                sheet.write_number(at, place, value, shape)
    book.close()
    return out.getvalue()


def by_libreoffice(given: Table, folder: Path) -> bytes:
    """Read and written again by LibreOffice."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    (folder / "source.xlsx").write_bytes(by_xlsxwriter(given))
    command = (soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to")
    kind = "xlsx:Calc MS Excel 2007 XML"
    subprocess.run(
        (*command, kind, "--outdir", str(folder / "out"), str(folder / "source.xlsx")), check=True, timeout=300
    )
    return (folder / "out/source.xlsx").read_bytes()


def differences(given: Table, data: bytes, *, rounded: bool = False) -> list[str]:
    """Cells that are not read as they were written; nothing is said of any, so each of them is a silent one.

    rounded  whether the writer keeps but fifteen digits
    """
    found = POOL.read_sheets(data)
    assert found.problem is None
    rows = found.sheets[0].rows
    wrong = []
    for at, row in enumerate(given, 1):
        for place, (value, code) in enumerate(row, 1):
            cell = rows.get(at, {}).get(place)
            if not _is(value, code, cell, rounded=rounded):
                wrong.append(f"{value!r} ({code}) is read as {cell!r}")
    return wrong


def _is(value: Value, code: str, cell: Cell | None, *, rounded: bool) -> bool:  # noqa: PLR0911 - a case for each kind of cell
    if isinstance(value, str):
        # a cell of spaces alone is blank
        return (cell is None and not value.strip()) or (
            cell is not None and (cell.kind, cell.text) == (CellKind.TEXT, value)
        )
    if cell is None:
        return False
    if isinstance(value, bool):
        return (cell.kind, cell.text) == (CellKind.BOOL, str(int(value)))
    if cell.kind is not CellKind.NUMBER:
        return False
    if isinstance(value, datetime):
        minutes = round(float(cell.text) * 24 * 60)
        return (
            cell.number_format.is_date
            and datetime.combine(EPOCH, datetime.min.time()) + timedelta(minutes=minutes) == value
        )
    if isinstance(value, date):
        return cell.number_format.is_date and EPOCH + timedelta(days=float(cell.text)) == value
    return cell.number_format.is_percent == (code == PERCENT) and (
        float(cell.text) in (value, float(f"{value:.16g}"))
        or (rounded and isclose(float(cell.text), value, rel_tol=ROUNDED))
    )


@pytest.mark.timeout(900)
def test_what_is_written_is_read(reached: Reached, tmp_path: Path) -> None:
    ways: list[Callable[[Table], bytes]] = [by_openpyxl, by_xlsxwriter]
    if is_full():
        ways.append(lambda given: by_libreoffice(given, tmp_path))
    cells, wrong = 0, []
    for number, write in enumerate(ways):
        given = table(-(-asked("C4", "cells") // len(ways)), SEED + number)
        cells += sum(map(len, given))
        wrong += differences(given, write(given), rounded=number == 2)
    assert not wrong, "\n".join(wrong[:40])
    reached("C4", cells=cells, differences=len(wrong))


def test_a_difference_is_found() -> None:
    given = table(COLUMNS, SEED)
    other = [[(value + 1 if isinstance(value, float) else value, code) for value, code in row] for row in given]
    assert differences(other, by_xlsxwriter(given))

"""What is written is read back: through our own writer, openpyxl, xlsxwriter and LibreOffice."""

import io
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from kpi.model import (
    Action,
    ActionState,
    Direction,
    Frequency,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Language,
    Observation,
    Provenance,
    SeriesBreak,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.clean import label_key
from kpi.workbook.reading import Reading, read
from kpi.workbook.writer.whole_books import write_goal_book
from tests.fiscal_years import CALENDAR
from tests.workbook.tables import HEAD, ROW, SEEN

ALPHABET = "абвгґдеєжиіїйклАБВГҐabcXYZ019 .,;:!?-—«»’\"'()<>&=+@/\\#%№"
TEXTS = (
    st.text(ALPHABET, min_size=1, max_size=40).map(lambda t: "т" + " ".join(t.split())).filter(lambda t: t[-1] != " ")
)
NUMBERS = st.integers(-(10**9), 10**9).map(lambda n: n / 1000)
DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
PERIODS = st.builds(
    lambda year, span, number: CALENDAR.period(year, span, number % (12 // span) + 1),
    st.integers(2000, 2060),
    st.sampled_from((12, 6, 3, 1)),
    st.integers(0, 11),
)


@st.composite
def indicators(draw: st.DrawFn, number: int) -> Indicator:
    direction = draw(st.sampled_from(Direction))
    sign = -1 if direction is Direction.DECREASE else 1
    steps = draw(st.lists(st.integers(0, 10**6), min_size=5, max_size=5))
    base = draw(st.integers(-(10**6), 10**6)) / 100
    years = draw(st.sets(st.integers(2022, 2026), min_size=1))
    targets = tuple((year, round(base + sign * sum(steps[: year - 2021]) / 10, 3)) for year in sorted(years))
    based = draw(st.booleans())
    ranged = direction is Direction.RANGE
    low = draw(NUMBERS) if ranged else None
    visibility = draw(st.sampled_from(Visibility))
    return Indicator(
        code=f"3.2.{number}",
        name=draw(TEXTS),
        unit=draw(st.sampled_from(("%", "км", "од.", "тис. грн"))),
        direction=direction,
        department=draw(TEXTS),
        targets=targets,
        target_year=2026 if ranged else targets[-1][0],
        baseline_year=2021 if based else None,
        baseline_value=base if based else None,
        weight=draw(st.none() | st.integers(0, 100).map(float)),
        source=draw(st.just("") | TEXTS),
        name_en=draw(st.just("") | TEXTS),
        kind=draw(st.sampled_from((Kind.LEVEL, Kind.FLOW, Kind.YTD, Kind.DELIVERABLE))),
        frequency=draw(st.sampled_from(Frequency)),
        range_low=low,
        range_high=None if low is None else round(low + 5, 3),
        visibility=visibility,
        ground=draw(TEXTS) if visibility is not Visibility.PUBLIC else "",
        open_from=draw(DAYS) if visibility is Visibility.DELAYED else None,
        delay_months=draw(st.integers(0, 120)) if visibility is Visibility.DELAYED else None,
        definition=draw(st.just("") | TEXTS),
        provenance=draw(st.sampled_from(Provenance)),
        baseline_provenance=draw(st.sampled_from(Provenance)),
        series_break=draw(st.none() | st.builds(SeriesBreak, DAYS, TEXTS)),
    )


@st.composite
def observations(draw: st.DrawFn, codes: list[str]) -> Observation:
    gap = draw(st.none() | st.sampled_from(GapReason))
    return Observation(
        code=draw(st.sampled_from(codes)),
        period=draw(PERIODS),
        value=draw(NUMBERS) if gap is None else None,
        gap=gap,
        comment=draw(st.just("") | TEXTS),
        restricted_until=draw(DAYS) if gap is GapReason.RESTRICTED else None,
        preliminary=draw(st.booleans()),
        coverage_pct=draw(st.none() | st.integers(0, 100).map(float)),
        breakdown=draw(st.just("") | TEXTS),
        provenance=draw(st.sampled_from(Provenance)),
        source=draw(st.just("") | TEXTS),
    )


@st.composite
def books(draw: st.DrawFn) -> GoalBook:
    made = [draw(indicators(number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
    codes = [indicator.code for indicator in made]
    seen = draw(
        st.lists(observations(codes), max_size=12, unique_by=lambda o: (o.code, o.period, label_key(o.breakdown)))
    )
    # one part is written in one way
    parts: dict[tuple[str, str], str] = {}
    seen = [replace(o, breakdown=parts.setdefault((o.code, label_key(o.breakdown)), o.breakdown)) for o in seen]
    first = made[0]
    year, value = first.targets[-1]
    return GoalBook(
        goal="3.2",
        indicators=tuple(made),
        observations=tuple(seen),
        suspensions=(
            Suspension(
                code="3.2",
                since=draw(st.just(date(2022, 2, 24))),
                reason=draw(TEXTS),
                act=draw(TEXTS),
                until=draw(st.none() | st.just(date(2030, 1, 1))),
            ),
        ),
        target_changes=(
            TargetChange(
                code=first.code,
                year=year,
                old_value=round(value + 1, 3),
                new_value=value,
                decided=draw(DAYS),
                act=draw(TEXTS),
            ),
        ),
        actions=(
            Action(
                code=first.code,
                name=draw(TEXTS),
                state=draw(st.sampled_from(ActionState)),
                due=draw(st.none() | DAYS),
                done_pct=40.0,
                budget_plan_uah=1200.5,
            ),
        ),
    )


def without_cells(book: GoalBook) -> GoalBook:
    """The book without addresses: these are new in every file."""
    return replace(
        book,
        indicators=tuple(replace(one, cell=None) for one in book.indicators),
        observations=tuple(replace(one, cell=None) for one in book.observations),
        suspensions=tuple(replace(one, cell=None) for one in book.suspensions),
        target_changes=tuple(replace(one, cell=None) for one in book.target_changes),
        actions=tuple(replace(one, cell=None) for one in book.actions),
    )


@settings(max_examples=40, deadline=None)
@given(books(), st.sampled_from([*Language]))
def test_a_written_book_is_read_back(book: GoalBook, language: Language) -> None:
    target = io.BytesIO()
    write_goal_book(book, target, years=range(2022, 2027), language=language)
    found = read(target.getvalue(), "3.2.xlsx", Expected(fiscal_year=CALENDAR, goal="3.2"))
    assert [p for p in found.problems if p.severity == "error"] == []
    assert found.goal_book is not None
    assert without_cells(found.goal_book) == without_cells(book)


def _table() -> list[list[Any]]:
    """Rows of «Спостереження» with numbers, texts of numbers, blanks and zeros, always the same."""
    random.seed(11)
    rows: list[list[Any]] = [SEEN.replace(" ", "").split("|")]
    for year in range(2000, 2060):
        for month in range(1, 13):
            value = random.choice(
                (round(random.uniform(-(10**6), 10**6), 3), random.randint(0, 10**9), 0, None, "12,5")
            )
            comment = random.choice(("", "коментар, «так»", "=1+1", "a\nб"))
            # a row without a value and without words is not in the file
            rows.append(["1.1.1", year, None, month, value, "" if value is None else comment])
    return rows


def _expected(rows: list[list[Any]]) -> list[tuple[str, float | None, str]]:
    return [
        (f"{row[1]}-{row[3]:02d}", 12.5 if row[4] == "12,5" else float(row[4]), row[5])
        for row in rows[1:]
        if row[4] is not None
    ]


def _check(found: Reading) -> None:
    assert found.goal_book is not None, found.problems
    seen = [(o.period.code, o.value, o.comment) for o in found.goal_book.observations]
    assert seen == _expected(_table())


def _head() -> list[list[Any]]:
    words = [[word.strip() for word in line.split("|")] for line in (HEAD, ROW)]
    return [words[0], [float(word) if word.isdigit() else word or None for word in words[1]]]


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Показники"
    for row in _head():
        sheet.append(row)
    sheet = book.create_sheet("Спостереження")
    for row in _table():
        sheet.append(row)
        if row[5] and str(row[5]).startswith("="):
            sheet.cell(sheet.max_row, 6).data_type = "s"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _by_xlsxwriter(**options: object) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "in_memory": True, **options})
    for title, rows in (("Показники", _head()), ("Спостереження", _table())):
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def test_openpyxl() -> None:
    _check(read(_by_openpyxl(), "a.xlsx", Expected(fiscal_year=CALENDAR)))


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}, {"use_zip64": True}, {"date_1904": True}])
def test_xlsxwriter(options: dict[str, object]) -> None:
    _check(read(_by_xlsxwriter(**options), "a.xlsx", Expected(fiscal_year=CALENDAR)))


def _formula(write: str) -> Reading:
    """A book whose value E2 is a formula that its writer has not counted."""
    target = io.BytesIO()
    if write == "openpyxl":
        book = openpyxl.load_workbook(io.BytesIO(_by_openpyxl()))
        book["Спостереження"]["E2"] = "=40+2"
        book.save(target)
    else:
        made = xlsxwriter.Workbook(target)
        for title, rows in (
            ("Показники", _head()),
            ("Спостереження", [["Код", "Рік", "Квартал", "Місяць", "Значення", "Коментар"]]),
        ):
            sheet = made.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        sheet.write_row(1, 0, ["1.1.1", 2022])
        sheet.write_formula(1, 4, "=40+2", None, 42 if write == "counted" else 0)
        made.close()
    return read(target.getvalue(), "a.xlsx", Expected(fiscal_year=CALENDAR))


@pytest.mark.parametrize("write", ["openpyxl", "xlsxwriter"])
def test_a_formula_that_nobody_has_counted_is_told(write: str) -> None:
    told = [(p.code, p.cell) for p in _formula(write).problems if p.severity == "error"]
    assert told == [("formula_no_value", "E2")]


def test_a_formula_with_its_result_is_read() -> None:
    book = _formula("counted").goal_book
    assert book is not None
    assert book.observations[0].value == 42


@pytest.mark.slow
def test_libreoffice(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is not installed"
    source = tmp_path / "source.xlsx"
    source.write_bytes(_by_xlsxwriter())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("ods", "xlsx:Calc MS Excel 2007 XML", "xls", "csv"):
        subprocess.run(
            (soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind[:4]), str(source)),
            check=True,
            capture_output=True,
            timeout=90,
        )
    _check(read((tmp_path / "xlsx/source.xlsx").read_bytes(), "a.xlsx", Expected(fiscal_year=CALENDAR)))
    for kind in ("ods", "xls", "csv"):
        found = read((tmp_path / kind / f"source.{kind}").read_bytes(), "a.xlsx", Expected(fiscal_year=CALENDAR))
        assert [(p.code, p.values["format"]) for p in found.problems] == [("file_format_unsupported", f".{kind}")]

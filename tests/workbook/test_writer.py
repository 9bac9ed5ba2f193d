"""Writing goal and plan workbooks, read back cell by cell by another library."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi.model import (
    Action,
    ActionMoney,
    ActionState,
    CorrectiveAction,
    Direction,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    SeriesBreak,
    Suspension,
    TargetChange,
)
from kpi.workbook.sheet.layout import layout
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import ObservationMarks
from tools.edition import plan

CREATED = datetime(2026, 11, 14)  # noqa: DTZ001 (a document property has no zone)
INDICATOR = Indicator(
    code="1.10.1",
    name="Протяжність доріжок",
    unit="км",
    direction=Direction.INCREASE,
    department="Управління",
    targets=((2025, 8.0), (2026, 25.0)),
    target_year=2026,
    baseline_year=2021,
    baseline_value=3.2,
    kind=Kind.YTD,
    series_break=SeriesBreak(date(2022, 2, 24), "інша територія"),
)


def observation(value: float | None = 12.5, period: str = "2026-Q3", **more: Unpack[ObservationMarks]) -> Observation:
    return replace(Observation(code="1.10.1", period=CALENDAR.parse(period), value=value), **more)


def written(book: GoalBook, years: Sequence[int] = ()) -> io.BytesIO:
    file = io.BytesIO()
    write_goal_book(book, file, years=years, created=CREATED)
    file.seek(0)
    return file


def table(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def rows(book: GoalBook, sheet: str, years: Sequence[int] = ()) -> list[dict[str, object]]:
    return table(openpyxl.load_workbook(written(book, years))[sheet])


def test_indicator_stands_under_the_headers_of_the_layout() -> None:
    (row,) = rows(GoalBook(goal="1.10", indicators=(INDICATOR,)), "Показники")
    assert row["Код"] == "1.10.1"
    assert row["Напрям"] == "зростання"
    assert row["Вид"] == "наростаючим підсумком"
    assert (row["Базовий рік"], row["Базове значення"], row["Ціль 2025"], row["Ціль 2026"]) == (2021, 3.2, 8, 25)
    assert row["Злам ряду"] == "24.02.2022; інша територія"


def test_years_of_the_plan_have_a_column_each() -> None:
    (row,) = rows(GoalBook(goal="1.10", indicators=(INDICATOR,)), "Показники", years=range(2022, 2027))
    assert [row[f"Ціль {year}"] for year in range(2022, 2027)] == [None, None, None, 8, 25]


@pytest.mark.parametrize(
    ("code", "part", "number"),
    [("2026", None, None), ("2026-H2", "Півріччя", 2), ("2026-Q3", "Квартал", 3), ("2026-07", "Місяць", 7)],
)
def test_period_fills_its_own_column(code: str, part: str | None, number: int | None) -> None:
    (row,) = rows(GoalBook(goal="1.10", indicators=(), observations=(observation(period=code),)), "Спостереження")
    filled = {name: row[name] for name in ("Півріччя", "Квартал", "Місяць") if row[name] is not None}
    assert row["Рік"] == 2026
    assert filled == ({part: number} if part else {})


@pytest.mark.parametrize(
    ("gap", "until", "value", "reason"),
    [
        (GapReason.NOT_COLLECTED, None, None, "не зібрано"),
        (GapReason.DESTROYED, None, None, "об'єкт знищено"),
        (GapReason.RESTRICTED, date(2026, 12, 31), None, "обмежено до 31.12.2026"),
        (GapReason.NOT_APPLICABLE, None, "х", None),
        (GapReason.NO_VALUE, None, "н/д", None),
    ],
)
def test_gap_is_never_a_zero(gap: GapReason, until: date | None, value: str | None, reason: str | None) -> None:
    row = observation(value=None, gap=gap, restricted_until=until)
    (found,) = rows(GoalBook(goal="1.10", indicators=(), observations=(row,)), "Спостереження")
    assert (found["Значення"], found["Причина відсутності"]) == (value, reason)


@pytest.mark.parametrize("text", ["=1+1", "+380", "-", "@sum", "https://example.org", "1.10", "{=A1}"])
def test_texts_are_never_formulas_links_or_numbers(text: str) -> None:
    file = written(GoalBook(goal="1.10", indicators=(), observations=(observation(comment=text),)))
    sheet = openpyxl.load_workbook(file)["Спостереження"]
    cell = sheet["G2"]
    assert (sheet["G1"].value, cell.value, cell.data_type, cell.hyperlink) == ("Коментар", text, "s", None)
    with zipfile.ZipFile(file) as packed:
        assert b"<f" not in packed.read("xl/worksheets/sheet2.xml").replace(b"<formula", b"")


def test_codes_are_in_text_format() -> None:
    sheet = openpyxl.load_workbook(written(GoalBook(goal="1.10", indicators=(INDICATOR,))))["Показники"]
    assert sheet["A2"].number_format == "@"
    assert sheet.freeze_panes == "B2"


def test_optional_sheets_stand_where_they_have_rows() -> None:
    day = date(2024, 1, 31)
    book = GoalBook(
        goal="1.10",
        indicators=(INDICATOR,),
        suspensions=(Suspension(code="1.10", since=day, reason="бойові дії", act="№ 1"),),
        target_changes=(
            TargetChange(code="1.10.1", year=2026, old_value=20.0, new_value=25.0, decided=day, act="№ 2"),
        ),
        actions=(Action(code="1.10", name="Ремонт", state=ActionState.STOPPED, due=day, budget_plan_uah=1e6),),
        action_money=(ActionMoney(code="1.10", name="Ремонт", year=2024, source="державний бюджет", plan=1e6),),
        corrective_actions=(
            CorrectiveAction(
                code="1.10.1",
                period=CALENDAR.period(2023, 3, 4),
                cause="обстріли",
                measure="перенести роботи",
                due=day,
                responsible="Начальник відділу",
            ),
        ),
    )
    file = openpyxl.load_workbook(written(book))
    assert file.sheetnames == [s.title for s in layout("goal").sheets.values()]
    assert table(file["Призупинення"])[0]["Від"] == datetime(2024, 1, 31)  # noqa: DTZ001
    assert table(file["Зміни цілей"])[0]["Стало"] == 25
    assert table(file["Заходи"])[0]["Стан"] == "зупинено"
    assert openpyxl.load_workbook(written(GoalBook(goal="1.10", indicators=(INDICATOR,)))).sheetnames == [
        "Показники",
        "Спостереження",
    ]


def test_same_content_same_bytes() -> None:
    book = GoalBook(goal="1.10", indicators=(INDICATOR,), observations=(observation(),))
    assert written(book).getvalue() == written(book).getvalue()


#: parameters without a word for «nothing»
BLANK = {"in_force_from", "said_languages", "act_day", "population", "population_day"}


def test_plan_has_every_parameter_and_sheet() -> None:
    file = io.BytesIO()
    write_plan(plan(), file, created=CREATED)
    book = openpyxl.load_workbook(file)
    parameters = {row["Параметр"]: row["Значення"] for row in table(book["Стратегія"])}
    known = layout("plan").parameters
    terms = {known[key] for key in known if key.startswith("deadline_days_") or key in BLANK}
    assert parameters.keys() == set(known.values()) - terms, "what a plan does not say is left out"
    assert parameters["Дані ілюстративні"] == "так"
    assert parameters["Оприлюднено"] == datetime(2026, 11, 14)  # noqa: DTZ001
    assert (parameters["Рік початку"], parameters["Межа «за планом»"]) == (2022, 0.95)
    assert len(table(book["Оперативні цілі"])) == 18

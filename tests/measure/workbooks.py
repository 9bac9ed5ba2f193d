"""Worked examples of the method written as goal workbooks."""

from pathlib import Path
from typing import Any

import openpyxl

from kpi.model import Direction, Indicator, Kind, Observation
from tests.measure import golden

_DIRECTION = {Direction.INCREASE: "зростання", Direction.DECREASE: "зменшення", Direction.RANGE: "утримання"}
_KIND = {
    Kind.LEVEL: "рівень",
    Kind.FLOW: "потік за рік",
    Kind.INCREMENT: "приріст",
    Kind.YTD: "наростаючим підсумком",
    Kind.DELIVERABLE: "результат",
}
_FREQUENCY = {12: "рік", 6: "півріччя", 3: "квартал", 1: "місяць"}


def write(case: dict[str, Any], folder: Path) -> Path:
    """The case's workbook 1.1.xlsx."""
    book = openpyxl.Workbook()
    (given, _) = golden.books(case)[-1]
    (indicator,) = given.indicators
    years = [year for year, _ in indicator.targets] or [indicator.target_year]
    sheet = book.active
    assert sheet is not None
    sheet.title = "Показники"
    sheet.append(
        ["Код", "Назва показника", "Одиниця виміру", "Напрям", "Базовий рік", "Базове значення"]
        + [f"Ціль {year}" for year in years]
        + ["Вага", "Відповідальний підрозділ", "Джерело даних", "Вид", "Періодичність", "Межа від", "Межа до"]
    )
    sheet.append(_row(indicator))
    rows = book.create_sheet("Спостереження")
    rows.append(["Код", "Рік", "Півріччя", "Квартал", "Місяць", "Значення", "Коментар"])
    for observation in given.observations:
        rows.append(_observation(observation))
    if given.suspensions:
        stopped = book.create_sheet("Призупинення")
        stopped.append(["Код", "Від", "До", "Причина", "Акт"])
        for s in given.suspensions:
            stopped.append([s.code, s.since, s.until, s.reason, s.act])
    path = folder / "1.1.xlsx"
    book.save(path)
    return path


def _row(i: Indicator) -> list[object]:
    targets: list[float | None] = [value for _, value in i.targets] or [i.range_high]
    return [
        *(i.code, i.name, i.unit, _DIRECTION[i.direction], i.baseline_year, i.baseline_value, *targets),
        *(None, i.department, "Звіт", _KIND[i.kind], _FREQUENCY[i.frequency.months], i.range_low, i.range_high),
    ]


def _observation(o: Observation) -> list[object]:
    part = {12: None, 6: 0, 3: 1, 1: 2}[o.period.span_months]
    parts: list[object] = [None, None, None]
    if part is not None:
        parts[part] = o.period.number
    return [o.code, o.period.year, *parts, o.value, None]

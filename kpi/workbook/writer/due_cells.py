"""The rows that are due as cells: what is known of each, what is asked for, what each cell accepts."""

from collections.abc import Collection, Sequence

from kpi.model import Indicator, Kind
from kpi.text import Text, decimals_of
from kpi.workbook.sheet.layout import PART_COLUMNS, Column
from kpi.workbook.writer.due import DueRow
from kpi.workbook.writer.protected_sheet import ProtectedSheet
from kpi.workbook.writer.records import Record, Value, written_year
from kpi.workbook.writer.validations import Rule, column_rule, value_rule

_NUMBERS = frozenset({"value", "info_plan", "info_last"})
_STYLE: dict[str, dict[str, object]] = {"info_last_period": {"align": "center"}, "info_hint": {"indent": 1}}


def write_due_rows(
    into: ProtectedSheet, rows: Sequence[tuple[DueRow, Record]], asked: Collection[str], gaps: Sequence[Rule]
) -> None:
    """Write a line for each row below the header and open the sheet at the first value.

    rows   with what is known of each, see `due_record`
    asked  keys of the columns to fill in
    gaps   of each row, what its «Причина відсутності» accepts
    """
    for place, ((row, record), gap) in enumerate(zip(rows, gaps, strict=True), start=1):
        into.out.fit(into.sheet, place, into.columns, record)
        for at, column in enumerate(into.columns):
            style = _STYLE.get(column.key, {}) | ({"num_format": _digits(row)} if column.key in _NUMBERS else {})
            into.put(place, at, record.get(column.key), is_open=column.key in asked, **style)
            if column.key in asked:
                into.rule(place, place, at, gap if column.key == "gap" else _rule(column, row, into))
    into.sheet.autofilter(0, 0, len(rows), len(into.columns) - 1)
    into.ask_first(len(rows))


def _rule(column: Column, row: DueRow, into: ProtectedSheet) -> Rule | None:
    words = into.out.words
    return value_rule(row, into.text, words) if column.key == "value" else column_rule(column, into.text, words)


def due_record(row: DueRow, text: Text) -> Record:
    """What is known of a row, by the layout's keys."""
    indicator, period = row.indicator, row.period
    part = PART_COLUMNS.get(period.span_months)
    told: dict[str, Value] = {
        "code": indicator.code,
        "breakdown": row.breakdown,
        "year": written_year(period),
        "info_name": indicator.name,
        "info_unit": indicator.unit,
        "info_plan": None if row.breakdown else _plan(indicator, period.year, text),
        "info_last": row.last.value if row.last else None,
        "info_last_period": text.period(row.last.period) if row.last else None,
        "info_hint": text.of_year(f"template.hint.{indicator.kind.value}", period.fiscal_year),
    }
    return {**told, part: period.written_number} if part else told


def _plan(indicator: Indicator, year: int, text: Text) -> Value:
    """The planned value of the year; a range as words."""
    if indicator.range_low is not None and indicator.range_high is not None:
        low, high = text.number(indicator.range_low), text.number(indicator.range_high)
        return text.say("template.range", low=low, high=high)
    return dict(indicator.targets).get(year)


def _digits(row: DueRow) -> str:
    """A number format with as many decimals as the last value has, thousands apart."""
    places = decimals_of(row.last.value if row.last else None, most=3)
    if row.indicator.unit == "%" and row.indicator.kind is not Kind.DELIVERABLE:
        places = max(places, 1)
    return "#,##0" + ("." + "0" * places if places else "")

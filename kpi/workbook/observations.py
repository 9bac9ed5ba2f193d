"""«Спостереження»: values and reasoned gaps by period (docs/workbook.md)."""

import re
from datetime import date

from kpi.model import CellRef, GapReason, Indicator, Kind, Observation, Period, Provenance, month_index
from kpi.workbook.calendar import written_date
from kpi.workbook.clean import clean, fold
from kpi.workbook.codes import code_cell
from kpi.workbook.fields import (
    BAD,
    Bad,
    choice_field,
    is_not_applicable,
    is_nothing,
    number_field,
    shown,
    text_field,
    usable,
)
from kpi.workbook.grid import CellKind
from kpi.workbook.indicators import IndicatorSheet, is_percent, is_yes_no
from kpi.workbook.numbers import as_written
from kpi.workbook.periods import read_period
from kpi.workbook.table import Row, Table

_GAPS = {
    fold(word): reason
    for word, reason in (
        ("не зібрано", GapReason.NOT_COLLECTED),
        ("не надано", GapReason.NOT_PROVIDED),
        ("територія недоступна", GapReason.INACCESSIBLE),
        ("об’єкт знищено", GapReason.DESTROYED),
        ("строк не настав", GapReason.NOT_DUE),
        ("не застосовується", GapReason.NOT_APPLICABLE),
    )
}
GAP_WORDS = "не зібрано / не надано / територія недоступна / обмежено до ДАТА / об’єкт знищено / строк не настав"
_RESTRICTED = re.compile(r"обмежено\s+до\s+(?P<day>.+)", re.IGNORECASE)

_Key = tuple[str, str, Period]


def read_observations(table: Table, sheet: IndicatorSheet) -> list[Observation]:
    """All rows of «Спостереження» without problems; doubles are told."""
    seen: dict[_Key, CellRef] = {}
    found = []
    for row in table.rows():
        observation = _observation(row, sheet)
        if observation is None:
            continue
        key = (observation.code, fold(observation.breakdown), observation.period)
        if key in seen:
            first, period = seen[key].cell, observation.period.code
            row.table.faults.add(
                "observation_duplicate", row.place("code"), observation.code, first=first, period=period
            )
            continue
        seen[key] = row.place("code")
        found.append(observation)
    return found


def _observation(row: Row, sheet: IndicatorSheet) -> Observation | None:
    raw = code_cell(row, "code")
    if raw is None:
        row.fault("required_missing", "code")
    code = sheet.codes.find(raw) if raw is not None and not isinstance(raw, Bad) else BAD
    period = read_period(row)
    unit = sheet.units.get(code, "%") if isinstance(code, str) else "%"
    value, gap = _value(row, unit)
    reason, until = _reason(row)
    comment, breakdown, source = (text_field(row, key) for key in ("comment", "breakdown", "value_source"))
    coverage = number_field(row, "coverage_pct", percent=True)
    state, provenance = choice_field(row, "state"), choice_field(row, "provenance")
    settled = _settled(row, value, gap, reason)
    # one by one, so that each is known to be there
    if isinstance(code, Bad) or isinstance(period, Bad) or isinstance(settled, Bad) or isinstance(comment, Bad):
        return None
    if isinstance(breakdown, Bad) or isinstance(source, Bad) or isinstance(coverage, Bad):
        return None
    if isinstance(state, Bad) or isinstance(provenance, Bad):
        return None
    number, why = settled
    return Observation(
        code=code,
        period=period,
        value=number,
        gap=why,
        comment=comment,
        restricted_until=until,
        preliminary=state == "preliminary",
        coverage_pct=coverage,
        breakdown=breakdown,
        provenance=Provenance(provenance),
        source=source,
        cell=row.place("value"),
    )


def _value(row: Row, unit: str) -> tuple[float | Bad | None, GapReason | None]:
    """The value of a row, or what its cell says of there being none."""
    cell = row.cell("value")
    if cell is not None and cell.kind is CellKind.TEXT and is_not_applicable(clean(cell.text)[0]):
        return None, GapReason.NOT_APPLICABLE
    value = number_field(row, "value", percent=is_percent(unit), yes_no=is_yes_no(unit))
    return value, GapReason.NO_VALUE if value is None else None


def _reason(row: Row) -> tuple[GapReason | Bad | None, date | None]:
    """«Причина відсутності», with the date until which a value is restricted."""
    cell = row.cell("gap")
    if cell is None:
        return None, None
    if not usable(row, "gap", cell):
        return BAD, None
    text = shown(row, cell)
    if not text or is_nothing(text):
        return None, None
    known, until = written_reason(text)
    if known is None:
        row.fault("gap_invalid", "gap", text, choices=GAP_WORDS)
        return BAD, None
    return known, until


def written_reason(text: str) -> tuple[GapReason | None, date | None]:
    """The reason of absence that a text is, with the date until which a value is restricted; None for other text."""
    if is_not_applicable(text):
        return GapReason.NOT_APPLICABLE, None
    match = _RESTRICTED.fullmatch(text)
    until = written_date(match["day"]) if match else None
    return (GapReason.RESTRICTED, until) if until else (_GAPS.get(fold(text)), None)


def _settled(
    row: Row, value: float | Bad | None, gap: GapReason | None, reason: GapReason | Bad | None
) -> tuple[float | None, GapReason | None] | Bad:
    """A value or a gap with its reason, never both."""
    if isinstance(value, Bad) or isinstance(reason, Bad):
        return BAD
    if reason is None:
        return value, gap
    if value is not None or (gap is GapReason.NOT_APPLICABLE and reason is not gap):
        row.fault("gap_with_value", "gap", clean(row.cells[row.table.header.columns["gap"]].text)[0])
        return BAD
    return None, reason


def check_observations(table: Table, observations: list[Observation], sheet: IndicatorSheet) -> None:
    """The rules between a value and its indicator."""
    indicators = {indicator.code: indicator for indicator in sheet.indicators}
    stated = sheet.has_column("frequency")
    told: set[str] = set()
    for observation in observations:
        indicator = indicators.get(observation.code)
        if indicator is None or observation.cell is None:
            continue
        place, faults = observation.cell, table.faults
        if indicator.kind is Kind.INCREMENT and observation.value is not None and observation.value < 0:
            faults.add("increment_negative", place, as_written(observation.value), indicator=observation.code)
        if _before_baseline(observation, indicator):
            year = indicator.baseline_year or 0
            faults.add(
                "observation_before_baseline", place, observation.period.code, indicator=observation.code, year=year
            )
        finer = observation.period.span_months < indicator.frequency.months
        if stated and finer and observation.code not in told and not observation.breakdown:
            told.add(observation.code)
            faults.add("period_finer", place, observation.period.code, indicator=observation.code)


def _before_baseline(observation: Observation, indicator: Indicator) -> bool:
    start = indicator.baseline_year
    return start is not None and observation.period.end <= month_index(start, 12) and not observation.breakdown

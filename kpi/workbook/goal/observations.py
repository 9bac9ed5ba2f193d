"""«Спостереження»: values and reasoned gaps by period (docs/workbook.md)."""

from dataclasses import dataclass, field, replace
from datetime import date

from kpi.model import CellRef, GapReason, Kind, Observation, Period, Provenance, month_index
from kpi.workbook.goal.breakdowns import read_part
from kpi.workbook.goal.gaps import is_unfilled, read_reason, settle
from kpi.workbook.goal.indicators import IndicatorSheet, is_percent, is_yes_no
from kpi.workbook.goal.periods import read_period
from kpi.workbook.goal.stray_numbers import tell_stray
from kpi.workbook.reader.clean import clean, label_key
from kpi.workbook.reader.grid import CellKind
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.sheet.codes import code_cell
from kpi.workbook.sheet.fields import BAD, Unreadable, choice_field, is_not_applicable, number_field, text_field
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import Row, SheetTable

_Key = tuple[str, str, Period]
_SHOWN = 10


@dataclass(slots=True)
class ObservationSheet:
    """What «Спостереження» gave: observations without problems."""

    observations: list[Observation] = field(default_factory=list)
    #: the first row of each indicator that has a value or a gap
    rows: dict[str, Row] = field(default_factory=dict)


def read_observations(table: SheetTable, sheet: IndicatorSheet) -> ObservationSheet:
    """All rows of «Спостереження»; doubles are told, rows that state nothing are told and are not in the file."""
    found = ObservationSheet()
    seen: dict[_Key, CellRef] = {}
    blank: list[Row] = []
    parts: dict[tuple[str, str], str] = {}
    for row in table.rows():
        if is_unfilled(row):
            blank.append(row)
            continue
        told = table.problems.count()
        observation = _observation(row, sheet)
        if observation is None:
            _mark_row(row, sheet, told)
            continue
        part = label_key(observation.breakdown)
        # one part is shown as it was written first
        written = parts.setdefault((observation.code, part), observation.breakdown)
        observation = replace(observation, breakdown=written)
        key = (observation.code, part, observation.period)
        if key in seen:
            first, period = seen[key].cell, observation.period.code
            table.problems.add("observation_duplicate", row.place("code"), observation.code, first=first, period=period)
            continue
        seen[key] = row.place("code")
        found.rows.setdefault(observation.code, row)
        found.observations.append(observation)
    _tell_unfilled(table, blank)
    _tell_gaps(table, found.observations)
    return found


def _mark_row(row: Row, sheet: IndicatorSheet, told: int) -> None:
    """Name in the problems of a row that could not be read what of it could: its code, its period, whether it is of a
    part, its value with the cell, its reason of absence, its comment. Whoever mends one cell elsewhere shall not have
    to write the others again.
    """
    problems = row.table.problems
    aside = Row(replace(row.table, problems=ProblemList()), row.number, row.cells)
    period, comment, part = read_period(aside), text_field(aside, "comment"), read_part(aside)
    if not isinstance(period, Period):
        return
    value, _ = _value(aside, sheet.unit_of(aside.subject.get("row_code")))
    reason, until = read_reason(aside)
    marks = {**aside.subject, "row_period": period.code, "row_value_at": aside.place("value").cell or ""}
    if part:
        marks["row_part"] = part if isinstance(part, str) else "?"
    if isinstance(comment, str) and comment:
        marks["row_comment"] = comment
    if isinstance(value, float):
        marks["row_value"] = as_written(value)
    if isinstance(reason, GapReason):
        marks["row_gap"] = str(reason)
    if until is not None:
        marks["row_until"] = f"{until:%d.%m.%Y}"
    problems.mark(told, **marks)


def _tell_unfilled(table: SheetTable, blank: list[Row]) -> None:
    """Tell the rows that name an indicator and state nothing; a number beside an empty «Значення» is told."""
    for row in blank:
        tell_stray(row)
    named = [row for row in blank if row.cell("code") is not None]
    if named:
        codes = dict.fromkeys(code for row in named if (code := row.subject.get("row_code")))
        shown = ", ".join(list(codes)[:_SHOWN]) + ("…" if len(codes) > _SHOWN else "")
        rows = ", ".join(str(row.number) for row in named[:_SHOWN]) + ("…" if len(named) > _SHOWN else "")
        table.problems.add("not_filled", table.sheet.title, n=len(named), codes=shown or "—", rows=rows)


def _tell_gaps(table: SheetTable, observations: list[Observation]) -> None:
    """«Н/д» without a reason is a gap; the reason is asked for, once."""
    bare = [o for o in observations if o.gap is GapReason.NO_VALUE and not o.comment]
    if bare and "gap" in table.layout.by_key:
        table.problems.add("gap_without_reason", bare[0].cell, None, n=len(bare))


def _observation(row: Row, sheet: IndicatorSheet) -> Observation | None:
    raw = code_cell(row, "code")
    if raw is None:
        row.problem("required_missing", "code")
    code = sheet.codes.find(raw) if raw is not None and not isinstance(raw, Unreadable) else BAD
    period = read_period(row)
    unit = sheet.unit_of(code)
    value, gap = _value(row, unit)
    reason, until = read_reason(row)
    comment, breakdown, source = text_field(row, "comment"), read_part(row), text_field(row, "value_source")
    coverage = number_field(row, "coverage_pct", percent=True)
    state, provenance = choice_field(row, "state"), choice_field(row, "provenance")
    settled = settle(row, value, gap, reason)
    # one by one, so that each is known to be there
    if (
        isinstance(code, Unreadable)
        or isinstance(period, Unreadable)
        or isinstance(settled, Unreadable)
        or isinstance(comment, Unreadable)
    ):
        return None
    if isinstance(breakdown, Unreadable) or isinstance(source, Unreadable) or isinstance(coverage, Unreadable):
        return None
    if isinstance(state, Unreadable) or isinstance(provenance, Unreadable):
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


def _value(row: Row, unit: str | None) -> tuple[float | Unreadable | None, GapReason | None]:
    """The value of a row, or what its cell says of there being none."""
    cell = row.cell("value")
    if cell is not None and cell.kind is CellKind.TEXT and is_not_applicable(clean(cell.text)[0]):
        return None, GapReason.NOT_APPLICABLE
    if unit is None:  # without «Показники» nobody knows whether «так» and «45 %» are right
        value = number_field(row, "value", percent=True, yes_no=True)
    else:
        value = number_field(row, "value", percent=is_percent(unit), yes_no=is_yes_no(unit), unit=unit)
    return value, GapReason.NO_VALUE if value is None else None


def check_observations(
    table: SheetTable, observations: list[Observation], sheet: IndicatorSheet, day: date | None
) -> list[Observation]:
    """The rules between a value and its indicator, and between a period and the day of checking.

    day  None: no period is judged by it
    Returns the observations; a value of a period that has not ended is one with «попередні».
    """
    indicators = {indicator.code: indicator for indicator in sheet.indicators}
    stated = sheet.has_column("frequency")
    told: set[str] = set()
    found = []
    for stood in observations:
        observation = stood if day is None or stood.value is None else _in_time(table, stood, day)
        found.append(observation)
        indicator = indicators.get(observation.code)
        if indicator is None or observation.cell is None:
            continue
        place, problems = observation.cell, table.problems
        if indicator.kind is Kind.INCREMENT and observation.value is not None and observation.value < 0:
            problems.add("increment_negative", place, as_written(observation.value), indicator=observation.code)
        if observation.period.end <= month_index(indicator.baseline_year or 0, 12) and not observation.breakdown:
            year = table.fiscal_year.label(indicator.baseline_year or 0)
            problems.add(
                "observation_before_baseline", place, observation.period.code, indicator=observation.code, year=year
            )
        finer = observation.period.span_months < indicator.frequency.months
        if stated and finer and observation.code not in told and not observation.breakdown:
            told.add(observation.code)
            problems.add("period_finer", place, observation.period.code, indicator=observation.code)
    return found


def _in_time(table: SheetTable, observation: Observation, day: date) -> Observation:
    """A value of a period that has not begun is refused; of one that goes on it is preliminary, and asked about."""
    period, place = observation.period, observation.cell
    if period.end_date <= day:
        return observation
    code, told = observation.code, f"{day:%d.%m.%Y}"
    if period.start_date > day:
        table.problems.add("period_not_begun", place, period.code, indicator=code, day=told)
        return observation
    if not observation.preliminary:
        table.problems.add("period_not_ended", place, period.code, indicator=code, last=f"{period.end_date:%d.%m.%Y}")
    return replace(observation, preliminary=True)

"""A row of the form read exactly as a row of «Спостереження»: the same numbers, words for nothing, reasons, rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kpi.model import (
    ACTION_FIELDS,
    EFFECT_FIELDS,
    FORM_SHEET,
    OUTCOME_FIELDS,
    CellRef,
    CorrectiveAction,
    FiscalYear,
    GapReason,
    Indicator,
    Observation,
    Period,
    Problem,
    Severity,
    TypedFields,
)
from kpi.workbook.goal.gaps import word_of
from kpi.workbook.goal.indicators import IndicatorSheet, is_percent
from kpi.workbook.goal.observations import check_observations, read_observations
from kpi.workbook.reader.calendar import written_date
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import Cell, CellKind, Sheet, split_ref
from kpi.workbook.reader.numbers import written_number
from kpi.workbook.report_form.action_outcomes import LONGEST_WORDS, FieldProblem, read_outcome
from kpi.workbook.sheet.codes import CodeBook
from kpi.workbook.sheet.fields import BAD, Unreadable
from kpi.workbook.sheet.header import Header
from kpi.workbook.sheet.layout import PART_COLUMNS, layout
from kpi.workbook.sheet.problems import ProblemList
from kpi.workbook.sheet.table import SheetTable

#: where each field would stand in «Спостереження»
_COLUMNS = {
    name: n for n, name in enumerate(("code", "year", "half", "quarter", "month", "value", "gap", "comment"), 1)
}
_FIELD_OF = {n: name for name, n in _COLUMNS.items()}
#: remarks of a workbook that stop a row of the form: the person who can answer sits in front of it
_ASKED = frozenset({"gap_without_reason"})
#: an indicator, a period and what was typed for it
Line = tuple[str, Period, TypedFields]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """What a row of the form states.

    observation  None where it states nothing, or where a problem is in the way
    action       a new one, or what became of the one of the period; None where the row has none
    remarks      of workbooks, such as a period that has not ended
    """

    code: str
    period: Period
    observation: Observation | None = None
    action: CorrectiveAction | None = None
    problems: tuple[FieldProblem, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBasis:
    """What rows are read against: indicators in force, their standing totals and corrective actions by code and
    period."""

    indicators: Mapping[str, Indicator]
    standing: Mapping[tuple[str, Period], Observation] = field(default_factory=dict)
    actions: Mapping[tuple[str, Period], CorrectiveAction] = field(default_factory=dict)


def read_row(number: int, line: Line, basis: FormBasis, day: date) -> RowReading:
    """Read the line that stands at `number` (1 is the first) of the form; KeyError for an indicator not in `basis`."""
    code, period, typed = line
    indicator = basis.indicators[code]
    place = CellRef(FORM_SHEET, f"рядок {number}")
    problems = ProblemList()
    until, wrong_date = _restricted_until(period, typed)
    action, missing = _action(code, period, typed, place, percent=is_percent(indicator.unit))
    if any(getattr(typed, name).strip() for name in OUTCOME_FIELDS):
        problems_of_new = missing or action is not None
        action, missing = read_outcome(typed, basis.actions.get((code, period)), place, day)
        if problems_of_new:
            action, missing = None, (*missing, FieldProblem("outcome", reason="outcome_beside_new"))
    if wrong_date is not None:
        return RowReading(code=code, period=period, problems=(wrong_date, *missing))
    observation = _observation(_cells(number, code, period, typed, until), indicator, problems, day, period.fiscal_year)
    found = problems.all()
    stopped = [p for p in found if p.severity is Severity.ERROR or p.code in _ASKED]
    wrong = (*(FieldProblem(_field_of(p), p) for p in stopped), *missing)
    if observation is None and action is not None and not typed.outcome and not wrong:
        wrong = (FieldProblem("value", reason="value_of_action_missing"),)
    if observation is None or wrong:
        return RowReading(code=code, period=period, problems=wrong, action=None if wrong else action)
    kept = _with_standing(observation, basis.standing.get((code, period)))
    rest = tuple(p for p in found if p not in stopped)
    return RowReading(code=code, period=period, observation=replace(kept, cell=place), action=action, remarks=rest)


def _restricted_until(period: Period, typed: TypedFields) -> tuple[date | None, FieldProblem | None]:
    """Until which day a value is restricted, or what is wrong with that day; it goes with its reason alone."""
    text = clean(typed.restricted_until)[0]
    day = written_date(text)
    if typed.gap != GapReason.RESTRICTED:
        return None, FieldProblem("gap", reason="until_without_reason") if text else None
    if day is None:
        return None, FieldProblem("restricted_until", reason="until_invalid" if text else "until_missing")
    if day <= period.end_date:
        return None, FieldProblem("restricted_until", reason="until_early")
    return day, None


def _cells(number: int, code: str, period: Period, typed: TypedFields, until: date | None) -> dict[int, Cell]:
    year = f"{'' if period.fiscal_year.is_calendar else 'FY'}{period.year}"
    texts = {"code": code, "year": year, "value": typed.value, "comment": typed.comment}
    if typed.gap:
        texts["gap"] = word_of(GapReason(typed.gap), until)
    if period.span_months in PART_COLUMNS:
        texts[PART_COLUMNS[period.span_months]] = str(period.written_number)
    return {
        _COLUMNS[name]: Cell(number, _COLUMNS[name], CellKind.TEXT, text)
        for name, text in texts.items()
        if text.strip()
    }


def _observation(
    cells: dict[int, Cell], indicator: Indicator, problems: ProblemList, day: date, fiscal_year: FiscalYear
) -> Observation | None:
    """The observation of the cells, None where they state nothing or a problem was told."""
    number = next(iter(cells.values())).row
    sheet = Sheet(title=FORM_SHEET, rows={number: cells}, last_row=number)
    table = SheetTable(
        sheet=sheet,
        layout=layout("goal").sheets["observations"],
        header=Header(0, _COLUMNS),
        problems=problems,
        fiscal_year=fiscal_year,
    )
    codes = CodeBook(problems=problems)
    codes.know(indicator.code, CellRef(FORM_SHEET, ""))
    known = IndicatorSheet(codes, indicators=[indicator], units={indicator.code: indicator.unit})
    found = check_observations(table, read_observations(table, known).observations, known, day)
    return found[0] if found else None


def _field_of(problem: Problem) -> str:
    """The field that a problem is about; the value where it is about the row."""
    column = split_ref(problem.cell)[1] if problem.cell else 0
    named = _FIELD_OF.get(column, "value")
    return named if named in ("value", "gap", "comment") else "value"


def _with_standing(observation: Observation, standing: Observation | None) -> Observation:
    """What the form does not ask for stays as it was published."""
    if standing is None:
        return observation
    return replace(
        observation, coverage_pct=standing.coverage_pct, source=standing.source, provenance=standing.provenance
    )


def _action(
    code: str, period: Period, typed: TypedFields, place: CellRef, *, percent: bool
) -> tuple[CorrectiveAction | None, tuple[FieldProblem, ...]]:
    """The corrective action, all of it or nothing."""
    texts = {name: clean(getattr(typed, name), lines=name != "due")[0] for name in ACTION_FIELDS}
    effects = {name: clean(getattr(typed, name))[0] for name in EFFECT_FIELDS}
    if not any((*texts.values(), *effects.values())):
        return None, ()
    wrong = [FieldProblem(name, reason=f"{name}_missing") for name, text in texts.items() if not text]
    wrong += [FieldProblem(name, reason="too_long") for name, text in texts.items() if len(text) > LONGEST_WORDS]
    due = written_date(texts["due"])
    if texts["due"] and due is None:
        wrong.append(FieldProblem("due", reason="due_invalid"))
    expected, money = (_number(effects[name], percent=name == "expected_value" and percent) for name in EFFECT_FIELDS)
    wrong += [
        FieldProblem(n, reason=f"{n}_invalid")
        for n, v in zip(EFFECT_FIELDS, (expected, money), strict=True)
        if v is BAD
    ]
    if wrong or due is None or isinstance(expected, Unreadable) or isinstance(money, Unreadable):
        return None, tuple(wrong)
    cause, measure, responsible = (texts[name] for name in ("cause", "measure", "responsible"))
    action = CorrectiveAction(
        code=code,
        period=period,
        due=due,
        cell=place,
        cause=cause,
        measure=measure,
        responsible=responsible,
        expected_value=expected,
        money=money,
    )
    return action, ()


def _number(text: str, *, percent: bool = False) -> float | Unreadable | None:
    """A number that may be left out; BAD for what is none."""
    if not text:
        return None
    found = written_number(text, percent=percent)
    return found if isinstance(found, float) else BAD

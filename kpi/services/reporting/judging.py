"""What each filled row of the form means: how it would stand, what is doubtful in it, what it has to say besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kpi.model import (
    FAR_BEHIND,
    JUDGED,
    SEVERITY_ORDER,
    CorrectiveAction,
    Indicator,
    Kind,
    Observation,
    Period,
    Status,
)
from kpi.services.publishing.required_explanations import JUMP, ExplanationReason
from kpi.services.reporting.report_context import ReportContext
from kpi.services.reporting.row_measures import Key, RowMeasure, measure_rows
from kpi.workbook.goal.indicators import is_percent
from kpi.workbook.reader.numbers import same
from kpi.workbook.report_form.typed_rows import FieldProblem, Line, RowReading, read_row

#: within these a value is «about ten times» the last one
_TEN = (8.0, 12.5)
#: of fewer things than this a tenfold step is no slip
_FEW = 10.0


class Doubt(StrEnum):
    """What is asked of a value that could be right all the same; words below `report.doubt`."""

    TENFOLD = "tenfold"  # about ten times the last value, or a tenth of it
    SCALE = "scale"  # about a hundred, a thousand or a million times the plan or the last value
    FALLS = "falls"  # a running total below the one before it in the same year
    SHARE = "share"  # a percent outside 0–100
    NEGATIVE = "negative"  # below zero, where nothing of the indicator ever was
    RUNNING = "running"  # the period has not ended


@dataclass(frozen=True, slots=True, kw_only=True)
class RowJudgement:
    """A row of the form, as far as it could be read.

    before     the last value before the period of the row
    standing   what is published for the period; None where nothing is
    doubts     with the number that each compares with, None where there is none
    asks       why words are needed
    needs_action  a corrective action is needed and not there
    """

    code: str
    period: Period
    reading: RowReading
    measure: RowMeasure = field(default_factory=RowMeasure)
    before: Observation | None = None
    standing: Observation | None = None
    doubts: tuple[tuple[Doubt, float | None], ...] = ()
    asks: tuple[ExplanationReason, ...] = ()
    needs_action: bool = False

    @property
    def problems(self) -> tuple[FieldProblem, ...]:
        """What keeps the row from being checked further."""
        return self.reading.problems

    @property
    def lacks(self) -> bool:
        """Whether words are needed and not there."""
        row = self.reading.observation
        return bool(self.asks) and row is not None and not _fresh_words(row, self.standing)

    @property
    def is_ready(self) -> bool:
        """Whether the row could be published as it stands."""
        return not (self.problems or self.lacks or self.needs_action)


def judge_rows(context: ReportContext, lines: Sequence[Line]) -> tuple[RowJudgement, ...]:
    """What each line means, in their order; lines of indicators that are not in force are left out.

    All lines are measured at once: a column pasted from Excel costs little more than one value.
    """
    known = [line for line in lines if line[0] in context.basis.indicators]
    read = [read_row(n, line, context.basis, context.today) for n, line in enumerate(known, start=1)]
    rows = [one.observation for one in read if one.observation is not None]
    before = [found for row in rows if (found := context.last_value(row.code, row.period)) is not None]
    dataset = context.part(frozenset(row.code for row in rows))
    keys = [(one.code, one.period) for one in before]
    measures = measure_rows(dataset, rows, context.today, standing=keys)
    return tuple(_judged(context, one, measures) for one in read)


def _judged(context: ReportContext, read: RowReading, measures: Mapping[Key, RowMeasure]) -> RowJudgement:
    row, standing = read.observation, context.basis.standing.get((read.code, read.period))
    if row is None:
        return RowJudgement(code=read.code, period=read.period, reading=read, standing=standing)
    measure = measures[read.code, read.period]
    before = context.last_value(row.code, row.period)
    was = measures[before.code, before.period].status if before else None
    indicator = context.basis.indicators[read.code]
    far = measure.status in FAR_BEHIND
    return RowJudgement(
        code=read.code,
        period=read.period,
        reading=read,
        measure=measure,
        before=before,
        standing=standing,
        doubts=tuple(_doubts(row, before, indicator, measure, context)),
        asks=tuple(_asks(row, standing, measure, was)),
        needs_action=far and not _has_action(context, read),
    )


def _has_action(context: ReportContext, read: RowReading) -> bool:
    """Whether the row brings a corrective action, or one of the indicator is still under way."""
    open_action: CorrectiveAction | None = context.open_action(read.code)
    return read.action is not None or open_action is not None


def _fresh_words(row: Observation, standing: Observation | None) -> bool:
    """Whether the row says more than what stood there before."""
    return bool(row.comment) and (standing is None or row.comment != standing.comment)


def _asks(
    row: Observation, standing: Observation | None, measure: RowMeasure, was: Status | None
) -> Iterator[ExplanationReason]:
    """As publishing asks: a status that worsens, a published value that changes, a value that moves by over a fifth."""
    order = SEVERITY_ORDER.index
    if was in JUDGED and measure.status is not None and order(measure.status) < order(was):
        yield ExplanationReason.WORSE
    if standing is not None and ((standing.value, standing.gap) != (row.value, row.gap)):
        yield ExplanationReason.REVISED
    if measure.jump is not None and abs(measure.jump) > JUMP:
        yield ExplanationReason.JUMP


def _doubts(
    row: Observation, before: Observation | None, indicator: Indicator, measure: RowMeasure, context: ReportContext
) -> Iterator[tuple[Doubt, float | None]]:
    value = row.value
    if value is None:
        return
    last = before.value if before else None
    if measure.power:
        yield Doubt.SCALE, measure.reference
    elif (usual := _comparable(row, before, indicator, context)) is not None and _is_tenfold(value, usual):
        yield Doubt.TENFOLD, usual
    if _falls(row, before, indicator):
        yield Doubt.FALLS, last
    if is_percent(indicator.unit) and not 0 <= value <= 100:
        yield Doubt.SHARE, None
    elif value < 0 and not _was_negative(indicator, context):
        yield Doubt.NEGATIVE, None
    if row.period.end_date > context.today:
        yield Doubt.RUNNING, None


def _falls(row: Observation, before: Observation | None, indicator: Indicator) -> bool:
    """Whether a running total lies below the one before it in the same year."""
    if indicator.kind is not Kind.YTD or before is None or before.period.year != row.period.year:
        return False
    new, old = row.value or 0.0, before.value or 0.0
    return new < old and not same(new, old)


def _is_tenfold(value: float, last: float) -> bool:
    if not value or not last or max(abs(value), abs(last)) < _FEW * _FEW:
        return False
    ratio = abs(value / last)
    return _TEN[0] <= ratio <= _TEN[1] or _TEN[0] <= 1 / ratio <= _TEN[1]


def _was_negative(indicator: Indicator, context: ReportContext) -> bool:
    """Whether any number of the indicator is below zero."""
    planned = [value for _, value in indicator.targets]
    known = [one.value for one in context.history.get(indicator.code, ())]
    return any(number is not None and number < 0 for number in (indicator.baseline_value, *planned, *known))


def _comparable(
    row: Observation, before: Observation | None, indicator: Indicator, context: ReportContext
) -> float | None:
    """The value that `row` is about as large as; a running total begins anew each January."""
    if indicator.kind is not Kind.YTD:
        return before.value if before else None
    year_before = replace(row.period, year=row.period.year - 1)
    standing = context.basis.standing.get((row.code, year_before))
    return standing.value if standing else None

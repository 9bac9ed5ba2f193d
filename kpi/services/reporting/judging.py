"""What each filled row of the form means: how it would stand, what is doubtful in it, what it has to say besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpi.model import (
    FAR_BEHIND,
    JUDGED,
    SEVERITY_ORDER,
    CorrectiveAction,
    Observation,
    Period,
    Status,
)
from kpi.services.publishing.checks.required_actions import is_answered, is_history
from kpi.services.publishing.checks.required_explanations import ExplanationReason, explains
from kpi.services.publishing.checks.value_doubts import ValueDoubt, value_doubt
from kpi.services.reporting.report_context import ReportContext
from kpi.services.reporting.row_measures import Key, RowMeasure, measure_rows
from kpi.workbook.report_form.action_outcomes import FieldProblem
from kpi.workbook.report_form.typed_rows import Line, RowReading, read_row


@dataclass(frozen=True, slots=True, kw_only=True)
class RowJudgement:
    """A row of the form, as far as it could be read.

    before     the last value before the period of the row
    standing   what is published for the period; None where nothing is
    doubt      why the value is perhaps a slip
    running    its period has not ended
    asks       why words are needed
    needs_action  a corrective action is needed and not there
    unanswered  open corrective actions of the indicator whose day has passed and of which nothing is said
    """

    code: str
    period: Period
    reading: RowReading
    measure: RowMeasure = field(default_factory=RowMeasure)
    before: Observation | None = None
    standing: Observation | None = None
    doubt: ValueDoubt | None = None
    running: bool = False
    asks: tuple[ExplanationReason, ...] = ()
    needs_action: bool = False
    unanswered: tuple[CorrectiveAction, ...] = ()

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
        return not (self.problems or self.lacks or self.needs_action or self.unanswered)


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
    told = {(one.code, one.period): one.action for one in read if one.action is not None}
    return tuple(_judged(context, one, measures, told) for one in read)


def _judged(
    context: ReportContext,
    read: RowReading,
    measures: Mapping[Key, RowMeasure],
    told: Mapping[Key, CorrectiveAction],
) -> RowJudgement:
    row, standing = read.observation, context.basis.standing.get((read.code, read.period))
    if row is None:
        return RowJudgement(code=read.code, period=read.period, reading=read, standing=standing)
    measure = measures[read.code, read.period]
    before = context.last_value(row.code, row.period)
    was = measures[before.code, before.period].status if before else None
    doubt = _doubt(row, standing, measure)
    far, stays = measure.status in FAR_BEHIND, _stays(row, standing)
    # what is said of an action alone asks for no other one: the next value does
    closes = stays and read.action is not None
    mends = standing is not None and standing.value is not None and is_history(row.period, context.today)
    return RowJudgement(
        code=read.code,
        period=read.period,
        reading=read,
        measure=measure,
        before=before,
        standing=standing,
        doubt=doubt,
        running=row.value is not None and row.period.end_date > context.today,
        asks=() if stays else tuple(_asks(row, standing, measure, was, doubt)),
        needs_action=far and not closes and not mends and not _has_action(context, read, told),
        unanswered=() if stays else _unanswered(context, row, told),
    )


def _unanswered(
    context: ReportContext, row: Observation, told: Mapping[Key, CorrectiveAction]
) -> tuple[CorrectiveAction, ...]:
    """What a further value of the indicator has to answer: was it done, is it put off, was it dropped?

    told  the actions that all rows bring
    """
    late = (one for one in context.open_actions(row.code) if one.due < context.today)
    return tuple(one for one in late if one.period.end < row.period.end and (one.code, one.period) not in told)


def _has_action(context: ReportContext, read: RowReading, told: Mapping[Key, CorrectiveAction]) -> bool:
    """Whether an action of the indicator is under way, or the one of this very period is done.

    told  the actions that all rows bring, by indicator and period
    """
    actions = {(one.code, one.period): one for one in context.actions.get(read.code, ())}
    actions |= {key: one for key, one in told.items() if key[0] == read.code}
    return is_answered(actions, told, read.period, context.today)


def _stays(row: Observation, standing: Observation | None) -> bool:
    """Whether the row says of its value what is published, and no more."""
    if standing is None or row.comment:
        return False
    return (row.value, row.gap, row.restricted_until) == (standing.value, standing.gap, standing.restricted_until)


def _fresh_words(row: Observation, standing: Observation | None) -> bool:
    """Whether the row says more than what stood there before."""
    return explains(row.comment) and (standing is None or row.comment != standing.comment)


def _asks(
    row: Observation, standing: Observation | None, measure: RowMeasure, was: Status | None, doubt: ValueDoubt | None
) -> Iterator[ExplanationReason]:
    """As publishing asks: a status that worsens, a published value that changes, a value that is perhaps a slip."""
    order = SEVERITY_ORDER.index
    if was in JUDGED and measure.status is not None and order(measure.status) < order(was):
        yield ExplanationReason.WORSE
    if standing is not None and ((standing.value, standing.gap) != (row.value, row.gap)):
        yield ExplanationReason.REVISED
    if doubt is not None:
        yield ExplanationReason(doubt.kind)


def _doubt(row: Observation, standing: Observation | None, measure: RowMeasure) -> ValueDoubt | None:
    """Of a value that becomes another; one that is published as it is has been answered for."""
    same = standing is not None and standing.value == row.value
    return None if same or row.value is None or measure.context is None else value_doubt(row.value, measure.context)

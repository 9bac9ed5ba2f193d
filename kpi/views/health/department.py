"""The page of one department: what it answers for, whether it reported on time, what became of what it took on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.health.departments import departments_named
from kpi.measure.in_force import known_by
from kpi.measure.oversight.assignments import overdue_days
from kpi.measure.results import Survey
from kpi.model import AssignmentState, CorrectiveFate, Level
from kpi.text import Text
from kpi.text.decision_number import decision_number
from kpi.views.common.board import Board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow, departments_by_name
from kpi.views.common.values import Record, records
from kpi.views.health.department_code import department_code
from kpi.views.health.terms import TermCounts, TermRow, term_rows
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.oversight.decision_rows import code_of
from kpi.views.public.goal import finding


@dataclass(frozen=True, slots=True)
class DepartmentGoal:
    """A goal that the department answers for; `page` leads to it, "" where the level has no page."""

    name: LocalizedName
    page: str
    counts: StatusCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A corrective action: of which indicator and period, what, what became of it in words."""

    row: IndicatorRow
    period: str
    measure: str
    due: str
    fate: CorrectiveFate
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An assignment of a decision, `code` in addresses; `late` says that it is or was past its term."""

    name: LocalizedName
    code: str
    decision: str
    due: str
    state: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentView:
    """Everything the page says, in its order.

    terms     None where nothing can be told of terms
    promises, tasks  None where the strategy keeps none at all
    """

    code: str
    name: LocalizedName
    title: str
    counts: StatusCounts
    goals: tuple[DepartmentGoal, ...]
    rows: tuple[IndicatorRow, ...]
    terms: TermCounts | None
    term_rows: tuple[TermRow, ...]
    promises: tuple[Promise, ...] | None
    tasks: tuple[Task, ...] | None
    day: date
    since_year: str
    target_year: str


def build(board: Board, code: str) -> DepartmentView | None:
    """The page of the department that an address names; None where nothing public is a department of this code."""
    survey, text = board.survey, board.text
    word = next((one for one in departments_named(survey.dataset) if department_code(one) == code), None)
    if word is None:
        return None
    name = departments_by_name(survey.dataset, text).get(word, LocalizedName(word, word, foreign=bool(text.lang)))
    rows = tuple(sorted((r for r in board.rows if r.record.department == word), key=lambda row: row.severity))
    counts, strategy = StatusCounts.of(row.status for row in rows), survey.dataset.strategy
    terms = term_rows(board, rows)
    return DepartmentView(
        code=code,
        name=name,
        title=finding(name.name, counts, text) if rows else name.name,
        counts=counts,
        goals=tuple(_goals(board, word)),
        rows=rows,
        terms=TermCounts.of(row.fates for row in terms) if terms else None,
        term_rows=terms,
        promises=None if survey.dataset.corrective_actions.empty else tuple(_promises(survey, rows, text)),
        tasks=None if survey.dataset.assignments.empty else tuple(_tasks(survey, word, text)),
        day=survey.now.as_of,
        since_year=text.year(strategy.first_year, strategy.fiscal_year),
        target_year=text.year(strategy.last_year, strategy.fiscal_year),
    )


_PAGES = {Level.SECTOR: "sector", Level.OPERATIONAL_GOAL: "goal"}


def _goals(board: Board, word: str) -> Iterator[DepartmentGoal]:
    frame = board.survey.dataset.nodes
    own = frame[frame["department"] == word]
    for level, code in zip(own["level"], own["code"], strict=True):
        node = board.nodes[Level(str(level)), str(code)]
        yield DepartmentGoal(node.name, _PAGES.get(node.level, ""), node.counts)


#: what waits first
_ORDER = (
    CorrectiveFate.OVERDUE,
    CorrectiveFate.MOVED,
    CorrectiveFate.OPEN,
    CorrectiveFate.DONE_LATE,
    CorrectiveFate.DONE_ON_TIME,
    CorrectiveFate.DROPPED,
)


def _promises(survey: Survey, rows: tuple[IndicatorRow, ...], text: Text) -> Iterator[Promise]:
    by_code = {row.code: row for row in rows}
    frame = known_by(survey.dataset.corrective_actions, survey.now.known_at)
    frame = frame.assign(fate=fates(frame, survey.now.as_of))[frame["code"].isin(by_code)]
    listed = [_promise(survey, by_code[str(row["code"])], row, text) for row in records(frame)]
    yield from sorted(listed, key=lambda one: _ORDER.index(one.fate))


def _promise(survey: Survey, indicator: IndicatorRow, row: Record, text: Text) -> Promise:
    fate, moved = CorrectiveFate(str(row["fate"])), int(row["times_moved"])
    notes = []
    # the day belongs to the fate that stands before it
    if outcome := day_or_none(row["outcome_day"]):
        notes.append(text.date(outcome))
    if moved:
        notes.append(text.count("health.promise.moved", moved, first=text.date(row["first_due"].date())))
    return Promise(
        row=indicator,
        period=text.period(survey.fiscal_year.ending(int(row["end"]), int(row["span_months"]))),
        measure=str(row["measure"]),
        due=text.date(day_or_none(row["due"])),
        fate=fate,
        notes=tuple(notes),
    )


def _tasks(survey: Survey, word: str, text: Text) -> Iterator[Task]:
    frame, day = survey.dataset.assignments, survey.now.as_of
    frame = frame.assign(days=overdue_days(frame, day))[frame["department"] == word]
    listed = [(_rank(row), _task(row, text)) for row in records(frame)]
    yield from (task for _, task in sorted(listed, key=lambda pair: pair[0]))


def _rank(row: Record) -> tuple[int, int]:
    state = AssignmentState(str(row["state"]))
    return (AssignmentState.OPEN, AssignmentState.DONE, AssignmentState.WITHDRAWN).index(state), -int(row["days"])


def _task(row: Record, text: Text) -> Task:
    state, days = AssignmentState(str(row["state"])), int(row["days"])
    words = text.say(f"assignment_state.{state}")
    if state is AssignmentState.OPEN and days:
        words = text.count("health.task.overdue", days)
    elif state is AssignmentState.DONE and (done := day_or_none(row["done"])):
        words = text.say("health.task.done", day=text.date(done))
        words = f"{words}, {text.count('health.task.late', days)}" if days else words
    number, day = decision_number(str(row["decision"]), text), text.date(row["decision_day"].date())
    return Task(
        name=LocalizedName.of(text, str(row["number"]), str(row["name"]), str(row["name_en"])),
        code=code_of(row["decision_day"].date(), str(row["decision"])),
        decision=text.say("health.task.decision", number=number, day=day),
        due=text.date(day_or_none(row["due"])),
        state=words,
        late=bool(days),
    )

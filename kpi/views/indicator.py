"""The page of one indicator (DESIGN 6.4): status, number, way, data, source, history, citation."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.model import Kind, Language, Level, Period, Provenance, Status, index_year_month
from kpi.text import DASH, Text
from kpi.views.board import Board
from kpi.views.board import board as build_board
from kpi.views.facts import (
    ChangeRow,
    Fact,
    Origin,
    change_rows,
    facts,
    judged_reading,
    opinion_sentences,
    origin,
    outlook_sentence,
)
from kpi.views.finding import finding
from kpi.views.phrases import period_words
from kpi.views.planline import plan_vertices
from kpi.views.readings import (
    DataRow,
    RevisionRow,
    comparison_key,
    data_rows,
    difference_of,
    planned_words,
    revision_rows,
)
from kpi.views.reason import reason_sentences
from kpi.views.record import Reading, Record
from kpi.views.records import records
from kpi.views.rows import IndicatorRow
from kpi.views.series import Trajectory
from kpi.views.shell import Way, released
from kpi.views.trajectory import FULL_COVERAGE, of_record, target_words

#: Statuses of which the page compares the value with the plan.
COMPARED = frozenset({Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY})


@dataclass(frozen=True, slots=True)
class Banner:
    """The status in words. `explanation` is the department's, None where the status asks for none."""

    status: Status
    word: str
    since: str
    reasons: tuple[str, ...]
    before: str
    explanation: str | None
    overdue: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Everything the page says, in the order it says it."""

    code: str
    title: str
    row: IndicatorRow
    sector: str
    crumbs: tuple[Way, ...]
    banner: Banner
    figures: tuple[KeyFigure, ...]
    trajectory: Trajectory
    source_line: tuple[str, ...]
    outlook: str
    opinion: tuple[str, ...]
    data_note: str
    data: tuple[DataRow, ...]
    facts: tuple[Fact, ...]
    changes: tuple[ChangeRow, ...]
    revisions: tuple[RevisionRow, ...]
    origin: Origin | None
    citation: str
    address: str


def build(
    survey: Survey,
    text: Text,
    code: str,
    *,
    board: Board | None = None,
    site: str = "",
    today: date | None = None,
) -> IndicatorView | None:
    """The page of the indicator `code`; None for a code that the survey does not hold.

    board  what all pages share, where it has been built already
    site   the address the site is reached at, without a final slash, for the permanent link
    today  the reader's day, for the citation
    """
    found = records(survey, text, (code,))
    shared = board if board is not None else build_board(survey, text)
    row = shared.row(code)
    if not found or row is None:
        return None
    record = found[0]
    title = finding(record, text, _first_due(record))
    sector, crumbs = _crumbs(shared, record, text)
    address = f"{site}/indicator?id={code}"
    return IndicatorView(
        code=code,
        title=title,
        row=row,
        sector=sector,
        crumbs=crumbs,
        banner=_banner(survey, shared, record, row, text),
        figures=_figures(record, text),
        trajectory=of_record(survey, record, text, title=title),
        source_line=_source_line(survey, record, text),
        outlook=outlook_sentence(record, text),
        opinion=opinion_sentences(record, text),
        data_note=text.say(
            "indicator.data.note.steps" if record.kind is Kind.DELIVERABLE else "indicator.data.note.line"
        ),
        data=data_rows(record, text),
        facts=facts(survey, record, row, text),
        changes=change_rows(record, text),
        revisions=revision_rows(record, text),
        origin=origin(record, text),
        citation=_citation(survey, record, text, address, today),
        address=address,
    )


def _first_due(record: Record) -> Period | None:
    """The year at whose end the plan first asks for something."""
    base = record.result.baseline
    due = next((v for v in plan_vertices(record) if v.end > record.as_of_end and v.value != base), None)
    return None if due is None else Period.ending(due.end, 12)


def _crumbs(shared: Board, record: Record, text: Text) -> tuple[str, tuple[Way, ...]]:
    """The sector's code and the way: sector, operational goal, the indicator's code."""
    goal = shared.node(Level.OPERATIONAL_GOAL, record.goal)
    strategic = shared.node(Level.STRATEGIC_GOAL, goal.parent) if goal else None
    sector = shared.node(Level.SECTOR, strategic.parent) if strategic else None
    ways = []
    if sector:
        ways.append(Way(sector.name.name, "sector", sector.code, sector.name.foreign))
    if goal:
        ways.append(Way(f"{goal.code} {goal.name.name}", "goal", goal.code, goal.name.foreign))
    return sector.code if sector else "", (*ways, Way(record.code))


def _banner(survey: Survey, shared: Board, record: Record, row: IndicatorRow, text: Text) -> Banner:
    status = record.result.status
    asks = status in {Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY}
    before = ""
    past = shared.past.get(record.code)
    if past is not None and past is not status:
        before = text.say("indicator.banner.before", status=text.say(f"status.{past}"))
    return Banner(
        status=status,
        word=text.say(f"status.{status}"),
        since=row.since_words,
        reasons=reason_sentences(record, survey.dataset.strategy.settings, text),
        before=before,
        explanation=row.explanation if asks or row.explanation else None,
        overdue=row.overdue,
    )


def _figures(record: Record, text: Text) -> tuple[KeyFigure, ...]:
    """Fact, plan for the same date, difference in words, final target."""
    result, say = record.result, text.say
    reading = judged_reading(record)
    value, period = result.value, result.period
    if value is None:  # suspended or without data: the last value stays, dated
        reading = next((r for r in reversed(record.readings) if r.value is not None), None)
        value, period = (reading.value, reading.period) if reading else (None, None)
    label = say("indicator.figure.fact", period=text.period(period)) if period else say("indicator.figure.fact_none")
    planned = result.planned if result.planned is not None else reading.planned if reading else None
    own = "range" if record.range and planned is None else "plan"
    return (
        KeyFigure(label, record.scale.amount(value), _value_note(record, reading, text)),
        KeyFigure(say(f"indicator.figure.{own}"), planned_words(record, planned)),
        _difference(record, value, planned, text),
        KeyFigure(
            say("indicator.figure.target", year=index_year_month(result.target_end)[0]), target_words(record) or DASH
        ),
    )


def _difference(record: Record, value: float | None, planned: float | None, text: Text) -> KeyFigure:
    """The difference of the printed numbers with its word; not computed where the value is not judged."""
    if record.result.status not in COMPARED:
        return KeyFigure(text.say("indicator.figure.difference"), DASH, text.say("indicator.figure.not_compared"))
    key = comparison_key(record, value, planned)
    label = text.say("indicator.figure.outside" if key in {"within", "outside"} else "indicator.figure.difference")
    difference = difference_of(record, value, planned)
    return KeyFigure(label, record.scale.difference_words(difference), text.say(f"rows.{key}") if key else "")


def _value_note(record: Record, reading: Reading | None, text: Text) -> str:
    """Preliminary, partial coverage, and what a year that is not over has brought so far."""
    notes = []
    if reading is not None and reading.preliminary:
        notes.append(text.say("trajectory.point.preliminary"))
    if reading is not None and reading.coverage_pct is not None and reading.coverage_pct < FULL_COVERAGE:
        notes.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    latest = next((r for r in reversed(record.readings) if r.value is not None), None)
    if latest is not None and not latest.judged and latest.end > (record.result.end or latest.end):
        value, period = record.scale.amount(latest.value), text.period(latest.period)
        notes.append(text.say("indicator.figure.so_far", period=period, value=value))
    return "; ".join(notes)


def _source_line(survey: Survey, record: Record, text: Text) -> tuple[str, ...]:
    parts = []
    if record.source:
        parts.append(text.say("indicator.source.source", source=record.source))
    version = released(survey) or survey.now.known_at
    if record.result.period is not None:
        parts.append(
            text.say(
                "indicator.source.data", period=period_words(record.result.period, text), version=version.isoformat()
            )
        )
    if record.provenance is Provenance.ILLUSTRATIVE:
        parts.append(text.say("indicator.source.illustrative"))
    return tuple(parts)


def _citation(survey: Survey, record: Record, text: Text, address: str, today: date | None) -> str:
    strategy = survey.dataset.strategy
    english = text.language is Language.EN
    version = released(survey) or survey.now.known_at
    period = record.result.period
    values = {
        "community": (english and strategy.community_en) or strategy.community,
        "strategy": (english and strategy.title_en) or strategy.title,
        "name": record.name,
        "code": record.code,
        "period": text.period(period) if period else text.date(survey.now.as_of),
        "version": version.isoformat(),
        "address": address,
    }
    if today is None:
        return text.say("indicator.cite.plain", **values)
    return text.say("indicator.cite.dated", today=text.date(today), **values)

"""The page of one indicator: status, number, way, data, source, history, citation."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from kpi.measure.results import Survey
from kpi.model import Kind, Language, Level, Period, Provenance, Status, index_year_month
from kpi.text import DASH, Text
from kpi.views.board import Board
from kpi.views.board import board as build_board
from kpi.views.citation import address_of, citation, sentence
from kpi.views.dossier import Dossier, Reading
from kpi.views.dossiers import dossiers
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
from kpi.views.rows import IndicatorRow
from kpi.views.series import Trajectory
from kpi.views.shell import Way, release_day
from kpi.views.trajectory import FULL_COVERAGE, of_dossier, target_words

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
    embed: str  # address of the chart for other sites, of this release


def build(
    survey: Survey,
    code: str,
    text: Text,
    *,
    board: Board | None = None,
    site: str = "",
    today: date | None = None,
) -> IndicatorView | None:
    """The page of the indicator `code`; None for a code that the survey does not hold.

    board  what all pages share in the same language, where it has been built already
    site   the address the site is reached at, without a final slash, for the permanent link
    today  the reader's day, for the citation
    """
    found = dossiers(survey, text, (code,))
    shared = board if board is not None else build_board(survey, text)
    row = shared.row(code)
    if not found or row is None:
        return None
    return _view(survey, shared, found[0], row=row, site=site, today=today)


def _view(
    survey: Survey, shared: Board, dossier: Dossier, *, row: IndicatorRow, site: str, today: date | None
) -> IndicatorView:
    text = shared.text
    title = finding(dossier, text, first_due(dossier))
    sector, crumbs = _crumbs(shared, dossier)
    steps = dossier.kind is Kind.DELIVERABLE
    return IndicatorView(
        code=dossier.code,
        title=title,
        row=row,
        sector=sector,
        crumbs=crumbs,
        banner=_banner(survey, shared, dossier, row, text),
        figures=_figures(dossier, text),
        trajectory=of_dossier(survey, dossier, text, title=title),
        source_line=_source_line(survey, dossier, text),
        outlook=outlook_sentence(dossier, text),
        opinion=opinion_sentences(dossier, text),
        data_note=text.say("indicator.data.note.steps" if steps else "indicator.data.note.line"),
        data=data_rows(dossier, text),
        facts=facts(survey, dossier, row, text),
        changes=change_rows(dossier, text),
        revisions=revision_rows(dossier, text),
        origin=origin(dossier, text),
        citation=sentence(citation(survey, dossier, text, site), text, today),
        address=address_of(site, dossier.code),
        embed=_embed(survey, dossier, text, site),
    )


def _embed(survey: Survey, dossier: Dossier, text: Text, site: str) -> str:
    """Where others take the chart from: of this release."""
    version = release_day(survey).isoformat()
    language = "" if text.language is Language.UK else f"lang={text.language.value}&"
    return f"{site}/embed/{quote(dossier.code)}?{language}v={version}"


def first_due(dossier: Dossier) -> Period | None:
    """The year at whose end the plan first asks for something."""
    base = dossier.result.baseline
    due = next((v for v in plan_vertices(dossier) if v.end > dossier.as_of_end and v.value != base), None)
    return None if due is None else Period.ending(due.end, 12)


def _crumbs(shared: Board, dossier: Dossier) -> tuple[str, tuple[Way, ...]]:
    """The sector's code and the way: sector, operational goal, the indicator's code."""
    goal = shared.node(Level.OPERATIONAL_GOAL, dossier.goal)
    strategic = shared.node(Level.STRATEGIC_GOAL, goal.parent) if goal else None
    sector = shared.node(Level.SECTOR, strategic.parent) if strategic else None
    ways = []
    if sector:
        ways.append(Way(sector.name.name, "sector", sector.code, sector.name.foreign))
    if goal:
        ways.append(Way(f"{goal.code} {goal.name.name}", "goal", goal.code, goal.name.foreign))
    return sector.code if sector else "", (*ways, Way(dossier.code))


def _banner(survey: Survey, shared: Board, dossier: Dossier, row: IndicatorRow, text: Text) -> Banner:
    status = dossier.result.status
    asks = status in {Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY}
    before = ""
    past = shared.past.get(dossier.code)
    if past is not None and past is not status:
        before = text.say("indicator.banner.before", status=text.say(f"status.{past}"))
    return Banner(
        status=status,
        word=text.say(f"status.{status}"),
        since=row.since_words,
        reasons=reason_sentences(dossier, survey.dataset.strategy.settings, text),
        before=before,
        explanation=row.explanation if asks or row.explanation else None,
        overdue=row.overdue,
    )


def _figures(dossier: Dossier, text: Text) -> tuple[KeyFigure, ...]:
    """Fact, plan for the same date, difference in words, final target."""
    result, say = dossier.result, text.say
    reading = judged_reading(dossier)
    value, period = result.value, result.period
    if value is None:  # suspended or without data: the last value stays, dated
        reading = next((r for r in reversed(dossier.readings) if r.value is not None), None)
        value, period = (reading.value, reading.period) if reading else (None, None)
    label = say("indicator.figure.fact", period=text.period(period)) if period else say("indicator.figure.fact_none")
    planned = result.planned if result.planned is not None else reading.planned if reading else None
    own = "range" if dossier.range and planned is None else "plan"
    return (
        KeyFigure(label, dossier.scale.amount(value), _value_note(dossier, reading, text)),
        KeyFigure(say(f"indicator.figure.{own}"), planned_words(dossier, planned)),
        _difference(dossier, value, planned, text),
        KeyFigure(
            say("indicator.figure.target", year=index_year_month(result.target_end)[0]), target_words(dossier) or DASH
        ),
    )


def _difference(dossier: Dossier, value: float | None, planned: float | None, text: Text) -> KeyFigure:
    """The difference of the printed numbers with its word; not computed where the value is not judged."""
    if dossier.result.status not in COMPARED:
        return KeyFigure(text.say("indicator.figure.difference"), DASH, text.say("indicator.figure.not_compared"))
    key = comparison_key(dossier, value, planned)
    label = text.say("indicator.figure.outside" if key in {"within", "outside"} else "indicator.figure.difference")
    difference = difference_of(dossier, value, planned)
    return KeyFigure(label, dossier.scale.difference_words(difference), text.say(f"rows.{key}") if key else "")


def _value_note(dossier: Dossier, reading: Reading | None, text: Text) -> str:
    """Preliminary, partial coverage, and what a year that is not over has brought so far."""
    notes = []
    if reading is not None and reading.preliminary:
        notes.append(text.say("trajectory.point.preliminary"))
    if reading is not None and reading.coverage_pct is not None and reading.coverage_pct < FULL_COVERAGE:
        notes.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    latest = next((r for r in reversed(dossier.readings) if r.value is not None), None)
    if latest is not None and not latest.judged and latest.end > (dossier.result.end or latest.end):
        value, period = dossier.scale.amount(latest.value), text.period(latest.period)
        notes.append(text.say("indicator.figure.so_far", period=period, value=value))
    return "; ".join(notes)


def _source_line(survey: Survey, dossier: Dossier, text: Text) -> tuple[str, ...]:
    parts = []
    if dossier.source:
        parts.append(text.say("indicator.source.source", source=dossier.source))
    version = release_day(survey)
    if dossier.result.period is not None:
        parts.append(
            text.say(
                "indicator.source.data", period=period_words(dossier.result.period, text), version=version.isoformat()
            )
        )
    if dossier.provenance is Provenance.ILLUSTRATIVE:
        parts.append(text.say("indicator.source.illustrative"))
    return tuple(parts)

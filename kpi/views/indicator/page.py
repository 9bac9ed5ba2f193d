"""The page of one indicator: status, number, way, data, source, history, citation."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from kpi.measure.results import Survey
from kpi.model import Level, Period, Status
from kpi.text import DASH, Text
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board
from kpi.views.common.dossier import Dossier, ValueReading, YearSoFar
from kpi.views.common.histories import HistoryChoice, history_choice
from kpi.views.common.page_frame import Crumb, release_day
from kpi.views.common.provenance import all_documented, mark, provenance_of
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.series import ChartMark, Trajectory
from kpi.views.indicator.banner import Banner, banner
from kpi.views.indicator.citation import address_of, citation, sentence
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.fact import Fact
from kpi.views.indicator.headline import finding
from kpi.views.indicator.key_facts import (
    ChangeRow,
    ValueOrigin,
    change_rows,
    facts,
    judged_reading,
    opinion_sentences,
    origin,
    outlook_sentence,
)
from kpi.views.indicator.notes import data_note, source_line
from kpi.views.indicator.plan_path import plan_vertices
from kpi.views.indicator.previous_series import PreviousSeries
from kpi.views.indicator.trajectory import FULL_COVERAGE, of_dossier
from kpi.views.indicator.value_table import (
    DataRow,
    RevisionRow,
    comparison_words,
    data_rows,
    difference_of,
    is_outside,
    revision_rows,
)
from kpi.views.indicator.year_words import year_words
from kpi.views.oversight.chain import ChainLine, chain
from kpi.views.oversight.chart_marks import chart_marks, marks_by_end, with_marks

#: Statuses of which the page compares the value with the plan.
COMPARED = frozenset({Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY})


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """Everything the page says, in the order it says it."""

    code: str
    title: str
    row: IndicatorRow
    sector: str
    crumbs: tuple[Crumb, ...]
    banner: Banner
    figures: tuple[KeyFigure, ...]
    trajectory: Trajectory
    source_line: tuple[str, ...]
    documented: bool  # no number of the chart is illustrative
    outlook: str
    opinion: tuple[str, ...]
    data_note: str
    data: tuple[DataRow, ...]
    facts: tuple[Fact, ...]
    changes: tuple[ChangeRow, ...]
    revisions: tuple[RevisionRow, ...]
    origin: ValueOrigin | None
    citation: str
    address: str
    embed: str  # address of the chart for other sites, of this release
    history: HistoryChoice | None = None
    previous: PreviousSeries | None = None
    chain: tuple[ChainLine, ...] = ()


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
    marks = chart_marks(shared, dossier)
    rows = _happened(data_rows(dossier, text), marks)
    return IndicatorView(
        code=dossier.code,
        history=history_choice(survey, shared.basis, text, "indicator", dossier.code),
        title=title,
        row=row,
        sector=sector,
        crumbs=crumbs,
        banner=banner(survey, shared, dossier, row, text),
        figures=_figures(dossier, text),
        trajectory=with_marks(of_dossier(survey, dossier, text, title=title), marks, text),
        source_line=source_line(survey, dossier, text),
        documented=all_documented(dossier),
        outlook=outlook_sentence(dossier, text),
        opinion=opinion_sentences(dossier, text),
        data_note=data_note(dossier, rows, text),
        data=rows,
        facts=facts(survey, dossier, row, text),
        changes=change_rows(dossier, text),
        revisions=revision_rows(dossier, text),
        origin=origin(dossier, text),
        citation=sentence(citation(survey, dossier, text, site), text, today),
        address=address_of(site, survey.dataset.strategy.edition, dossier.code),
        embed=_embed(survey, dossier, text, site),
        chain=chain(shared, dossier),
    )


def _happened(rows: tuple[DataRow, ...], marks: tuple[ChartMark, ...]) -> tuple[DataRow, ...]:
    """The rows of the table with what is marked on the chart; of several with one end the first has it."""
    of = dict(marks_by_end((row.end for row in rows), marks))
    return tuple(replace(row, marks=of.pop(row.end, ())) for row in rows)


def _embed(survey: Survey, dossier: Dossier, text: Text, site: str) -> str:
    """Where others take the chart from: of this release."""
    version = release_day(survey).isoformat()
    language = f"lang={text.lang}&" if text.lang else ""
    return f"{site}/embed/{quote(dossier.code)}?{language}v={version}"


def first_due(dossier: Dossier) -> Period | None:
    """The year at whose end the plan first asks for something."""
    base = dossier.record.baseline_value
    due = next((v for v in plan_vertices(dossier) if v.end > dossier.record.as_of_end and v.value != base), None)
    return None if due is None else dossier.record.fiscal_year.ending(due.end, 12)


def _crumbs(shared: Board, dossier: Dossier) -> tuple[str, tuple[Crumb, ...]]:
    """The sector's code and the way: sector, operational goal, the indicator's code."""
    goal = shared.node(Level.OPERATIONAL_GOAL, dossier.record.goal)
    strategic = shared.node(Level.STRATEGIC_GOAL, goal.parent) if goal else None
    sector = shared.node(Level.SECTOR, strategic.parent) if strategic else None
    ways = []
    if sector:
        ways.append(Crumb(sector.name.name, "sector", sector.code, sector.name.foreign))
    if goal:
        ways.append(Crumb(f"{goal.code} {goal.name.name}", "goal", goal.code, goal.name.foreign))
    return sector.code if sector else "", (*ways, Crumb(dossier.code))


def _figures(dossier: Dossier, text: Text) -> tuple[KeyFigure, ...]:
    """Fact, plan for the same date, difference in words, final target."""
    record = dossier.record
    say, marked = text.say, mark(dossier, record.provenance, text)
    year = record.year_words(record.target_end)
    target = KeyFigure(say("indicator.figure.target", year=year), record.target_words or DASH, marked)
    last = dossier.last_valued
    running = dossier.running_year() if record.value is None else None
    if running is not None and last is not None and last.end == running.end:
        return (*_part_figures(dossier, last, running, text), target)
    reading, value = judged_reading(dossier), record.value
    period, planned = record.period, record.planned_value
    if value is None and last is not None:  # suspended or without a judged value: the last one stays, dated
        reading, value, period, planned = last, last.value, last.period, last.planned
    label = say("indicator.figure.fact", period=text.period(period)) if period else say("indicator.figure.fact_none")
    own = "range" if record.range and planned is None else "plan"
    plan = record.planned_words(planned)
    return (
        KeyFigure(label, record.scale.amount(value), _value_note(dossier, reading, text)),
        KeyFigure(say(f"indicator.figure.{own}"), plan, marked if plan != DASH else ""),
        _difference(dossier, value, planned, text),
        target,
    )


def _part_figures(dossier: Dossier, last: ValueReading, year: YearSoFar, text: Text) -> tuple[KeyFigure, ...]:
    """The year so far, the plan of the whole year, and that they are not compared yet (METHOD 9)."""
    scale, say = dossier.record.scale, text.say
    notes = (*reading_notes(dossier, last, text), *year_words(dossier, year, text))
    plan, named = dossier.record.planned_words(year.plan), dossier.record.year_words(year.end)
    so_far = text.of_year("indicator.figure.so_far", dossier.record.fiscal_year, period=text.period(last.period))
    return (
        KeyFigure(so_far, scale.amount(year.value), "; ".join(notes)),
        KeyFigure(say("indicator.figure.year_plan", year=named), plan, _plan_mark(dossier, plan, text)),
        KeyFigure(say("indicator.figure.difference"), DASH, say("indicator.figure.not_yet_compared")),
    )


def _plan_mark(dossier: Dossier, words: str, text: Text) -> str:
    return mark(dossier, dossier.record.provenance, text) if words != DASH else ""


def _difference(dossier: Dossier, value: float | None, planned: float | None, text: Text) -> KeyFigure:
    """The difference of the printed numbers with its word; not computed where the value is not judged."""
    if dossier.record.status not in COMPARED:
        return KeyFigure(text.say("indicator.figure.difference"), DASH, text.say("indicator.figure.not_compared"))
    label = text.say(f"indicator.figure.{_ruler(dossier, value, planned)}")
    difference = difference_of(dossier, value, planned)
    words = comparison_words(dossier, value, planned, text)
    return KeyFigure(label, dossier.record.scale.difference_words(difference), words)


def _ruler(dossier: Dossier, value: float | None, planned: float | None) -> str:
    """What a difference is measured from: of a range its limits, on the way to it the plan of the date."""
    if dossier.record.range is None:
        return "difference"
    on_the_way = value is not None and planned is not None and is_outside(dossier, value)
    return "difference_from_plan" if on_the_way else "outside"


def reading_notes(dossier: Dossier, reading: ValueReading | None, text: Text) -> tuple[str, ...]:
    """Of a value: documented or illustrative where that is mixed, preliminary, partial coverage."""
    if reading is None:
        return ()
    notes = [mark(dossier, provenance_of(dossier, reading), text)]
    if reading.preliminary:
        notes.append(text.say("trajectory.point.preliminary"))
    if reading.coverage_pct is not None and reading.coverage_pct < FULL_COVERAGE:
        notes.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    return tuple(note for note in notes if note)


def _value_note(dossier: Dossier, reading: ValueReading | None, text: Text) -> str:
    """What stands under the value, and what a year that is not told whole has brought so far."""
    notes = [*reading_notes(dossier, reading, text)]
    running = dossier.running_year()
    if running is not None and dossier.record.value is not None:
        record = dossier.record
        said = {"year": record.year_words(running.end), "value": record.scale.amount(running.value)}
        notes.append(text.of_year("indicator.year.told", record.fiscal_year, **said))
        notes.extend(year_words(dossier, running, text))
    return "; ".join(notes)

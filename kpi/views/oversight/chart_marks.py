"""Events, decisions, corrective actions and explanations at their places on the chart of an indicator."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import FiscalYear, Level
from kpi.text import Text
from kpi.text.scripts import foreign
from kpi.views.common.board import Board
from kpi.views.common.dossier import Dossier
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.series import ChartMark, MarkKind, Trajectory
from kpi.views.common.values import Record, records
from kpi.views.oversight.corrective import corrective_rows
from kpi.views.oversight.decision_rows import day_of, decision_rows

#: marks that the text alternative names; the table and the list have all
_SPOKEN = 6


def chart_marks(board: Board, dossier: Dossier) -> tuple[ChartMark, ...]:
    """All of an indicator in time order: events of it, of what is above it and of the whole strategy; decisions of it
    and of its goal; its corrective actions and the words of its departments, each at the end of its period.
    """
    found = (*_events(board, dossier), *_decisions(board, dossier), *_actions(board, dossier), *_notes(dossier))
    return tuple(sorted(found, key=lambda mark: mark.at))


def with_marks(t: Trajectory, marks: Sequence[ChartMark], text: Text) -> Trajectory:
    """The chart with those that lie within its months; its text alternative names the newest that are no notes.

    One sentence cannot be marked in two languages: words that are not in the reader's stand in the table alone.
    """
    inside = tuple(mark for mark in marks if t.start <= mark.at <= t.end)
    told = [mark.title.removesuffix(".") for mark in inside if mark.kind is not MarkKind.NOTE]
    spoken = [words for words in told if foreign(words, text.language, text.default) is None][-_SPOKEN:]
    label = f"{t.label} {text.say('trajectory.label.marks', marks='; '.join(spoken))}" if spoken else t.label
    return replace(t, marks=inside, label=label)


def marks_by_end(ends: Iterable[int], marks: Sequence[ChartMark]) -> Mapping[int, tuple[str, ...]]:
    """What happened until each of these months since the one before it; what is newer stands with the newest.

    Explanations are left out: they stand in a column of their own.
    """
    known, of = sorted(set(ends)), dict[int, tuple[str, ...]]()
    for mark in marks:
        if mark.kind is not MarkKind.NOTE and known:
            at = next((end for end in known if mark.at <= end), known[-1])
            of[at] = (*of.get(at, ()), mark.title)
    return of


def place_of(day: date, fiscal_year: FiscalYear) -> float:
    """The month index of a day, with the share of its month that has passed at its end."""
    share = day.day / monthrange(day.year, day.month)[1]
    whole = fiscal_year.completed(day)
    return float(whole) if share == 1 else whole + share


def _events(board: Board, dossier: Dossier) -> Iterator[ChartMark]:
    above, text = {"", *_above(board, dossier)}, board.text
    for row in _event_rows(board.survey):
        day, codes = day_of(row["day"]), str(row["codes"]).split() or [""]
        if day is None or above.isdisjoint(codes):
            continue
        name = LocalizedName.of(text, "", str(row["name"]), str(row["name_en"])).name
        title = text.say("trajectory.mark.event", day=text.date(day), words=name)
        yield ChartMark(at=place_of(day, board.survey.fiscal_year), kind=MarkKind.EVENT, title=title)


@cache_by_survey
def _event_rows(survey: Survey) -> list[Record]:
    return records(survey.dataset.events)


def _above(board: Board, dossier: Dossier) -> tuple[str, ...]:
    """The codes of the indicator, its goals and its sector."""
    goal = board.node(Level.OPERATIONAL_GOAL, dossier.record.goal)
    strategic = board.node(Level.STRATEGIC_GOAL, goal.parent) if goal else None
    return (dossier.code, dossier.record.goal, *((strategic.code, strategic.parent) if strategic else ()))


def _decisions(board: Board, dossier: Dossier) -> Iterator[ChartMark]:
    text = board.text
    for row in decision_rows(board):
        if row.about((dossier.code, dossier.record.goal)):
            title = text.say("trajectory.mark.decision", decision=row.title(text), words=row.name.name)
            yield ChartMark(at=place_of(row.day, board.survey.fiscal_year), kind=MarkKind.DECISION, title=title)


def _actions(board: Board, dossier: Dossier) -> Iterator[ChartMark]:
    text = board.text
    for row in corrective_rows(board.survey).get(dossier.code, ()):
        title = text.say("trajectory.mark.action", period=text.period(row.period), words=row.words(text))
        yield ChartMark(at=float(row.period.end), kind=MarkKind.ACTION, title=title)


def _notes(dossier: Dossier) -> Iterator[ChartMark]:
    text = dossier.record.scale.text
    for reading in dossier.readings:
        if reading.comment:
            title = text.say("trajectory.mark.note", period=text.period(reading.period), words=reading.comment)
            yield ChartMark(at=float(reading.end), kind=MarkKind.NOTE, title=title)

"""One indicator on the dashboard: its page's own view, the two paces, explanations at their points, past releases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kpi.model import Status
from kpi.views.common.board import Board
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import sentence_end
from kpi.views.common.series import Point
from kpi.views.common.values import index_or_none, number_or_none, records
from kpi.views.dashboard.pace import Pace, pace
from kpi.views.indicator.across_editions import across_editions
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.page import build as build_page
from kpi.views.indicator.previous_series import previous_series
from kpi.views.succession.crosswalk import Crosswalk


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReleaseRow:
    """The indicator as a release told it."""

    released: str
    period: str
    value: str
    planned: str
    status: Status
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """The page. `notes` are the department's explanations at the points they are given for, as a chart's marks."""

    view: IndicatorView
    pace: Pace
    notes: tuple[Point, ...]
    events: tuple[str, ...]
    releases: tuple[IndicatorReleaseRow, ...]


def build(
    board: Board,
    code: str,
    paces: pd.DataFrame,
    releases: Mapping[date, pd.DataFrame],
    crosswalk: Crosswalk | None = None,
) -> IndicatorPage | None:
    """The page of an indicator, None for a code that the board does not hold.

    paces     `kpi.measure.paces` of the board's survey
    releases  `kpi.measure.results.INDICATOR_RESULT` of releases by their day, in the order that they are told in
    crosswalk from the edition before to the one of the board, for the former values; None without one
    """
    survey, text = board.survey, board.text
    found, view = dossiers(survey, text, (code,)), build_page(survey, code, text, board=board)
    if view is None or not found:
        return None
    dossier = found[0]
    former = previous_series(crosswalk, code) if crosswalk is not None else None
    return IndicatorPage(
        view=across_editions(view, former, survey.dataset, text),
        pace=pace(paces, dossier),
        notes=_notes(dossier),
        events=_events(dossier),
        releases=_releases(board, dossier, releases),
    )


def _notes(dossier: Dossier) -> tuple[Point, ...]:
    text = dossier.record.scale.text
    return tuple(
        Point(
            end=reading.end,
            value=reading.value,
            title=text.say("dashboard.indicator.note", period=text.period(reading.period), words=reading.comment),
        )
        for reading in dossier.readings
        if reading.comment and reading.value is not None
    )


def _events(dossier: Dossier) -> tuple[str, ...]:
    """Suspensions, changed targets and a break of the series, as sentences."""
    text = dossier.record.scale.text
    found = [
        text.say(
            f"dashboard.indicator.{'suspended' if suspension.until is None else 'was_suspended'}",
            since=text.date(suspension.since),
            until=text.date(suspension.until),
            reason=sentence_end(suspension.reason),
        )
        for suspension in dossier.suspensions
    ]
    found += [
        text.say(
            "dashboard.indicator.target",
            year=dossier.record.year_words(planned.end),
            value=dossier.record.scale.amount(planned.value),
            day=text.date(planned.decided),
            act=sentence_end(planned.act),
        )
        for planned in dossier.targets
        if planned.decided is not None
    ]
    if dossier.record.break_end is not None:
        found.append(text.say("dashboard.indicator.break", reason=sentence_end(dossier.record.break_reason)))
    return tuple(found)


def _releases(board: Board, dossier: Dossier, frames: Mapping[date, pd.DataFrame]) -> tuple[IndicatorReleaseRow, ...]:
    text, scale, found = board.text, dossier.record.scale, []
    fiscal = dossier.record.fiscal_year
    for day, frame in frames.items():
        for row in records(frame[frame["code"] == dossier.code]):
            end, status = index_or_none(row["end"]), Status(str(row["status"]))
            found.append(
                IndicatorReleaseRow(
                    released=text.date(day),
                    period=text.number(None) if end is None else text.period(fiscal.ending(end, row["span_months"])),
                    value=scale.amount(number_or_none(row["value"])),
                    planned=scale.planned(number_or_none(row["planned_value"])),
                    status=status,
                    words=text.say(f"status.{status}"),
                )
            )
    return tuple(found)

"""The overview of the dashboard: counts against an earlier release, sectors over the quarters, goals, who is late."""

from dataclasses import dataclass

import pandas as pd

from kpi.measure.deadlines import deadlines
from kpi.measure.results import Survey
from kpi.text import Text
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.series import Heat
from kpi.views.dashboard.selection import Selection
from kpi.views.dashboard.statuses import StatusDelta, StatusHistory, status_changes, status_history
from kpi.views.public.sector import heat_of_goals


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Goals × quarters with a finding for its title. `titles` are the words of each cell, by row and column."""

    title: str
    label: str
    heat: Heat
    periods: tuple[str, ...]
    titles: tuple[tuple[str, ...], ...]

    def table(self, goal: str) -> list[dict[str, object]]:
        """A row for each goal: «3 з 5» by quarter; `goal` heads the first column."""
        rows: list[dict[str, object]] = []
        for row in self.heat.rows:
            words = (f"{c.on_plan}/{c.judged}" if c.judged else "—" for c in row.cells)
            rows.append({goal: f"{row.code} {row.name}", **dict(zip(self.periods, words, strict=True))})
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The page. `late` are the indicators whose last due period has no report, by department."""

    changes: tuple[StatusDelta, ...]
    history: StatusHistory | None
    sectors: tuple[StatusHistory, ...]
    heat: HeatMap | None
    late_title: str
    late: tuple[IndicatorRow, ...]


def build(shown: Selection, earlier: Survey | None = None) -> OverviewPage:
    """The page of what the filters let through; `earlier` is the survey that the counts are compared with."""
    board, text = shown.board, shown.text
    histories = (status_history(board, node.rows, node.name.name) for node in shown.sectors())
    late = tuple(sorted((row for row in shown.rows if row.overdue), key=lambda row: (row.department.name, row.code)))
    return OverviewPage(
        changes=status_changes(shown.rows, earlier, text),
        history=status_history(board, shown.rows),
        sectors=tuple(history for history in histories if history is not None),
        heat=heat_map(shown),
        late_title=_late_title(board.survey, text, late),
        late=late,
    )


def heat_map(shown: Selection, sector: str | None = None) -> HeatMap | None:
    """Goals × quarters of what is shown; None where no quarter has ended or no goal is shown."""
    goals, text = shown.goals(sector), shown.text
    found = heat_of_goals(shown.board, goals)
    if not found.rows or not found.ends or not shown.board.survey.moments:
        return None
    periods = tuple(text.period(shown.board.period_ending(end)) for end in found.ends)
    titles = tuple(
        tuple(_cell(text, period, cell.on_plan, cell.judged) for period, cell in zip(periods, row.cells, strict=True))
        for row in found.rows
    )
    last = [row.cells[-1] for row in found.rows if row.cells[-1].judged]
    good = sum(1 for cell in last if 2 * cell.on_plan >= cell.judged)
    title = text.count("dashboard.heat.title", len(last), good=good) if last else text.say("dashboard.heat.none")
    label = text.say("dashboard.heat.label", title=title, first=periods[0], last=periods[-1])
    return HeatMap(title, label, found, periods, titles)


def _cell(text: Text, period: str, on_plan: int, judged: int) -> str:
    if not judged:
        return text.say("dashboard.heat.cell_none", period=period)
    return text.say("dashboard.heat.cell", period=period, on_plan=on_plan, judged=text.count("rows.judged", judged))


def _late_title(survey: Survey, text: Text, late: tuple[IndicatorRow, ...]) -> str:
    if not late:
        terms = deadlines(survey.dataset)["deadline"]
        if terms.isna().all():
            return text.say("dashboard.late.no_terms")
        due = terms <= pd.Timestamp(survey.now.known_at)
        return text.say("dashboard.late.none" if due.any() else "dashboard.late.not_due")
    departments = len({row.department.code for row in late})
    return text.count("dashboard.late.title", len(late)) + text.count("dashboard.late.departments", departments)

"""The actions of a survey as one table, with all that is computed of them; nothing here is in words."""

from dataclasses import dataclass

import pandas as pd

from kpi.measure.chain.action_standings import action_standings
from kpi.measure.chain.money_lines import money_lines
from kpi.measure.chain.spending import against_progress
from kpi.model import JUDGED, Level, code_sort_key, month_index
from kpi.views.actions.filters import ActionFilters
from kpi.views.common.board import Board


@dataclass(frozen=True, eq=False)
class ActionTable:
    """`rows` the actions in the order of their codes, `lines` their money (`kpi.measure.chain.money_lines`).

    rows  ACTIONS with `goal`, `sector` ("" where above them), `standing` and the columns of `against_progress`,
          `plan` and `actual` of all their money, `shown_plan` and `shown_actual` of the lines that are shown
    """

    rows: pd.DataFrame
    lines: pd.DataFrame


def action_table(board: Board) -> ActionTable:
    """All actions of the board."""
    survey, dataset = board.survey, board.survey.dataset
    frame, day = dataset.actions, survey.now.as_of
    delta = dataset.strategy.settings.delta
    told = against_progress(frame, dataset.action_money, _progress(board), day, delta)
    places = {code: _place(board, str(code)) for code in frame["code"].unique()}
    rows = frame.assign(
        standing=action_standings(frame, day),
        goal=frame["code"].map({code: goal for code, (goal, _) in places.items()}),
        sector=frame["code"].map({code: sector for code, (_, sector) in places.items()}),
        **{name: told[name] for name in told.columns},
    )
    order = sorted(zip(rows["code"], rows.index, strict=True), key=lambda one: (code_sort_key(str(one[0])), one[1]))
    lines = money_lines(frame, dataset.action_money)
    # whole units of the currency, as they are printed: a reader's sum of rows is the printed sum
    lines = lines.assign(plan=lines["plan"].round(), actual=lines["actual"].round())
    return _with_shown(rows.loc[[at for _, at in order]], lines)


def narrowed(board: Board, table: ActionTable, chosen: ActionFilters) -> ActionTable:
    """The actions that the filters let through, and of their money the lines of the chosen source and year.

    Of an action without money by years its own time says whether a year is one of its years.
    """
    rows, lines = table.rows, table.lines
    for name in ("sector", "goal", "state"):
        if wanted := getattr(chosen, name):
            rows = rows[rows[name] == wanted]
    if chosen.source:
        lines = lines[lines["source"] == chosen.source]
        rows = rows[rows.index.isin(lines["action"])]
    if chosen.year:
        fiscal, year = board.survey.fiscal_year, int(chosen.year)
        first, last = pd.Timestamp(fiscal.year_begins(year)), pd.Timestamp(fiscal.year_ends(year))
        divided = lines["action"][lines["end"].notna()]
        lines = lines[lines["end"] == month_index(year, 12)]
        lasting = (rows["start"].fillna(rows["due"]) <= last) & (rows["due"] >= first)
        rows = rows[rows.index.isin(lines["action"]) | (~rows.index.isin(divided) & lasting)]
    return _with_shown(rows, lines[lines["action"].isin(rows.index)])


def _with_shown(rows: pd.DataFrame, lines: pd.DataFrame) -> ActionTable:
    sums = lines.groupby("action")[["plan", "actual"]].sum(min_count=1).reindex(rows.index)
    return ActionTable(rows.assign(shown_plan=sums["plan"], shown_actual=sums["actual"]), lines)


def _progress(board: Board) -> pd.Series:
    """How far indicators and goals have come, by code; only of what is judged, the rest is not known."""
    now = board.survey.now
    both = pd.concat([part[["code", "status", "progress"]] for part in (now.indicators, now.nodes)])
    judged = both[both["status"].isin([str(status) for status in JUDGED])].drop_duplicates("code")
    return judged.set_index("code")["progress"]


def _place(board: Board, code: str) -> tuple[str, str]:
    """The operational goal and the sector of a code; "" where it stands above them."""
    row = board.row(code)
    goal = board.node(Level.OPERATIONAL_GOAL, row.goal if row else code)
    strategic = board.node(Level.STRATEGIC_GOAL, goal.parent if goal else code)
    sector = board.node(Level.SECTOR, strategic.parent if strategic else code)
    return goal.code if goal else "", sector.code if sector else ""

"""What must hold for a goal to be reached, who watches it, until when it is to be looked at again."""

from dataclasses import dataclass
from datetime import date

from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import records
from kpi.views.oversight.decision_rows import day_of


@dataclass(frozen=True, slots=True)
class RiskRow:
    """`overdue`: its day of review has passed on the day that the release is judged at."""

    name: LocalizedName
    watcher: str
    review_by: date | None
    overdue: bool


def risk_rows(board: Board, goal: str) -> tuple[RiskRow, ...]:
    """The risks of a goal, in the order of its sheet."""
    frame, text = board.survey.dataset.risks, board.text
    found = []
    for row in records(frame[frame["goal"] == goal]):
        review = day_of(row["review_by"])
        late = review is not None and review < board.survey.now.as_of
        name = LocalizedName.of(text, "", str(row["name"]), str(row["name_en"]))
        found.append(RiskRow(name, str(row["watcher"]), review, late))
    return tuple(found)

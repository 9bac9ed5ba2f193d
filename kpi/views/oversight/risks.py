"""What must hold for a goal to be reached, who watches it, until when it is to be looked at again."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import Record, records
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
    text, found = board.text, []
    for row in _by_goal(board.survey).get(goal, ()):
        review = day_of(row["review_by"])
        late = review is not None and review < board.survey.now.as_of
        name = LocalizedName.of(text, "", str(row["name"]), str(row["name_en"]))
        found.append(RiskRow(name, str(row["watcher"]), review, late))
    return tuple(found)


@cache_by_survey
def _by_goal(survey: Survey) -> dict[str, list[Record]]:
    """The rows of `RISKS` of every goal that has any."""
    found: dict[str, list[Record]] = {}
    for row in records(survey.dataset.risks):
        found.setdefault(str(row["goal"]), []).append(row)
    return found

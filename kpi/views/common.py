"""What all pages share, in one place: rows, counts, nodes, since when, printed numbers.

board(survey, text) -> Board      the goal tree and the indicators of a survey in one language
IndicatorRow                      one indicator, values raw and printed
Node, Rollup                      one goal or sector with its counts, P, E and coverage
StatusCounts                      counts by status; .judged, .on_plan, .far_behind; .bar(text)
Scale                             how one indicator's numbers are printed
"""

from kpi.views.board import Board, Node, Rollup, board
from kpi.views.counts import StatusCounts
from kpi.views.rows import IndicatorRow, Named, Numbers, Printed, comparison, indicator_rows, pace_key
from kpi.views.since import Since, statuses_by_quarter
from kpi.views.values import Record, Scale, decimals_by_code, index_or_none, number_or_none, records

__all__ = [
    "Board",
    "IndicatorRow",
    "Named",
    "Node",
    "Numbers",
    "Printed",
    "Record",
    "Rollup",
    "Scale",
    "Since",
    "StatusCounts",
    "board",
    "comparison",
    "decimals_by_code",
    "index_or_none",
    "indicator_rows",
    "number_or_none",
    "pace_key",
    "records",
    "statuses_by_quarter",
]

"""How it is measured: pure pandas, as of any date (docs/method.md)."""

from kpi.measure.clock import default_times, moments
from kpi.measure.growth import NotApplicable, second_opinion
from kpi.measure.history import planned_values, revisions, series
from kpi.measure.measuring import measure
from kpi.measure.pace import NoPace, paces
from kpi.measure.rhythm import Rhythm, rhythm
from kpi.measure.rollup import NegativeWeightError, rollup
from kpi.measure.surveying import in_hindsight, survey
from kpi.measure.trend import NoContinuation, continuation, trends
from kpi.measure.year_so_far import ongoing, year_so_far

__all__ = [
    "NegativeWeightError",
    "NoContinuation",
    "NoPace",
    "NotApplicable",
    "Rhythm",
    "continuation",
    "default_times",
    "in_hindsight",
    "measure",
    "moments",
    "ongoing",
    "paces",
    "planned_values",
    "revisions",
    "rhythm",
    "rollup",
    "second_opinion",
    "series",
    "survey",
    "trends",
    "year_so_far",
]

"""How it is measured: pure pandas, as of any date (docs/method.md)."""

from kpi.measure.clock import default_times, moments
from kpi.measure.core.rollup import NegativeWeightError
from kpi.measure.history import revisions
from kpi.measure.measuring import measure
from kpi.measure.pace import NoPace, paces
from kpi.measure.rhythm import Rhythm, rhythm
from kpi.measure.second_opinion import NotApplicable, second_opinion
from kpi.measure.surveying import in_hindsight, survey
from kpi.measure.trend import NoContinuation, continuation, trends

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
    "revisions",
    "rhythm",
    "second_opinion",
    "survey",
    "trends",
]

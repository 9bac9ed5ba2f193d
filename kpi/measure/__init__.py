"""How it is measured: pure pandas, as of any date (METHOD.md; docs/method.md)."""

from kpi.measure.measuring import measure
from kpi.measure.rollup import NegativeWeightError, rollup

__all__ = ["NegativeWeightError", "measure", "rollup"]

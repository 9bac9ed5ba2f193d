"""What stands beside an indicator's own series on its page: its parts, other communities, answered questions."""

from dataclasses import dataclass

from kpi.views.indicator.breakdown import Breakdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """None and () leave a section out."""

    breakdown: Breakdown | None = None


NOTHING = Beside()

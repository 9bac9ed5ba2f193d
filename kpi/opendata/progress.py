"""Every indicator as of a day, by all that a release knows (METHOD 3): the API's answer to «how did it stand then?»."""

from collections.abc import Iterator
from datetime import date

from kpi.measure import measure
from kpi.model import Basis
from kpi.opendata.columns import Cell, Columns, of_frame, periods
from kpi.opendata.tables import ReleaseTables, flags


def progress_at(release: ReleaseTables, day: date) -> Iterator[dict[str, Cell]]:
    """One record an indicator, in the order of the release; numbers as in the table of indicators."""
    survey = release.survey
    now = measure(survey.dataset, day, survey.now.known_at).indicators
    names = ("code", "goal", "status", "reason", "value", "planned_value", "baseline_value", "target_value")
    strategy = survey.dataset.strategy
    columns: Columns = {
        **of_frame(now, *names, "progress", "expected", "pace", "age_months", "overdue"),
        "period": periods(now["end"], now["span_months"], release.survey.fiscal_year),
        "flags": flags(now),
    }
    same: dict[str, Cell] = {
        "as_of": day,
        "known_at": survey.now.known_at,
        "history": Basis.HINDSIGHT.value,
        "version": release.version,
        "licence": strategy.licence or None,
        "demo": strategy.illustrative,
    }
    for row in zip(*columns.values(), strict=True):
        yield {**dict(zip(columns, row, strict=True)), **same}

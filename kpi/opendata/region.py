"""The page over all communities as data: two tables, as CSV and together as JSON. Names of fields are the API's."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kpi.community import Community
from kpi.measure.many.community_standing import CommunityStanding, SharedIndicator
from kpi.model import Status
from kpi.opendata.columns import Cell
from kpi.opendata.csv_file import csv_of_rows
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from kpi.views.public.region import PER, per_head

_COMMUNITY = (
    *("community", "name", "name_en", "edition", "first_year", "last_year", "released", "as_of"),
    *("indicators", "assessed", "on_plan", *(f"n_{status}" for status in Status)),
    *("reports_due", "reports_overdue", "illustrative", "population", "population_as_of"),
)
_SHARED = (
    *("catalogue_code", "community", "indicator", "name", "name_en", "unit", "unit_en", "kind", "status"),
    *("period", "value", f"value_per_{PER}", "population_as_of", "illustrative"),
)


def communities_csv(found: Sequence[CommunityStanding]) -> bytes:
    """A row for each community; of one that has published nothing its key alone."""
    return csv_of_rows(_COMMUNITY, (list(row.values()) for row in map(_community, found)))


def shared_csv(found: Sequence[CommunityStanding], text: Text) -> bytes:
    """A row for each indicator that names a code of a catalogue."""
    rows = (_shared(one.community, indicator, text) for one in found for indicator in one.shared)
    return csv_of_rows(_SHARED, (list(row.values()) for row in rows))


def region_json(found: Sequence[CommunityStanding], text: Text, name: str) -> bytes:
    """Both tables."""
    told: dict[str, Any] = {
        "region": name or None,
        "communities": [_plain(_community(one)) for one in found],
        "shared_indicators": [
            _plain(_shared(one.community, indicator, text)) for one in found for indicator in one.shared
        ],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(row: dict[str, Cell]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _community(one: CommunityStanding) -> dict[str, Cell]:
    strategy, counts, about = one.strategy, StatusCounts.of(one.statuses), one.community
    population = {"population": about.population, "population_as_of": about.counted_on or None}
    if strategy is None:
        return dict.fromkeys(_COMMUNITY) | {"community": about.key} | population
    by_status = {f"n_{status}": counts[status] for status in Status}
    values: dict[str, Cell] = {
        "community": about.key,
        "name": strategy.community,
        "name_en": strategy.community_en or None,
        "edition": strategy.edition,
        "first_year": strategy.first_year,
        "last_year": strategy.last_year,
        "released": one.released,
        "as_of": one.as_of,
        "indicators": counts.total,
        "assessed": counts.judged,
        "on_plan": counts.on_plan,
        **by_status,
        "reports_due": one.due,
        "reports_overdue": one.overdue,
        "illustrative": strategy.illustrative,
        **population,
    }
    return values


def _shared(about: Community, one: SharedIndicator, text: Text) -> dict[str, Cell]:
    head = per_head(one, about, text)
    there = one.value is not None and one.period is not None
    values: dict[str, Cell] = {
        "catalogue_code": one.catalogue_code,
        "community": about.key,
        "indicator": one.code,
        "name": one.name,
        "name_en": one.name_en or None,
        "unit": one.unit,
        "unit_en": one.unit_en or None,
        "kind": str(one.kind),
        "status": str(one.status),
        "period": one.period.code if one.period is not None else None,
        "value": one.value,
        f"value_per_{PER}": head,
        "population_as_of": about.counted_on if head is not None else None,
        "illustrative": one.illustrative if there else None,
    }
    return values

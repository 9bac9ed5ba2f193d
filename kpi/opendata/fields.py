"""The tables of a release and their fields: one description for CSV, Excel, packages, the API and the Data page.

Names are for good: a field may be added, never renamed. What a field is called and means stands in
kpi/text/words/fields.toml under `field.<name>`.
"""

from kpi.model import (
    ActionState,
    Direction,
    Frequency,
    GapReason,
    Kind,
    Level,
    NoDataReason,
    Provenance,
    Status,
    Succession,
    Visibility,
)
from kpi.opendata import health, oversight
from kpi.opendata.field_types import CODE, LAST, NAMES, Field, Type, coded, numbers, plain_texts

__all__ = ["CODE", "FILLED", "KEYS", "LAST", "OF_INDICATORS", "PERIOD", "TABLES", "Field", "Type", "own"]


PERIOD = r"\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"
_UNITS = plain_texts("unit", "unit_en")
_PERIOD = Field(name="period", required=True, pattern=PERIOD)
_STATUS = coded("status", Status, "status")
_REASON = coded("reason", NoDataReason, "progress.no_data")
#: a public release has none that was left blank
_SAID = (Provenance.DOCUMENTED, Provenance.ILLUSTRATIVE)
_PROVENANCE = coded("provenance", _SAID, "provenance")
_RELEASE = Field(name="release", type=Type.DATE)
TABLES: dict[str, tuple[Field, ...]] = {
    "goals": (
        coded("level", Level, "level", required=True),
        CODE,
        Field(name="parent"),
        *NAMES,
        Field(name="department"),
        Field(name="weight", type=Type.NUMBER),
        Field(name="goal_source"),
        _STATUS,
        *numbers("progress", "expected", "coverage"),
        *(Field(name=name, type=Type.WHOLE) for name in ("assessed", "active", *(f"n_{status}" for status in Status))),
        *LAST,
    ),
    "indicators": (
        CODE,
        *plain_texts("goal", "strategic_goal", "sector", "task", "also_under"),
        *NAMES,
        *_UNITS,
        coded("direction", Direction, "direction", required=True),
        coded("kind", Kind, "kind", required=True),
        coded("frequency", Frequency, "frequency", required=True),
        _STATUS,
        _REASON,
        Field(name="status_since", pattern=PERIOD),
        Field(name="status_quarters", type=Type.WHOLE),
        Field(name="period", pattern=PERIOD),
        *numbers("value", "planned_value", "baseline_value", "target_value", "first_target_value"),
        Field(name="year_to_date_period", pattern=PERIOD),
        *numbers("year_to_date", "year_plan"),
        Field(name="baseline_year", type=Type.WHOLE),
        Field(name="target_year", type=Type.WHOLE),
        *numbers("range_low", "range_high", "progress", "expected", "pace"),
        Field(name="age_months", type=Type.WHOLE),
        Field(name="overdue", type=Type.BOOL, required=True),
        Field(name="flags"),
        Field(name="explanation"),
        Field(name="weight", type=Type.NUMBER),
        *plain_texts("department", "source", "definition"),
        _PROVENANCE,
        coded("baseline_provenance", _SAID, "provenance"),
        coded("value_provenance", _SAID, "provenance"),
        coded("visibility", Visibility, "visibility", required=True),
        Field(name="break_period", pattern=PERIOD),
        Field(name="break_reason"),
        Field(name="catalogue_code"),
        Field(name="as_of", type=Type.DATE, required=True),
        *plain_texts("workbook", "sheet", "cell"),
        *LAST,
    ),
    "values": (
        CODE,
        *NAMES,
        *_UNITS,
        Field(name="weight", type=Type.NUMBER),
        _PERIOD,
        Field(name="period_start", type=Type.DATE, required=True),
        Field(name="period_end", type=Type.DATE, required=True),
        Field(name="breakdown"),
        Field(name="value", type=Type.NUMBER),
        coded("gap", GapReason, "gap"),
        *numbers("assessed_value", "planned_value", "year_to_date", "year_plan"),
        _STATUS,
        Field(name="computed", type=Type.BOOL, required=True),
        Field(name="preliminary", type=Type.BOOL, required=True),
        Field(name="coverage_pct", type=Type.NUMBER),
        Field(name="restricted_until", type=Type.DATE),
        Field(name="comment"),
        _PROVENANCE,
        *plain_texts("source", "department", "workbook", "sheet", "cell"),
        _RELEASE,
        *LAST,
    ),
    "targets": (
        CODE,
        Field(name="name", required=True),
        *_UNITS,
        Field(name="year", type=Type.WHOLE, required=True),
        Field(name="target_value", type=Type.NUMBER, required=True),
        Field(name="in_force", type=Type.BOOL, required=True),
        Field(name="decided", type=Type.DATE),
        *plain_texts("act", "workbook"),
        _RELEASE,
        *LAST,
    ),
    "revisions": (
        CODE,
        Field(name="name", required=True),
        *_UNITS,
        _PERIOD,
        *numbers("old_value", "new_value"),
        coded("old_gap", GapReason, "gap"),
        coded("new_gap", GapReason, "gap"),
        *plain_texts("comment", "department", "workbook"),
        _RELEASE,
        *LAST,
    ),
    "progress": (
        CODE,
        Field(name="quarter", required=True, pattern=PERIOD),
        Field(name="as_of", type=Type.DATE, required=True),
        Field(name="known_at", type=Type.DATE, required=True),
        _STATUS,
        _REASON,
        Field(name="period", pattern=PERIOD),
        *numbers("value", "planned_value", "progress", "expected", "pace"),
        *LAST,
    ),
    "actions": (
        CODE,
        Field(name="name", required=True),
        coded("state", ActionState, "action_state", required=True),
        Field(name="due", type=Type.DATE),
        *numbers("done_pct", "budget_plan_uah", "budget_actual_uah"),
        *plain_texts("funding", "dream_id", "comment", "workbook"),
        *LAST,
    ),
    "suspensions": (
        CODE,
        Field(name="since", type=Type.DATE, required=True),
        Field(name="until", type=Type.DATE),
        Field(name="suspension_reason"),
        Field(name="act"),
        Field(name="review_by", type=Type.DATE),
        _RELEASE,
        *LAST,
    ),
    "departments": (CODE, *NAMES, Field(name="contact"), _PROVENANCE, *LAST),
    "successions": (
        *plain_texts("previous_edition", "previous_code", "previous_name"),
        coded("succession", Succession, "succession.word", required=True),
        *plain_texts("code", "name"),
        *LAST,
    ),
    "previous_values": (
        CODE,
        Field(name="name", required=True),
        *_UNITS,
        Field(name="previous_edition", required=True),
        Field(name="previous_code", required=True),
        _PERIOD,
        Field(name="period_start", type=Type.DATE, required=True),
        Field(name="period_end", type=Type.DATE, required=True),
        Field(name="breakdown"),
        *numbers("value", "assessed_value"),
        Field(name="computed", type=Type.BOOL, required=True),
        Field(name="preliminary", type=Type.BOOL, required=True),
        Field(name="coverage_pct", type=Type.NUMBER),
        _PROVENANCE,
        Field(name="source"),
        _RELEASE,
        *LAST,
    ),
    **oversight.TABLES,
    **health.TABLES,
}
#: tables that are offered where they say something: where an edition stands before this one, where a plan has the sheet
FILLED = frozenset({"successions", "previous_values", *oversight.TABLES, *health.TABLES})
#: what a row of a table is known by
KEYS: dict[str, tuple[str, ...]] = {
    "goals": ("level", "code"),
    "indicators": ("code",),
    "values": ("code", "period", "breakdown"),
    "progress": ("code", "quarter"),
    "departments": ("code",),
    "previous_values": ("code", "period", "breakdown"),
    **oversight.KEYS,
    **health.KEYS,
}
#: tables whose `code` is an indicator's
OF_INDICATORS = frozenset({"values", "targets", "revisions", "progress", "previous_values"})


def own(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Without those that every table ends with."""
    return fields[: -len(LAST)] if fields[-len(LAST) :] == LAST else fields

"""The tables of a release and their fields: one description for CSV, Excel, packages, the API and the Data page.

Names are for good: a field may be added, never renamed. What a field is called and means stands in
kpi/text/words/fields.toml under `field.<name>`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
    Visibility,
)


class Type(StrEnum):
    """The types of Frictionless Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    WHOLE = "integer"
    DATE = "date"
    MOMENT = "datetime"
    BOOL = "boolean"


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    codes     what may stand in it, () where anything may
    words     key of the words of its codes without the code: "status" for `status.on_track`
    required  never empty
    pattern   of the text, "" where any text may stand
    """

    name: str
    type: Type = Type.TEXT
    codes: tuple[str, ...] = ()
    words: str = ""
    required: bool = False
    pattern: str = ""


def _coded(name: str, codes: Iterable[StrEnum], words: str, *, required: bool = False) -> Field:
    return Field(name, codes=tuple(code.value for code in codes), words=words, required=required)


def _numbers(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Type.NUMBER) for name in names)


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


PERIOD = r"\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"
CODE = Field("code", required=True)
_NAMES = (Field("name", required=True), Field("name_en"))
_UNITS = _texts("unit", "unit_en")
_PERIOD = Field("period", required=True, pattern=PERIOD)
_STATUS = _coded("status", Status, "status")
_REASON = _coded("reason", NoDataReason, "progress.no_data")
#: a public release has none that was left blank
_SAID = (Provenance.DOCUMENTED, Provenance.ILLUSTRATIVE)
_PROVENANCE = _coded("provenance", _SAID, "provenance")
_RELEASE = Field("release", Type.DATE)
#: the last columns of every table: of which release the file is, under which licence, whether the numbers are invented
LAST = (
    Field("version", Type.DATE, required=True),
    Field("licence", required=True),
    Field("demo", Type.BOOL, required=True),
)

TABLES: dict[str, tuple[Field, ...]] = {
    "goals": (
        _coded("level", Level, "level", required=True),
        CODE,
        Field("parent"),
        *_NAMES,
        Field("department"),
        Field("weight", Type.NUMBER),
        Field("goal_source"),
        _STATUS,
        *_numbers("progress", "expected", "coverage"),
        *(Field(name, Type.WHOLE) for name in ("assessed", "active", *(f"n_{status}" for status in Status))),
        *LAST,
    ),
    "indicators": (
        CODE,
        *_texts("goal", "strategic_goal", "sector"),
        *_NAMES,
        *_UNITS,
        _coded("direction", Direction, "direction", required=True),
        _coded("kind", Kind, "kind", required=True),
        _coded("frequency", Frequency, "frequency", required=True),
        _STATUS,
        _REASON,
        Field("status_since", pattern=PERIOD),
        Field("status_quarters", Type.WHOLE),
        Field("period", pattern=PERIOD),
        *_numbers("value", "planned_value", "baseline_value", "target_value", "first_target_value"),
        Field("year_to_date_period", pattern=PERIOD),
        *_numbers("year_to_date", "year_plan"),
        Field("baseline_year", Type.WHOLE),
        Field("target_year", Type.WHOLE),
        *_numbers("range_low", "range_high", "progress", "expected", "pace"),
        Field("age_months", Type.WHOLE),
        Field("overdue", Type.BOOL, required=True),
        Field("flags"),
        Field("explanation"),
        Field("weight", Type.NUMBER),
        *_texts("department", "source", "definition"),
        _PROVENANCE,
        _coded("baseline_provenance", _SAID, "provenance"),
        _coded("value_provenance", _SAID, "provenance"),
        _coded("visibility", Visibility, "visibility", required=True),
        Field("break_period", pattern=PERIOD),
        Field("break_reason"),
        Field("as_of", Type.DATE, required=True),
        *_texts("workbook", "sheet", "cell"),
        *LAST,
    ),
    "values": (
        CODE,
        *_NAMES,
        *_UNITS,
        Field("weight", Type.NUMBER),
        _PERIOD,
        Field("period_start", Type.DATE, required=True),
        Field("period_end", Type.DATE, required=True),
        Field("breakdown"),
        Field("value", Type.NUMBER),
        _coded("gap", GapReason, "gap"),
        *_numbers("assessed_value", "planned_value", "year_to_date", "year_plan"),
        _STATUS,
        Field("computed", Type.BOOL, required=True),
        Field("preliminary", Type.BOOL, required=True),
        Field("coverage_pct", Type.NUMBER),
        Field("restricted_until", Type.DATE),
        Field("comment"),
        _PROVENANCE,
        *_texts("source", "department", "workbook", "sheet", "cell"),
        _RELEASE,
        *LAST,
    ),
    "targets": (
        CODE,
        Field("name", required=True),
        *_UNITS,
        Field("year", Type.WHOLE, required=True),
        Field("target_value", Type.NUMBER, required=True),
        Field("in_force", Type.BOOL, required=True),
        Field("decided", Type.DATE),
        *_texts("act", "workbook"),
        _RELEASE,
        *LAST,
    ),
    "revisions": (
        CODE,
        Field("name", required=True),
        *_UNITS,
        _PERIOD,
        *_numbers("old_value", "new_value"),
        _coded("old_gap", GapReason, "gap"),
        _coded("new_gap", GapReason, "gap"),
        *_texts("comment", "department", "workbook"),
        _RELEASE,
        *LAST,
    ),
    "progress": (
        CODE,
        Field("quarter", required=True, pattern=PERIOD),
        Field("as_of", Type.DATE, required=True),
        Field("known_at", Type.DATE, required=True),
        _STATUS,
        _REASON,
        Field("period", pattern=PERIOD),
        *_numbers("value", "planned_value", "progress", "expected", "pace"),
        *LAST,
    ),
    "actions": (
        CODE,
        Field("name", required=True),
        _coded("state", ActionState, "action_state", required=True),
        Field("due", Type.DATE),
        *_numbers("done_pct", "budget_plan_uah", "budget_actual_uah"),
        *_texts("funding", "dream_id", "comment", "workbook"),
        *LAST,
    ),
    "suspensions": (
        CODE,
        Field("since", Type.DATE, required=True),
        Field("until", Type.DATE),
        Field("suspension_reason"),
        Field("act"),
        Field("review_by", Type.DATE),
        _RELEASE,
        *LAST,
    ),
    "departments": (CODE, *_NAMES, Field("contact"), _PROVENANCE, *LAST),
}
#: what a row of a table is known by
KEYS: dict[str, tuple[str, ...]] = {
    "goals": ("level", "code"),
    "indicators": ("code",),
    "values": ("code", "period", "breakdown"),
    "progress": ("code", "quarter"),
    "departments": ("code",),
}
#: tables whose `code` is an indicator's
OF_INDICATORS = frozenset({"values", "targets", "revisions", "progress"})


def own(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Without those that every table ends with."""
    return fields[: -len(LAST)] if fields[-len(LAST) :] == LAST else fields

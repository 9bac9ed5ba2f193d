"""The tables of a release and their fields: one description for CSV, Excel, packages, the API and the Data page.

Names are for good: a field may be added, never renamed. What a field is called and means stands in
kpi/text/words/fields.toml under `field.<name>`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kpi.model import (
    ActionStanding,
    ActionState,
    CorrectiveFate,
    Direction,
    Frequency,
    GapReason,
    Kind,
    Level,
    NoDataReason,
    Provenance,
    ResultLevel,
    Status,
    Succession,
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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    return Field(name=name, codes=tuple(code.value for code in codes), words=words, required=required)


def _numbers(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name=name, type=Type.NUMBER) for name in names)


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name=name) for name in names)


PERIOD = r"\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"
CODE = Field(name="code", required=True)
_NAMES = (Field(name="name", required=True), Field(name="name_en"))
_UNITS = _texts("unit", "unit_en")
_PERIOD = Field(name="period", required=True, pattern=PERIOD)
_STATUS = _coded("status", Status, "status")
_REASON = _coded("reason", NoDataReason, "progress.no_data")
#: a public release has none that was left blank
_SAID = (Provenance.DOCUMENTED, Provenance.ILLUSTRATIVE)
_PROVENANCE = _coded("provenance", _SAID, "provenance")
_RELEASE = Field(name="release", type=Type.DATE)
#: the last columns of every table: of which release the file is, under which licence, whether the numbers are invented
LAST = (
    Field(name="version", type=Type.DATE, required=True),
    Field(name="licence"),
    Field(name="demo", type=Type.BOOL, required=True),
)

TABLES: dict[str, tuple[Field, ...]] = {
    "goals": (
        _coded("level", Level, "level", required=True),
        CODE,
        Field(name="parent"),
        *_NAMES,
        Field(name="department"),
        Field(name="weight", type=Type.NUMBER),
        Field(name="goal_source"),
        _STATUS,
        *_numbers("progress", "expected", "coverage"),
        *(Field(name=name, type=Type.WHOLE) for name in ("assessed", "active", *(f"n_{status}" for status in Status))),
        *LAST,
    ),
    "indicators": (
        CODE,
        *_texts("goal", "strategic_goal", "sector", "task", "also_under"),
        *_NAMES,
        *_UNITS,
        _coded("direction", Direction, "direction", required=True),
        _coded("kind", Kind, "kind", required=True),
        _coded("frequency", Frequency, "frequency", required=True),
        _STATUS,
        _REASON,
        Field(name="status_since", pattern=PERIOD),
        Field(name="status_quarters", type=Type.WHOLE),
        Field(name="period", pattern=PERIOD),
        *_numbers("value", "planned_value", "baseline_value", "target_value", "first_target_value"),
        Field(name="year_to_date_period", pattern=PERIOD),
        *_numbers("year_to_date", "year_plan"),
        Field(name="baseline_year", type=Type.WHOLE),
        Field(name="target_year", type=Type.WHOLE),
        *_numbers("range_low", "range_high", "progress", "expected", "pace"),
        Field(name="age_months", type=Type.WHOLE),
        Field(name="overdue", type=Type.BOOL, required=True),
        Field(name="flags"),
        Field(name="explanation"),
        Field(name="weight", type=Type.NUMBER),
        *_texts("department", "source", "definition"),
        _PROVENANCE,
        _coded("baseline_provenance", _SAID, "provenance"),
        _coded("value_provenance", _SAID, "provenance"),
        _coded("visibility", Visibility, "visibility", required=True),
        Field(name="break_period", pattern=PERIOD),
        Field(name="break_reason"),
        Field(name="catalogue_code"),
        _coded("result_level", ResultLevel, "result_level"),
        Field(name="quality_facts", type=Type.WHOLE, required=True),
        *_texts("verification", "accuracy", "limitations", "compensation", "checked_by"),
        Field(name="checked_on", type=Type.DATE),
        Field(name="evidence"),
        Field(name="as_of", type=Type.DATE, required=True),
        *_texts("workbook", "sheet", "cell"),
        *LAST,
    ),
    "values": (
        CODE,
        *_NAMES,
        *_UNITS,
        Field(name="weight", type=Type.NUMBER),
        _PERIOD,
        Field(name="period_start", type=Type.DATE, required=True),
        Field(name="period_end", type=Type.DATE, required=True),
        Field(name="breakdown"),
        Field(name="value", type=Type.NUMBER),
        _coded("gap", GapReason, "gap"),
        *_numbers("assessed_value", "planned_value", "year_to_date", "year_plan"),
        _STATUS,
        Field(name="computed", type=Type.BOOL, required=True),
        Field(name="preliminary", type=Type.BOOL, required=True),
        Field(name="coverage_pct", type=Type.NUMBER),
        Field(name="restricted_until", type=Type.DATE),
        Field(name="comment"),
        _PROVENANCE,
        *_texts("source", "department", "workbook", "sheet", "cell"),
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
        *_texts("act", "workbook"),
        _RELEASE,
        *LAST,
    ),
    "revisions": (
        CODE,
        Field(name="name", required=True),
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
        Field(name="quarter", required=True, pattern=PERIOD),
        Field(name="as_of", type=Type.DATE, required=True),
        Field(name="known_at", type=Type.DATE, required=True),
        _STATUS,
        _REASON,
        Field(name="period", pattern=PERIOD),
        *_numbers("value", "planned_value", "progress", "expected", "pace"),
        *LAST,
    ),
    "actions": (
        CODE,
        Field(name="name", required=True),
        _coded("state", ActionState, "action_state", required=True),
        Field(name="due", type=Type.DATE),
        *_numbers("done_pct", "budget_plan_uah", "budget_actual_uah"),
        *_texts("funding", "dream_id", "comment"),
        Field(name="action_number", type=Type.WHOLE, required=True),
        _coded("standing", ActionStanding, "action_standing", required=True),
        Field(name="start", type=Type.DATE),
        Field(name="partners"),
        _coded("result_level", ResultLevel, "result_level"),
        *_texts("indicator", "investment_direction", "stop_reason", "act", "project_page", "workbook"),
        *LAST,
    ),
    "action_money": (
        CODE,
        Field(name="name", required=True),
        Field(name="action_number", type=Type.WHOLE, required=True),
        Field(name="year", type=Type.WHOLE, required=True),
        Field(name="funding", required=True),
        *_numbers("money_plan", "money_actual"),
        Field(name="workbook"),
        *LAST,
    ),
    "corrective_actions": (
        CODE,
        Field(name="name", required=True),
        *_UNITS,
        _PERIOD,
        Field(name="action_number", type=Type.WHOLE, required=True),
        *(Field(name=name, required=True) for name in ("cause", "measure", "responsible")),
        *(Field(name=name, type=Type.DATE, required=True) for name in ("first_due", "due")),
        Field(name="times_moved", type=Type.WHOLE, required=True),
        _coded("fate", CorrectiveFate, "corrective_fate", required=True),
        Field(name="outcome_day", type=Type.DATE),
        Field(name="outcome_reason"),
        *_numbers("expected_value", "money"),
        Field(name="first_release", type=Type.DATE),
        _RELEASE,
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
    "departments": (CODE, *_NAMES, Field(name="contact"), _PROVENANCE, *LAST),
    "successions": (
        *_texts("previous_edition", "previous_code", "previous_name"),
        _coded("succession", Succession, "succession.word", required=True),
        *_texts("code", "name"),
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
        *_numbers("value", "assessed_value"),
        Field(name="computed", type=Type.BOOL, required=True),
        Field(name="preliminary", type=Type.BOOL, required=True),
        Field(name="coverage_pct", type=Type.NUMBER),
        _PROVENANCE,
        Field(name="source"),
        _RELEASE,
        *LAST,
    ),
}
#: tables that are empty where no edition of the strategy stands before this one
OF_EDITIONS = frozenset({"successions", "previous_values"})
#: what a row of a table is known by
KEYS: dict[str, tuple[str, ...]] = {
    "goals": ("level", "code"),
    "indicators": ("code",),
    "values": ("code", "period", "breakdown"),
    "progress": ("code", "quarter"),
    "action_money": ("code", "name", "action_number", "year", "funding"),
    "corrective_actions": ("code", "period", "action_number"),
    "departments": ("code",),
    "previous_values": ("code", "period", "breakdown"),
}
#: tables whose `code` is an indicator's
OF_INDICATORS = frozenset({"values", "targets", "revisions", "progress", "corrective_actions", "previous_values"})


def own(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Without those that every table ends with."""
    return fields[: -len(LAST)] if fields[-len(LAST) :] == LAST else fields

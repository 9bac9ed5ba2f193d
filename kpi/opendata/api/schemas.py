"""JSON schemas of what the API gives as one object, and of the fields of tables."""

from collections.abc import Iterable
from typing import Any

from kpi.model import AssignmentState, Language, Level, Status
from kpi.opendata.fields import TABLES, Field, Type, own
from kpi.views.changes.comparison_plain import NAMES as COMPARED
from kpi.views.changes.decision_changes import EntryChange
from kpi.views.changes.suspension_changes import SuspensionChangeKind
from kpi.views.common.change_direction import StatusChangeKind

Schema = dict[str, Any]


def of_field(field: Field) -> Schema:
    """A field as JSON schema; null where it may be empty."""
    formats = {Type.DATE: "date", Type.MOMENT: "date-time"}
    kind = "string" if field.type in formats else field.type.value
    schema: Schema = {"type": kind if field.required else [kind, "null"]}
    if field.type in formats:
        schema["format"] = formats[field.type]
    if field.codes:
        schema["enum"] = [*field.codes, *([] if field.required else [None])]
    if field.pattern:
        schema["pattern"] = f"^{field.pattern}$"
    return schema


def of_fields(fields: Iterable[Field]) -> Schema:
    """A record of these fields, without those that the answer around it has."""
    return obj({field.name: of_field(field) for field in own(tuple(fields))})


def obj(properties: Schema, *, optional: Iterable[str] = (), more: bool = False) -> Schema:
    """An object; what is not optional is always there."""
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": more}


def array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TEXT: Schema = {"type": "string"}
_SAID: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "number"}
_SHARE: Schema = {"type": ["number", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date"}
_SOME_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_LINK: Schema = {"type": "string", "format": "uri-reference"}
_STATUS: Schema = {"type": "string", "enum": [str(status) for status in Status]}
_COUNTS: Schema = obj({str(status): _COUNT for status in Status})

STRATEGY: Schema = obj(
    {
        "title": _TEXT,
        "title_en": _SAID,
        "community": _TEXT,
        "community_en": _SAID,
        "edition": _TEXT,
        "language": {"type": "string", "enum": [str(language) for language in Language]},
        "first_month": {"type": "integer", "minimum": 1, "maximum": 12},
        "first_year": {"type": "integer"},
        "last_year": {"type": "integer"},
        "baseline_year": {"type": "integer"},
        "act": _SAID,
        "act_en": _SAID,
        "source": _SAID,
        "source_en": _SAID,
        "contact": _SAID,
        "currency": _SAID,
        "legal_basis": _SAID,
        "legal_basis_en": _SAID,
        "website": _SAID,
        "accessibility": _SAID,
        "colour": _SAID,
        "mark": _SAID,
        "mark_en": _SAID,
        "mark_picture": _SAID,
        "act_number": _SAID,
        "act_day": _SOME_DAY,
        "katottg": _SAID,
        "edrpou": _SAID,
        "population": {"type": ["integer", "null"], "minimum": 1},
        "population_day": _SOME_DAY,
        "next_update": _SOME_DAY,
        "method": obj(dict.fromkeys(("on_track", "at_risk", "delta", "too_early", "min_coverage"), _NUMBER)),
        "status": {"type": ["string", "null"], "enum": [*map(str, Status), None]},
        "progress": _SHARE,
        "expected": _SHARE,
        "coverage": _SHARE,
        "assessed": _COUNT,
        "active": _COUNT,
        "statuses": _COUNTS,
    }
)
_TARGET = of_fields(
    field
    for field in TABLES["targets"]
    if field.name in {"year", "target_value", "in_force", "decided", "act", "release"}
)
INDICATOR: Schema = obj(
    {
        **of_fields(TABLES["indicators"])["properties"],
        "status_words": _TEXT,
        "finding": _TEXT,
        "citation": _TEXT,
        "targets": array(_TARGET),
        "links": obj(dict.fromkeys(("page", "csv", "xlsx", "svg", "png", "bibtex", "ris", "observations"), _LINK)),
    }
)


def _entry(**more: Schema) -> Schema:
    """What an entry of a comparison has for certain; more may be added."""
    return obj({"code": _TEXT, **more}, more=True)


_PERIOD: Schema = {"type": "string"}
_VALUE: Schema = {"type": ["number", "null"]}
_STAND = obj({"status": _STATUS, "reason": _TEXT, "period": _SAID, "value": _VALUE}, more=True)
_CAME_OR_WENT: Schema = {"type": "string", "enum": [str(kind) for kind in EntryChange]}
_SOME_STATE: Schema = {"type": ["string", "null"], "enum": [*map(str, AssignmentState), None]}
_ENTRIES: Schema = {
    "moves": _entry(
        change={"type": ["string", "null"], "enum": [*map(str, StatusChangeKind), None]}, old=_STAND, new=_STAND
    ),
    "corrections": _entry(
        period=_PERIOD,
        old_value=_VALUE,
        new_value=_VALUE,
        old_gap=_TEXT,
        new_gap=_TEXT,
        released=_SOME_DAY,
        reason=_TEXT,
        department=_TEXT,
    ),
    "target_changes": _entry(period=_PERIOD, old_value=_VALUE, new_value=_VALUE, decided=_SOME_DAY, act=_TEXT),
    "filled": _entry(period=_PERIOD, gap=_TEXT, value=_VALUE),
    "opened": _entry(period=_PERIOD, gap=_TEXT, value=_VALUE),
    "suspensions": _entry(
        change={"type": "string", "enum": [str(kind) for kind in SuspensionChangeKind]}, suspension=obj({}, more=True)
    ),
    "redefinitions": _entry(
        field=_TEXT, old={"type": ["string", "number", "null"]}, new={"type": ["string", "number", "null"]}
    ),
    "added": _entry(level={"type": ["string", "null"], "enum": [*map(str, Level), None]}),
    "dropped": _entry(level={"type": ["string", "null"], "enum": [*map(str, Level), None]}),
    "decisions": obj({"number": _TEXT, "day": _DAY, "change": _CAME_OR_WENT, "name": _TEXT, "codes": _TEXT}, more=True),
    "assignments": obj(
        {
            **dict.fromkeys(("decision", "number", "codes"), _TEXT),
            "decision_day": _DAY,
            "change": _CAME_OR_WENT,
            **dict.fromkeys(("old_state", "new_state"), _SOME_STATE),
            "old_overdue": {"type": "boolean"},
            "new_overdue": {"type": "boolean"},
        },
        more=True,
    ),
}
_SOME_COUNTS: Schema = {"type": "object", "additionalProperties": _COUNT}
CHANGES: Schema = obj(
    {
        "from": _DAY,
        "to": _DAY,
        "as_of_from": _DAY,
        "as_of_to": _DAY,
        "statuses_from": _SOME_COUNTS,
        "statuses_to": _SOME_COUNTS,
        "new_values": array(_entry(values=_COUNT)),
        **{COMPARED.get(name, name): array(entry) for name, entry in _ENTRIES.items()},
        # of a release of the edition before and one of this: what became of the goals, the lists above are empty
        **dict.fromkeys(("edition_from", "edition_to"), _TEXT),
        "successions": array(of_fields(TABLES["successions"])),
    },
    optional=("edition_from", "edition_to", "successions"),
    more=True,
)

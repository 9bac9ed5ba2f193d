"""The tables of how a plan is kept: what departments answer for and kept, what the plan does not say of itself."""

from collections.abc import Callable, Mapping

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.health.departments import RECORDS, department_records
from kpi.measure.health.plan_gaps import INDICATOR_GAPS
from kpi.measure.results import Survey
from kpi.opendata.columns import Columns, of_frame, texts
from kpi.opendata.field_types import CODE, LAST, NAMES, Field, Type
from kpi.views.health.plan_health import gaps_of

_COUNTS = tuple(name for name in RECORDS if name != "department")
_GAPS = tuple(name for name, dtype in INDICATOR_GAPS.items() if dtype == "bool")
_PACES = ("former_pace", "asked_pace")
TABLES: Mapping[str, tuple[Field, ...]] = {
    "department_records": (
        CODE,
        *NAMES,
        *(Field(name=name, type=Type.WHOLE, required=True) for name in _COUNTS),
        Field(name="as_of", type=Type.DATE, required=True),
        Field(name="known_at", type=Type.DATE, required=True),
        *LAST,
    ),
    "plan_health": (
        CODE,
        Field(name="goal", required=True),
        *NAMES,
        *(Field(name=name, type=Type.BOOL, required=True) for name in _GAPS),
        Field(name="facts", type=Type.WHOLE, required=True),
        *(Field(name=name, type=Type.NUMBER) for name in _PACES),
        *LAST,
    ),
}
#: what a row is known by
KEYS: Mapping[str, tuple[str, ...]] = {"department_records": ("code",), "plan_health": ("code",)}


def _departments(survey: Survey) -> Columns:
    day, known = survey.now.as_of, survey.now.known_at
    frame = department_records(survey.dataset, day, known)
    return {
        **of_frame(frame, *_COUNTS),
        "code": texts(frame["department"]),
        **_names(survey.dataset, frame["department"]),
        "as_of": [day] * len(frame),
        "known_at": [known] * len(frame),
    }


def _names(dataset: Dataset, words: pd.Series) -> Columns:
    """The names of departments; a word that has no row is its own name."""
    listed = dataset.departments.set_index("code")[["name", "name_en"]].reindex(words)
    return {
        "name": texts(listed["name"].where(listed["name"].notna(), listed.index.to_series())),
        "name_en": texts(listed["name_en"]),
    }


def _plan_health(survey: Survey) -> Columns:
    frame = gaps_of(survey)
    facts = survey.dataset.indicators
    return {**of_frame(frame, "code", "goal", *_GAPS, "facts", *_PACES), **of_frame(facts, "name", "name_en")}


MAKERS: Mapping[str, Callable[[Survey], Columns]] = {"department_records": _departments, "plan_health": _plan_health}

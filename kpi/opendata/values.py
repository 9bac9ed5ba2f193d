"""The table of values: what was submitted as it stands in the release, and beside it what is held against the plan.

A row that was only computed (a year summed up from its quarters) has no value of its own and says so in `computed`.
"""

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.in_force import known_by, observations_in_force
from kpi.measure.results import Survey
from kpi.model import Provenance, code_sort_key
from kpi.opendata.columns import Column, Columns, days, numbers, of_frame, periods, texts

_YEAR = 12
_KEY = ["code", "end", "span_months", "breakdown"]


def table(survey: Survey) -> Columns:
    """Every value and gap that is public, ordered by code, period and breakdown; shapes in fields.TABLES."""
    submitted = current(survey)
    judged = survey.series[survey.series["judged"]].assign(breakdown="")
    judged = judged.rename(columns={"value": "assessed_value"})
    beside = [*_KEY, "assessed_value", "planned_value", "status"]
    frame = submitted.merge(judged[beside], on=_KEY, how="left", validate="one_to_one").assign(computed=False)
    known = pd.MultiIndex.from_frame(submitted[_KEY])
    added = judged[~pd.MultiIndex.from_frame(judged[_KEY]).isin(known)].assign(computed=True, value=float("nan"))
    frame = pd.concat([frame, added[[c for c in frame.columns if c in added]]], ignore_index=True)
    # what was computed stands in no cell: its parts do
    frame.loc[frame["computed"], ["sheet", "source", "department"]] = ""
    frame = with_year_so_far(frame, survey.year_so_far)
    frame = frame.sort_values(_KEY, kind="stable", key=in_order).reset_index(drop=True)
    return _columns(survey.dataset, frame) | {"demo": _made_up(survey.dataset, frame)}


def with_year_so_far(frame: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """The sum since January and the year's plan beside every value that is a part of a year, and beside no other.

    frame  columns code, end, span_months, breakdown, value
    years  `YEAR_SO_FAR` of the survey
    """
    beside = years[["code", "end", "value_so_far", "year_plan"]].rename(columns={"value_so_far": "year_to_date"})
    found = frame.merge(beside, on=["code", "end"], how="left", validate="many_to_one")
    part = (found["span_months"] < _YEAR) & (found["breakdown"] == "") & found["value"].notna()
    found.loc[~part, ["year_to_date", "year_plan"]] = float("nan")
    return found


def _made_up(dataset: Dataset, frame: pd.DataFrame) -> Column:
    """Whether a row's number is invented: in a demonstration everything but what is documented."""
    documented = (frame["provenance"] == Provenance.DOCUMENTED).tolist()
    return [dataset.strategy.illustrative and not known for known in documented]


def current(survey: Survey) -> pd.DataFrame:
    """The last revision of every row known to the release, without what was taken back."""
    return observations_in_force(known_by(survey.dataset.observations, survey.now.known_at)).reset_index(drop=True)


def _columns(dataset: Dataset, frame: pd.DataFrame) -> Columns:
    plain = ("breakdown", "value", "gap", "assessed_value", "planned_value", "year_to_date", "year_plan")
    more = ("status", "coverage_pct", "comment", "provenance", "source", "sheet")
    facts, fiscal = dataset.indicators.set_index("code"), dataset.strategy.fiscal_year
    names = facts["name_en"].to_dict()
    ends, spans = frame["end"].tolist(), frame["span_months"].tolist()
    # of a few hundred periods there are tens of thousands of rows
    first_days = {(end, span): fiscal.first_day(end - span + 1) for end, span in set(zip(ends, spans, strict=True))}
    last_days = {end: fiscal.last_day(end) for end in set(ends)}
    return {
        **named(dataset, frame["code"]),
        "name_en": [names[code] or None for code in frame["code"].tolist()],
        "weight": numbers(facts["weight"].reindex(frame["code"])),
        **of_frame(frame, *plain, *more),
        "computed": frame["computed"].tolist(),
        "preliminary": [bool(value) for value in frame["preliminary"].tolist()],
        "period": periods(frame["end"], frame["span_months"], fiscal),
        "period_start": [first_days[key] for key in zip(ends, spans, strict=True)],
        "period_end": [last_days[end] for end in ends],
        "restricted_until": days(frame["restricted_until"]),
        "department": departments(dataset, frame["code"], frame["department"]),
        "release": days(frame["published"]),
    }


def in_order(series: pd.Series) -> pd.Series:
    """Codes as people count, 1.1.10 after 1.1.9, for pandas' `sort_values`; everything else as it is."""
    if series.name != "code":
        return series
    rank = {code: place for place, code in enumerate(sorted(set(series.tolist()), key=code_sort_key))}
    return series.map(rank)


def named(dataset: Dataset, codes: pd.Series) -> Columns:
    """Code, name, unit and workbook of the indicators of some rows."""
    facts = dataset.indicators.set_index("code")
    chosen = facts.reindex(codes)
    return {
        "code": texts(codes),
        **{name: texts(chosen[name]) for name in ("name", "unit", "unit_en")},
        "workbook": workbooks(chosen["goal"].tolist()),
    }


def workbooks(goals: Iterable[object]) -> Column:
    """The file that a goal's figures are sent in."""
    return [f"{goal}.xlsx" for goal in goals]


def goals(dataset: Dataset) -> Mapping[str, str]:
    """The operational goal of every indicator."""
    return {
        str(code): str(goal) for code, goal in zip(dataset.indicators["code"], dataset.indicators["goal"], strict=True)
    }


def department_names(dataset: Dataset, codes: Iterable[str]) -> Column:
    """Departments by their codes, or the names themselves where workbooks use those."""
    return list(_department_names(dataset, codes))


def _department_names(dataset: Dataset, codes: Iterable[str]) -> list[str | None]:
    named = dict(zip(dataset.departments["code"], dataset.departments["name"], strict=True))
    return [_department(named, code) for code in codes]


def departments(dataset: Dataset, codes: pd.Series, given: pd.Series) -> Column:
    """Who submitted each row: as kept with it, otherwise who answers for the indicator."""
    by_code = dataset.indicators.set_index("code")["department"].to_dict()
    named = partial(_department, dict(zip(dataset.departments["code"], dataset.departments["name"], strict=True)))
    return [named(own or by_code[code]) for code, own in zip(codes.tolist(), given.tolist(), strict=True)]


def _department(names: Mapping[str, str], code: str) -> str | None:
    return names.get(code, code) or None

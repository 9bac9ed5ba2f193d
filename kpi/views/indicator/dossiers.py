"""From the frames of a survey to the `Dossier` of single indicators."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from kpi.measure.deadlines import Extension, extensions
from kpi.measure.in_force import known_by
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import FiscalYear, Level, Status
from kpi.text import Text
from kpi.views.common.dossier import (
    Dossier,
    Opinion,
    Outlook,
    PlannedValue,
    Revision,
    SuspensionSpan,
    ValueReading,
    YearSoFar,
)
from kpi.views.common.indicator_record import RecordLift
from kpi.views.common.provenance import mixes
from kpi.views.common.values import Record as Row
from kpi.views.common.values import decimals_by_code, index_or_none, number_or_none
from kpi.views.common.values import records as rows_of


def day_or_none(value: object) -> date | None:
    """The date of a frame's cell, None for NaT."""
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]


def grouped(frame: pd.DataFrame, codes: tuple[str, ...]) -> dict[str, list[Row]]:
    """The rows of each code, in their order; one pass over the frame serves a whole page."""
    found: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows_of(frame.loc[frame["code"].isin(codes)]):
        found[str(row["code"])].append(row)
    return found


def _reading(row: Row, fiscal_year: FiscalYear) -> ValueReading:
    texts = {name: str(row[name]) for name in ("gap", "comment", "provenance", "source", "sheet", "source_file")}
    return ValueReading(
        fiscal_year=fiscal_year,
        end=int(str(row["end"])),
        span_months=int(str(row["span_months"])),
        value=number_or_none(row["value"]),
        judged=bool(row["judged"]),
        planned=number_or_none(row["planned_value"]),
        status=Status(str(row["status"])) if row["status"] else None,
        preliminary=bool(row["preliminary"]),
        coverage_pct=number_or_none(row["coverage_pct"]),
        restricted_until=day_or_none(row["restricted_until"]),
        published=day_or_none(row["published"]),
        **texts,
    )


def _year(row: Row) -> YearSoFar:
    return YearSoFar(
        end=int(str(row["end"])),
        value=float(row["value_so_far"]),
        plan=number_or_none(row["year_plan"]),
        share_of_plan=number_or_none(row["share_of_plan"]),
        share_of_year=float(row["share_of_year"]),
        incomplete=bool(row["incomplete"]),
    )


def _revision(row: Row, fiscal_year: FiscalYear) -> Revision:
    return Revision(
        end=int(str(row["end"])),
        span_months=int(str(row["span_months"])),
        old_value=number_or_none(row["old_value"]),
        new_value=number_or_none(row["new_value"]),
        old_gap=str(row["old_gap"]),
        new_gap=str(row["new_gap"]),
        published=day_or_none(row["published"]),
        comment=str(row["comment"]),
        deed=str(row["deed"]),
        department=str(row["department"]),
        fiscal_year=fiscal_year,
    )


@cache_by_survey
def _parents(survey: Survey) -> dict[tuple[str, str], tuple[str, str]]:
    """Level and code of every node to those of the one above it."""
    nodes = survey.dataset.nodes
    keys = zip(nodes["level"], nodes["code"], strict=True)
    return dict(zip(keys, zip(nodes["parent_level"], nodes["parent"], strict=True), strict=True))


def ancestors(survey: Survey, goal: str) -> tuple[str, ...]:
    """Codes of the operational goal and of everything above it, from below."""
    parents, found = _parents(survey), list[str]()
    key = (str(Level.OPERATIONAL_GOAL), goal)
    while key[1] and key in parents:
        found.append(key[1])
        key = parents[key]
    return tuple(found)


def suspensions_of(survey: Survey, codes: tuple[str, ...]) -> tuple[SuspensionSpan, ...]:
    """Suspensions of these codes that have begun by the as-of date and were known then, the earliest first."""
    return tuple(suspension for suspension in _suspensions(survey) if suspension.code in codes)


@cache_by_survey
def _suspensions(survey: Survey) -> tuple[SuspensionSpan, ...]:
    """Those of all codes."""
    frame = survey.dataset.suspensions
    begun = frame["since"] <= pd.Timestamp(survey.now.as_of)
    rows = rows_of(known_by(frame[begun], survey.now.known_at))
    return tuple(sorted(map(suspension_of, rows), key=lambda suspension: suspension.since))


def suspension_of(row: Row) -> SuspensionSpan:
    """The suspension of a row of `SUSPENSIONS`."""
    return SuspensionSpan(
        code=str(row["code"]),
        since=pd.Timestamp(row["since"]).date(),
        until=day_or_none(row["until"]),
        reason=str(row["reason"]),
        act=str(row["act"]),
        review_by=day_or_none(row["review_by"]),
    )


def _targets_in_force(survey: Survey) -> pd.DataFrame:
    """Planned values decided and known by the survey's day: by year, the original first, then as they were decided."""
    frame = known_by(survey.dataset.targets, survey.now.known_at)
    decided = frame["decided"].isna() | (frame["decided"] <= pd.Timestamp(survey.now.as_of))
    return frame[decided].sort_values(["end", "decided"], na_position="first", kind="stable")


def _planned(row: Row) -> PlannedValue:
    return PlannedValue(int(str(row["end"])), float(str(row["value"])), day_or_none(row["decided"]), str(row["act"]))


def _opinion(rows: list[Row]) -> Opinion:
    if not rows:
        return Opinion(None, None, "")
    row = rows[0]
    status = Status(str(row["status"])) if row["status"] else None
    return Opinion(number_or_none(row["ratio"]), status, str(row["reason"]))


def _outlook(rows: list[Row]) -> Outlook:
    if not rows:
        return Outlook(None, None, None, None, "")
    row = rows[0]
    numbers = [number_or_none(row[name]) for name in ("value", "low", "high")]
    return Outlook(numbers[0], numbers[1], numbers[2], index_or_none(row["end"]), str(row["reason"]))


class _Rows:
    """The rows of every indicator of a survey by code: read from its frames once, asked by each of its pages."""

    def __init__(self, survey: Survey) -> None:
        codes = tuple(map(str, survey.dataset.indicators["code"]))
        self.facts = grouped(survey.dataset.indicators, codes)
        self.results = grouped(survey.now.indicators, codes)
        self.series = grouped(survey.series, codes)
        self.years = grouped(survey.year_so_far, codes)
        self.revisions = grouped(survey.revisions, codes)
        self.targets = grouped(_targets_in_force(survey), codes)
        self.continuation = grouped(survey.continuation, codes)
        self.opinion = grouped(survey.second_opinion, codes)
        self.decimals = decimals_by_code(survey.dataset)
        self.mixed = mixes(survey.dataset)


@cache_by_survey
def _rows(survey: Survey) -> _Rows:
    return _Rows(survey)


@cache_by_survey
def extensions_of(survey: Survey) -> dict[tuple[str, int], Extension]:
    """The later terms that were granted, by the indicator's code and the month index of the period's end."""
    return extensions(survey.dataset)


def facts_of(survey: Survey, code: str) -> Row:
    """The row of `INDICATORS` of an indicator that the survey holds."""
    return _rows(survey).facts[code][0]


class _Dossiers:
    """Some indicators of a survey in a language."""

    def __init__(self, survey: Survey, text: Text, codes: tuple[str, ...]) -> None:
        self.rows, self.fiscal_year = _rows(survey), survey.fiscal_year
        self.lift = RecordLift(survey, text, self.rows.decimals)
        self.codes = tuple(code for code in codes if code in self.rows.facts)
        goals = {str(self.rows.facts[code][0]["goal"]) for code in self.codes}
        self.above = {goal: ancestors(survey, goal) for goal in goals}
        touching = {code for above in self.above.values() for code in above}
        self.suspensions = suspensions_of(survey, (*self.codes, *touching))

    def build(self) -> tuple[Dossier, ...]:
        return tuple(self.dossier(code, self.rows.facts[code][0]) for code in self.codes)

    def dossier(self, code: str, facts: Row) -> Dossier:
        touching = {code, *self.above[str(facts["goal"])]}
        readings = sorted(
            (_reading(row, self.fiscal_year) for row in self.rows.series[code]), key=lambda r: (r.end, r.span_months)
        )
        return Dossier(
            record=self.lift.record(facts, self.rows.results[code][0]),
            mixed=self.rows.mixed,
            readings=tuple(readings),
            years=tuple(map(_year, self.rows.years[code])),
            revisions=tuple(_revision(row, self.fiscal_year) for row in self.rows.revisions[code]),
            targets=tuple(map(_planned, self.rows.targets[code])),
            suspensions=tuple(suspension for suspension in self.suspensions if suspension.code in touching),
            outlook=_outlook(self.rows.continuation[code]),
            opinion=_opinion(self.rows.opinion[code]),
        )


def dossiers(survey: Survey, text: Text, codes: Iterable[str]) -> tuple[Dossier, ...]:
    """The dossiers of these indicators in their given order; codes that the survey does not hold are left out."""
    return _Dossiers(survey, text, tuple(codes)).build()

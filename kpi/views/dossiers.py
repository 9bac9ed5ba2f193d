"""From the frames of a survey to the `Dossier` of single indicators."""

from collections.abc import Iterable
from datetime import date
from weakref import WeakKeyDictionary

import pandas as pd

from kpi.measure.in_force import known_by
from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, Kind, Language, Level, NoDataReason, Provenance, Status, Visibility
from kpi.text import Text
from kpi.views.dossier import Dossier, Opinion, Outlook, Pause, Planned, Reading, Result, Revision, YearSoFar
from kpi.views.provenance import mixes
from kpi.views.values import Record as Row
from kpi.views.values import Scale, decimals_by_code, finer_plan, index_or_none, number_or_none
from kpi.views.values import records as rows_of

FLAG = "flag_"


def day_or_none(value: object) -> date | None:
    """The date of a frame's cell, None for NaT."""
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]


def grouped(frame: pd.DataFrame, codes: tuple[str, ...]) -> dict[str, list[Row]]:
    """The rows of each code, in their order; one pass over the frame serves a whole page."""
    found: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows_of(frame.loc[frame["code"].isin(codes)]):
        found[str(row["code"])].append(row)
    return found


def _reading(row: Row) -> Reading:
    texts = {
        name: str(row[name]) for name in ("gap", "comment", "provenance", "source", "sheet", "cell", "source_file")
    }
    return Reading(
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


def _revision(row: Row) -> Revision:
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
    )


def _result(row: Row) -> Result:
    return Result(
        status=Status(str(row["status"])),
        reason=NoDataReason(str(row["reason"])) if row["reason"] else None,
        end=index_or_none(row["end"]),
        span_months=index_or_none(row["span_months"]),
        value=number_or_none(row["value"]),
        planned=number_or_none(row["planned_value"]),
        baseline=number_or_none(row["baseline_value"]),
        target=number_or_none(row["target_value"]),
        first_target=number_or_none(row["first_target_value"]),
        target_end=int(str(row["target_end"])),
        progress=number_or_none(row["progress"]),
        expected=number_or_none(row["expected"]),
        pace=number_or_none(row["pace"]),
        age_months=index_or_none(row["age_months"]),
        due_end=index_or_none(row["due_end"]),
        overdue=bool(row["overdue"]),
        comment=str(row["comment"]),
        flags=frozenset(n.removeprefix(FLAG) for n, value in row.items() if n.startswith(FLAG) and value),
    )


def ancestors(survey: Survey, goal: str) -> tuple[str, ...]:
    """Codes of the operational goal and of everything above it, from below."""
    nodes = survey.dataset.nodes
    keys = zip(nodes["level"], nodes["code"], strict=True)
    parents = dict(zip(keys, zip(nodes["parent_level"], nodes["parent"], strict=True), strict=True))
    found: list[str] = []
    key = (str(Level.OPERATIONAL_GOAL), goal)
    while key[1] and key in parents:
        found.append(key[1])
        key = parents[key]
    return tuple(found)


def pauses(survey: Survey, codes: tuple[str, ...]) -> tuple[Pause, ...]:
    """Suspensions of these codes that have begun by the as-of date and were known then, the earliest first."""
    frame = survey.dataset.suspensions
    begun = frame["since"] <= pd.Timestamp(survey.now.as_of)
    rows = rows_of(known_by(frame[frame["code"].isin(codes) & begun], survey.now.known_at))
    found = [
        Pause(
            code=str(row["code"]),
            since=pd.Timestamp(row["since"]).date(),
            until=day_or_none(row["until"]),
            reason=str(row["reason"]),
            act=str(row["act"]),
            review_by=day_or_none(row["review_by"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda pause: pause.since))


def _targets_in_force(survey: Survey) -> pd.DataFrame:
    """Planned values decided and known by the survey's day: by year, the original first, then as they were decided."""
    frame = known_by(survey.dataset.targets, survey.now.known_at)
    decided = frame["decided"].isna() | (frame["decided"] <= pd.Timestamp(survey.now.as_of))
    return frame[decided].sort_values(["end", "decided"], na_position="first", kind="stable")


def _planned(row: Row) -> Planned:
    return Planned(int(str(row["end"])), float(str(row["value"])), day_or_none(row["decided"]), str(row["act"]))


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


#: kept as long as the survey is
_ROWS: WeakKeyDictionary[Survey, _Rows] = WeakKeyDictionary()


def _rows(survey: Survey) -> _Rows:
    found = _ROWS.get(survey)
    if found is None:
        found = _ROWS[survey] = _Rows(survey)
    return found


class _Dossiers:
    """Some indicators of a survey in a language."""

    def __init__(self, survey: Survey, text: Text, codes: tuple[str, ...]) -> None:
        self.survey, self.text, self.rows = survey, text, _rows(survey)
        self.codes = tuple(code for code in codes if code in self.rows.facts)
        goals = {str(self.rows.facts[code][0]["goal"]) for code in self.codes}
        self.above = {goal: ancestors(survey, goal) for goal in goals}
        touching = {code for above in self.above.values() for code in above}
        self.pauses = pauses(survey, (*self.codes, *touching))

    def build(self) -> tuple[Dossier, ...]:
        return tuple(self.dossier(code, self.rows.facts[code][0]) for code in self.codes)

    def dossier(self, code: str, row: Row) -> Dossier:
        english = self.text.language is Language.EN
        low, high = number_or_none(row["range_low"]), number_or_none(row["range_high"])
        unit = str(row["unit_en"] if english and row["unit_en"] else row["unit"])
        touching = {code, *self.above[str(row["goal"])]}
        limits = None if low is None or high is None else (low, high)
        numbers, decimals = self.rows.results[code][0], self.rows.decimals[code]
        readings = sorted(map(_reading, self.rows.series[code]), key=lambda r: (r.end, r.span_months))
        texts = ("goal", "ground", "department", "source", "definition", "break_reason", "sheet", "cell", "source_file")
        return Dossier(
            code=code,
            name=str(row["name_en"] if english and row["name_en"] else row["name"]),
            direction=Direction(str(row["direction"])),
            kind=Kind(str(row["kind"])),
            frequency=Frequency(str(row["frequency"])),
            visibility=Visibility(str(row["visibility"])),
            provenance=Provenance(str(row["provenance"])),
            baseline_provenance=Provenance(str(row["baseline_provenance"])),
            baseline_end=index_or_none(row["baseline_end"]),
            range=limits,
            break_end=index_or_none(row["break_end"]),
            delay_months=index_or_none(row["delay_months"]) or 0,
            weight=number_or_none(row["weight"]),
            mixed=self.rows.mixed,
            as_of=self.survey.now.as_of,
            scale=Scale(unit, decimals, self.text, finer_plan(numbers, limits, decimals)),
            result=_result(numbers),
            readings=tuple(readings),
            years=tuple(map(_year, self.rows.years[code])),
            revisions=tuple(map(_revision, self.rows.revisions[code])),
            targets=tuple(map(_planned, self.rows.targets[code])),
            pauses=tuple(pause for pause in self.pauses if pause.code in touching),
            outlook=_outlook(self.rows.continuation[code]),
            opinion=_opinion(self.rows.opinion[code]),
            **{name: str(row[name]) for name in texts},
        )


def dossiers(survey: Survey, text: Text, codes: Iterable[str]) -> tuple[Dossier, ...]:
    """The dossiers of these indicators in their given order; codes that the survey does not hold are left out."""
    return _Dossiers(survey, text, tuple(codes)).build()

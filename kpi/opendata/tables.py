"""From a survey to the tables of its release: plain values, a column a list, ready for CSV, Excel and JSON."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter

import numpy as np
import pandas as pd

from kpi.measure.chain.quality import completeness
from kpi.measure.clock import history_frequency
from kpi.measure.in_force import targets_in_force
from kpi.measure.results import FLAGS, Survey
from kpi.model import Level, Status, index_year
from kpi.opendata import successions, values
from kpi.opendata.columns import Cell, Column, Columns, days, numbers, of_frame, periods, texts
from kpi.opendata.fields import KEYS, TABLES, Field
from kpi.opendata.loop import chain, health, oversight
from kpi.views.common.page_frame import release_day
from kpi.views.common.status_duration import since_by_code, statuses_by_quarter

_QUARTER = 3


@dataclass(frozen=True)
class DataTable:
    """A table of a release; the rows are in the order of its key."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return TABLES[self.name]

    @property
    def key(self) -> tuple[str, ...]:
        return KEYS.get(self.name, ())

    @cached_property
    def _grouped(self) -> dict[str, Mapping[Cell, Sequence[tuple[Cell, ...]]]]:
        return {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def where(self, name: str, value: Cell) -> "DataTable":
        """The rows in which the field has this value."""
        return DataTable(self.name, tuple(self._rows_by(name).get(value, ())))

    def _rows_by(self, name: str) -> Mapping[Cell, Sequence[tuple[Cell, ...]]]:
        """The rows by the value of a field, grouped once: every indicator of a release is asked for."""
        if name not in self._grouped:
            at, found = self.names.index(name), defaultdict[Cell, list[tuple[Cell, ...]]](list)
            for row in self.rows:
                found[row[at]].append(row)
            self._grouped[name] = dict(found)
        return self._grouped[name]

    def among(self, name: str, values: Collection[Cell]) -> "DataTable":
        """The rows in which the field has one of these values."""
        at = self.names.index(name)
        return DataTable(self.name, tuple(row for row in self.rows if row[at] in values))

    def about(self, code: str) -> "DataTable":
        """The rows that name a code among their `codes`, and those about the whole strategy."""
        at = self.names.index("codes")
        return DataTable(self.name, tuple(r for r in self.rows if r[at] is None or code in str(r[at]).split(";")))

    def column(self, name: str) -> Iterator[Cell]:
        return map(itemgetter(self.names.index(name)), self.rows)

    def records(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class ReleaseTables:
    """All tables of one release to one audience; `csvs`: those made so far, the same in every language."""

    survey: Survey
    tables: Mapping[str, DataTable]
    csvs: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def version(self) -> date:
        return release_day(self.survey)

    def __getitem__(self, name: str) -> DataTable:
        return self.tables[name]


def build(survey: Survey, previous: Survey | None = None) -> ReleaseTables:
    """The tables of a survey, in the order of `fields.TABLES`.

    previous  of the edition before, whose codes and values some of the tables tell
    """
    return ReleaseTables(survey, {name: _table(survey, previous, name) for name in TABLES})


def _table(survey: Survey, previous: Survey | None, name: str) -> DataTable:
    columns = _BETWEEN[name](survey, previous) if name in _BETWEEN else _MAKERS[name](survey)
    count = len(next(iter(columns.values())))
    strategy = survey.dataset.strategy
    last: Columns = {
        "version": [release_day(survey)] * count,
        "licence": [strategy.licence or None] * count,
        "demo": [strategy.illustrative] * count,
    }
    every = {**last, **columns}
    return DataTable(name, tuple(zip(*(every[field.name] for field in TABLES[name]), strict=True)))


def _goals(survey: Survey) -> Columns:
    nodes = survey.dataset.nodes
    results = survey.now.nodes.set_index(["level", "code"]).reindex(pd.MultiIndex.from_frame(nodes[["level", "code"]]))
    department = values.department_names(survey.dataset, nodes["department"])
    counted = ("assessed", "active", *(f"n_{status}" for status in Status))
    return {
        **of_frame(nodes, "level", "code", "parent", "name", "name_en", "weight"),
        "goal_source": texts(nodes["provenance"]),
        "department": department,
        "status": texts(results["status"]),
        **{name: numbers(results[name]) for name in ("progress", "expected", "coverage", *counted)},
    }


def _indicators(survey: Survey) -> Columns:
    facts, now = survey.dataset.indicators, survey.now.indicators
    plain = ("code", "goal", "also_under", "name", "name_en", "unit", "unit_en", "direction", "kind", "frequency")
    more = ("task", "task_en", "range_low", "range_high", "weight", "source", "definition")
    origin = ("provenance", "baseline_provenance", "sheet")
    judged = ("status", "reason", "value", "planned_value", "baseline_value", "target_value", "first_target_value")
    shares = ("progress", "expected", "pace", "age_months", "overdue")
    return {
        **of_frame(facts, *plain, *more, *origin, "visibility", "break_reason", "catalogue_code"),
        **of_frame(facts, "result_level", "verification", "accuracy", "limitations", "compensation"),
        **of_frame(facts, "checked_by", "evidence"),
        "checked_on": days(facts["checked_on"]),
        "quality_facts": numbers(completeness(facts)),
        **of_frame(now, *judged, *shares),
        **_place(survey),
        **_since(survey),
        "period": periods(now["end"], now["span_months"], survey.fiscal_year),
        **_year_so_far(survey),
        "value_provenance": _value_provenance(survey),
        "baseline_year": _years(facts["baseline_end"]),
        "target_year": _years(now["target_end"]),
        "break_period": periods(facts["break_end"], pd.Series(1, index=facts.index), survey.fiscal_year),
        "flags": flags(now),
        "explanation": texts(now["comment"]),
        "department": values.department_names(survey.dataset, facts["department"]),
        "as_of": [survey.now.as_of] * len(facts),
        "workbook": values.workbooks(facts["goal"]),
    }


def _year_so_far(survey: Survey) -> Columns:
    """Of an indicator whose year is not told whole yet: up to which period, the sum since January, the year's plan."""
    codes = survey.dataset.indicators["code"]
    years = survey.year_so_far[survey.year_so_far["latest"] & (survey.year_so_far["share_of_year"] < 1)]
    rows = survey.series[survey.series["value"].notna()].drop_duplicates(["code", "end"])
    spans = years.merge(rows[["code", "end", "span_months"]], on=["code", "end"], how="left")
    there = spans.set_index("code").reindex(codes).reset_index()
    return {
        "year_to_date_period": periods(there["end"], there["span_months"], survey.fiscal_year),
        "year_to_date": numbers(there["value_so_far"]),
        "year_plan": numbers(there["year_plan"]),
    }


def _value_provenance(survey: Survey) -> Column:
    """Of the judged value of every indicator."""
    keys = ["code", "end", "span_months"]
    judged = survey.series.loc[survey.series["judged"], [*keys, "provenance"]]
    asked = survey.now.indicators[keys].astype({"end": "Int64", "span_months": "Int64"})
    known = judged.astype({"end": "Int64", "span_months": "Int64"})
    return texts(asked.merge(known, on=keys, how="left")["provenance"])


def _place(survey: Survey) -> Columns:
    """Strategic goal and sector of every indicator."""
    nodes = survey.dataset.nodes
    # what lies right below the strategy has no strategic goal, no sector
    placed = nodes.loc[nodes["parent_level"] != Level.STRATEGY, ["level", "code", "parent"]]
    parent = {(str(lv), str(code)): str(up) for lv, code, up in placed.itertuples(index=False)}
    strategic = [parent.get((Level.OPERATIONAL_GOAL, code), "") for code in survey.dataset.indicators["goal"]]
    return {
        "strategic_goal": list(strategic),
        "sector": [parent.get((Level.STRATEGIC_GOAL, code), "") for code in strategic],
    }


def _since(survey: Survey) -> Columns:
    codes, judged = (list(map(str, survey.now.indicators[name].tolist())) for name in ("code", "status"))
    statuses = dict(zip(codes, map(Status, judged), strict=True))
    end = survey.fiscal_year.completed(survey.now.as_of)
    since = since_by_code(survey, statuses_by_quarter(survey), statuses, end - end % 3)
    firsts, lasts = [since[code].first for code in codes], [since[code].quarters for code in codes]
    if history_frequency(survey.dataset).months > _QUARTER:  # of a history in years these are years
        lasts = [n and (end - end % 3 - first.end) // _QUARTER + 1 for n, first in zip(lasts, firsts, strict=True)]
    return {
        "status_since": [survey.fiscal_year.ending(p.end, min(p.span_months, _QUARTER)).code for p in firsts],
        "status_quarters": list(lasts),
    }


def _years(ends: pd.Series) -> list[Cell]:
    return [index_year(int(end)) if known else None for end, known in zip(ends.tolist(), ends.notna(), strict=True)]


def flags(now: pd.DataFrame) -> Column:
    """The codes of what holds, divided by «;»."""
    held = now[[f"flag_{name}" for name in FLAGS]].to_numpy(dtype=bool)
    return [";".join(np.array(FLAGS)[row]) or None for row in held]


def _targets(survey: Survey) -> Columns:
    frame = survey.dataset.targets
    frame = frame.sort_values(["code", "end", "decided"], na_position="first", kind="stable", key=values.in_order)
    release = survey.now.known_at
    last = targets_in_force(frame, release, release).index
    return {
        **values.named(survey.dataset, frame["code"]),
        "year": _years(frame["end"]),
        "target_value": numbers(frame["value"]),
        "in_force": list(frame.index.isin(last).tolist()),
        "decided": days(frame["decided"]),
        "act": texts(frame["act"]),
        "release": days(frame["published"]),
    }


def _revisions(survey: Survey) -> Columns:
    frame = survey.revisions
    owners = values.departments(survey.dataset, frame["code"], frame["department"])
    return {
        **values.named(survey.dataset, frame["code"]),
        **of_frame(frame, "old_value", "new_value", "old_gap", "new_gap", "comment"),
        "period": periods(frame["end"], frame["span_months"], survey.fiscal_year),
        "department": owners,
        "release": days(frame["published"]),
    }


def _progress(survey: Survey) -> Columns:
    frame = survey.indicator_history
    frame = frame.sort_values(["code", "moment"], kind="stable", key=values.in_order)
    ends, fiscal = [int(end) for end in frame["moment"].tolist()], survey.fiscal_year
    known = {moment.end: moment.known_at for moment in survey.moments}
    # of a few dozen quarters there are tens of thousands of rows
    quarters = {end: fiscal.ending(end, _QUARTER).code for end in set(ends)}
    last_days = {end: fiscal.last_day(end) for end in set(ends)}
    return {
        **of_frame(frame, "code", "status", "reason", "value", "planned_value", "progress", "expected", "pace"),
        "quarter": [quarters[end] for end in ends],
        "as_of": [last_days[end] for end in ends],
        "known_at": [known[end] for end in ends],
        "period": periods(frame["end"], frame["span_months"], survey.fiscal_year),
    }


def _suspensions(survey: Survey) -> Columns:
    frame = survey.dataset.suspensions
    return {
        **of_frame(frame, "code", "act"),
        "suspension_reason": texts(frame["reason"]),
        **{name: days(frame[name]) for name in ("since", "until", "review_by")},
        "release": days(frame["published"]),
    }


def _departments(survey: Survey) -> Columns:
    return of_frame(survey.dataset.departments, "code", "name", "name_en", "contact", "provenance")


_MAKERS: dict[str, Callable[[Survey], Columns]] = {
    "goals": _goals,
    "indicators": _indicators,
    "values": values.table,
    "targets": _targets,
    "revisions": _revisions,
    "progress": _progress,
    "actions": chain.actions,
    "action_money": chain.action_money,
    "corrective_actions": chain.corrective_actions,
    "suspensions": _suspensions,
    "departments": _departments,
    **oversight.MAKERS,
    **health.MAKERS,
}
#: of the tables between this edition and the one before
_BETWEEN: dict[str, Callable[[Survey, Survey | None], Columns]] = {
    "successions": successions.crosswalk,
    "previous_values": successions.former_values,
}

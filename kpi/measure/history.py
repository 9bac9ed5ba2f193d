"""What a chart and a table of one indicator show: its values as of a day, and the values that releases replaced."""

import numpy as np
import pandas as pd

from kpi.measure.clock import NOT_YET
from kpi.measure.core import judging as j
from kpi.measure.core.arrays import (
    STATUSES,
    Bools,
    Ints,
    RowArrays,
    Texts,
    day_number,
    day_numbers,
    kind_code,
    positions,
    real,
    silently,
)
from kpi.measure.core.judging import judge, terms
from kpi.measure.core.plan_values import read_plan
from kpi.measure.core.points import Points
from kpi.measure.core.scale import suspicion
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import DatasetArrays, KnownRows
from kpi.measure.results import REVISIONS, SERIES, Moment
from kpi.model import Kind, Provenance


@silently
def series_of(source: DatasetArrays, given: KnownRows) -> pd.DataFrame:
    """`SERIES` from what is known at the first of the moments of `given`."""
    here = given.moment == 0
    points = given.facts.points.take(np.flatnonzero(given.facts.points.group < len(source.indicators.kind)))
    valued = given.row[given.valued]
    last = valued[points.row]
    rest = _unjudged(source, given.row[here], last, points.span)
    at = np.concatenate([last, rest])
    rows = source.rows.take(at)
    judged = np.arange(len(at)) < len(last)
    end, value = rows.end, np.concatenate([points.value, rows.value[len(last) :]])
    span = np.concatenate([points.span, rows.span[len(last) :]])
    plans, settings = given.facts.plans, source.dataset.strategy.settings
    whole = terms(source.indicators, plans)
    term = whole.take(rows.indicator)
    result = judge(term, read_plan(plans, source.indicators, rows.indicator, end), end, value, settings)
    unknown = term.no_baseline | term.no_target | term.conflict
    unknown[: len(last)] |= points.negative | (suspicion(source.indicators, points, plans, whole, settings).power != 0)
    status = np.where(judged, np.array(STATUSES, dtype=object)[np.where(unknown, j.NO_DATA, result.status)], "")
    observations = source.dataset.observations.iloc[rows.source]
    names = ("gap", "coverage_pct", "comment", "restricted_until", "provenance", "source", "sheet")
    columns = {
        "code": source.dataset.indicators["code"].array.take(rows.indicator),
        "end": end,
        "span_months": span,
        "value": real(value),
        "judged": judged,
        "planned_value": real(np.where(_compares(source, rows, span, judged), result.planned, np.nan)),
        "status": status,
        "preliminary": _preliminary(source, valued, points.first, points.row, rest),
        **{name: observations[name].array for name in (*names, "source_file", "published")},
    }
    columns["provenance"] = np.where(
        np.append(_made_up_sums(source, valued, points), np.zeros(len(rest), dtype=bool)),
        str(Provenance.ILLUSTRATIVE),
        observations["provenance"],
    )
    order = np.lexsort((judged, span, end, rows.indicator))
    return pd.DataFrame(columns)[list(SERIES)].astype(dict(SERIES)).iloc[order].reset_index(drop=True)


def _compares(source: DatasetArrays, rows: RowArrays, span: Ints, judged: Bools) -> Bools:
    """Whether the plan of the row's end is the row's own: not before the baseline, not for a part of a year.

    The plan of a yearly flow and of a running total is of whole years: what a part of one has brought, or a gap in its
    place, is not to be held against it (`kpi.measure.year_so_far` has the year's plan).
    """
    kind = source.indicators.kind[rows.indicator]
    part = (kind == kind_code(Kind.FLOW)) & (span < 12) | (kind == kind_code(Kind.YTD)) & (rows.end % 12 != 0)
    compares: Bools = (rows.end > source.indicators.baseline_end[rows.indicator]) & (judged | ~part)
    return compares


def _unjudged(source: DatasetArrays, row: Ints, last: Ints, span: Ints) -> Ints:
    """Rows that are shown beside the judged values: gaps and entered values that are not judged as they stand."""
    shown = np.zeros(len(source.rows.end), dtype=bool)
    shown[row] = True
    # a year's total stands in the place of its last part, which is shown too; a judged row as such is not shown twice
    same = source.rows.span[last] == span
    ytd = source.indicators.kind[source.rows.indicator[last]] == kind_code(Kind.YTD)
    shown[last[same | ytd]] = False
    summed = source.indicators.kind[source.rows.indicator] == kind_code(Kind.INCREMENT)
    return np.flatnonzero(shown & ~(summed & ~np.isnan(source.rows.value)))


def _preliminary(source: DatasetArrays, valued: Ints, first: Ints, last: Ints, rest: Ints) -> Bools:
    """A total is preliminary where any of its parts is."""
    marked = source.dataset.observations["preliminary"].to_numpy(dtype=bool)[source.rows.source]
    counted = np.append(0, np.cumsum(marked[valued]))
    return np.concatenate([counted[last + 1] > counted[first], marked[rest]])


def _made_up_sums(source: DatasetArrays, valued: Ints, points: Points) -> Bools:
    """Of each judged value whether an illustrative number is among those that it was added up from."""
    observations, facts = source.dataset.observations, source.dataset.indicators
    marked = (observations["provenance"] == Provenance.ILLUSTRATIVE).to_numpy()[source.rows.source[valued]]
    indicator = source.rows.indicator[valued[points.row]]
    running = source.indicators.kind[indicator] == kind_code(Kind.INCREMENT)
    begins = np.append(True, points.group[1:] != points.group[:-1])[: len(points.group)]
    start = points.first[np.maximum.accumulate(np.where(begins, np.arange(len(begins)), 0))]
    counted = np.append(0, np.cumsum(marked))
    among = counted[points.row + 1] > counted[np.where(running, start, points.first)]
    based = (facts["baseline_provenance"] == Provenance.ILLUSTRATIVE).to_numpy()[indicator]
    made_up: Bools = among | (running & based)
    return made_up


def revisions(dataset: Dataset, moment: Moment) -> pd.DataFrame:
    """`REVISIONS`: totals whose published value or gap a later release changed, oldest release first.

    A first value after «nothing yet» is reporting, not a revision. A removed row has neither value nor gap.
    """
    frame = dataset.observations
    place = positions(dataset.indicators["code"], frame["code"])
    published, end = day_numbers(frame["published"]), frame["end"].to_numpy(dtype=np.int64)
    there = (place >= 0) & (frame["breakdown"] == "").to_numpy() & (published <= day_number(moment.known_at))
    chosen = np.flatnonzero(there & (end <= dataset.strategy.fiscal_year.completed(moment.as_of)))
    span, seq = frame["span_months"].to_numpy(), frame["seq"].to_numpy()
    keys = tuple(a[chosen] for a in (seq, published, span, end, place))
    chosen = chosen[np.lexsort(keys)]
    new, old = chosen[1:], chosen[:-1]
    same = (place[new] == place[old]) & (end[new] == end[old]) & (span[new] == span[old])
    removed = frame["removed"].to_numpy(dtype=bool)
    value = np.where(removed, np.nan, frame["value"].to_numpy(dtype=np.float64))
    gap = np.where(removed, "", frame["gap"].to_numpy(dtype=object))
    equal = ((value[new] == value[old]) | (np.isnan(value[new]) & np.isnan(value[old]))) & (gap[new] == gap[old])
    first = np.isnan(value[old]) & (np.isin(gap[old].astype(str), [str(g) for g in NOT_YET]) | removed[old])
    at = np.flatnonzero(same & ~equal & ~first)
    at = at[np.lexsort((end[new[at]], place[new[at]], published[new[at]]))]
    new, old = new[at], old[at]
    columns = {
        **{name: frame[name].array.take(new) for name in ("code", "end", "span_months", "published")},
        **{name: frame[name].array.take(new) for name in ("department", "deed")},
        "comment": _reasons(frame, new, old),
        "old_value": value[old],
        "new_value": value[new],
        "old_gap": gap[old],
        "new_gap": gap[new],
    }
    return pd.DataFrame(columns)[list(REVISIONS)].astype(dict(REVISIONS))


def _reasons(frame: pd.DataFrame, new: Ints, old: Ints) -> Texts:
    """Why each revision was made: a comment that stood there before is of the value before, not of the change."""
    comment, deed = frame["comment"].to_numpy(dtype=object), frame["deed"].to_numpy(dtype=object)
    said = np.where(comment[new] == comment[old], "", comment[new])
    return np.where(deed[new] == "", said, frame["deed_reason"].to_numpy(dtype=object)[new])

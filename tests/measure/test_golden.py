"""Every worked example of the method passes through the public functions with its exact numbers."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from kpi.measure import NegativeWeightError, NoContinuation, continuation, measure, trends
from kpi.measure.books import dataset_from_books
from kpi.measure.results import FLAGS, Moment
from tests.fiscal_years import CALENDAR
from tests.measure import golden
from tests.measure.steps import rollup


def same(found: float, wanted: dict[str, Any] | None) -> bool:
    if wanted is None:
        return bool(np.isnan(found))
    return bool(found == pytest.approx(golden.number(wanted["exact"]), rel=1e-12, abs=1e-12))


@pytest.mark.parametrize("case", golden.cases("indicator"), ids=lambda case: case["id"])
def test_indicator(case: dict[str, Any]) -> None:
    row = measure(dataset_from_books(golden.books(case)), golden.as_of(case)).indicators.iloc[0]
    wanted = case["expected"]
    assert row["status"] == wanted["status"]
    assert same(row["progress"], wanted["p"])
    assert same(row["expected"], wanted["e"])
    assert same(row["pace"], wanted["r"])
    assert sorted(flag for flag in FLAGS if row[f"flag_{flag}"]) == sorted(wanted["flags"])
    assert same(row["value"], wanted["value"])
    end = None if pd.isna(row["end"]) else CALENDAR.ending(int(row["end"]), int(row["span_months"])).code
    assert end == wanted["period"]


def children(case: dict[str, Any]) -> pd.DataFrame:
    numbers = {"p": "progress", "e": "expected", "coverage": "coverage", "weight": "weight"}
    leaves = {"leaves_total": "active", "leaves_assessed": "assessed"}
    return pd.DataFrame(
        {new: golden.number(row[old]) if row.get(old) is not None else np.nan for old, new in numbers.items()}
        | {new: float(row.get(old, np.nan)) for old, new in leaves.items()}
        | {"status": row["status"]}
        for row in case["input"]["children"]
    )


@pytest.mark.parametrize("case", golden.cases("rollup"), ids=lambda case: case["id"])
def test_rollup(case: dict[str, Any]) -> None:
    wanted = case["expected"]
    if "error" in wanted:
        with pytest.raises(NegativeWeightError) as raised:
            rollup(children(case))
        assert raised.value.code == wanted["error"]
        return
    row = rollup(children(case)).iloc[0]
    assert row["status"] == wanted["status"]
    for name, key in (("progress", "P"), ("expected", "E"), ("pace", "r"), ("coverage", "coverage")):
        assert same(row[name], wanted[key]), name
    assert (row["assessed"], row["active"], row["suspended"]) == tuple(
        wanted[key] for key in ("assessed", "total", "suspended")
    )
    assert [name for name in ("weights_off", "partly") if row[f"flag_{name}"]] == wanted["flags"]


def forecast_points(case: dict[str, Any]) -> pd.DataFrame:
    rows = [(CALENDAR.parse(period).end, golden.number(value)) for period, value in case["input"]["observations"]]
    return pd.DataFrame({"code": "1.1.1", "end": [end for end, _ in rows], "value": [value for _, value in rows]})


@pytest.mark.parametrize("case", golden.cases("forecast"), ids=lambda case: case["id"])
def test_continuation(case: dict[str, Any]) -> None:
    points, wanted = forecast_points(case), case["expected"]
    target = CALENDAR.parse(case["input"]["target_period"])
    (_, base), *later = ((int(end), float(value)) for end, value in zip(points["end"], points["value"], strict=True))
    given = golden.forecast_book(target.year, (2021, base), later)
    last, _ = later[-1]
    moment = Moment(last, CALENDAR.last_day(last), CALENDAR.last_day(last))
    drawn = continuation(dataset_from_books([(given, None)]), moment).iloc[0]
    assert (drawn["reason"] == "") is wanted["shown"]
    if not wanted["shown"]:
        assert drawn["reason"] == NoContinuation.LONG_HORIZON
        assert np.isnan(drawn[["value", "low", "high"]].astype(float)).all()
        return
    row = trends(points, pd.Series({"1.1.1": target.end})).loc[["1.1.1"]].iloc[0]
    for name, key in (("drift", "drift"), ("value", "point"), ("s2", "s2"), ("variance", "var")):
        assert same(row[name], wanted[key]), name
    assert row["df"] == wanted["df"]
    assert drawn["value"] == row["value"]
    assert drawn["high"] - drawn["value"] == pytest.approx(1.886 * golden.number(wanted["var"]["exact"]) ** 0.5)

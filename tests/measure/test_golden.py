"""Every worked example of the method passes through the public functions with its exact numbers."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from kpi.measure import NegativeWeightError, measure, rollup
from kpi.measure.books import dataset_from_books
from kpi.measure.results import FLAGS
from kpi.model import Period
from tests.measure import golden

CLOSE = {"rel": 1e-12, "abs": 1e-12}


def same(found: float, wanted: dict[str, Any] | None) -> bool:
    return bool(np.isnan(found)) if wanted is None else found == pytest.approx(golden.number(wanted["exact"]), **CLOSE)


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
    end = None if pd.isna(row["end"]) else Period.ending(int(row["end"]), int(row["span_months"])).code
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

"""Roll-up (METHOD 4): averages, coverage, caps, weights, the last deadline, and the tree."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi.measure import NegativeWeightError, measure
from kpi.model import MethodSettings
from tests.measure import community
from tests.measure.one import PLAIN, dataset
from tests.measure.steps import rollup

NAN = float("nan")
DAY, KNOWN = date(2026, 9, 30), date(2026, 11, 14)


def parent(
    *children: tuple[object, ...], settings: MethodSettings | None = None, after_deadline: bool = False
) -> pd.Series:
    """The parent of children given as (status, progress, expected, weight)."""
    names = ("status", "progress", "expected", "weight")
    rows = [dict(zip(names, (*child, NAN)[:4], strict=True)) for child in children]
    return rollup(pd.DataFrame(rows), settings, after_deadline).iloc[0]


GOOD, BAD, AWAY = ("on_track", 0.5, 0.5), ("off_track", 0.5, 0.5), ("moving_away", 0.5, 0.5)
NONE, STOPPED = ("no_data", NAN, NAN), ("suspended", NAN, NAN)


@pytest.mark.parametrize(
    ("children", "status"),
    [
        ([GOOD, GOOD, GOOD, BAD], "on_track"),  # a quarter
        ([GOOD, GOOD, BAD], "at_risk"),  # exactly a third
        ([GOOD, BAD], "at_risk"),  # exactly a half
        ([GOOD, BAD, BAD], "off_track"),
        ([GOOD, BAD, AWAY], "off_track"),
        ([GOOD, AWAY], "at_risk"),
        ([GOOD, AWAY, AWAY], "moving_away"),
        ([GOOD, AWAY, AWAY, NONE, STOPPED], "moving_away"),  # shares of what is assessed
    ],
)
def test_far_behind_children_cap_the_parent(children: list[tuple[object, ...]], status: str) -> None:
    assert parent(*children)["status"] == status


def test_the_worse_of_average_and_cap_counts() -> None:
    behind = ("at_risk", 0.1, 0.9)
    assert parent(behind, behind, behind)["status"] == "off_track"  # the average says so, the cap does not


def test_achieved_only_at_full_coverage() -> None:
    done = ("achieved", 1.2, 0.5)
    assert parent(done, done)["status"] == "achieved"
    assert parent(done, done, NONE)["status"] == "on_track"
    assert parent(done, done)["progress"] == 1.0
    assert parent(done, STOPPED)["status"] == "achieved"


def test_coverage_decides_whether_there_is_a_status() -> None:
    row = parent(GOOD, NONE, NONE)
    assert (row["status"], row["coverage"]) == ("no_data", pytest.approx(1 / 3))
    assert row["progress"] == 0.5  # shown greyed
    assert parent(GOOD, NONE, NONE, settings=MethodSettings(min_coverage=0.3))["status"] == "on_track"


def test_nothing_active_is_suspended() -> None:
    row = parent(STOPPED, STOPPED)
    assert (row["status"], row["active"], row["suspended"]) == ("suspended", 0, 2)
    assert np.isnan(row["progress"])


def test_not_due_counts_as_on_track() -> None:
    row = parent(("not_due", 0.0, 0.0), GOOD)
    assert (row["status"], row["progress"], row["assessed"]) == ("on_track", 0.25, 2)


def test_weights() -> None:
    row = parent((*GOOD, 75.0), ("off_track", 0.1, 0.5, 25.0))
    assert (row["progress"], bool(row["flag_weights_off"])) == (0.4, False)
    off = parent((*GOOD, 75.0), ("off_track", 0.1, 0.5, 75.0))
    assert (off["progress"], bool(off["flag_weights_off"])) == (pytest.approx(0.3), True)
    equal = parent((*GOOD, 0.0), ("off_track", 0.1, 0.5, 0.0))
    assert (equal["progress"], bool(equal["flag_weights_off"])) == (pytest.approx(0.3), True)
    assert not parent(GOOD, GOOD)["flag_weights_off"]
    assert not parent((*GOOD, 0.25), (*GOOD, 0.75))["flag_weights_off"]
    with pytest.raises(NegativeWeightError):
        parent((*GOOD, -0.5))


def test_a_weight_of_zero_counts_for_nothing_but_is_counted() -> None:
    row = parent((*GOOD, 100.0), ("moving_away", -1.0, 0.5, 0.0))
    assert (row["status"], row["progress"], row["assessed"]) == ("on_track", 0.5, 2)


def test_after_the_last_deadline_on_track_is_achieved_in_part() -> None:
    for status, flag, after in (("on_track", False, False), ("at_risk", True, True)):
        row = parent(GOOD, after_deadline=after)
        assert (row["status"], bool(row["flag_partly"])) == (status, flag)
    assert parent(("achieved", 1.0, 1.0), after_deadline=True)["status"] == "achieved"
    assert parent(NONE, after_deadline=True)["status"] == "no_data"


def test_the_last_deadline_is_a_day() -> None:
    given = dataset(PLAIN, ("2025", 90.0))
    for day, status in ((date(2026, 12, 31), "on_track"), (date(2027, 1, 1), "at_risk")):
        nodes = measure(given, day).nodes
        assert nodes["status"].tolist() == [status] * 3
        assert nodes["flag_partly"].tolist() == [day.year == 2027] * 3


def test_every_level_is_the_rollup_of_its_children() -> None:
    given = community.dataset()
    weights = given.nodes["weight"].mask(given.nodes["code"] == "1.2", 3.0)
    given = replace(given, nodes=given.nodes.assign(weight=weights))
    found = measure(given, DAY, KNOWN)
    nodes = found.nodes.merge(given.nodes[["level", "code", "parent_level", "weight"]], on=["level", "code"])
    below = {
        "operational_goal": found.indicators.rename(columns={"goal": "parent"}).assign(weight=np.nan),
        **{level: nodes[nodes["parent_level"] == level] for level in ("strategic_goal", "sector", "strategy")},
    }
    for level, children in below.items():
        here = nodes[nodes["level"] == level].set_index("code")
        wanted = rollup(children.reset_index(drop=True)).loc[here.index]
        assert len(here) > 0
        for name in ("progress", "expected", "coverage"):
            assert here[name].to_numpy() == pytest.approx(wanted[name].to_numpy(), abs=1e-12), (level, name)
        for name in ("status", "assessed", "active", "suspended", "flag_weights_off"):
            assert here[name].tolist() == wanted[name].tolist(), (level, name)


def test_counts_are_leaves_by_status() -> None:
    given = community.dataset()
    found = measure(given, date(2024, 6, 30), KNOWN)
    counts = found.indicators["status"].value_counts()
    whole = found.nodes.iloc[0]
    names = [name for name in found.nodes.columns if name.startswith("n_")]
    assert {name.removeprefix("n_"): whole[name] for name in names if whole[name]} == counts.to_dict()
    assert (found.nodes[names].sum(axis=1) == found.nodes["active"] + found.nodes["suspended"]).all()
    assert (found.nodes["active"] - found.nodes["assessed"] == found.nodes["n_no_data"]).all()
    assert whole["n_suspended"] > 0


def test_a_node_with_nothing_below_is_left_out() -> None:
    given = community.dataset()
    few = replace(given, indicators=given.indicators[given.indicators["goal"] == "1.1"].reset_index(drop=True))
    assert measure(few, DAY, KNOWN).nodes["code"].tolist() == ["2022-2026", "economy", "1", "1.1"]


def test_a_negative_weight_in_the_store_is_named() -> None:
    given = community.dataset()
    wrong = replace(given, indicators=given.indicators.assign(weight=-1.0))
    with pytest.raises(NegativeWeightError):
        measure(wrong, DAY, KNOWN)


def test_weights_are_all_zero_when_those_of_the_active_are() -> None:
    row = parent((*GOOD, 0.0), ("off_track", 0.1, 0.5, 0.0), (*STOPPED, 100.0))
    assert (row["progress"], row["coverage"]) == (pytest.approx(0.3), 1.0)

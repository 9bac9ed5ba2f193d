"""Which indicators of two editions are one: only what the crosswalk keeps one to one, and why values do not join."""

from dataclasses import replace

import pandas as pd

from benchmarks._made import edition
from kpi.measure.dataset import SUCCESSIONS, Dataset, frame
from kpi.measure.successions import BASE, KIND, UNIT, kept_indicators
from kpi.model import Kind, Succession


def linked(*rows: tuple[str, str, Succession]) -> Dataset:
    """The next edition of the same indicators, with a crosswalk of these rows."""
    names = ("previous_code", "code", "succession")
    return replace(edition(30), successions=frame([dict(zip(names, row, strict=True)) for row in rows], SUCCESSIONS))


def as_of_kind(data: Dataset, kind: Kind) -> str:
    return str(data.indicators["code"][data.indicators["kind"] == kind].iloc[0])


def changed(data: Dataset, code: str, **values: str) -> Dataset:
    indicators = data.indicators.copy()
    for name, value in values.items():
        indicators.loc[indicators["code"] == code, name] = value
    return replace(data, indicators=indicators)


def told(old: Dataset, new: Dataset) -> dict[tuple[str, str], str]:
    found = kept_indicators(old, new)
    return {(a, b): why for a, b, why in found.itertuples(index=False)}


def test_only_what_is_kept_one_to_one() -> None:
    old = edition(30)
    a, b, c, d = (str(code) for code in old.indicators["code"][old.indicators["kind"] == Kind.LEVEL].iloc[:4])
    new = linked(
        (a, a, Succession.KEPT),
        (b, c, Succession.MERGED),
        (c, d, Succession.KEPT),
        (d, d, Succession.KEPT),
        ("", b, Succession.NEW),
        ("none", "none", Succession.KEPT),
    )
    assert told(old, new) == {(a, a): ""}


def test_why_values_are_no_one_series() -> None:
    old = edition(30)
    a, b, c = (str(code) for code in old.indicators["code"][old.indicators["kind"] == Kind.LEVEL].iloc[:3])
    sums = as_of_kind(old, Kind.INCREMENT)
    new = linked(*((code, code, Succession.KEPT) for code in (a, b, c, sums)))
    new = changed(changed(new, a, unit="км  на  рік"), b, kind=Kind.FLOW)
    assert told(changed(old, c, unit="км на рік"), changed(new, c, unit="км  на рік")) == {
        (a, a): UNIT,
        (b, b): KIND,
        (c, c): "",
        (sums, sums): BASE,
    }


def test_without_a_crosswalk_nothing_is_kept() -> None:
    data = edition(30)
    found = kept_indicators(data, data)
    assert found.empty
    assert found.columns.tolist() == ["previous_code", "code", "why_not"]
    assert isinstance(found["why_not"].dtype, pd.StringDtype)

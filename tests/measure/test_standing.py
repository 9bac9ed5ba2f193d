"""How indicators stand now is what the whole survey says of them, at a part of its time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks._made import edition
from kpi.community import Community
from kpi.measure import measure, survey
from kpi.measure.dataset import Dataset
from kpi.measure.many.community_standing import summary
from kpi.measure.many.standing import standing
from kpi.model import Kind, Provenance
from kpi.store import read_internal
from tests.shipped import Shipped

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def shipped(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> str:
    return shipped_store(tmp_path_factory.mktemp("standing"))


def agree(dataset: Dataset, today: date) -> None:
    found, whole = standing(dataset, today), survey(dataset)
    frame, told = found.indicators, whole.now.indicators
    assert (found.as_of, found.known_at) == (whole.now.as_of, whole.now.known_at)
    assert frame["status"].tolist() == told["status"].tolist()
    np.testing.assert_array_equal(frame["value"], told["value"])
    np.testing.assert_array_equal(frame["end"], told["end"].fillna(0))
    np.testing.assert_array_equal(frame["span_months"], told["span_months"].fillna(0))
    due = measure(dataset, today).indicators
    assert frame["overdue"].tolist() == due["overdue"].tolist()


@pytest.mark.parametrize("day", [date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)])
@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 1), date(2026, 9, 30)])
def test_it_is_what_the_survey_says(shipped: str, day: date, today: date) -> None:
    agree(read_internal(day, where=shipped), today)


def test_it_is_so_of_every_kind_of_indicator() -> None:
    agree(edition(100), TODAY)


def test_before_its_day_an_edition_owes_nothing() -> None:
    made = edition(30)
    begun = standing(made, TODAY).indicators
    later = replace(made, strategy=replace(made.strategy, in_force_from=date(2027, 1, 1)))
    assert begun["due"].any()
    assert not standing(later, TODAY).indicators[["due", "overdue"]].any(axis=None)


TOWN = Community(key="town")


def test_what_is_kept_of_a_community_is_what_the_survey_says() -> None:
    made = edition(100)
    shared = np.where(np.arange(100) % 2 == 0, "kids", "")
    made = replace(made, indicators=made.indicators.assign(catalogue_code=shared))
    day = date(2027, 3, 1)
    kept, now = summary(TOWN, made, standing(made, day)), survey(made).now
    told = now.indicators.set_index("code")
    assert (kept.community, kept.as_of, kept.strategy) == (TOWN, now.as_of, made.strategy)
    assert kept.released == made.releases["published"].max().date()
    assert [str(status) for status in kept.statuses] == now.indicators["status"].tolist()
    assert 0 < kept.overdue <= kept.due
    assert [one.code for one in kept.shared] == made.indicators["code"][shared == "kids"].tolist()
    for one in kept.shared:
        row = told.loc[one.code]
        assert one.status == row["status"]
        assert one.value == (row["value"] if row["value"] == row["value"] else None)
        assert (one.period.end if one.period else None) == (row["end"] if row["span_months"] else None)


def test_a_value_is_made_up_where_any_of_its_parts_is() -> None:
    made = edition(100)
    codes = {
        kind: made.indicators["code"][made.indicators["kind"] == kind].iloc[0] for kind in (Kind.INCREMENT, Kind.LEVEL)
    }
    shared = made.indicators["code"].isin(list(codes.values()))
    made = replace(made, indicators=made.indicators.assign(catalogue_code=np.where(shared, "kids", "")))
    real = made.observations.assign(provenance=Provenance.DOCUMENTED)

    def illustrative(provenance: dict[str, int]) -> dict[str, bool]:
        """Which values are made up where one part, so many rows before the last of its code, is."""
        rows = real.copy()
        for code, back in provenance.items():
            own = rows.index[rows["code"] == code]
            rows.loc[own[rows.loc[own, "end"].argsort().iloc[-1 - back]], "provenance"] = Provenance.ILLUSTRATIVE
        one = replace(made, observations=rows)
        return {str(s.code): s.illustrative for s in summary(TOWN, one, standing(one, TODAY)).shared}

    total, level = codes[Kind.INCREMENT], codes[Kind.LEVEL]
    assert illustrative({}) == {total: False, level: False}
    assert illustrative({total: 0, level: 0}) == {total: True, level: True}
    assert illustrative({total: 1}) == {total: True, level: False}
    assert illustrative({level: 1}) == {total: False, level: False}, "an earlier level is no part of the last"


def test_of_a_community_without_codes_of_the_catalogue_nothing_is_shared() -> None:
    made = edition(30)
    made = replace(made, indicators=made.indicators.assign(catalogue_code=""))
    assert summary(TOWN, made, standing(made, TODAY)).shared == ()
    unpublished = replace(made, releases=made.releases.iloc[:0])
    assert summary(TOWN, unpublished, standing(made, TODAY)).released is None

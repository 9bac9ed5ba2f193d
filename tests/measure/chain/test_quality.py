"""How much of a quality statement there is: counted, never typed."""

from dataclasses import replace

import pytest

from kpi.measure.books import indicator_row
from kpi.measure.chain.quality import FACTS, completeness, stated_facts
from kpi.measure.dataset import INDICATORS, frame
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN
from tests.model_fields import IndicatorFields


@pytest.mark.parametrize("count", range(6))
def test_each_of_the_five_facts_counts_once(count: int) -> None:
    stated: IndicatorFields = dict.fromkeys(FACTS[:count], "сказано")  # type: ignore[assignment] # five texts of it
    one = replace(replace(PLAIN, **stated), checked_by="аудитор", evidence="акт")
    rows = frame([indicator_row(one, "1.1", CALENDAR)], INDICATORS)
    assert completeness(rows).tolist() == [count]
    assert stated_facts(rows).iloc[0].to_dict() == {name: n < count for n, name in enumerate(FACTS)}


def test_blanks_are_no_fact() -> None:
    rows = frame([indicator_row(replace(PLAIN, source=" \n"), "1.1", CALENDAR)], INDICATORS)
    assert completeness(rows).tolist() == [0]
    assert completeness(frame([], INDICATORS)).empty

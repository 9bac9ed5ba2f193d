"""What is not assessed is called so, with its reason, and a value that exists is shown (METHOD 2, line 2)."""

from collections.abc import Callable
from datetime import date

import pytest

from kpi.measure.results import Survey
from kpi.model import GapReason, Kind, Language, Provenance, Status, Suspension
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.common.rows import IndicatorRow
from kpi.views.public.overview import build
from tests.model_fields import IndicatorFields
from tests.views.one import dossier, measured, plain, seen

UK, EN = Text(Language.UK), Text(Language.EN)
SUSPENDED = (Suspension(code="1.1.1", since=date(2022, 2, 24), reason="бойові дії", act="№ 5"),)


def row(survey: Survey, text: Text = UK) -> IndicatorRow:
    return board(survey, text).rows[0]


@pytest.mark.parametrize(
    ("measure", "status", "value", "note"),
    [
        (lambda: measured([seen("2025-Q4", 71.5)], suspensions=SUSPENDED), Status.SUSPENDED, "71,5 %", "IV кв. 2025"),
        (lambda: measured([seen("2023-Q2", 71.5)]), Status.NO_DATA, "71,5 %", "II кв. 2023"),  # too old
        (lambda: measured([seen("2021", 62.0)]), Status.NO_DATA, "62 %", "2021"),  # the baseline's own
        (
            lambda: measured([seen("2026-Q3", 9.0)], kind=Kind.FLOW, unit="шт."),
            Status.NO_DATA,
            "9 шт.",
            "III кв. 2026, рік неповний",
        ),
        (lambda: measured([seen("2026-Q3", GapReason.NOT_PROVIDED)]), Status.NO_DATA, "—", ""),
        (lambda: measured([], suspensions=SUSPENDED), Status.SUSPENDED, "—", ""),
    ],
)
def test_a_value_that_exists_is_shown_and_dated_where_it_is_not_judged(
    measure: Callable[[], Survey], status: Status, value: str, note: str
) -> None:
    found = row(measure())
    assert found.status is status
    assert (plain(found.value_words), plain(found.period_note)) == (value, note)
    assert found.has_value != (value == "—")


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        (lambda: measured([seen("2023-Q2", 71.5)]), "останнє значення застаріле"),
        (lambda: measured([seen("2026-Q3", 9.0)], kind=Kind.FLOW, unit="шт."), "повного року даних ще немає"),
        (lambda: measured([seen("2021", 62.0)]), "після базового періоду немає значення, яке можна порівняти з планом"),
        (lambda: measured([]), "даних немає"),
        (lambda: measured([seen("2026-Q3", 70.0)], baseline_value=None), "немає базового значення"),
        (lambda: measured([seen("2026-Q3", 70.0)]), ""),
        (lambda: measured([seen("2026-Q3", 70.0)], suspensions=SUSPENDED), ""),
    ],
)
def test_the_reason_is_the_true_one(measure: Callable[[], Survey], why: str) -> None:
    assert plain(row(measure()).why) == why


def test_no_data_is_said_only_where_there_is_no_value_at_all() -> None:
    words = {status: (UK.say(f"status.{status}"), EN.say(f"status.{status}")) for status in Status}
    assert words[Status.NO_DATA] == ("Не оцінено", "Not assessed")
    assert words[Status.SUSPENDED] == ("Оцінювання призупинено", "Assessment suspended")


def test_the_overview_counts_what_is_not_assessed_by_its_reasons() -> None:
    old = measured([seen("2023-Q2", 71.5)])
    assert plain(build(old, UK).lede) == "Не оцінено 1 із 1 показника: останнє значення застаріле — 1."
    assert build(old, EN).lede == "1 of 1 indicator not assessed: the last value is out of date (1)."
    suspended = measured([seen("2026-Q3", 70.0)], suspensions=SUSPENDED)
    assert plain(build(suspended, UK).lede) == "Не оцінено 1 із 1 показника: оцінювання призупинено — 1."


def test_documented_values_are_marked_where_a_strategy_mixes_them_with_illustrative_ones() -> None:
    made_up = [seen(f"2026-Q{n}", 70.0, provenance=Provenance.ILLUSTRATIVE) for n in (1, 2)]
    real = seen("2026-Q3", 71.0, provenance=Provenance.DOCUMENTED)
    assert row(measured([*made_up, real])).provenance is Provenance.DOCUMENTED
    assert row(measured([real, *made_up, seen("2026-07", 71.0)])).provenance is not None
    assert row(measured(made_up)).provenance is None
    known: IndicatorFields = {"provenance": Provenance.DOCUMENTED, "baseline_provenance": Provenance.DOCUMENTED}
    assert row(measured([real], **known)).provenance is None


def test_lists_mark_documented_values_where_the_page_does() -> None:
    """One documented value, and a plan that is made up: the strategy holds both, whatever the other values are."""
    survey = measured([seen("2026-Q3", 71.0, provenance=Provenance.DOCUMENTED)])
    assert dossier(survey).mixed
    assert row(survey).provenance is Provenance.DOCUMENTED

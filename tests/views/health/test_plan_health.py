"""What «Якість плану» says: neutral words, nothing asked for that a plan does not use."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from kpi.measure import survey
from kpi.measure.dataset import SUSPENSIONS, Dataset, frame
from kpi.measure.schemas.oversight import RISKS
from kpi.model import Indicator, Language, ResultLevel
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.health import plan_health
from kpi.views.health.plan_health import PlanHealthView
from tests.measure.health.test_plan_gaps import DAY, FULL, LEVEL
from tests.measure.test_clock import one, strategy

UK, EN = Text(Language.UK), Text(Language.EN)


def page(dataset: Dataset, text: Text = UK) -> PlanHealthView:
    return plan_health.build(board(survey(dataset, as_of=DAY), text))


def of(indicators: Sequence[Indicator], rows: Sequence[tuple[str, str, float]] = ()) -> PlanHealthView:
    return page(strategy(indicators, rows))


def test_a_small_new_strategy_is_not_asked_for_what_it_does_not_use() -> None:
    listed = [one(f"1.1.{n}", **FULL) for n in range(1, 13)]
    view = of(listed, [(each.code, "2022", 60.0) for each in listed])
    assert view.title == "Усе потрібне вказано про 12 із 12 показників"
    assert view.unused == ("рівень: ресурс, продукт, результат чи вплив", "відомості про якість даних")
    assert all(not line.rows for line in view.lines)
    assert (view.goals, view.reviews) == (None, None)
    assert (view.met_at_start, view.easy, view.easy_words) == ((), (), "")


def test_what_is_lacking_is_told_with_its_share_and_its_indicators() -> None:
    view = of([one(**FULL), replace(one("1.1.2"), result_level=ResultLevel.OUTPUT)], [("1.1.1", "2022", 60.0)])
    lacking = {line.words: (line.lacking, [row.code for row in line.rows]) for line in view.lines}
    assert lacking["джерело даних"] == ("1 із 2 (50\u202f%)", ["1.1.2"])
    assert lacking["хоч одне значення"] == ("1 із 2 (50\u202f%)", ["1.1.2"])
    assert lacking["базове значення"] == ("0 із 2 (0\u202f%)", [])
    assert view.title == "Усе потрібне вказано про 0 із 2 показників"
    assert [(goal.name.code, goal.activity) for goal in view.goals or ()] == [("1.1", False)]


def test_an_easy_target_is_told_with_both_paces() -> None:
    view = of([one(targets=((2026, 92.0),))], LEVEL)
    (easy,) = view.easy
    assert (easy.former, easy.asked) == ("10\u00a0од.", "8,4\u00a0од.")
    assert view.easy_words == "1 із 1 (100\u202f%)"
    assert [row.code for row in of([one(targets=((2026, 50.0),))]).met_at_start] == ["1.1.1"]


def test_a_plan_without_a_base_divides_by_nothing() -> None:
    view = of([one(baseline_year=None, baseline_value=None)])
    assert view.met_words == "0"
    empty = strategy([one()])
    empty = replace(empty, indicators=empty.indicators[:0], targets=empty.targets[:0])
    assert page(empty).title == "У плані ще немає показників"
    assert (page(empty, EN).lines, page(empty).unused) == ((), ())


def test_overdue_reviews_name_what_they_are_of() -> None:
    def stop(code: str) -> dict[str, object]:
        return {"code": code, "since": date(2026, 1, 1), "reason": "Бої", "review_by": date(2026, 3, 1)}

    made = strategy([one()])
    given = replace(
        made,
        suspensions=frame([stop("1.1.1"), stop("1"), stop("9")], SUSPENSIONS),
        risks=frame([{"goal": "1.1", "name": "Кошти", "review_by": date(2026, 4, 1)}], RISKS),
    )
    told = [(one.subject.code, one.page, one.words) for one in page(given).reviews or ()]
    words = "призупинення мали переглянути до 01.03.2026"
    assert told == [
        ("1.1.1", "indicator", words),
        ("1", "", words),
        ("9", "", words),
        ("1.1", "goal", "ризик мали переглянути до 01.04.2026"),
    ]
    none = replace(
        given, suspensions=given.suspensions.assign(review_by=pd.Timestamp(2026, 12, 1)), risks=given.risks[:0]
    )
    assert page(none).reviews == ()

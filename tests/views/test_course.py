"""Strategies that are not simply running: all yearly, before the start, after the end, all suspended, without data."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Unpack

import pandas as pd
import pytest

from kpi.html.page_context import PageContext
from kpi.html.pages import overview as overview_document
from kpi.html.pages import sector as sector_document
from kpi.measure import survey
from kpi.measure.dataset import Dataset
from kpi.measure.results import Survey
from kpi.model import Frequency, GapReason, Indicator, Language, Suspension
from kpi.opendata.api.endpoints import ENDPOINTS, Context
from kpi.opendata.metadata import about
from kpi.opendata.tables import build as released
from kpi.text import Text
from kpi.views.common import page_frame
from kpi.views.common.board import board
from kpi.views.common.course import Course, course
from kpi.views.indicator import page as indicator
from kpi.views.public import goal, indicators, overview, sector
from tests.measure.test_clock import RELEASE, one, strategy
from tests.model_fields import StrategyFields

UK, EN = Text(Language.UK), Text(Language.EN)
BOTH = pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
TODAY = date(2026, 11, 28)


def surveyed(
    indicators_: Sequence[Indicator],
    rows: Sequence[tuple[str, str, float | GapReason]] = (),
    *,
    suspended: Sequence[Suspension] = (),
    **changes: Unpack[StrategyFields],
) -> Survey:
    return survey(strategy(indicators_, rows, suspended=suspended, **changes))


YEARLY = surveyed([one(), one("1.1.2")], [("1.1.1", "2024", 80.0), ("1.1.1", "2025", 90.0), ("1.1.2", "2025", 20.0)])
COMING = surveyed(
    [one(baseline_year=2026, target_year=2031, targets=((2031, 100.0),))],
    first_year=2027,
    last_year=2031,
    baseline_year=2026,
)
ENDED = surveyed(
    [one(baseline_year=2015, target_year=2020, targets=((2020, 100.0),))],
    [("1.1.1", str(year), 50.0 + 10 * (year - 2015)) for year in range(2016, 2021)],
    first_year=2016,
    last_year=2020,
    baseline_year=2015,
)
STOPPED = surveyed(
    [one(frequency=Frequency.QUARTER)],
    [("1.1.1", "2024-Q4", 60.0)],
    suspended=[Suspension(code="1", since=date(2025, 1, 1), reason="Бойові дії", act="№ 1")],
)
EMPTY = surveyed([one()])


def fresh(given: Survey, text: Text = UK, today: date = TODAY) -> list[str]:
    items = page_frame.build(given, text, "overview", today=today).fresh
    return [" ".join(filter(None, (i.before, i.strong, i.after))) for i in items]


def said(given: Survey, text: Text = UK) -> str:
    made = overview.build(given, text)
    return f"{made.headline}. {made.lede}"


def test_a_yearly_strategy_is_dated_by_its_year_and_is_not_late() -> None:
    assert fresh(YEARLY) == [
        "Станом на 31.12.2025 (2025\u00a0рік)",
        "Оновлено 14.11.2026",
        "Оцінено 2 із 2 показників",
        "Наступне оновлення: до 15.02.2027",
    ]
    assert fresh(YEARLY, today=date(2027, 2, 16))[-1] == "Оновлення затримується: мало бути до 15.02.2027"
    assert page_frame.build(YEARLY, UK, "overview").footer.cite.endswith("2025\u00a0рік, версія 14.11.2026.")
    assert page_frame.build(YEARLY, EN, "overview").footer.cite.endswith("2025, version 14 Nov 2026.")


def test_a_monthly_strategy_is_dated_by_its_month() -> None:
    given = surveyed([one(frequency=Frequency.MONTH)], [("1.1.1", "2026-09", 95.0), ("1.1.1", "2026-10", 96.0)])
    assert fresh(given)[0] == "Станом на 31.10.2026 (жовтень 2026)"
    made = board(given, UK)
    assert (made.quarter.code, made.before.code if made.before else "") == ("2026-Q3", "2026-Q3")
    assert overview.build(given, UK).share is not None
    assert made.rows[0].since.quarters == 1
    lost = surveyed([one(frequency=Frequency.MONTH)], [("1.1.1", "2026-09", 95.0), ("1.1.1", "2026-10", 10.0)])
    assert board(lost, UK).rows[0].since_words == "з 01.10.2026"


@BOTH
def test_before_its_first_day_a_strategy_begins(text: Text) -> None:
    day = text.date(date(2027, 1, 1))
    assert any(day in item for item in fresh(COMING, text))
    assert day in overview.build(COMING, text).headline
    line = " ".join(fresh(COMING, text))
    assert text.date(date(2028, 2, 15)) in line  # the first values are due on 15.01.2028
    assert not any(word in line for word in ("Станом", "As of", "затримується", "late"))


def with_sector(given: Dataset) -> Dataset:
    """The dataset with its strategic goals in a sector «Люди» of the code «s»."""
    within = given.nodes.assign(
        parent=given.nodes["parent"].where(given.nodes["level"] != "strategic_goal", "s"),
        parent_level=given.nodes["parent_level"].where(given.nodes["level"] != "strategic_goal", "sector"),
    )
    own = within.iloc[[0]].assign(level="sector", code="s", parent="видання", parent_level="strategy", name="Люди")
    return replace(given, nodes=pd.concat([within.iloc[:1], own, within.iloc[1:]], ignore_index=True))


@BOTH
def test_before_its_first_day_nothing_lasts_and_nothing_is_compared(text: Text) -> None:
    rows = board(COMING, text).rows
    assert {row.since_words for row in rows} == {""}
    words = str(overview_document.body(overview.build(COMING, text), PageContext(text=text)))
    assert text.say("overview.attention.not_judged") in words
    assert text.say("overview.changes.not_judged") in words
    assert text.say("overview.attention.empty") not in words
    page = sector.build(survey(with_sector(COMING.dataset)), "s", text)
    assert page is not None
    assert text.say("sector.heat.title") not in str(sector_document.body(page, PageContext(text=text)))


def test_before_its_first_day_words() -> None:
    assert fresh(COMING)[0] == "Стратегія починається 01.01.2027"
    assert overview.build(COMING, UK).headline == "Початок стратегії\u00a0— 01.01.2027"
    # on a later day the same release says no more that it is to begin
    assert "Початок" not in overview.build(COMING, UK, today=date(2027, 1, 2)).headline
    # once begun, a reader of the same release sees no announcement of what has come
    assert fresh(COMING, today=date(2027, 3, 1))[0] == "Даних ще немає"


@BOTH
def test_before_its_first_day_nothing_has_lasted_passed_or_been_submitted(text: Text) -> None:
    whole = page_frame.build(COMING, text, "overview").footer
    for word in ("подані за період", "for periods up to"):
        assert word not in whole.source
    assert whole.cite.endswith(f"{text.date(date(2026, 11, 14))}.")
    assert board(COMING, text).rows[0].since_words == ""
    page = indicator.build(COMING, "1.1.1", text)
    assert page is not None
    awaited = next(fact.value for fact in page.facts if fact.key == "next")
    assert text.date(date(2028, 1, 15)) in awaited  # of 2027, the first year of the plan


def test_the_api_answers_before_the_first_day() -> None:
    context = Context(
        release=released(COMING),
        releases=(),
        compare=lambda old, new: None,
        text=UK,
        site="https://example.org",
        host="https://example.org",
        strategies=list,
        answers=list,
        peers=list,
    )
    endpoint = next(e for e in ENDPOINTS if e.name == "progress")
    assert endpoint.rows is not None
    given = dict.fromkeys(p.name for p in endpoint.known)
    rows = list(endpoint.rows(context, given)[1])
    assert [row["status"] for row in rows] == ["no_data"]


def test_after_its_last_day_a_strategy_is_over_and_its_results_stand() -> None:
    assert fresh(ENDED) == [
        "Станом на 31.12.2020 (2020\u00a0рік)",
        "Стратегія завершилася 31.12.2020",
        "Оновлено 14.11.2026",
        "Оцінено 1 із 1 показника",
    ]
    assert said(ENDED).startswith("За планом 1 показник із 1 оціненого")
    assert "Стратегія завершилася 31.12.2020; це її підсумки." in said(ENDED)
    assert "The strategy ended on 31 Dec 2020; these are its results." in said(ENDED, EN)


def test_values_missing_at_the_end_are_late_all_the_same() -> None:
    given = strategy(
        [one(baseline_year=2015, target_year=2020, targets=((2020, 100.0),))],
        [("1.1.1", "2019", 90.0)],
        first_year=2016,
        last_year=2020,
        baseline_year=2015,
    )
    assert fresh(survey(given))[-1] == "Оновлення затримується: мало бути до 15.02.2021"


@BOTH
def test_where_all_is_suspended_nothing_is_said_of_now_or_not_yet(text: Text) -> None:
    more = [one("1.1.2", frequency=Frequency.QUARTER), one(frequency=Frequency.QUARTER)]
    values = [("1.1.1", "2024-Q2", 60.0), ("1.1.1", "2024-Q4", 60.0), ("1.1.2", "2024-Q4", 60.0)]
    given = surveyed(
        more, values, suspended=[Suspension(code="1", since=date(2025, 1, 1), reason="Бойові дії", act="№ 1")]
    )
    heading = indicators.build(given, text).headline
    assert heading == text.count("indicators.headline_suspended", 2)
    share = overview.build(given, text).share
    assert share is not None
    assert share.base == text.say("overview.share.base_then", first=1, last=2)


def test_where_all_is_suspended_every_page_says_so() -> None:
    assert course(STOPPED) is Course.SUSPENDED
    assert fresh(STOPPED) == [
        "Станом на 30.09.2026 (III\u00a0кв.\u00a02026)",
        "Оцінювання призупинено",
        "Оновлено 14.11.2026",
        "Оцінено 0 із 1 показника",
    ]
    assert overview.build(STOPPED, UK).headline == "Оцінювання всіх показників призупинено"
    page = goal.build(STOPPED, "1.1", UK)
    assert page is not None
    assert "оцінювання всіх показників призупинено" in page.title
    assert "за планом" not in said(STOPPED).lower()


def test_a_sector_of_suspended_goals_says_so() -> None:
    made = sector.build(survey(with_sector(STOPPED.dataset)), "s", UK)
    assert made is not None
    assert made.headline == "Люди: оцінювання призупинено"


def test_without_data_it_says_so_and_promises_no_past_day() -> None:
    assert fresh(EMPTY) == [
        "Даних ще немає",
        "Оновлено 14.11.2026",
        "Оцінено 0 із 1 показника",
        "Оновлення затримується: мало бути до 15.02.2023",
    ]
    assert overview.build(EMPTY, UK).headline == "Даних ще немає"
    young = surveyed(
        [one(baseline_year=2025, target_year=2030, targets=((2030, 100.0),))],
        first_year=2026,
        last_year=2030,
        baseline_year=2025,
    )
    assert overview.build(young, UK).headline == "Перші дані з’являться до 15.02.2027"


@pytest.mark.parametrize(
    ("frequencies", "words"),
    [
        ([Frequency.YEAR], "щороку; наступне оновлення до 15.02.2027"),
        ([Frequency.MONTH], "щомісяця; наступне оновлення до 15.01.2027"),
        ([Frequency.YEAR, Frequency.QUARTER], "щокварталу, щороку; наступне оновлення до 15.11.2026"),
    ],
)
def test_the_passport_tells_the_rhythm_of_the_indicators(frequencies: Sequence[Frequency], words: str) -> None:
    many: list[Indicator] = [one(f"1.1.{n}", frequency) for n, frequency in enumerate(frequencies, 1)]
    finest = min(frequencies, key=lambda f: f.months)
    period = {Frequency.YEAR: "2025", Frequency.MONTH: "2026-10", Frequency.QUARTER: "2026-Q2"}[finest]
    given = surveyed(many, [(f"1.1.{frequencies.index(finest) + 1}", period, 70.0)])
    card = dict(about(released(given), UK, "https://example.org").card())
    assert card["Періодичність оновлення"] == words


def test_the_passport_of_what_is_over_awaits_nothing() -> None:
    card = about(released(ENDED), UK, "https://example.org")
    assert card.due is None
    assert dict(card.card())["Періодичність оновлення"] == "щороку"
    assert card.description.endswith("2020\u00a0рік.")
    assert card.version == RELEASE


def test_two_frequencies_never_hide_the_earlier_deadline() -> None:
    both = surveyed([one(), one("1.1.2", Frequency.QUARTER)], [("1.1.1", "2025", 70.0), ("1.1.2", "2026-Q3", 70.0)])
    assert page_frame.next_update(both) == date(2027, 2, 15)

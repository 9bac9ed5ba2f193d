"""The heading and the reason of every status, measured for real (METHOD 3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, GapReason, Kind, MethodSettings, Status, Suspension
from kpi.views.common.values import share_words
from kpi.views.indicator.headline import heading_name
from tests.views.one import CODE, EN, PLAN, UK, Differences, measured, page, plain, seen

DEFAULT = MethodSettings()


def water(value: float, period: str = "2026-Q3", **changes: Unpack[Differences]) -> Survey:
    return measured([seen(period, value)], **changes)


#: how the survey is measured, heading, beginning of the reason
CASES: dict[str, tuple[Callable[[], Survey], str, str]] = {
    "off_track": (
        lambda: water(69.1),
        "Безперебійне водопостачання: суттєво відстає, нижче плану на 22,7 в. п.",
        "База — 62,0 %; факт — 69,1 %; план на ту саму дату — 91,8 %: пройдено 24 % запланованого шляху."
        " «Суттєво відстає» — це менше ніж 60 %.",
    ),
    "at_risk": (
        lambda: water(85.2),
        "Безперебійне водопостачання: відстає, нижче плану на 6,6 в. п.",
        "База — 62,0 %; факт — 85,2 %; план на ту саму дату — 91,8 %: пройдено 78 % запланованого шляху."
        " «Відстає» — це від 60 % до 95 %.",
    ),
    "on_track": (
        lambda: water(92.0),
        "Безперебійне водопостачання: за планом",
        "База — 62 %; факт — 92 %; план на ту саму дату — 91,8 %: пройдено більше, ніж заплановано (101"
        " % запланованого шляху).",
    ),
    "moving_away": (
        lambda: water(55.1),
        "Безперебійне водопостачання: віддаляється від цілі, нижче плану на 36,7 в. п.",
        "Факт — 55,1 %: це на 6,9 в. п. нижче за базове значення 62,0 %. Від цілі відступили на 21 %"
        " відстані між базою й ціллю (межа 5 %).",
    ),
    "achieved": (
        lambda: water(96.0),
        "Безперебійне водопостачання: ціль 2026 року вже досягнуто",
        "Ціль досягнуто достроково: строк — кінець 2026 року.",
    ),
    "late": (
        lambda: measured(
            [seen("2023-Q4", 80.0), seen("2025-Q4", 91.0)],
            targets=((2023, 90.0),),
            target_year=2023,
            frequency=Frequency.YEAR,
        ),
        "Безперебійне водопостачання: ціль 2023 року досягнуто із запізненням",
        "Ціль досягнуто, але із запізненням.",
    ),
    "partly": (
        lambda: water(80.0, targets=((2025, 82.0),), target_year=2025),
        "Безперебійне водопостачання: ціль 2025 року досягнуто частково",
        "Строк досягнення минув. База — 62 %; факт — 80 %; ціль — 82 %: пройдено 90 % шляху. «Досягнуто"
        " частково» — це від 60 %.",
    ),
    "missed": (
        lambda: water(70.0, targets=((2025, 82.0),), target_year=2025),
        "Безперебійне водопостачання: ціль 2025 року не досягнуто",
        "Строк досягнення минув. База — 62 %; факт — 70 %; ціль — 82 %: пройдено 40 % шляху. «Не"
        " досягнуто» — це менше ніж 60 %.",
    ),
    "too_early": (
        lambda: water(62.1, baseline_year=2025, targets=((2040, 95.0),), target_year=2040),
        "Безперебійне водопостачання: відстає, нижче плану на 1,5 в. п.",
        "За планом на цю дату треба було пройти менше ніж 10 % шляху (5 %), тож суворіше судити зарано.",
    ),
    "decrease": (
        lambda: water(
            26.0,
            direction=Direction.DECREASE,
            baseline_value=40.0,
            targets=((2026, 20.0),),
            unit="км",
            unit_en="km",
        ),
        "Безперебійне водопостачання: відстає, вище плану на 5 км",
        "База — 40 км; факт — 26 км; план на ту саму дату — 21 км: пройдено 74 % запланованого шляху."
        " «Відстає» — це від 60 % до 95 %.",
    ),
    "hold": (
        lambda: water(62.0, targets=((2026, 62.0),)),
        "Безперебійне водопостачання: за планом, рівень збережено",
        "Мета — зберегти початковий рівень. Рівень збережено.",
    ),
    "hold_broken": (
        lambda: water(58.5, targets=((2026, 62.0),)),
        "Безперебійне водопостачання: рівень не збережено, нижче плану на 3,5 в. п.",
        "Мета — зберегти початковий рівень. Рівень погіршився.",
    ),
    "range_met": (
        lambda: water(
            70.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=40.0
        ),
        "Безперебійне водопостачання: значення в цільових межах",
        "Фактичне значення лежить у цільових межах.",
    ),
    "range_below": (
        lambda: water(
            48.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=40.0
        ),
        "Безперебійне водопостачання: суттєво відстає, нижче цільових меж 60–85 % на 12 в. п.",
        "База — 40 %; факт — 48 %; план на ту саму дату — 59 %: пройдено 42 % запланованого шляху."
        " «Суттєво відстає» — це менше ніж 60 %.",
    ),
    "range_above": (
        lambda: water(
            88.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=95.0
        ),
        "Безперебійне водопостачання: відстає, вище цільових меж 60–85 % на 3 в. п.",
        "База — 95 %; факт — 88 %; план на ту саму дату — 85,5 %: пройдено 74 % запланованого шляху."
        " «Відстає» — це від 60 % до 95 %.",
    ),
    "not_due": (
        lambda: water(
            0.0,
            kind=Kind.DELIVERABLE,
            unit="од.",
            unit_en="pcs",
            baseline_value=0.0,
            targets=((2024, 0.0), (2026, 2.0)),
        ),
        "Безперебійне водопостачання: строк не настав, перша оцінка — за 2026 рік",
        "За планом на цю дату ще нічого не мало бути зроблено.",
    ),
    "stage": (
        lambda: water(
            1.0,
            kind=Kind.DELIVERABLE,
            unit="етап",
            unit_en="stage",
            baseline_value=0.0,
            targets=((2024, 3.0), (2026, 6.0)),
        ),
        "Безперебійне водопостачання: суттєво відстає, нижче плану на 2 етапи",
        "База — 0 етапів; факт — 1 етап; план на ту саму дату — 3 етапи: пройдено 33 % запланованого"
        " шляху. «Суттєво відстає» — це менше ніж 60 %.",
    ),
    "yes_no": (
        lambda: water(
            0.0,
            kind=Kind.DELIVERABLE,
            unit="так/ні",
            unit_en="yes/no",
            baseline_value=0.0,
            targets=((2025, 1.0), (2026, 1.0)),
        ),
        "Безперебійне водопостачання: суттєво відстає від плану",
        "База — ні; факт — ні; план на ту саму дату — так: до цілі ще не наблизилися (0 % запланованого шляху).",
    ),
    "suspended": (
        lambda: measured(
            [seen("2022-Q1", 60.0)],
            suspensions=[
                Suspension(
                    code="1",
                    since=date(2022, 2, 24),
                    reason="бойові дії",
                    act="№ 5",
                    until=None,
                    review_by=date(2027, 3, 1),
                )
            ],
        ),
        "Безперебійне водопостачання: оцінювання призупинено з I кв. 2022",
        "Оцінювання призупинено 24 лютого 2022 року; доки його не відновлять, значення з планом не"
        " порівнюємо. Призупинення стосується всієї цілі 1. Причина — «бойові дії». Підстава: № 5."
        " Переглянути рішення мають до 1 березня 2027 року.",
    ),
    "no_observation": (
        lambda: measured([]),
        "Безперебійне водопостачання: дані за III кв. 2026 не подано",
        "Після базового періоду значень ще немає.",
    ),
    "only_gaps": (
        lambda: measured([seen("2026-Q3", GapReason.DESTROYED)]),
        "Безперебійне водопостачання: даних ще немає",
        "Після базового періоду значень ще немає. У звіті за III кв. 2026 замість значення"
        " зазначено: «об’єкт знищено».",
    ),
    "no_baseline": (
        lambda: water(70.0, baseline_value=None, baseline_year=None),
        "Безперебійне водопостачання: не оцінено, немає базового значення",
        "Базового значення немає",
    ),
    "direction_conflict": (
        lambda: water(70.0, direction=Direction.DECREASE),
        "Безперебійне водопостачання: не оцінено, ціль суперечить бажаному напряму",
        "Шлях від бази до цілі суперечить бажаному напряму (зменшення)",
    ),
    "too_old": (
        lambda: water(70.0, period="2022", frequency=Frequency.YEAR),
        "Безперебійне водопостачання: не оцінено, останнє значення застаріле (2022 рік)",
        "Останнє значення (70 %, 2022 рік) застаріле: судити за ним про нинішній стан не можна.",
    ),
    "scale_suspect": (
        lambda: water(9000.0),
        "Безперебійне водопостачання: не оцінено, масштаб значення під питанням",
        "Масштаб останнього значення під питанням: 9 000 % за плану 91,75 %, різниця приблизно в 100"
        " разів. Доки значення не підтвердять, показник не оцінюємо.",
    ),
    "negative_increment": (
        lambda: measured(
            [seen("2026-Q2", 5.0), seen("2026-Q3", -2.0)],
            kind=Kind.INCREMENT,
            unit="км",
            unit_en="km",
            baseline_value=62.0,
        ),
        "Безперебійне водопостачання: не оцінено, приріст від’ємний",
        "Серед приростів є від’ємний",
    ),
}


@cache
def survey_of(case: str) -> Survey:
    """Measured by the first test that asks, and not where the tests are only collected."""
    return CASES[case][0]()


@pytest.mark.parametrize("case", CASES)
def test_heading(case: str) -> None:
    assert plain(page(survey_of(case)).title) == CASES[case][1]


@pytest.mark.parametrize("case", CASES)
def test_reason(case: str) -> None:
    assert plain(" ".join(page(survey_of(case)).banner.reasons)).startswith(CASES[case][2])


@pytest.mark.parametrize("case", CASES)
def test_english_speaks_of_everything(case: str) -> None:
    view = page(survey_of(case), EN)
    assert view.title.startswith("Uninterrupted water supply: ")
    words = " ".join((view.title, *view.banner.reasons, *view.opinion, view.outlook, view.trajectory.label))
    assert not any("а" <= letter <= "я" for letter in words.lower().replace("бойові дії", "")), words


def test_every_status_is_among_the_cases() -> None:
    statuses = {page(survey_of(case)).banner.status for case in CASES}
    assert statuses == set(Status)


def test_cut_offs_come_from_the_settings_of_the_strategy() -> None:
    settings = MethodSettings(on_track=0.9, at_risk=0.2)
    plan = replace(PLAN, strategy=replace(PLAN.strategy, settings=settings))
    view = page(measured([seen("2026-Q3", 69.1)], plan=plan))
    assert view.banner.status is Status.AT_RISK
    assert plain(view.banner.reasons[0]) == (
        "База — 62,0 %; факт — 69,1 %; план на ту саму дату — 91,8 %: пройдено 24 % запланованого шляху."
        " «Відстає» — це від 20 % до 90 %."
    )


@given(st.floats(0, 2), st.sampled_from((DEFAULT.on_track, DEFAULT.at_risk, DEFAULT.delta, DEFAULT.too_early)))
def test_a_printed_ratio_lies_on_its_side_of_the_cut(share: float, cut: float) -> None:
    printed = float(plain(share_words(share, UK, cut)).removesuffix(" %").replace(" ", "").replace(",", "."))
    if abs(share - cut) > 1e-4:
        assert (printed < 100 * cut - 1e-9) == (share < cut)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Завантаженість (1–5)", "Завантаженість (1–5)"),
        ("Етап створення бізнес-центру (0 – не розпочато … 5 – введено)", "Етап створення бізнес-центру"),
        ("Охоплення (усіх) дітей щепленнями в громаді та за її межами", None),
    ],
)
def test_a_long_name_leaves_its_legend_out_of_the_heading(name: str, heading: str | None) -> None:
    assert heading_name(name) == (heading or name)


def test_an_overdue_report_is_named_with_its_deadline() -> None:
    view = page(measured([seen("2026-Q2", 85.0)]))
    assert plain(view.banner.overdue) == "дані за III кв. 2026 не подано, строк минув 15.10.2026"
    assert view.code == CODE

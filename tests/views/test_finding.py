"""The heading and the reason of every status, measured for real (METHOD 3)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, GapReason, Kind, MethodSettings, Status, Suspension
from kpi.views.finding import heading_name
from kpi.views.reason import ratio
from tests.views.one import CODE, EN, PLAN, UK, measured, page, plain, seen

DEFAULT = MethodSettings()


def water(value: float, period: str = "2026-Q3", **changes: object) -> Survey:
    return measured([seen(period, value)], **changes)


#: survey, status, heading, beginning of the reason
CASES = {
    "off_track": (
        water(69.1),
        "Безперебійне водопостачання: суттєво відстає, на 22,7 в. п. гірше за план",
        "Пройдено менше ніж 60 % шляху, запланованого на цю дату (зараз 24 %).",
    ),
    "at_risk": (
        water(85.2),
        "Безперебійне водопостачання: відстає, на 6,6 в. п. гірше за план",
        "Пройдено від 60 % до 95 % шляху, запланованого на цю дату (зараз 78 %).",
    ),
    "on_track": (
        water(92.0),
        "Безперебійне водопостачання: за планом",
        "Пройдено щонайменше 95 % шляху, запланованого на цю дату (зараз 101 %).",
    ),
    "moving_away": (
        water(55.1),
        "Безперебійне водопостачання: віддаляється від цілі, на 36,7 в. п. гірше за план",
        "Значення гірше за базове більш як на 5 % шляху до цілі (зараз на 21 %).",
    ),
    "achieved": (
        water(96.0),
        "Безперебійне водопостачання: ціль 2026 року вже досягнуто",
        "Фактичне значення відповідає цільовому. Це сталося раніше за строк — кінець 2026 року.",
    ),
    "late": (
        measured(
            [seen("2023-Q4", 80.0), seen("2025-Q4", 91.0)],
            targets=((2023, 90.0),),
            target_year=2023,
            frequency=Frequency.YEAR,
        ),
        "Безперебійне водопостачання: ціль 2023 року досягнуто із запізненням",
        "Фактичне значення відповідає цільовому, але вперше — після строку досягнення.",
    ),
    "partly": (
        water(80.0, targets=((2025, 82.0),), target_year=2025),
        "Безперебійне водопостачання: ціль 2025 року досягнуто частково",
        "Строк досягнення минув. Пройдено щонайменше 60 % шляху (зараз 90 %): ціль досягнуто частково.",
    ),
    "missed": (
        water(70.0, targets=((2025, 82.0),), target_year=2025),
        "Безперебійне водопостачання: ціль 2025 року не досягнуто",
        "Строк досягнення минув. Пройдено менше ніж 60 % шляху (зараз 40 %): ціль не досягнуто.",
    ),
    "too_early": (
        water(62.1, baseline_year=2025, targets=((2040, 95.0),), target_year=2040),
        "Безперебійне водопостачання: відстає, на 1,5 в. п. гірше за план",
        "За планом пройти ще треба було менше ніж 10 % шляху (5 %), тож суворіше судити зарано.",
    ),
    "decrease": (
        water(
            26.0,
            direction=Direction.DECREASE,
            baseline_value=40.0,
            targets=((2026, 20.0),),
            unit="км",
            unit_en="km",
        ),
        "Безперебійне водопостачання: відстає, на 5 км гірше за план",
        "Пройдено від 60 % до 95 %",
    ),
    "hold": (
        water(62.0, targets=((2026, 62.0),)),
        "Безперебійне водопостачання: за планом, рівень утримано",
        "Значення треба втримати на рівні, якого вже досягнуто на початку; його втримано.",
    ),
    "hold_broken": (
        water(58.5, targets=((2026, 62.0),)),
        "Безперебійне водопостачання: рівень не втримано, на 3,5 в. п. гірше за план",
        "Значення треба втримати на рівні, якого вже досягнуто на початку; воно погіршилося.",
    ),
    "range_met": (
        water(70.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=40.0),
        "Безперебійне водопостачання: значення в цільових межах",
        "Фактичне значення лежить у цільових межах.",
    ),
    "range_below": (
        water(48.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=40.0),
        "Безперебійне водопостачання: суттєво відстає, на 12 в. п. нижче за цільові межі 60–85 %",
        "Пройдено менше ніж 60 %",
    ),
    "range_above": (
        water(88.0, direction=Direction.RANGE, range_low=60.0, range_high=85.0, targets=(), baseline_value=95.0),
        "Безперебійне водопостачання: відстає, на 3 в. п. вище за цільові межі 60–85 %",
        "Пройдено від 60 % до 95 %",
    ),
    "not_due": (
        water(
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
        water(
            1.0,
            kind=Kind.DELIVERABLE,
            unit="етап",
            unit_en="stage",
            baseline_value=0.0,
            targets=((2024, 3.0), (2026, 6.0)),
        ),
        "Безперебійне водопостачання: суттєво відстає, на 2 етапи гірше за план",
        "Пройдено менше ніж 60 % шляху, запланованого на цю дату (зараз 33 %).",
    ),
    "yes_no": (
        water(
            0.0,
            kind=Kind.DELIVERABLE,
            unit="так/ні",
            unit_en="yes/no",
            baseline_value=0.0,
            targets=((2025, 1.0), (2026, 1.0)),
        ),
        "Безперебійне водопостачання: суттєво відстає від плану",
        "Пройдено менше ніж 60 % шляху, запланованого на цю дату (зараз 0 %).",
    ),
    "suspended": (
        measured(
            [seen("2022-Q1", 60.0)],
            suspensions=[Suspension("1", date(2022, 2, 24), "бойові дії", "№ 5", None, date(2027, 3, 1))],
        ),
        "Безперебійне водопостачання: збір даних призупинено з I кв. 2022",
        "Збір даних призупинено 24 лютого 2022 року; доки його не відновлять, показник не оцінюємо."
        " Призупинення стосується всієї цілі 1. Причина: бойові дії. Підстава: № 5."
        " Переглянути рішення мають до 1 березня 2027 року.",
    ),
    "no_observation": (
        measured([]),
        "Безперебійне водопостачання: дані за III кв. 2026 не подано",
        "Після базового періоду не подано жодного значення, яке можна порівняти з планом.",
    ),
    "only_gaps": (
        measured([seen("2026-Q3", GapReason.DESTROYED)]),
        "Безперебійне водопостачання: даних ще немає",
        "Після базового періоду не подано жодного значення, яке можна порівняти з планом."
        " У звіті за III кв. 2026 замість значення зазначено: «об’єкт знищено».",
    ),
    "no_baseline": (
        water(70.0, baseline_value=None, baseline_year=None),
        "Безперебійне водопостачання: не оцінено, бо немає базового значення",
        "Базового значення немає",
    ),
    "direction_conflict": (
        water(70.0, direction=Direction.DECREASE),
        "Безперебійне водопостачання: не оцінено, бо ціль суперечить бажаному напряму",
        "Шлях від бази до цілі суперечить бажаному напряму (зменшення)",
    ),
    "too_old": (
        water(70.0, period="2022", frequency=Frequency.YEAR),
        "Безперебійне водопостачання: дані застаріли, останні — за 2022 рік",
        "Останнє значення (70 % за 2022 рік) надто давнє, щоб за ним судити про нинішній стан.",
    ),
    "scale_suspect": (
        water(9000.0),
        "Безперебійне водопостачання: не оцінено, значення потребує підтвердження",
        "Останнє значення (9 000 %) на порядки відрізняється від плану або попереднього значення",
    ),
    "negative_increment": (
        measured(
            [seen("2026-Q2", 5.0), seen("2026-Q3", -2.0)],
            kind=Kind.INCREMENT,
            unit="км",
            unit_en="km",
            baseline_value=62.0,
        ),
        "Безперебійне водопостачання: не оцінено, бо приріст від’ємний",
        "Серед приростів є від’ємний",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_heading(case: str) -> None:
    survey, heading, _ = CASES[case]
    assert plain(page(survey).title) == heading


@pytest.mark.parametrize("case", CASES)
def test_reason(case: str) -> None:
    survey, _, reason = CASES[case]
    assert plain(" ".join(page(survey).banner.reasons)).startswith(reason)


@pytest.mark.parametrize("case", CASES)
def test_english_speaks_of_everything(case: str) -> None:
    view = page(CASES[case][0], EN)
    assert view.title.startswith("Uninterrupted water supply: ")
    words = " ".join((view.title, *view.banner.reasons, *view.opinion, view.outlook, view.trajectory.label))
    assert not any("а" <= letter <= "я" for letter in words.lower().replace("бойові дії", "")), words


def test_every_status_is_among_the_cases() -> None:
    statuses = {page(survey).banner.status for survey, _, _ in CASES.values()}
    assert statuses == set(Status)


def test_cut_offs_come_from_the_settings_of_the_strategy() -> None:
    settings = MethodSettings(on_track=0.9, at_risk=0.2)
    plan = replace(PLAN, strategy=replace(PLAN.strategy, settings=settings))
    view = page(measured([seen("2026-Q3", 69.1)], plan=plan))
    assert view.banner.status is Status.AT_RISK
    assert plain(view.banner.reasons[0]) == "Пройдено від 20 % до 90 % шляху, запланованого на цю дату (зараз 24 %)."


@given(st.floats(0, 2), st.sampled_from((DEFAULT.on_track, DEFAULT.at_risk, DEFAULT.delta, DEFAULT.too_early)))
def test_a_printed_ratio_lies_on_its_side_of_the_cut(share: float, cut: float) -> None:
    printed = float(plain(ratio(share, cut, UK)).removesuffix(" %").replace(" ", "").replace(",", "."))
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

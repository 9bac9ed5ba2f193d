"""The indicator's page: figures, data table, facts, corrections, target changes, citation."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import NoContinuation, NotApplicable
from kpi.model import (
    Direction,
    Frequency,
    GapReason,
    Kind,
    Provenance,
    Status,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.text import Text
from kpi.views.indicator import page as indicator
from kpi.views.indicator.value_table import data_rows
from tests.fiscal_years import CALENDAR
from tests.model_fields import IndicatorFields
from tests.views.one import CODE, EN, RELEASE, UK, dossier, measured, page, plain, seen


def number(words: str) -> float:
    """The number at the beginning of printed words."""
    bare = plain(words).replace("−", "-").replace("+", "")
    return float("".join(c for c in bare if c.isdigit() or c in ",-").replace(",", "."))


def test_an_unknown_code_is_none() -> None:
    assert indicator.build(measured([]), "9.9.9", UK) is None


def test_the_four_figures() -> None:
    figures = [(plain(f.label), plain(f.value), f.note) for f in page(measured([seen("2026-Q3", 69.1)])).figures]
    assert figures == [
        ("Факт, III кв. 2026", "69,1 %", ""),
        ("План на ту саму дату", "91,8 %", ""),
        ("Різниця", "−22,7 в. п.", "гірше"),
        ("Ціль на кінець 2026 року", "95,0 %", ""),
    ]


def test_less_is_better_where_it_should_fall() -> None:
    view = page(
        measured([seen("2026-Q3", 20.0)], direction=Direction.DECREASE, baseline_value=40.0, targets=((2026, 20.0),))
    )
    assert (plain(view.figures[2].value), view.figures[2].note) == ("−1 в. п.", "краще")


def test_a_suspended_value_is_kept_dated_and_not_compared() -> None:
    suspension = Suspension(code=CODE, since=date(2026, 7, 1), reason="бойові дії", act="№ 1")
    view = page(measured([seen("2026-Q2", 69.1)], suspensions=[suspension]))
    assert plain(view.figures[0].label) == "Факт, II кв. 2026"
    assert plain(view.figures[0].value) == "69,1 %"
    assert (view.figures[2].value, view.figures[2].note) == ("—", "не порівнюємо")


def test_within_a_range_there_is_no_distance() -> None:
    limits: IndicatorFields = {
        "direction": Direction.RANGE,
        "range_low": 60.0,
        "range_high": 85.0,
        "targets": (),
        "baseline_value": 40.0,
    }
    view = page(measured([seen("2026-Q3", 70.0)], **limits))
    assert (view.figures[2].label, view.figures[2].note) == ("Відхилення від меж", "у межах")
    outside = page(measured([seen("2026-Q3", 48.0)], **limits))
    assert (outside.figures[2].label, plain(outside.figures[2].note)) == (
        "Різниця з планом",
        "гірше за план; поза межами 60–85 % на 12 в. п.",
    )


def test_an_unfinished_year_is_told_beside_the_judged_one() -> None:
    view = page(
        measured(
            [seen("2025-Q4", 40.0), seen("2026-Q3", 33.0)],
            kind=Kind.YTD,
            unit="од.",
            baseline_value=0.0,
            targets=((2025, 40.0), (2026, 60.0)),
        )
    )
    assert plain(view.figures[0].value) == "40 од."
    assert plain(view.figures[0].note) == (
        "з початку 2026 року — 33 од.; 55 % річного плану; минуло 75 % року; судитимемо за повний рік"
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.decimals(0, 100, places=2).map(float), min_size=1, max_size=4), st.integers(0, 2))
def test_a_reader_s_subtraction_agrees(values: list[float], decimals: int) -> None:
    rounded = [round(v, decimals) for v in values]
    observations = [seen(f"{2026 - i // 3}-Q{3 - i % 3}", v) for i, v in enumerate(rounded)]
    for row in data_rows(dossier(measured(observations)), UK):
        if row.difference is not None:
            assert number(row.difference_words) == pytest.approx(number(row.value) - number(row.planned), abs=1e-9)


def test_periods_stand_newest_first_and_the_baseline_last() -> None:
    rows = page(measured([seen("2025-Q4", 82.0), seen("2026-Q2", 85.0), seen("2026-Q3", 69.1)])).data
    periods = [plain(row.period) for row in rows]
    assert periods[:4] == ["III кв. 2026", "II кв. 2026", "I кв. 2026", "IV кв. 2025"]
    assert periods[-1] == "2021 (база)"
    assert (rows[2].missing, rows[2].status, rows[2].status_words) == (True, Status.NO_DATA, "Не подано")


def test_what_stands_beside_a_value() -> None:
    view = page(measured([seen("2026-Q3", 69.1, preliminary=True, coverage_pct=71.0, comment="обстріли")]))
    row = view.data[0]
    assert [plain(note) for note in row.notes] == ["попередні дані", "охоплення 71 %"]
    assert row.comment == "обстріли"
    assert view.banner.explanation == "обстріли"
    assert plain(view.figures[0].note) == "попередні дані; охоплення 71 %"


@pytest.mark.parametrize("reason", GapReason)
def test_every_gap_says_why(reason: GapReason) -> None:
    row = page(measured([seen("2026-Q2", 70.0), seen("2026-Q3", reason)])).data[0]
    assert row.missing
    assert row.status_words
    assert row.status is {GapReason.NOT_DUE: Status.NOT_DUE, GapReason.NOT_APPLICABLE: None}.get(reason, Status.NO_DATA)


def test_no_explanation_is_said_where_one_is_due() -> None:
    assert page(measured([seen("2026-Q3", 69.1)])).banner.explanation == ""
    assert page(measured([seen("2026-Q3", 92.0)])).banner.explanation is None


def test_corrections_tell_when_what_and_why() -> None:
    survey = measured(
        [seen("2026-Q2", 68.0, comment="Виключено години планових відключень"), seen("2026-Q3", 69.1)],
        before=[seen("2026-Q2", 71.9), seen("2026-Q1", 70.0)],
    )
    view = page(survey)
    row = view.revisions[0]
    assert (row.published, plain(row.period), plain(row.old), plain(row.new)) == (
        "14.11.2026",
        "II кв. 2026",
        "71,9 %",
        "68,0 %",
    )
    assert row.comment == "Виключено години планових відключень"
    assert [plain(r.period) for r in view.data if r.revised] == ["II кв. 2026"]


def test_a_changed_target_is_told_with_its_decision() -> None:
    change = TargetChange(code=CODE, year=2026, old_value=95.0, new_value=90.0, decided=date(2026, 3, 1), act="№ 12")
    view = page(measured([seen("2026-Q3", 69.1)], target_changes=[change], targets=((2025, 82.0), (2026, 90.0))))
    row = view.changes[0]
    assert (row.year, plain(row.old), plain(row.new), row.decided, row.act) == (
        "2026",
        "95,0 %",
        "90,0 %",
        "01.03.2026",
        "№ 12",
    )
    assert "Ціль переглянуто: спершу було 95,0 %, тепер — 90,0 %." in plain(" ".join(view.banner.reasons))
    target = next(f for f in view.facts if f.key == "target")
    assert (plain(target.value), plain(target.note)) == ("90,0 %", "спершу — 95,0 %")


def test_facts() -> None:
    facts = {f.key: plain(f"{f.label}: {f.value}") for f in page(measured([seen("2026-Q3", 69.1)])).facts}
    assert facts["baseline"] == "База, 2021: 62,0 %"
    assert facts["targets"] == "Річні цілі: 2022 — 66,0; 2023 — 70,0; 2024 — 75,0; 2025 — 82,0; 2026 — 95,0"
    assert facts["direction"] == "Бажаний напрям: зростання"
    assert facts["frequency"] == "Періодичність: щокварталу"
    assert facts["department"] == "Відповідає: Управління ЖКГ"
    assert facts["next"] == "Наступні дані: за IV кв. 2026 — до 15.01.2027"
    assert facts["code"] == "Код: 1.1.1"
    assert "visibility" not in facts


def test_an_unconfirmed_department_is_marked() -> None:
    department = next(f for f in page(measured([seen("2026-Q3", 69.1)])).facts if f.key == "department")
    assert department.note == "назва ілюстративна"


def test_limits_of_publication_are_told_with_their_ground() -> None:
    survey = measured([seen("2026-Q3", 69.1)], visibility=Visibility.AGGREGATE, ground="Стаття 6")
    fact = next(f for f in page(survey).facts if f.key == "visibility")
    assert (fact.value, fact.note) == ("лише зведене значення", "Стаття 6")


def test_the_number_is_traced_to_what_a_reader_can_open_and_to_its_sheet() -> None:
    origin = page(measured([seen("2026-Q3", 69.1, provenance=Provenance.DOCUMENTED, source="Звіт")])).origin
    assert origin is not None
    assert tuple(map(plain, origin.sentences)) == (
        "Оприлюднено у випуску даних від 14.11.2026.",
        "У файлі values.csv — рядок 1.1.1, 2026-Q3.",
        "Джерело значення: Звіт.",
        "Значення документоване.",
    )
    assert origin.kept == "Для підрозділів: робоча книга цілі 1.1, аркуш «Спостереження»."


def test_the_citation_names_community_code_period_version_and_address() -> None:
    survey = measured([seen("2026-Q3", 69.1)])
    assert plain(page(survey).citation) == (
        "Тестова громада. «Безперебійне водопостачання», показник 1.1.1, III кв. 2026. Стратегія розвитку громади, "
        "версія 14.11.2026. https://strategy.example.org/2022-2026/i/1.1.1?v=2026-11-14"
    )
    dated = indicator.build(survey, CODE, EN, today=RELEASE)
    assert dated is not None
    assert dated.citation.endswith("/i/1.1.1?v=2026-11-14 (accessed 14 Nov 2026)")
    assert dated.citation.startswith("Test community. “Uninterrupted water supply”")


def test_the_second_opinion_is_shown_with_the_reason_where_it_differs() -> None:
    values = [seen("2022", 66.0), seen("2023", 70.0), seen("2024", 74.0), seen("2025", 79.0)]
    view = page(measured(values, frequency=Frequency.YEAR))
    words = plain(" ".join(view.opinion))
    assert view.banner.status is Status.AT_RISK
    assert words.startswith("За відношенням темпів зростання (R = ")
    assert len(view.opinion) == (1 if "той самий" in words else 2)


@pytest.mark.parametrize("text", [UK, EN])
def test_every_reason_of_measuring_has_its_words(text: Text) -> None:
    for reason in NotApplicable:
        assert text.say(f"indicator.opinion.reason.{reason}")
    for cause in NoContinuation:
        assert text.say(f"indicator.outlook.reason.{cause}")


def test_the_way_leads_through_sector_and_goal() -> None:
    view = page(measured([seen("2026-Q3", 69.1)]))
    assert [(way.label, way.page, way.id) for way in view.crumbs] == [
        ("Благоустрій", "sector", "urban"),
        ("1.1 Вода", "goal", "1.1"),
        ("1.1.1", "", ""),
    ]
    assert view.sector == "urban"


def test_a_delayed_indicator_tells_when_its_next_value_opens() -> None:
    survey = measured([seen("2026-Q2", 69.1)], visibility=Visibility.DELAYED, delay_months=6)
    fact = next(f for f in page(survey).facts if f.key == "next")
    assert plain(fact.value) == "за III кв. 2026 — після 31.03.2027"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "Не подано"),
        ({"comment": "лічильник у ремонті"}, "Немає"),
        ({"period": "2026-Q3"}, "Немає"),  # its deadline has not passed
    ],
)
def test_nothing_typed_leaves_a_missed_deadline_missed(row: dict[str, str], words: str) -> None:
    """«Н/д» without a reason says no more than the silence before it."""
    period, comment = row.get("period", "2026-Q2"), row.get("comment", "")
    bare = seen(period, GapReason.NO_VALUE, comment=comment)
    survey = measured([seen("2026-Q1", 69.1), bare], known_at=date(2026, 10, 1))
    silent = measured([seen("2026-Q1", 69.1)], known_at=date(2026, 10, 1))
    first = page(survey).data[0]
    assert (first.period, first.value, first.status_words) == (UK.period(CALENDAR.parse(period)), "немає", words)
    if words == "Не подано":
        assert page(silent).data[0].status_words == words
        assert page(survey).banner.overdue == page(silent).banner.overdue != ""

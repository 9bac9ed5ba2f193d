"""What the indicator's page says holds for a stranger's data: ranges, provenance, numbers that can be recomputed."""

from dataclasses import replace
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.html.embed import render_embed
from kpi.html.page_context import PageContext
from kpi.html.pages import indicator as indicator_document
from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, Kind, Observation, Plan, Provenance, Status, Suspension
from kpi.text import Text
from kpi.views.common.values import share_words
from kpi.views.public.attribution import imprint
from tests.html.markup import Markup
from tests.model_fields import IndicatorFields
from tests.views.one import CODE, EN, PLAN, RELEASE, UK, indicator, measured, page, plain, seen

RANGE: IndicatorFields = {
    "direction": Direction.RANGE,
    "range_low": 18.0,
    "range_high": 22.0,
    "unit": "°C",
    "unit_en": "°C",
    "targets": ((2025, 17.6), (2026, 18.0)),
    "baseline_value": 15.8,
    "frequency": Frequency.YEAR,
}
DOCUMENTED, ILLUSTRATIVE = Provenance.DOCUMENTED, Provenance.ILLUSTRATIVE
REAL: Plan = replace(PLAN, strategy=replace(PLAN.strategy, illustrative=False))


def words_of(survey: Survey, text: Text = UK) -> str:
    return plain(Markup(indicator_document.body(page(survey, text), PageContext(text=text))).text)


@pytest.mark.parametrize(
    ("value", "difference", "note"),
    [
        (17.6, "0,0 °C", "поза межами 18,0–22,0 °C; так і має бути за шляхом"),
        (17.5, "−0,1 °C", "гірше за план; поза межами 18,0–22,0 °C на 0,5 °C"),
        (17.8, "+0,2 °C", "краще за план; ще поза межами 18,0–22,0 °C на 0,2 °C"),
        (22.3, "+4,7 °C", "краще за план; ще поза межами 18,0–22,0 °C на 0,3 °C"),
        (18.0, "0,0 °C", "у межах"),
        (22.0, "0,0 °C", "у межах"),
    ],
)
def test_a_range_names_both_rulers(value: float, difference: str, note: str) -> None:
    view = page(measured([seen("2025", value)], **RANGE))
    figure = view.figures[2]
    assert (plain(figure.value), plain(figure.note)) == (difference, note)
    assert ("поза" in note) is (figure.label == "Різниця з планом")


def test_on_track_outside_its_range_is_said_in_the_heading() -> None:
    view = page(measured([seen("2025", 17.6)], **RANGE))
    assert view.banner.status is Status.ON_TRACK
    assert plain(view.title).endswith("за планом, хоча ще поза цільовими межами 18,0–22,0 °C")


@pytest.mark.parametrize(
    ("value", "heading", "reason"),
    [
        (20.0, "за планом, значення в цільових межах", "лишатися в цільових межах 18–22 °C. Значення в межах."),
        (24.0, "вище цільових меж 18–22 °C на 2 °C", "лишатися в цільових межах 18–22 °C. Значення вийшло за межі."),
    ],
)
def test_a_range_that_held_from_the_start_is_not_a_level_to_keep(value: float, heading: str, reason: str) -> None:
    view = page(measured([seen("2025", value)], **(RANGE | {"baseline_value": 21.0, "targets": ()})))
    assert plain(view.title).endswith(heading)
    assert plain(view.banner.reasons[0]).endswith(reason)
    assert "пряма лінія" not in view.data_note


def mixed(*rows: Observation, **changes: Unpack[IndicatorFields]) -> Survey:
    usual: IndicatorFields = {"baseline_provenance": DOCUMENTED, "frequency": Frequency.YEAR}
    return measured(rows, **(usual | changes))


def test_each_number_says_whether_it_is_documented_where_they_are_mixed() -> None:
    view = page(mixed(seen("2024", 70.0, provenance=DOCUMENTED), seen("2025", 69.1)))
    assert [(plain(row.period), row.provenance) for row in view.data if not row.missing] == [
        ("2025", ILLUSTRATIVE),
        ("2024", DOCUMENTED),
        ("2021 (база)", DOCUMENTED),
    ]
    words = words_of(mixed(seen("2024", 70.0, provenance=DOCUMENTED), seen("2025", 69.1)))
    assert "70,0 %докум." in words
    assert "«Докум.» — значення документоване" in words
    assert [figure.note for figure in view.figures] == ["ілюстративне", "ілюстративне", "гірше", "ілюстративне"]
    assert view.source_line[-1] == "Документовано: база 2021 року, 2024; решта значень і план\u00a0— ілюстративні"
    titles = {point.end: point.title for point in view.trajectory.points if point.value is not None}
    assert [title.rpartition("; ")[2] for _, title in sorted(titles.items())] == ["документоване", "ілюстративне"]
    assert not view.documented


def test_a_sum_is_documented_only_where_all_of_its_parts_are() -> None:
    quarters = [seen(f"2025-Q{n}", 5.0, provenance=DOCUMENTED if n == 4 else ILLUSTRATIVE) for n in range(1, 5)]
    flow = page(mixed(*quarters, kind=Kind.FLOW, unit="т", baseline_value=10.0))
    assert {plain(r.period): r.provenance for r in flow.data}["2025"] is ILLUSTRATIVE
    sums = page(mixed(*quarters, kind=Kind.INCREMENT, unit="т", baseline_value=10.0, frequency=Frequency.QUARTER))
    assert {plain(r.period): r.provenance for r in sums.data}["IV кв. 2025"] is ILLUSTRATIVE


@pytest.mark.parametrize("text", [UK, EN])
def test_a_wholly_documented_strategy_says_nothing_of_it(text: Text) -> None:
    plan = replace(REAL, departments=tuple(replace(d, provenance=DOCUMENTED) for d in REAL.departments))
    own: IndicatorFields = {"provenance": DOCUMENTED, "baseline_provenance": DOCUMENTED}
    survey = measured([seen("2026-Q3", 69.1, provenance=DOCUMENTED)], plan=plan, **own)
    view = page(survey, text)
    assert view.documented
    told = words_of(survey, text) + render_embed(view, imprint(survey, text), PageContext(text=text)).decode()
    for word in ("ілюстративн", "llustrative", "для прикладу", "as an example"):
        assert word not in told
    assert not [row.provenance for row in view.data if row.provenance]


def test_a_documented_indicator_of_a_demonstration_carries_no_mark_of_made_up_numbers() -> None:
    other = indicator(code="1.1.2", name="Інший")
    own: IndicatorFields = {"provenance": DOCUMENTED, "baseline_provenance": DOCUMENTED}
    survey = measured([seen("2026-Q3", 69.1, provenance=DOCUMENTED)], more=[other], **own)
    about = imprint(survey, UK)
    context = PageContext(text=UK)
    assert about.note
    assert about.note not in render_embed(page(survey), about, context).decode()
    assert about.note in render_embed(page(measured([seen("2026-Q3", 69.1)])), about, context).decode()
    assert (about.demo, about.beside(True).demo) == ("ДЕМО-ДАНІ", "")


@pytest.mark.parametrize(("value", "target"), [(33.0, 35.0), (17.0, 35.0), (1.0, 3.0), (7.0, 12.0)])
def test_the_printed_plan_gives_the_printed_ratio(value: float, target: float) -> None:
    """33 of 33,5 is 99 %; of «34» a reader would find 97 %."""
    view = page(measured([seen("2026-Q2", value)], unit="од.", baseline_value=0.0, targets=((2026, target),)))
    planned = float(plain(view.figures[1].value).removesuffix(" од.").replace(",", "."))
    assert f"{round(100 * value / planned)} % запланованого шляху" in plain(view.banner.reasons[0])
    number = plain(view.figures[2].value).removesuffix(" од.").replace(",", ".").replace("−", "-")
    assert float(number) == pytest.approx(value - planned)


def test_a_step_back_is_told_in_the_unit_before_the_share_of_the_way() -> None:
    view = page(measured([seen("2026-Q3", 58.0)]))
    words = plain(view.banner.reasons[0])
    assert words.index("на 4 в. п. нижче за базове значення 62 %") < words.index("відступили на 12 %")


@pytest.mark.parametrize(
    ("value", "words"), [(3.0, "на 1 особу"), (2.0, "на 2 особи"), (3.5, "на 0,5 особи"), (-1.0, "на 5 осіб")]
)
def test_a_counted_noun_after_by_is_in_its_case(value: float, words: str) -> None:
    rows = [seen("2026-Q3", value)]
    view = page(measured(rows, unit="осіб", baseline_value=0.0, targets=((2025, 4.0), (2026, 4.0))))
    assert plain(view.title).endswith(f"нижче плану {words}")


@given(st.floats(1e-7, 1 - 1e-7))
def test_a_part_is_printed_neither_as_nothing_nor_as_all(share: float) -> None:
    printed = float(plain(share_words(share, UK)).removesuffix(" %").replace(",", "."))
    assert 0 < printed < 100


def test_almost_there_after_the_deadline_is_not_100_percent() -> None:
    view = page(measured([seen("2025-Q4", 81.97)], targets=((2025, 82.0),), target_year=2025))
    assert "частково" in view.title
    assert "пройдено 99,8 % шляху" in plain(view.banner.reasons[0])


def test_a_suspended_value_is_shown_and_dated_and_not_called_missing() -> None:
    survey = measured(
        [seen("2026-Q2", 69.1)],
        suspensions=[Suspension(code="1", since=RELEASE.replace(year=2022), reason="Бойові дії: «зона»", act="№ 5")],
    )
    view = page(survey)
    words = words_of(survey)
    assert "оцінювання призупинено" in view.title
    assert "69,1 %" in plain(view.figures[0].value)
    assert "Причина — «Бойові дії: „зона“»." in words
    assert "збір" not in " ".join(view.banner.reasons).casefold()


def test_the_weight_stands_where_the_goal_has_weights() -> None:
    other = indicator(code="1.1.2", weight=90.0)
    facts = {
        fact.key: plain(fact.value) for fact in page(measured([seen("2026-Q3", 69.1)], more=[other], weight=30.0)).facts
    }
    assert facts["weight"] == "25 %"
    assert "weight" not in {fact.key for fact in page(measured([seen("2026-Q3", 69.1)])).facts}


def test_the_notes_over_the_table_say_only_what_stands_in_it() -> None:
    plain_note = page(measured([seen("2026-Q3", 69.1)])).data_note
    assert "«в»" not in plain_note
    corrected = measured([seen("2026-Q3", 69.1)], before=[seen("2026-Q3", 70.0)])
    assert "«в»" in page(corrected).data_note
    assert "Різницю" not in page(measured([])).data_note


def test_an_abbreviation_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    rows = [seen("2026-Q3", 20.0)]
    for text in (UK, EN):
        view = page(measured(rows, unit="од.", unit_en="pcs."), text)
        said = " ".join((*view.banner.reasons, view.outlook, view.title))
        assert ".." not in said.replace("...", "")


def test_an_unknown_code_is_not_said_not_to_exist() -> None:
    words = plain(Markup(indicator_document.unknown(CODE, PageContext(text=UK))).text)
    assert "Серед оприлюднених показників стратегії коду «1.1.1» немає" in words
    told = plain(Markup(indicator_document.unknown(CODE, PageContext(text=UK), "Ще 2 показники не оприлюднюємо.")).text)
    assert "Ще 2 показники не оприлюднюємо." in told


@pytest.mark.parametrize("value", [64.0, 55.0, 69.1, 92.0, 96.0])
def test_a_long_unit_stands_once_in_a_sentence(value: float) -> None:
    unit = "випадків на 100 тис. населення"
    words = plain(page(measured([seen("2026-Q3", value)], unit=unit)).banner.reasons[0])
    assert words.count(unit) <= 1


def test_inside_a_range_the_table_names_no_difference_from_the_path() -> None:
    row = next(row for row in page(measured([seen("2025", 20.0)], **RANGE)).data if not row.missing)
    assert row.difference_words == "у межах"

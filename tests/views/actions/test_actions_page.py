"""«Заходи і гроші»: sums reconcile with rows, filters keep what they say, careful words, strangers' data."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.html.actions.page import body
from kpi.html.page_context import PageContext
from kpi.measure.dataset import ACTION_MONEY, ACTIONS, frame
from kpi.model import Language, Status, month_index
from kpi.text import DASH, Text
from kpi.views.actions.filters import ActionFilters
from kpi.views.actions.page import ActionsView, build
from kpi.views.common.board import Board, board
from tests.views.one import plain
from tests.views.samples import STRATEGY, Sample, plan_for, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
SAMPLES = [Sample("1.1.1"), Sample("1.2.1", progress=0.01), Sample("2.1.1", status=Status.NO_DATA, progress=0.0)]
ACTION = {"number": 1, "state": "in_progress"}
YEAR_2026 = {"start": date(2026, 1, 1), "due": date(2026, 12, 31)}


def action(code: str, name: str, **more: object) -> dict[str, object]:
    return {"code": code, "name": name, **ACTION, **more}


def money(year: int, source: str, plan: float | None, actual: float | None) -> dict[str, object]:
    told = {"end": month_index(year, 12), "source": source, "plan": plan, "actual": actual}
    return {"code": "1.1.1", "name": "Насоси", "number": 1, **told}


ROWS = (
    action("1.1.1", "Насоси", **YEAR_2026),
    action(
        "1.2", "Мережі", start=date(2024, 2, 1), due=date(2025, 3, 1), budget_plan_uah=300.4, budget_actual_uah=10.0
    ),
    action("1.2.1", "Облік", state="done", due=date(2025, 6, 30), budget_plan_uah=100.0, budget_actual_uah=90.0),
    action("2.1", "Школа"),
)
MONEY = (
    money(2025, "місто", 1000.5, 400.0),
    money(2026, "місто", 500.0, None),
    money(2026, "область", 700.0, 650.0),
)


def shown(
    rows: Sequence[dict[str, object]] = ROWS,
    told: Sequence[dict[str, object]] = MONEY,
    text: Text = UK,
    **strategy: Any,
) -> Board:
    plan = plan_for([sample.code for sample in SAMPLES], strategy=replace(STRATEGY, **strategy))
    made = survey_of(SAMPLES, plan)
    data = replace(made.dataset, actions=frame(rows, ACTIONS), action_money=frame(told, ACTION_MONEY))
    return board(replace(made, dataset=data), text)


def page(asked: ActionFilters | None = None, of: Board | None = None) -> ActionsView:
    found = build(of or shown(), asked)
    assert found is not None
    return found


def amount(words: str) -> int:
    return 0 if words == DASH else int("".join(sign for sign in words if sign.isdigit()))


@pytest.mark.parametrize(
    "asked",
    [
        ActionFilters(),
        ActionFilters(year="2026"),
        ActionFilters(year="2025"),
        ActionFilters(source="місто"),
        ActionFilters(source="область", year="2026"),
        ActionFilters(sector="s1"),
        ActionFilters(goal="1.2", state="in_progress"),
    ],
)
def test_totals_are_the_sums_of_the_printed_rows(asked: ActionFilters) -> None:
    view = page(asked)
    for name in ("plan", "actual"):
        rows = sum(amount(getattr(row, name)) for part in view.parts for row in part.rows)
        parts = sum(amount(getattr(part, name)) for part in view.parts)
        lines = sum(amount(getattr(row, name)) for row in view.money if not row.sum)
        years = sum(amount(getattr(row, name)) for row in view.years if not row.sum)
        total = amount(getattr(view.money[-1], name)) if view.money else 0
        assert rows == parts == lines == years == total


def test_what_the_totals_do_not_hold_is_said() -> None:
    assert [plain(words) for words in page().without] == ["1 захід без жодної суми"]
    year = page(ActionFilters(year="2025"))
    assert [row.name.name for part in year.parts for row in part.rows] == ["Насоси", "Мережі", "Облік"]
    assert [plain(words) for words in year.without] == ["кошти 2 заходів, не поділені на роки"]


def test_filters_narrow_and_unknown_ones_are_named() -> None:
    state = page(ActionFilters(state="done"))
    assert [row.name.name for part in state.parts for row in part.rows] == ["Облік"]
    assert plain(state.found) == "1 із 4 заходів"
    strange = page(ActionFilters(goal="9.9", year="1066"))
    assert "«9.9»" in strange.unknown
    assert "«1066»" in strange.unknown
    assert strange.filters == ActionFilters()
    nothing = page(ActionFilters(goal="2.1", source="область"))
    assert nothing.parts == ()
    assert nothing.empty
    assert ActionFilters.of(ActionFilters(goal="1.2", year="2026").parameters()) == ActionFilters(
        goal="1.2", year="2026"
    )


def test_money_spent_and_nothing_moved_only_where_both_are_known() -> None:
    rows = (
        action("1.2.1", "Витрачено", **YEAR_2026, budget_plan_uah=100.0, budget_actual_uah=60.0),
        action("1.2.1", "Ледь почато", **YEAR_2026, budget_plan_uah=100.0, budget_actual_uah=40.0),
        action("1.2.1", "Без плану", **YEAR_2026, budget_actual_uah=60.0),
        action("2.1.1", "Не оцінено", **YEAR_2026, budget_plan_uah=100.0, budget_actual_uah=100.0),
        action("1.1.1", "Рушив", **YEAR_2026, budget_plan_uah=100.0, budget_actual_uah=100.0),
    )
    view = page(of=shown(rows, ()))
    (one,) = view.unmoved
    assert plain(one.words).startswith("«Витрачено»: гроші витрачено (60 % плану), показник не рушив")
    assert (one.page, one.code) == ("indicator", "1.2.1")
    assert plain(view.compared) == "І витрати, і рух до цілі відомі для 3 заходів."
    quiet = page(of=shown(rows[-1:], ()))
    assert quiet.unmoved == ()
    assert plain(quiet.compared).startswith(
        "Заходів, на які витрачено щонайменше половину грошей, а показник не рушив, немає."
    )


def test_an_indicator_that_fell_behind_its_base_is_told_so() -> None:
    away = [replace(SAMPLES[0], progress=-0.26, status=Status.MOVING_AWAY)]
    made = survey_of(away)
    row = action("1.1.1", "Пункти", **YEAR_2026, budget_plan_uah=100.0, budget_actual_uah=69.0)
    data = replace(made.dataset, actions=frame([row], ACTIONS))
    view = page(of=board(replace(made, dataset=data), UK))
    assert "відступив від бази" in view.unmoved[0].words


def test_time_is_told_as_it_is_known() -> None:
    rows = (
        action("1.1", "Обидва", **YEAR_2026),
        action("1.1", "Строк", due=date(2026, 12, 31)),
        action("1.1", "Початок", start=date(2026, 1, 1)),
        action("1.1", "Нічого"),
    )
    (part,) = page(of=shown(rows, ())).parts
    assert [row.time for row in part.rows] == ["01.01.2026 – 31.12.2026", "до 31.12.2026", "від 01.01.2026", DASH]
    assert [bool(row.passed) for row in part.rows] == [True, False, False, False]
    assert part.timeline is not None
    assert [bar.start is None for bar in part.timeline.lanes[0].bars] == [False, True]
    assert page(of=shown(rows[-1:], ())).parts[0].timeline is None


def test_words_of_people_end_without_a_stop_where_a_dot_follows_them() -> None:
    told = action(
        "1.1.1", "Насоси", state="stopped", stop_reason="Договір розірвано.", act="№ 5", comment="Тривав рік."
    )
    (part,) = page(of=shown([told], ())).parts
    assert part.rows[0].detail == ("зупинено: Договір розірвано", "акт: № 5", "Тривав рік")


def test_no_currency_no_money_no_actions() -> None:
    assert "₴" not in page().lede
    assert page().money_note == ""
    hryvnia = page(of=shown(currency="UAH"))
    assert "₴" in hryvnia.lede
    assert hryvnia.money_note.endswith("₴")
    # of a currency that Ukrainian has no sign for CLDR gives the code, as beside the amounts
    assert page(of=shown(currency="PLN")).money_note.endswith("PLN")
    poor = page(of=shown(ROWS[-1:], ()))
    assert poor.lede == "Сум на ці заходи не вказано."
    assert poor.money == poor.years == ()
    assert build(shown((), ())) is None


def test_a_strategy_without_sectors_has_one_part() -> None:
    made = shown()
    codes = [node for node in made.nodes if node[0] != "sector"]
    bare = replace(made, nodes={node: made.nodes[node] for node in codes})
    (part,) = page(of=bare).parts
    assert part.name is None
    assert len(part.rows) == 4


def test_two_thousand_actions_stand_in_pages_each_once_and_small() -> None:
    rows = [
        action(("1.2", "2.1")[n % 2], f"Захід {n}, довгий опис того, що зроблять у громаді", due=date(2026, 9, 1))
        for n in range(2000)
    ]
    made = shown(rows, ())
    first = page(of=made)
    names: list[str] = []
    for number in range(1, first.pages.last + 1):
        view = page(ActionFilters(page=number), of=made)
        names += [row.name.name for part in view.parts for row in part.rows]
        sent = gzip.compress(str(body(view, PageContext(text=UK))).encode())
        assert len(sent) <= 60_000
    assert len(names) == len(set(names)) == 2000
    assert page(ActionFilters(page=99), of=made).pages.number == first.pages.last
    whole = build(made, whole=True)
    assert whole is not None
    assert sum(len(part.rows) for part in whole.parts) == 2000

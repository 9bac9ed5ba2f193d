"""«Інші громади»: what is compared, what is not and why; never a ranking, per head only where it says something."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.community import Community, entered
from kpi.model import Kind
from kpi.views.beside.peer_panels import panels_of
from kpi.views.beside.peers import UNKNOWN, Peers, Population, denominator_moved, peers, population_of
from kpi.views.indicator.dossiers import dossiers
from tests.views.one import CODE, EN, UK, measured, plain, seen
from tests.views.samples import STRATEGY

SHARED = "ЦСР 6.1"
ROWS = (seen("2025-Q4", 70.0), seen("2026-Q2", 74.0), seen("2026-Q3", 79.0))
Q2, Q3 = ["2026-04-01", "2026-06-30", 81.0], ["2026-07-01", "2026-09-30", 60.5]


def item(name: str = "Сусідня громада", /, **changes: object) -> dict[str, Any]:
    indicator = {
        "catalogue_code": " цср 6.1",
        "code": "A-7",
        "name": "Водопостачання",
        "name_en": "Water supply",
        "unit": "%",
        "unit_en": "%",
        "kind": "level",
        "direction": "increase",
        "values": [Q2, Q3],
    }
    whose: dict[str, Any] = {
        "key": "a",
        "publisher": name,
        "released": "2026-11-01",
        "licence": "CC BY 4.0",
        "licence_url": "",
        "site": "https://a.example",
        "demo": False,
        "population": None,
        "population_as_of": "",
        "population_before": None,
        "before_as_of": "",
    }
    own = {key: value for key, value in changes.items() if key in indicator}
    return whose | {key: value for key, value in changes.items() if key in whose} | {"indicator": indicator | own}


def made(*items: dict[str, Any], own: Population = UNKNOWN, **changes: Any) -> Peers:
    found = peers(measured(ROWS, **({"catalogue_code": SHARED} | changes)), CODE, UK, items, own)
    assert found is not None
    return found


def test_the_newest_period_that_both_have_is_told_with_whose_it_is() -> None:
    ours, theirs = made(item()).rows
    assert (ours.own, plain(ours.value), plain(ours.period)) == (True, "79 %", "III кв. 2026")
    assert (theirs.name, plain(theirs.value), plain(theirs.period)) == ("Сусідня громада", "60,5 %", "III кв. 2026")
    assert (theirs.released, theirs.licence, theirs.site) == ("01.11.2026", "CC BY 4.0", "https://a.example")
    assert theirs.why_not == ""


def test_others_stand_by_their_names_whatever_their_values() -> None:
    found = made(
        item("Яблунівська"), item("Іванківська"), item("Бережанська", values=[["2026-07-01", "2026-09-30", 1.0]])
    )
    assert [row.name for row in found.rows[1:]] == ["Бережанська", "Іванківська", "Яблунівська"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"unit": "осіб"}, "Не порівнюємо: одиниця там «осіб», тут «%»."),
        ({"kind": "flow"}, "Не порівнюємо: там рахують як"),
        ({"direction": "decrease"}, "Не порівнюємо: бажаний напрям там"),
        ({"values": []}, "Не порівнюємо: у пакеті немає значень"),
        (
            {"values": [["2019-01-01", "2019-12-31", 5.0]]},
            "немає спільного періоду, останній там — 2019",
        ),
        ({"values": [["2026-07-02", "2026-09-29", 5.0]]}, "останній там — 02.07.2026 – 29.09.2026"),
    ],
)
def test_what_is_not_comparable_is_not_compared_and_says_why(changes: dict[str, object], why: str) -> None:
    found = made(item(**changes))
    assert why in plain(found.rows[1].why_not)
    assert found.panels is None


def test_series_share_one_scale_and_gaps_stay_gaps() -> None:
    panels = made(item(), item("Друга", key="b", values=[Q3])).panels
    assert panels is not None
    assert [part.name for part in panels.parts] == ["Тестова громада", "Друга", "Сусідня громада"]
    assert [[point.value for point in part.points] for part in panels.parts][1:] == [
        [None, None, 60.5],
        [None, 81.0, 60.5],
    ]
    assert panels.bounds == (0.0, 100.0)


def test_per_head_stands_only_where_both_say_how_many_they_are_and_the_unit_counts_something() -> None:
    counted = {"unit": "осіб", "population": 20000, "population_as_of": "2026-01-01"}
    own = Population(100_000, "2025-01-01")
    values = [["2026-07-01", "2026-09-30", 40.0]]
    found = made(item(**counted, values=values), own=own, unit="осіб")
    assert found.per_head
    assert [plain(row.per_head) for row in found.rows] == ["0,79", "2,00"]
    assert plain(found.rows[1].counted) == "населення 20 000, на 01.01.2026"
    assert not made(item(**counted, values=values), unit="осіб").per_head
    assert not made(item(unit="осіб", values=values), own=own, unit="осіб").rows[1].per_head
    assert not made(item(population=20000, population_as_of="2026-01-01"), own=own).per_head, "a share is no sum"
    flow = made(item(**counted, kind="flow", values=values), own=own, unit="осіб", kind=Kind.FLOW)
    assert not flow.per_head, "a quarter of a flow is no year"


def test_a_denominator_that_moved_more_than_the_service_is_told() -> None:
    counted = {"unit": "осіб", "population": 10000, "population_as_of": "2026-10-01"}
    before = {"population_before": 20000, "before_as_of": "2026-07-01"}
    values = [["2026-04-01", "2026-06-30", 40.0], ["2026-07-01", "2026-09-30", 39.0]]
    own = Population(100_000, "2026-01-01")
    (_, theirs) = made(item(**counted, **before, values=values), own=own, unit="осіб").rows
    assert "через знаменник" in theirs.notes[0]
    (_, calm) = made(
        item(**counted, **(before | {"population_before": 10001}), values=values), own=own, unit="осіб"
    ).rows
    assert calm.notes == ()
    (_, unknown) = made(
        item(**counted, **(before | {"before_as_of": "2020-01-01"}), values=values), own=own, unit="осіб"
    ).rows
    assert unknown.notes == ()


@pytest.mark.parametrize(
    ("then", "last", "before", "now", "moved"),
    [(100, 90, 1000, 500, True), (100, 20, 1000, 500, False), (0, 5, 1000, 500, False), (0, 0, 1000, 999, True)],
)
def test_when_a_denominator_moved_more(then: float, last: float, before: int, now: int, moved: bool) -> None:
    assert denominator_moved(then, last, before, now) is moved


def test_made_up_data_say_so() -> None:
    assert made(item(demo=True)).rows[1].notes == ("Дані демонстраційні, вигадані.",)


def test_without_a_shared_code_there_is_no_section() -> None:
    assert peers(measured(ROWS), CODE, UK, [item()], UNKNOWN) is None
    assert peers(measured(ROWS, catalogue_code="інший"), CODE, UK, [item()], UNKNOWN) is None
    assert peers(measured(ROWS, catalogue_code=SHARED), "9.9.9", UK, [item()], UNKNOWN) is None


def test_without_a_value_of_ours_others_are_told_and_not_compared() -> None:
    found = peers(measured((), catalogue_code=SHARED), CODE, EN, [item()], UNKNOWN)
    assert found is not None
    assert (found.rows[0].value, found.rows[0].period) == ("", "")
    assert found.rows[1].indicator == "Water supply"
    assert found.rows[1].why_not.startswith("Not compared: there is no period in common")


def test_periods_of_another_length_have_no_panel() -> None:
    (dossier,) = dossiers(measured(ROWS), UK, (CODE,))
    year, quarter = (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 7, 1), date(2026, 9, 30))
    series = [
        ("ми", {year: 71.0, quarter: 79.0}),
        ("річна", {year: 50.0}),
        ("а", {quarter: 60.0}),
        ("б", {quarter: 1.0}),
    ]
    found = panels_of(dossier, series, UK)
    assert [part.name for part in found.parts] == ["ми", "а", "б"]
    assert found.span_months == 3


def test_the_population_is_the_plan_s_with_its_day_else_that_of_the_file_of_communities() -> None:
    counted = replace(STRATEGY, population=147_000, population_day=date(2026, 1, 1))
    assert population_of(counted) == Population(147_000, "2026-01-01")
    here = Community(population=20_000, counted_on="2025-01-01")
    with entered(here):
        assert population_of(replace(counted, population_day=None)) == Population(20_000, "2025-01-01")
    assert population_of(STRATEGY) == UNKNOWN

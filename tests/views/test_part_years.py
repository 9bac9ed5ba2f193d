"""A part of a year of a flow or a running total is never beside a yearly plan (METHOD 9)."""

from typing import Unpack

import pytest

from kpi.html.page_context import PageContext
from kpi.html.pages import indicator as indicator_document
from kpi.html.print import indicator
from kpi.measure.results import Survey
from kpi.model import Frequency, GapReason, Kind, Status
from kpi.text import Text
from kpi.views.indicator.page import IndicatorView
from tests.html.markup import Markup
from tests.model_fields import IndicatorFields
from tests.views.one import EN, UK, dossier, measured, page, plain, seen

PLAN: IndicatorFields = {"unit": "т", "unit_en": "t", "baseline_value": 30.0, "targets": ((2025, 60.0), (2026, 80.0))}
#: 52 in 2025, then 15, 33, 51 since January
FLOW = [("2025-Q1", 13.0), ("2025-Q2", 13.0), ("2025-Q3", 14.0), ("2025-Q4", 12.0)]
FLOW += [("2026-Q1", 15.0), ("2026-Q2", 18.0), ("2026-Q3", 18.0)]
YTD = [("2025-Q4", 52.0), ("2026-Q1", 15.0), ("2026-Q2", 33.0), ("2026-Q3", 51.0)]
MONTHS = [(f"2026-{month:02d}", 5.0) for month in range(1, 10)]


def made(rows: list[tuple[str, float]], kind: Kind, /, **changes: Unpack[IndicatorFields]) -> Survey:
    fields: IndicatorFields = {**PLAN, "kind": kind, **changes}
    return measured([seen(period, value) for period, value in rows], **fields)


KINDS = {
    "flow by quarters": lambda: made(FLOW, Kind.FLOW),
    "running total": lambda: made(YTD, Kind.YTD),
    "flow without a judged year": lambda: made(FLOW[4:], Kind.FLOW),
    "running total without a judged year": lambda: made(YTD[1:], Kind.YTD),
    "flow by months": lambda: made(MONTHS, Kind.FLOW, frequency=Frequency.MONTH),
    "running total by halves": lambda: made([("2026-H1", 33.0)], Kind.YTD, frequency=Frequency.HALF_YEAR),
    "flow with a gap": lambda: measured(
        [seen("2026-Q1", 15.0), seen("2026-Q2", GapReason.NOT_PROVIDED), seen("2026-Q3", 18.0)],
        **(PLAN | {"kind": Kind.FLOW}),
    ),
}


def part_rows(view: IndicatorView) -> list[tuple[str, str]]:
    return [(plain(row.planned), row.difference_words) for row in view.data if row.status_words == "Частина року"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_part_of_a_year_has_a_plan_or_a_difference(kind: str) -> None:
    survey = KINDS[kind]()
    rows = part_rows(page(survey))
    assert rows
    assert set(rows) == {("—", "—")}
    readings = dossier(survey).readings
    assert not [r for r in readings if r.planned is not None and r.end % 12 and r.span_months < 12]
    titles = [point.title for point in page(survey).trajectory.points if point.end % 12 and point.value is not None]
    # of the plan of the whole year a share is told, never a planned value
    assert not [title for title in titles if "план" in title.replace("річного плану", "")]


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.YTD])
def test_the_judged_year_leads_and_the_year_so_far_is_told_beside_it(kind: Kind) -> None:
    view = page(made(FLOW if kind is Kind.FLOW else YTD, kind))
    assert [plain(figure.value) for figure in view.figures] == ["52 т", "60 т", "−8 т", "80 т"]
    assert plain(view.figures[0].note) == (
        "з початку 2026 року — 51 т; 64 % річного плану; минуло 75 % року; судитимемо за повний рік"
    )


@pytest.mark.parametrize("kind", [Kind.FLOW, Kind.YTD])
def test_without_a_judged_year_the_sum_since_january_is_shown_beside_the_plan_of_the_year(kind: Kind) -> None:
    view = page(made(FLOW[4:] if kind is Kind.FLOW else YTD[1:], kind))
    assert [(plain(f.label), plain(f.value), plain(f.note)) for f in view.figures] == [
        ("Із початку року, III кв. 2026", "51 т", "64 % річного плану; минуло 75 % року; судитимемо за повний рік"),
        ("План на весь 2026 рік", "80 т", ""),
        ("Різниця", "—", "порівняємо за повний рік"),
        ("Ціль на кінець 2026 року", "80 т", ""),
    ]
    assert view.title.endswith("не оцінено, повного року ще немає")
    assert view.banner.reasons[0].startswith("Значення подано лише за частину року")


def test_the_rows_of_a_flow_tell_the_running_sum() -> None:
    notes = {plain(row.period): tuple(map(plain, row.year)) for row in page(made(FLOW, Kind.FLOW)).data}
    assert notes["III кв. 2026"] == ("51 т з початку року", "64 % річного плану (80 т)")
    assert notes["I кв. 2026"] == ("19 % річного плану (80 т)",)
    assert notes["2025"] == ()


def test_a_year_with_a_missing_part_is_a_lower_bound_and_has_no_share() -> None:
    view = page(KINDS["flow with a gap"]())
    assert plain(view.figures[0].value) == "33 т"
    assert plain(view.figures[0].note) == (
        "подано не всі періоди, тож справжня сума не менша; минуло 75 % року; судитимемо за повний рік"
    )
    last = view.data[0]
    assert tuple(map(plain, last.year)) == ("щонайменше 33 т з початку року: подано не всі періоди",)


def test_a_report_that_ends_before_the_day_says_until_when() -> None:
    view = page(KINDS["running total by halves"]())
    assert "на 30.06.2026 минуло 50 % року" in plain(view.figures[0].note)


def test_a_year_that_is_over_without_its_last_part_is_not_promised_a_verdict() -> None:
    view = page(made([("2025-Q1", 13.0), ("2025-Q2", 13.0)], Kind.FLOW))
    assert plain(view.figures[0].note).endswith("повного року не подано")
    assert view.banner.status is Status.NO_DATA


def test_almost_the_whole_plan_is_not_all_of_it() -> None:
    view = page(made([("2026-Q1", 30.0), ("2026-Q2", 30.0), ("2026-Q3", 19.9)], Kind.FLOW))
    assert "99,9 % річного плану" in plain(view.figures[0].note)


@pytest.mark.parametrize("text", [UK, EN])
@pytest.mark.parametrize("kind", KINDS)
def test_page_and_sheet_say_it(kind: str, text: Text) -> None:
    view = page(KINDS[kind](), text)
    for html in (
        indicator_document.body(view, PageContext(text=text)),
        indicator.sheets(view, PageContext(text=text)).sheets[0],
    ):
        words = plain(Markup(html).text)
        assert plain(view.figures[0].note) in words


def test_levels_and_increments_keep_their_plan_at_every_quarter() -> None:
    for kind in (Kind.LEVEL, Kind.INCREMENT):
        rows = page(made([("2026-Q1", 15.0), ("2026-Q2", 18.0)], kind)).data
        assert all(row.planned != "—" for row in rows if row.status is not None and not row.missing)


def test_a_whole_year_beside_its_quarters_is_not_called_a_part_of_one() -> None:
    rows = [("2025-Q4", 44.0), ("2025", 45.0), ("2026-Q1", 46.0)]
    said = {plain(row.period): row.status_words for row in page(made(rows, Kind.LEVEL)).data}
    assert said["2025"] == "Оцінено за частинами року"

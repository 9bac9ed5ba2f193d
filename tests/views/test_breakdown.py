"""«Розріз»: what is told of the parts of an indicator, and what never is."""

from kpi.model import GapReason, Provenance, Visibility
from kpi.views.indicator.breakdown import Breakdown, breakdown
from tests.fiscal_years import CALENDAR
from tests.views.one import CODE, EN, UK, measured, plain, seen

NORTH, SOUTH = "північ", "південь"
ROWS = (
    seen("2026-Q1", 70.0),
    seen("2026-Q1", 60.0, breakdown=NORTH),
    seen("2026-Q1", 90.0, breakdown=SOUTH),
    seen("2026-Q2", 74.0),
    seen("2026-Q2", 62.0, breakdown=NORTH),
    seen("2026-Q3", 79.0),
    seen("2026-Q3", 64.0, breakdown=NORTH, preliminary=True),
    seen("2026-Q3", GapReason.INACCESSIBLE, breakdown=SOUTH),
)


def made(*rows: object, **changes: object) -> Breakdown:
    found = breakdown(measured(rows or ROWS, **changes), CODE, UK)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_parts_stand_in_the_order_of_their_workbook_with_every_period_of_the_indicator() -> None:
    found = made()
    assert [part.name for part in found.parts] == [NORTH, SOUTH]
    assert [plain(words) for _, words in found.periods] == ["I кв. 2026", "II кв. 2026", "III кв. 2026"]
    assert [[point.value for point in part.points] for part in found.parts] == [[60.0, 62.0, 64.0], [90.0, None, None]]
    assert [plain(part.last) for part in found.parts] == ["64 %", "90 %"]
    assert plain(found.parts[1].period) == "I кв. 2026"


def test_a_period_without_a_value_says_why() -> None:
    south = made().parts[1]
    assert [point.words for point in south.points[1:]] == ["не подано", "територія недоступна"]
    assert plain(south.points[2].title) == "III кв. 2026: даних немає, територія недоступна"


def test_the_newest_period_says_of_how_many_parts_it_tells() -> None:
    assert plain(made().coverage) == "За III кв. 2026 дані є про 1 із 2 частин."
    told = made(*ROWS[:3], *(seen("2026-Q3", 64.0, breakdown=part) for part in (NORTH, SOUTH)))
    assert plain(told.coverage) == "За III кв. 2026 дані є про всі 2 частини."
    only_the_whole = made(*ROWS[:3], seen("2026-Q3", 79.0))
    said = "За III кв. 2026 значень частин немає. За I кв. 2026 дані є про всі 2 частини."
    assert plain(only_the_whole.coverage) == said


def test_a_period_that_is_due_and_has_not_come_is_missing_of_every_part() -> None:
    found = made(*ROWS[:3])
    assert [plain(words) for _, words in found.periods] == ["I кв. 2026", "II кв. 2026", "III кв. 2026"]
    assert [point.words for part in found.parts for point in part.points[1:]] == ["не подано"] * 4
    assert plain(found.coverage).startswith("За III кв. 2026 значень частин немає. За I кв. 2026")


def test_nothing_is_added_up() -> None:
    found = made()
    assert [point.value for point in found.whole] == [70.0, 74.0, 79.0]
    without = made(*(row for row in ROWS if row.breakdown))
    assert without.whole == ()


def test_a_part_that_no_value_is_known_of_says_so() -> None:
    (north, south) = made(
        seen("2026-Q3", 64.0, breakdown=NORTH), seen("2026-Q3", GapReason.DESTROYED, breakdown=SOUTH)
    ).parts
    assert north.label.startswith(f"{NORTH}: 64")
    assert (south.last, south.period, south.label) == ("", "", f"{SOUTH}: даних немає")


def test_values_of_the_usual_span_alone_share_a_line() -> None:
    found = made(*ROWS, seen("2025", 55.0, breakdown=NORTH))
    assert found.span_months == 3
    assert len(found.periods) == 3


def test_of_a_restricted_part_the_day_is_told() -> None:
    day = CALENDAR.last_day(CALENDAR.parse("2027-Q1").end)
    hidden = seen("2026-Q3", GapReason.RESTRICTED, breakdown=SOUTH, restricted_until=day)
    (_, south) = made(seen("2026-Q3", 64.0, breakdown=NORTH), hidden).parts
    assert south.points[0].words == "обмежено до 31.03.2027"


def test_marks_of_a_value_are_told_with_it() -> None:
    rows = (
        seen("2026-Q3", 79.0, provenance=Provenance.DOCUMENTED),
        seen("2026-Q3", 64.0, breakdown=NORTH, coverage_pct=71.0, provenance=Provenance.ILLUSTRATIVE),
    )
    (north,) = made(*rows).parts
    (point,) = north.points
    assert plain(point.title) == "III кв. 2026: 64 %; ілюстративне; охоплення 71 %"
    assert point.partial_coverage
    assert point.provenance is Provenance.ILLUSTRATIVE
    assert not made(*rows).documented


def test_an_indicator_of_which_only_the_sum_is_public_has_no_parts() -> None:
    assert breakdown(measured(ROWS, visibility=Visibility.AGGREGATE, ground="мала кількість"), CODE, UK) is None


def test_without_parts_and_without_an_indicator_there_is_nothing() -> None:
    assert breakdown(measured(ROWS[:1]), CODE, UK) is None
    assert breakdown(measured(ROWS), "9.9.9", UK) is None


def test_a_part_that_is_finer_than_the_total_is_printed_as_it_is() -> None:
    found = made(seen("2026-Q3", 12.0), seen("2026-Q3", 0.4, breakdown=NORTH), seen("2026-Q3", 11.6, breakdown=SOUTH))
    assert [plain(part.last) for part in found.parts] == ["0,4 %", "11,6 %"]


def test_english_counts_in_english() -> None:
    found = breakdown(measured(ROWS), CODE, EN)
    assert found is not None
    assert plain(found.coverage) == "Q3 2026: data on 1 of 2 parts."

"""Editions side by side: a file goes into its own, late data of the old one too; the day decides which is in force."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Unpack

import openpyxl
import pytest

from kpi.model import GoalBook, Plan, Strategy, edition_address, fold_edition, in_force_on
from kpi.services.publishing import CheckedWorkbook, RefusedError, drafts
from kpi.services.publishing.administration.comparison import compare, restore_changes
from kpi.services.publishing.editions import last_release, present_edition, years_of_edition
from kpi.services.publishing.loading.folders import batches, load
from kpi.services.publishing.release_writer import check, former_books
from kpi.services.publishing.submission import confirm
from kpi.store import Store, UnknownReleaseError, read_internal
from kpi.workbook import Expected
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import MAY, NOVEMBER, checked, hospitals, indicator, observation, plan
from tests.fiscal_years import CALENDAR, JULY
from tests.model_fields import IndicatorFields, StrategyFields
from tests.publishing import EDITOR, publish
from tests.services.publishing.flow import UNDER_WAY

OLD, NEW = "2022-2026", "2025-2029"
SPRING = date(2027, 3, 1)


def next_plan(**changes: Unpack[StrategyFields]) -> Plan:
    following: StrategyFields = {"edition": NEW, "first_year": 2025, "last_year": 2029, "baseline_year": 2024}
    following["in_force_from"] = date(2027, 1, 1)
    following.update(changes)
    return plan(**following)


def next_book(**changes: Unpack[IndicatorFields]) -> GoalBook:
    planned = indicator("1.2.1", targets=((2027, 50.0), (2029, 60.0)), target_year=2029, baseline_year=2024)
    return GoalBook(goal="1.2", indicators=(replace(planned, **changes),))


def written(book: GoalBook | Plan) -> bytes:
    out = BytesIO()
    write_plan(book, out) if isinstance(book, Plan) else write_goal_book(book, out)
    return out.getvalue()


def read(book: GoalBook | Plan, day: date = NOVEMBER) -> CheckedWorkbook:
    return check(written(book), "book.xlsx", Expected(fiscal_year=CALENDAR, day=day))


def in_force(store: Store, day: date) -> str | None:
    with store.reading() as connection:
        return present_edition(connection, store, day)


@pytest.fixture
def both(store: Store) -> Store:
    """The old edition with its goal, the next one published in November and in force from January."""
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    publish([checked(next_plan()), checked(next_book())], NOVEMBER, store=store)
    return store


def values(store: Store, edition: str) -> list[str]:
    return sorted(read_internal(where=store.name, edition=edition).indicators["code"])


def test_the_day_decides_which_edition_is_in_force(both: Store) -> None:
    assert in_force(both, NOVEMBER) == OLD
    assert in_force(both, date(2026, 12, 31)) == OLD
    assert in_force(both, date(2027, 1, 1)) == NEW


def test_a_release_of_the_old_edition_does_not_bring_it_back(both: Store) -> None:
    publish([checked(plan(act="Рішення 7"))], SPRING, store=both)
    assert in_force(both, SPRING) == NEW


@pytest.mark.parametrize(
    ("begins", "day", "expected"),
    [
        ((None, None), date(2024, 6, 1), OLD),
        ((None, None), date(2025, 1, 1), NEW),  # the first day of its years where the plan names none
        ((None, None), date(2020, 1, 1), OLD),  # before the first of them
        ((date(2025, 1, 1), None), date(2026, 1, 1), NEW),  # of two that begin on one day the later release
        ((None, date(2026, 7, 1)), date(2026, 6, 30), OLD),
    ],
)
def test_in_force_on(begins: tuple[date | None, date | None], day: date, expected: str) -> None:
    pair = [replace(plan().strategy, in_force_from=begins[0]), replace(next_plan().strategy, in_force_from=begins[1])]
    found = in_force_on(pair, day)
    assert isinstance(found, Strategy)
    assert found.edition == expected
    assert in_force_on([], day) is None


@pytest.mark.parametrize(
    ("name", "folded", "address"),
    [
        ("2022-2026", "2022-2026", "2022-2026"),
        ("2022 – 2026", "2022-2026", "2022-2026"),
        ("Стратегія 2030", "стратегія 2030", "стратегія-2030"),
        ("FY 2023/27", "fy 2023/27", "fy-2023-27"),
        ("…", "…", ""),
    ],
)
def test_names_of_editions(name: str, folded: str, address: str) -> None:
    assert (fold_edition(name), edition_address(name)) == (folded, address)


def test_the_plan_says_from_when(tmp_path: Path, store: Store) -> None:
    found = read(next_plan()).reading.plan
    assert found is not None
    assert found.strategy.in_force_from == date(2027, 1, 1)


def test_late_values_go_into_the_edition_that_their_workbook_names(both: Store) -> None:
    late = replace(hospitals(observation("1.2.1", "2026-Q4", 61.0)), edition="2022 – 2026")
    receipt = publish([read(late, SPRING)], SPRING, store=both)
    assert receipt.release is not None
    assert receipt.release.edition == OLD
    assert values(both, NEW) == ["1.2.1"]
    (indicators,) = {tuple(book.indicators[0].targets) for book in former_books(SPRING, store=both).values()}
    assert indicators == ((2027, 50.0), (2029, 60.0))
    assert in_force(both, SPRING) == NEW


def test_a_workbook_without_a_word_goes_into_the_one_in_force(both: Store) -> None:
    receipt = publish([read(next_book(source="Держстат"), SPRING)], SPRING, store=both)
    assert receipt.release is not None
    assert receipt.release.edition == NEW


def refused(store: Store, *files: CheckedWorkbook, day: date = SPRING) -> dict[str, object]:
    with pytest.raises(RefusedError) as caught:
        publish(files, day, store=store)
    ((first, *more),) = caught.value.problems.values()
    assert {problem.code for problem in more} <= {first.code}
    return {"code": first.code, **first.values}


def test_an_old_workbook_without_a_word_does_not_get_into_the_new_edition(both: Store) -> None:
    assert refused(both, read(hospitals(), SPRING))["code"] == "year_outside"


def test_a_workbook_that_fits_two_editions_is_asked_about(both: Store) -> None:
    either = GoalBook(goal="1.2", indicators=(indicator("1.2.1", targets=((2026, 80.0),)),))
    assert refused(both, read(either, SPRING)) == {"code": "edition_unsaid", "editions": f"{NEW}, {OLD}"}


def test_an_edition_that_is_not_here_is_named(both: Store) -> None:
    foreign = replace(hospitals(), edition="2017-2021")
    assert refused(both, read(foreign)) == {"code": "edition_other", "editions": f"{NEW}, {OLD}"}


def test_beside_a_plan_a_book_of_another_edition_is_refused(both: Store) -> None:
    found = refused(both, read(next_plan(act="Рішення 8")), read(replace(hospitals(), edition=OLD)))
    assert found == {"code": "edition_other", "editions": NEW}


def test_beside_its_plan_a_workbook_need_not_name_the_edition(both: Store) -> None:
    either = GoalBook(goal="1.2", indicators=(indicator("1.2.1", targets=((2026, 80.0),)),))
    decided = replace(either, target_changes=())
    receipt = publish([read(plan(act="Рішення 9")), read(decided)], SPRING, store=both)
    assert receipt.release is not None
    assert receipt.release.edition == OLD


def test_two_editions_in_one_workbook_are_told_at_the_cell() -> None:
    out = BytesIO()
    write_goal_book(replace(hospitals(), edition=OLD), out)
    book = openpyxl.load_workbook(BytesIO(out.getvalue()))
    sheet = book["Показники"]
    place = next(cell for cell in sheet[1] if cell.value == "Редакція")
    sheet.cell(3, place.column).value = NEW
    out = BytesIO()
    book.save(out)
    (problem,) = [
        p
        for p in check(out.getvalue(), "1.2.xlsx", Expected(fiscal_year=CALENDAR)).reading.problems
        if p.code == "edition_mixed"
    ]
    assert (problem.cell, problem.found) == (f"{place.column_letter}3", NEW)


def test_loading_the_old_folder_again_changes_neither(both: Store, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(written(plan()))
    (tmp_path / "goals").mkdir()
    (tmp_path / "goals" / "1.2.xlsx").write_bytes(written(replace(hospitals(), edition=OLD)))
    before = [read_internal(where=both.name, edition=NEW).targets["value"].tolist()]
    load(batches([tmp_path]), today=SPRING, store=both)
    assert [read_internal(where=both.name, edition=NEW).targets["value"].tolist()] == before
    assert in_force(both, SPRING) == NEW


def test_an_account_sends_late_values_of_the_old_edition(both: Store) -> None:
    book = hospitals(observation("1.2.1", "2026-Q2", 55.0), corrective_actions=(UNDER_WAY,))
    late = written(replace(book, edition=OLD))
    found = drafts.upload(EDITOR, late, "1.2.xlsx", today=SPRING, store=both)
    assert found.draft is not None, found.checked.reading.problems
    assert found.draft.edition == OLD
    receipt = confirm(EDITOR, found.draft.number, today=SPRING, store=both).receipt
    assert receipt is not None
    assert receipt.upload.edition == OLD


def test_what_is_asked_of_the_store_is_asked_of_the_edition_in_force(both: Store) -> None:
    late = replace(hospitals(observation("1.2.1", "2026-Q4", 61.0)), edition=OLD)
    publish([read(late, SPRING)], SPRING, store=both)
    with both.reading() as connection:
        assert last_release(connection, both, SPRING).edition == NEW
        assert last_release(connection, both, NOVEMBER).edition == OLD


def test_two_releases_are_compared_within_one_edition(both: Store) -> None:
    publish([read(replace(hospitals(observation("1.2.1", "2026-Q4", 61.0)), edition=OLD), SPRING)], SPRING, store=both)
    found = compare(EDITOR, MAY, SPRING, store=both)
    assert [release.edition for release in (found.old, found.new)] == [OLD, OLD]
    with pytest.raises(UnknownReleaseError):
        compare(EDITOR, MAY, NOVEMBER, store=both)


def test_going_back_means_the_edition_of_that_day(both: Store) -> None:
    publish([read(replace(hospitals(observation("1.2.1", "2026-Q4", 61.0)), edition=OLD), SPRING)], SPRING, store=both)
    publish([read(next_book(source="Держстат"), SPRING)], SPRING, store=both)
    changed = restore_changes(EDITOR, MAY, today=SPRING, store=both)
    assert [(value.code, value.period.code) for value in changed.values] == [("1.2.1", "2026-Q4")]


def test_values_keep_the_days_that_they_are_published_for(both: Store) -> None:
    """Another first month would make another quarter of every quarter: a new edition may have it, this one may not."""
    with pytest.raises(RefusedError) as refused:
        publish([checked(plan(first_month=7))], NOVEMBER, store=both)
    ((problem,),) = refused.value.problems.values()
    assert (problem.code, problem.found, problem.values) == ("first_month_changed", "7", {"stands": 1})
    third = plan(edition="2030-2034", first_year=2030, last_year=2034, baseline_year=2029, first_month=7)
    publish([checked(third)], NOVEMBER, store=both)
    with both.reading() as connection:
        assert years_of_edition(connection, both, "2030-2034") == JULY
        assert years_of_edition(connection, both, OLD) == CALENDAR

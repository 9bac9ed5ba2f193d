"""Workbooks that are tried: the same rules as a submission, one dataset of what is good, and nothing kept."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi.measure import survey
from kpi.measure.books import dataset_from_books
from kpi.services.publishing.loading.public_books import public_books, public_plan
from kpi.services.publishing.loading.sandbox import SandboxBasis, try_workbooks
from kpi.store import read_public
from tests.shipped import EDITION, Shipped

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def known(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> SandboxBasis:
    dataset = read_public(where=shipped_store(tmp_path_factory.mktemp("known")))
    return SandboxBasis(public_plan(dataset), public_books(dataset))


def file(name: str) -> tuple[str, bytes]:
    return Path(name).name, (EDITION / name).read_bytes()


def edited(name: str, sheet: str, head: str, value: str | float) -> tuple[str, bytes]:
    """A workbook of the edition with another value in the first row under a head."""
    book = openpyxl.load_workbook(EDITION / name)
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(2, heads.index(head) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return Path(name).name, out.getvalue()


def test_a_plan_and_its_goals_are_measured_together() -> None:
    found = try_workbooks([file("goals/6.2.xlsx"), file("plan.xlsx"), file("goals/1.1.xlsx")], TODAY, SandboxBasis())
    assert [one.reading.accepted for one in found.checked] == [True, True, True]
    assert found.dataset is not None
    assert set(found.dataset.indicators["goal"]) == {"1.1", "6.2"}
    assert found.dataset.strategy.first_year == 2022
    assert len(survey(found.dataset).now.nodes) > 2


def test_a_goal_alone_stands_in_the_public_plan_or_in_one_that_it_implies(known: SandboxBasis) -> None:
    alone = try_workbooks([file("goals/6.2.xlsx")], TODAY, SandboxBasis()).dataset
    within = try_workbooks([file("goals/6.2.xlsx")], TODAY, known).dataset
    assert alone is not None
    assert within is not None
    assert "Система сортування сміття" not in set(alone.nodes["name"])
    assert "Система сортування сміття" in set(within.nodes["name"])


def test_what_is_faulty_is_told_and_left_out() -> None:
    bad = edited("goals/6.2.xlsx", "Спостереження", "Значення", "сорок дві")
    found = try_workbooks([file("plan.xlsx"), bad, file("goals/1.1.xlsx")], TODAY, SandboxBasis())
    assert [one.reading.accepted for one in found.checked] == [True, False, True]
    assert found.dataset is not None
    assert set(found.dataset.indicators["goal"]) == {"1.1"}


def test_files_are_held_against_each_other_as_loading_holds_them() -> None:
    strange = edited("goals/6.2.xlsx", "Показники", "Код", "6.2.1")
    twin = ("other.xlsx", edited("goals/6.2.xlsx", "Показники", "Назва показника", "Інша назва")[1])
    found = try_workbooks([file("plan.xlsx"), strange, twin], TODAY, SandboxBasis())
    assert found.dataset is not None
    assert set(found.dataset.indicators["goal"]) == {"6.2"}


def test_nothing_good_is_no_dataset() -> None:
    assert try_workbooks([("x.xlsx", b"no workbook")], TODAY, SandboxBasis()).dataset is None
    assert try_workbooks([file("plan.xlsx")], TODAY, SandboxBasis()).dataset is None
    assert try_workbooks([], TODAY, SandboxBasis()).checked == ()


def test_the_public_books_measure_as_the_public_dataset(
    shipped_store: Shipped, tmp_path: Path, known: SandboxBasis
) -> None:
    told = survey(read_public(where=shipped_store(tmp_path)))
    assert known.books is not None
    again = survey(dataset_from_books([(book, None) for book in known.books.values()], known.plan), told.now.as_of)
    columns = ["code", "status", "value", "target_value", "progress", "expected"]
    one = told.now.indicators.set_index("code")[columns[1:]].sort_index()
    two = again.now.indicators.set_index("code")[columns[1:]].sort_index()
    assert one.round(9).equals(two.round(9))
    assert list(again.now.nodes["status"]) == list(told.now.nodes["status"])

"""Workbooks tried: read through the same gate and rules as those that are sent, measured, and kept nowhere."""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import FiscalYear, GoalBook, Plan, Problem
from kpi.services.publishing.codes import codes_of
from kpi.services.publishing.loading.trial import with_problems
from kpi.services.publishing.release_writer import PublicationContext, RefusedError, check, enter
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, interpretation_of
from kpi.store import open_store
from kpi.workbook import Expected, Reading
from kpi.workbook.reading import needs_book


@dataclass(frozen=True, slots=True)
class SandboxBasis:
    """What tried workbooks are held against where they do not bring it: the public plan, the public books by goal."""

    plan: Plan | None = None
    books: Mapping[str, GoalBook] | None = None


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What became of the files, in their order; `dataset` of those without errors, None where no goal is among them."""

    checked: tuple[CheckedWorkbook, ...]
    dataset: Dataset | None


def try_workbooks(
    files: Sequence[tuple[str, bytes]], today: date, known: SandboxBasis, confirmed: Collection[str] = ()
) -> Sandbox:
    """Check the files together and make a dataset of them.

    files      names and bytes
    confirmed  keys of the interpretations that a person has confirmed, of tables that follow no template
    """
    bare = Expected(fiscal_year=known.plan.strategy.fiscal_year if known.plan else FiscalYear(1), day=today)
    first = [check(content, name, bare) for name, content in files]
    plan = next((one.reading.plan for one in first if one.reading.plan is not None), None)
    asked = bare if plan is None else replace(bare, fiscal_year=plan.strategy.fiscal_year, codes=codes_of(plan))
    # with the codes and years of the plan beside it: letters that look alike are written as they are there
    again = [one if one.reading.plan or not asked.codes else _again(one, asked) for one in first]
    books = {book.goal: book for one in again if (book := _book(one)) is not None}
    formers = dict(known.books or {}) | books
    whole = [_with_book(one, replace(asked, books=tuple(formers.values())), confirmed) for one in again]
    checked = _against_each_other(whole, today)
    return Sandbox(tuple(checked), _dataset(checked, plan, known, formers))


def _book(one: CheckedWorkbook) -> GoalBook | None:
    """The goal workbook that the file is; None for anything else, a table among it."""
    return one.reading.goal_book if interpretation_of(one) is None else None


def _again(one: CheckedWorkbook, expected: Expected) -> CheckedWorkbook:
    return check(one.content, one.reading.file, expected)


def _with_book(one: CheckedWorkbook, expected: Expected, confirmed: Collection[str]) -> CheckedWorkbook:
    """A table, or a book with nothing but values, read with the book of its goal."""
    reading = one.reading
    if interpretation_of(one) is None and not (isinstance(reading, Reading) and needs_book(reading)):
        return one
    found = _again(one, expected)
    read = interpretation_of(found)
    sure = read is not None and read.key in confirmed
    return _again(one, replace(expected, confirmed=read.key)) if sure and read is not None else found


def _against_each_other(found: Sequence[CheckedWorkbook], today: date) -> list[CheckedWorkbook]:
    """The files that can be taken, entered together into a store that is thrown away: what that refuses is told."""
    good = [one for one in found if one.reading.accepted]
    refused: Mapping[str, Sequence[Problem]] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "sandbox.sqlite"))
        try:
            with store.trying() as connection:
                enter(connection, store, good, PublicationContext(published=today))
        except RefusedError as error:
            refused = error.problems
        finally:
            store.engine.dispose()
    return [with_problems(one, refused.get(one.name, ())) if one in good else one for one in found]


def _dataset(
    checked: Sequence[CheckedWorkbook], plan: Plan | None, known: SandboxBasis, formers: Mapping[str, GoalBook]
) -> Dataset | None:
    """Every goal of the files: a table's values stand on what its goal's book says besides."""
    taken = [one for one in checked if one.reading.accepted and one.reading.goal_book is not None]
    books = [book for one in taken if (book := _book(one)) is not None]
    tables = [one.reading.goal_book for one in taken if one.reading.goal_book is not None and _book(one) is None]
    goals = {book.goal for book in books}
    below = [formers[book.goal] for book in tables if book.goal in formers and book.goal not in goals]
    listed = [(book, None) for book in (*below, *books, *tables)]
    if not listed:
        return None
    if plan is None and known.plan is not None:
        codes = {goal.code for goal in known.plan.operational_goals}
        plan = known.plan if {book.goal for book, _ in listed} <= codes else None
    return dataset_from_books(listed, plan)

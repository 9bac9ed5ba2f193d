"""Loading files, goal folders and whole editions, each date one release."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi.model import CODE_PATTERN, FiscalYear, GoalBook
from kpi.services.publishing.codes import codes_ever, codes_of, known_codes
from kpi.services.publishing.editions import present_edition, years_of_edition
from kpi.services.publishing.release_writer import (
    PublicationContext,
    Receipt,
    check,
    enter,
    former_books,
    raise_refused,
)
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook
from kpi.store import Store, open_store
from kpi.store.write import last_seq
from kpi.workbook import Expected
from kpi.workbook.folders import GOALS_FOLDER, HISTORY_FOLDER, PLAN_FILE, books_of, books_of_goals, plan_of

Progress = Callable[[Sequence[Path]], Iterable[Path]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that one release publishes; `published` None = the date that the plan names, else today."""

    files: tuple[Path, ...]
    published: date | None


class PathNotFoundError(LookupError):
    """Nothing to load at `path`. `reason`: not_found, or not_a_day for a history folder that is not named by a date."""

    def __init__(self, path: Path, reason: str = "not_found") -> None:
        super().__init__(str(path))
        self.path = path
        self.reason = reason


def batches(paths: Sequence[Path], published: date | None = None) -> list[Batch]:
    """What to load in which order: of an edition's folder the plan and history/<date>/ in order, then goals/.

    published  the date of everything that has none of its own (a history folder has)
    """
    plain: list[Path] = []
    found: list[Batch] = []
    for path in paths:
        if path.is_dir():
            found += _folder(path, published)
        elif path.is_file():
            plain.append(path)
        else:
            raise PathNotFoundError(path)
    return [Batch(tuple(plain), published), *found] if plain else found


def _folder(folder: Path, published: date | None) -> Iterator[Batch]:
    plan = plan_of(folder)
    plans = (plan,) if plan is not None else ()
    goals = books_of_goals(folder / GOALS_FOLDER) or [f for f in books_of(folder) if f not in plans]
    if not goals and not plans:
        raise PathNotFoundError(folder)
    for day, past in _history(folder / HISTORY_FOLDER):
        yield Batch((*plans, *past), day)
    yield Batch((*plans, *goals), published)


def _history(folder: Path) -> Iterator[tuple[date, tuple[Path, ...]]]:
    if not folder.is_dir():
        return
    for past in sorted(folder.iterdir()):
        if past.is_dir() and (files := books_of_goals(past)):
            try:
                day = date.fromisoformat(past.name)
            except ValueError as error:
                raise PathNotFoundError(past, "not_a_day") from error
            yield day, tuple(files)


def load(
    found: Sequence[Batch],
    *,
    today: date,
    actor: str = "",
    note: str = "",
    store: Store | None = None,
    progress: Progress = iter,
    confirmed: str | None = None,
) -> list[Receipt]:
    """Check every file, then store the batches in one transaction: a release each, all of them or none.

    confirmed      the key of the interpretation that a person has confirmed, of a table that follows no template
    """
    opened = store or open_store()
    with opened.reading() as connection:
        edition = present_edition(connection, opened, today)
        codes, years = known_codes(connection, opened, edition), years_of_edition(connection, opened, edition)
        former = codes_ever(connection, opened, edition)
    books = functools.cache(lambda day: tuple(former_books(day, values=False, store=opened).values()))
    read = read_batches(
        found, today, progress, codes=codes, former=former, books=books, confirmed=confirmed, fiscal_year=years
    )
    raise_refused([one for files in read for one in files])
    receipts = []
    with opened.writing() as connection:
        for batch, files in zip(found, read, strict=True):
            act = PublicationContext(published=publication_of(batch, files, today), actor=actor, note=note)
            receipts.append(enter(connection, opened, files, act))
    refresh_after(opened)
    return receipts


def _no_books(_: date) -> tuple[GoalBook, ...]:
    return ()


def read_batches(
    found: Sequence[Batch],
    today: date,
    progress: Progress = iter,
    *,
    codes: Collection[str] = (),
    former: Collection[str] = (),
    books: Callable[[date], Sequence[GoalBook]] = _no_books,
    confirmed: str | None = None,
    fiscal_year: FiscalYear,
) -> list[list[CheckedWorkbook]]:
    """Every file of the batches as read on the day of its batch, its codes written as those of the plan beside it.

    codes      of the strategy, as they are known before; `former` all that it ever had, earlier batches add theirs
    books      in force on a day, of which a file without «Показники» finds its own
    confirmed  the key of the interpretation that a person has confirmed, of a table that follows no template
    fiscal_year  the years of the strategy, until a plan of the batch tells them
    """
    paths = iter(progress([path for batch in found for path in batch.files]))
    kept: dict[tuple[Path, date, tuple[str, ...], tuple[str, ...], FiscalYear], CheckedWorkbook] = {}
    ever, base = tuple(former), Expected(fiscal_year=fiscal_year, confirmed=confirmed)
    read: list[list[CheckedWorkbook]] = []
    for batch in found:
        files: list[CheckedWorkbook] = []
        known, years = tuple(codes), fiscal_year
        for path in batch.files:
            next(paths, None)
            day = _day(batch, files, today)
            key = (path, day, known, ever, years)
            if key not in kept:
                held = replace(base, fiscal_year=years, books=tuple(books(day)), codes=known, former=ever)
                kept[key] = _checked(path, replace(held, day=day, plan_day=max(day, today)))
            files.append(kept[key])
            if (plan := files[-1].reading.plan) is not None:
                known, years = tuple(dict.fromkeys((*codes, *codes_of(plan)))), plan.strategy.fiscal_year
        ever = tuple(dict.fromkeys((*ever, *_codes_in(files))))
        read.append(files)
    next(paths, None)
    return read


def _codes_in(files: Iterable[CheckedWorkbook]) -> Iterator[str]:
    """The codes of goals and indicators that a batch brings."""
    for one in files:
        if (plan := one.reading.plan) is not None:
            yield from codes_of(plan)
        if (book := one.reading.goal_book) is not None:
            yield from (indicator.code for indicator in book.indicators)


def _day(batch: Batch, files: Iterable[CheckedWorkbook], today: date) -> date:
    """The day on which a batch is judged: its own, where it is history; a plan may name a later one than today."""
    return batch.published or max(_named_date(files) or today, today)


def _checked(path: Path, expected: Expected) -> CheckedWorkbook:
    """A file of an edition's goals/ or history/<date>/ must hold the goal that it is named by."""
    edition = path.parent.parent.parent if path.parent.parent.name == HISTORY_FOLDER else path.parent.parent
    placed = (edition / PLAN_FILE).is_file() and CODE_PATTERN.fullmatch(path.stem) is not None
    goal = path.stem if placed else None
    one = check(path.read_bytes(), path.name, replace(expected, goal=goal))
    return replace(one, where=str(path))


def publication_of(batch: Batch, files: Iterable[CheckedWorkbook], today: date) -> date:
    """The day that a batch is published on: its own, else the one that its plan names, else today."""
    return batch.published or _named_date(files) or today


def _named_date(files: Iterable[CheckedWorkbook]) -> date | None:
    return next((one.reading.plan.strategy.released for one in files if one.reading.plan is not None), None)


def is_empty(store: Store) -> bool:
    """Whether nothing has ever been published in the store."""
    with store.reading() as connection:
        return not last_seq(connection, store.community)

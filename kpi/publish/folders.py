"""Loading files, goal folders and whole editions, each date one release."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi.model import CODE_PATTERN
from kpi.publish.door import Act, Checked, Receipt, check, enter, former_books, refuse
from kpi.publish.public import refresh_public
from kpi.store import Store, open_store
from kpi.store.write import last_seq

PLAN_FILE = "plan.xlsx"
HISTORY = "history"
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
    plan = folder / PLAN_FILE
    plans = (plan,) if plan.is_file() else ()
    goals = _workbooks(folder / "goals") or tuple(f for f in _workbooks(folder) if f not in plans)
    if not goals and not plans:
        raise PathNotFoundError(folder)
    for day, past in _history(folder / HISTORY):
        yield Batch((*plans, *past), day)
    yield Batch((*plans, *goals), published)


def _history(folder: Path) -> Iterator[tuple[date, tuple[Path, ...]]]:
    if not folder.is_dir():
        return
    for past in sorted(folder.iterdir()):
        if past.is_dir() and (files := _workbooks(past)):
            try:
                day = date.fromisoformat(past.name)
            except ValueError as error:
                raise PathNotFoundError(past, "not_a_day") from error
            yield day, files


def _workbooks(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        return ()
    # Excel keeps «~$name.xlsx» beside an open workbook
    return tuple(sorted(f for f in folder.glob("*.xlsx") if not f.name.startswith(("~$", "."))))


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
    days = [_day(batch, today) for batch in found]
    read = _read(found, days, progress)
    if confirmed is not None:
        read = [[_held(one, day, confirmed, opened) for one in files] for day, files in zip(days, read, strict=True)]
    refuse([one for files in read for one in files])
    receipts = []
    with opened.writing() as connection:
        for batch, files in zip(found, read, strict=True):
            act = Act(batch.published or _named_date(files) or today, actor, note)
            receipts.append(enter(connection, opened, files, act))
    refresh_public(opened)
    return receipts


def _day(batch: Batch, today: date) -> date:
    """The day on which a batch is judged: its own, where it is history; a plan may name a later one than today."""
    if batch.published is not None:
        return batch.published
    plans = [check(path.read_bytes(), path.name) for path in batch.files if path.name == PLAN_FILE]
    return max(_named_date(plans) or today, today)


def _read(found: Sequence[Batch], days: Sequence[date], progress: Progress) -> list[list[Checked]]:
    jobs = dict.fromkeys((path, day) for batch, day in zip(found, days, strict=True) for path in batch.files)
    paths = progress([path for path, _ in jobs])
    checked = {job: _checked(path, job[1]) for path, job in zip(paths, jobs, strict=True)}
    return [[checked[path, day] for path in batch.files] for batch, day in zip(found, days, strict=True)]


def _held(one: Checked, day: date, confirmed: str, store: Store) -> Checked:
    """A table that follows no template, read again against the book in force; any other file as it was."""
    book = one.reading.goal_book
    former = former_books(day, store=store).get(book.goal) if book and not one.reading.accepted else None
    if former is None:
        return one
    return replace(check(one.content, one.reading.file, former, confirmed=confirmed, day=day), where=one.where)


def _checked(path: Path, day: date) -> Checked:
    """A file of an edition's goals/ or history/<date>/ must hold the goal that it is named by."""
    edition = path.parent.parent.parent if path.parent.parent.name == HISTORY else path.parent.parent
    placed = (edition / PLAN_FILE).is_file() and CODE_PATTERN.fullmatch(path.stem) is not None
    one = check(path.read_bytes(), path.name, goal=path.stem if placed else None, day=day)
    return replace(one, where=str(path))


def _named_date(files: Iterable[Checked]) -> date | None:
    return next((one.reading.plan.strategy.released for one in files if one.reading.plan is not None), None)


def is_empty(store: Store) -> bool:
    """Whether nothing has ever been published in the store."""
    with store.reading() as connection:
        return not last_seq(connection, store.community)

"""People, workbooks and a store with one release, for the tests of the submission flow."""

import io
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Unpack

from kpi.model import Account, CorrectiveAction, Draft, GoalBook, Plan, Role
from kpi.services.publishing import drafts
from kpi.store import Store, open_store
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import AUGUST, MAY, checked, hospitals, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.model_fields import StrategyFields
from tests.publishing import publish
from tests.shipped import NAME, copied

#: equal books are equal bytes
CREATED = datetime(2026, 8, 14)  # noqa: DTZ001
HEAD = Account(id=1, login="koval", name="О. Коваль", role=Role.HEAD, departments=("health",))
DEPUTY = Account(id=2, login="bondar", name="І. Бондар", role=Role.HEAD, departments=("health",))
STRANGER = Account(id=3, login="lys", name="М. Лис", role=Role.HEAD, departments=("sport",))
EDITOR = Account(id=4, login="editor", name="Редактор", role=Role.EDITOR)
ADMIN = Account(id=5, login="admin", name="Адміністратор", role=Role.ADMINISTRATOR)
SECOND_ADMIN = Account(id=6, login="admin2", name="Другий адміністратор", role=Role.ADMINISTRATOR)
DISABLED = Account(id=7, login="gone", name="Звільнений", role=Role.ADMINISTRATOR, disabled=True)
SPORT = GoalBook(
    goal="1.10", indicators=(indicator("1.10.1", department="sport"), indicator("1.10.2", department="health"))
)


#: under way for longer than any test: a value far behind its plan owes no other one
UNDER_WAY = CorrectiveAction(
    code="1.2.1",
    period=CALENDAR.parse("2026-Q1"),
    cause="бракує лікарів",
    measure="навчити лікарів",
    due=date(2031, 12, 31),
    responsible="Головний лікар",
)


def publish_start(store: Store, **settings: Unpack[StrategyFields]) -> None:
    """A plan and two goals, published in May; of the first indicator a corrective action is under way."""
    book = hospitals(corrective_actions=(UNDER_WAY,))
    publish([checked(plan(**settings)), checked(book), checked(SPORT)], MAY, store=store)


def started(store: Store, **settings: Unpack[StrategyFields]) -> Store:
    """The same in a store that was empty: published once in this process, then copied."""
    place = Path(store.name)
    assert place.name == NAME
    copied(Path(_published(**settings).name), place.parent)
    return store


@cache
def _published(**settings: Unpack[StrategyFields]) -> "TemporaryDirectory[str]":
    """A folder with such a store; it is there until this process ends."""
    folder = TemporaryDirectory()
    publish_start(open_store(str(Path(folder.name) / NAME)), **settings)
    return folder


def workbook(book: GoalBook) -> bytes:
    file = io.BytesIO()
    write_goal_book(book, file, created=CREATED)
    return file.getvalue()


def plan_workbook(book: Plan) -> bytes:
    file = io.BytesIO()
    write_plan(book, file, created=CREATED)
    return file.getvalue()


def valued(value: float, period: str = "2026-Q2", comment: str = "", code: str = "1.2.1") -> bytes:
    """The workbook of hospitals with one more value."""
    return workbook(hospitals(observation(code, period, value, comment=comment)))


def revised(value: float, comment: str = "ремонт") -> bytes:
    """The workbook of hospitals with another value of the first quarter."""
    book = hospitals()
    return workbook(
        replace(
            book, observations=(replace(book.observations[0], value=value, comment=comment), *book.observations[1:])
        )
    )


def sent(store: Store, content: bytes, account: Account = HEAD, today: date = AUGUST) -> Draft:
    """The draft of an upload that is accepted."""
    found = drafts.upload(account, content, "1.2.xlsx", today=today, store=store)
    assert found.draft is not None, (found.known, found.checked.reading.problems)
    return found.draft

"""People, workbooks and a store with one release, for the tests of the submission flow."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

from kpi.model import Account, Draft, GoalBook, Plan, Role
from kpi.services.publishing import drafts
from kpi.store import Store
from kpi.workbook.writer.whole_books import write_goal_book, write_plan
from tests.books import AUGUST, MAY, checked, hospitals, indicator, observation, plan
from tests.model_fields import StrategyFields
from tests.publishing import publish

#: equal books are equal bytes
CREATED = datetime(2026, 8, 14)  # noqa: DTZ001
HEAD = Account(1, "koval", "О. Коваль", Role.HEAD, ("health",))
DEPUTY = Account(2, "bondar", "І. Бондар", Role.HEAD, ("health",))
STRANGER = Account(3, "lys", "М. Лис", Role.HEAD, ("sport",))
EDITOR = Account(4, "editor", "Редактор", Role.EDITOR)
ADMIN = Account(5, "admin", "Адміністратор", Role.ADMINISTRATOR)
SECOND_ADMIN = Account(6, "admin2", "Другий адміністратор", Role.ADMINISTRATOR)
DISABLED = Account(7, "gone", "Звільнений", Role.ADMINISTRATOR, disabled=True)
SPORT = GoalBook("1.10", (indicator("1.10.1", department="sport"), indicator("1.10.2", department="health")))


def started(store: Store, **settings: Unpack[StrategyFields]) -> Store:
    """A plan and two goals, published in May."""
    publish([checked(plan(**settings)), checked(hospitals()), checked(SPORT)], MAY, store=store)
    return store


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

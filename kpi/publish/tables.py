"""Tables that follow no template: held against the book of their goal, confirmed by the person who sends them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from kpi.model import GoalBook
from kpi.publish.assess import publication_day
from kpi.publish.door import Checked, check, present_edition
from kpi.store import Store
from kpi.store.books import goal_books
from kpi.store.read import Until
from kpi.store.write import last_seq
from kpi.workbook import Interpretation, Reading
from kpi.workbook.goalbook import BOOK_NEEDED

#: name of the key of a confirmed interpretation in `Draft.wishes`
CONFIRMED = "confirmed"


def interpretation_of(checked: Checked) -> Interpretation | None:
    """How a table that follows no template was read; None for a book of the template."""
    return checked.reading.interpretation if isinstance(checked.reading, Reading) else None


def needs_book(checked: Checked) -> bool:
    """Whether a file has only «Спостереження»: its indicators are those of the book in force."""
    return any(problem.values.get("cure") == BOOK_NEEDED for problem in checked.reading.problems)


def held(
    first: Checked,
    goals: Iterable[str],
    known: Mapping[str, GoalBook],
    confirmed: str | None,
    *,
    day: date,
    codes: Collection[str] = (),
) -> Checked:
    """The table held against the book in force of its goal.

    goals  the account's; without codes the table is that one's in which all its names are found
    known  the books in force by goal
    """
    if first.reading.goal_book is not None:
        goals = [first.reading.goal_book.goal]
    name = first.reading.file
    about = {"confirmed": confirmed, "day": day, "codes": codes}
    tried = [check(first.content, name, known[goal], **about) for goal in goals if goal in known]  # type: ignore[arg-type]
    certain = [one for one in tried if one.reading.goal_book is not None]
    if len(certain) == 1:
        return certain[0]
    return tried[0] if len(tried) == 1 else first


def formers(connection: Connection, store: Store, today: date) -> dict[str, GoalBook]:
    """The goals' books in force."""
    edition = present_edition(connection, store) or ""
    day = publication_day(connection, store, edition, today)
    return goal_books(connection, Until(store.community, edition, day, last_seq(connection, store.community)))

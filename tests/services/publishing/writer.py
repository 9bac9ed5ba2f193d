"""A process that publishes one workbook after another until it is killed.

`python -m tests.services.publishing.writer STORE`
"""

import sys

from kpi.model import GoalBook, month_index
from kpi.store import open_store
from tests.books import MAY, checked, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish

#: rows of each upload
ROWS = 40


def book(number: int) -> GoalBook:
    """The workbook of an upload: every value is the upload's number."""
    periods = (CALENDAR.ending(month_index(2022, 1) + n, 1).code for n in range(ROWS))
    return GoalBook(
        goal="1.2",
        indicators=(indicator("1.2.1"),),
        observations=tuple(observation("1.2.1", p, float(number)) for p in periods),
    )


def main(where: str) -> None:
    store = open_store(where)
    publish([checked(plan())], MAY, store=store)
    for number in range(1, 10_000):
        receipt = publish([checked(book(number))], MAY, store=store)
        assert receipt.release is not None
        sys.stdout.write(f"{receipt.release.seq}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])

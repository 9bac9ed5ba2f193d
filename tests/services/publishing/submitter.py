"""A process that submits one workbook after another until it is killed.

`python -m tests.services.publishing.submitter STORE`
"""

import sys

from kpi.services.publishing import drafts
from kpi.services.publishing.submission import confirm
from kpi.store import open_store
from tests.books import AUGUST
from tests.services.publishing.flow import HEAD, publish_start, revised


def main(where: str) -> None:
    store = open_store(where)
    publish_start(store)
    for number in range(1, 10_000):
        # always up, never by a fifth: only a new comment is asked for
        content = revised(50.0 + number / 1000, f"уточнення {number}")
        draft = drafts.upload(HEAD, content, "1.2.xlsx", today=AUGUST, store=store).draft
        assert draft is not None
        assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])

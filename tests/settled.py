"""A settled day for the tests: what is due and how old a value is does not depend on the day they are run.

The community's day is settled in this process (tests/conftest.py) and in the servers that tests start
(`python -m tests.settled COMMAND`, which runs the product's command). Moments stay those of the machine: sessions, the
journal and letters are of now.
"""

import os
import sys
from datetime import date
from unittest.mock import patch

#: the variable that names another day for a server
NAMED = "SETTLED_DAY"
#: what is awaited of the shipped edition on this day is what the tests of the desk speak of
DAY = date(2026, 11, 28)


def settle(day: date = DAY) -> None:
    """Settle the community's day for this process, before anything asks the clock."""
    patch("kpi.clock.today", lambda: day).start()


if __name__ == "__main__":
    settle(date.fromisoformat(os.environ.get(NAMED, DAY.isoformat())))
    from kpi.__main__ import main
    from tests.cheap_passwords import hash_cheaply
    from tests.engines import stand_in

    stand_in()
    hash_cheaply()
    sys.exit(main())

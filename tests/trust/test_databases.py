"""The tests that touch the store, run again on PostgreSQL: what holds on the one database holds on the other."""

import os
import re
import subprocess
import sys

import pytest

from tests.engines import ENGINE, PORT, is_postgresql
from tests.postgresql import programs
from tests.shipped import ROOT
from tests.trust.promises import EXTENT, REACHED, Reached, is_full
from tools.checks import ON_POSTGRESQL, PATIENT

#: files that together go through most of what the store is asked for: publishing, taking back, sessions, restrictions,
#: editions, people, several communities in one store
FAST = (
    "tests/communities/test_one_store.py",
    "tests/services/assignments/test_answering.py",
    "tests/services/peers/test_peers.py",
    "tests/services/publishing/test_administration.py",
    "tests/services/publishing/test_corrections.py",
    "tests/services/publishing/test_departments.py",
    "tests/services/publishing/test_editions.py",
    "tests/services/questions/test_questions.py",
    "tests/services/seals/test_journal.py",
)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.skipif(is_postgresql(), reason="the tests run on PostgreSQL already")
def test_the_tests_of_the_store_hold_on_postgresql(reached: Reached) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    asked = ON_POSTGRESQL if is_full() else FAST
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser", "--no-header")
    more = ("-n", "2", *PATIENT) if is_full() else ("-n", "0")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    # what is promised of one database is reached by the run around this one
    for name in (PORT, EXTENT, REACHED):
        environment.pop(name, None)
    done = subprocess.run(
        (*command, *more, *asked),
        cwd=ROOT,
        env=environment | {ENGINE: "postgresql", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    counted = {kind: int(number) for number, kind in re.findall(r"(\d+) (passed|failed|errors?)", done.stdout)}
    differences = sum(number for kind, number in counted.items() if kind != "passed")
    assert not differences, done.stdout[-6000:]
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    reached("G1", tests=counted["passed"], differences=differences)

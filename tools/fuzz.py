"""Fuzzes the reader of workbooks: `python -m tools.fuzz --minutes 10 [--seed N] [--keep FOLDER]`.

Good workbooks are mutated at random (tests/trust/hostile/mutations.py) and read, in this process, with the memory of
the reader's own child and a bound of time for each. Whatever is no sentence with a cure is kept as a file and ends the
command with 1: an error that nobody foresaw, a reading without an end, problems without words. What it finds becomes a
case of tests/workbook/hostile.py.
"""

import argparse
import hashlib
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from kpi.model import Language
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.process.reader_process import limit_memory
from kpi.workbook.reading import Reading, read
from tests.fiscal_years import CALENDAR
from tests.trust.hostile.edition import goal_workbook, plan_workbook
from tests.trust.hostile.many_files import with_shared_strings
from tests.trust.hostile.mutations import mutated
from tests.workbook.tables import GOOD, workbook

#: seconds that one file may be read for: the product ends its child after 15
LONGEST = 15.0
KEPT = PACKAGE.parent / "var/fuzz"


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that was not read as it should be: how it was made, what went wrong."""

    seed: int
    change: str
    fault: str
    data: bytes


class SlowError(Exception):
    """A reading took longer than `LONGEST`."""


def seeds() -> tuple[bytes, ...]:
    """The workbooks that are mutated: texts in their cells, shared ones, every sheet and column of both kinds."""
    return workbook(GOOD), with_shared_strings(), goal_workbook(1), plan_workbook(2)


def fuzz(seconds: float, seed: int) -> Iterator[Finding | None]:
    """Read mutations for so long; of each file what was wrong, or None."""
    known, end = seeds(), time.monotonic() + seconds
    while time.monotonic() < end:
        change, data = mutated(known, random.Random(seed))
        fault = fault_of(data)
        yield Finding(seed, change, fault, data) if fault else None
        seed += 1


def fault_of(data: bytes) -> str:
    """What is wrong with the reading of a file, "" where nothing is."""
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        return _told_wrong(read(data, "1.1.xlsx", Expected(fiscal_year=CALENDAR)))
    except MemoryError:
        return ""  # the child tells it in a sentence
    except SlowError:
        return f"no end after {LONGEST:g} s"
    except Exception:  # noqa: BLE001 - what nobody foresaw is what is looked for
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise SlowError


def _told_wrong(reading: Reading) -> str:
    if reading.accepted != (reading.goal_book is not None or reading.plan is not None):
        return "neither a book nor a problem"
    for language in (Language.UK, Language.EN):
        text = Text(language)
        for problem in reading.problems:
            words, cure = message(problem, text), remedy(problem, text)
            if not words or not cure or "Traceback" in words + cure:
                return f"{problem.code} says nothing"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", type=Path, default=KEPT)
    given = parser.parse_args()
    limit_memory()
    files, faults = 0, set()
    for found in fuzz(given.minutes * 60, given.seed):
        files += 1
        if found is not None and found.fault not in faults:
            faults.add(found.fault)
            given.keep.mkdir(parents=True, exist_ok=True)
            file = given.keep / f"{hashlib.sha256(found.data).hexdigest()[:12]}.xlsx"
            file.write_bytes(found.data)
            print(f"{file} (seed {found.seed}, {found.change})\n{found.fault}")
    print(f"{files} files read from seed {given.seed} on, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

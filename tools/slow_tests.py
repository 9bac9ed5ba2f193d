"""Which tests are left to `make thorough`: tests/slow.txt, written anew from what they took.

    POSTUP_TEST_SECONDS=seconds.json pytest … -p tools.test_seconds
    python -m tools.slow_tests seconds.json

A function of tests is left out of `make test` when one of its cases takes the processor more than so many seconds on
average (`OUTSIDE`, `IN_BROWSER`); the cheapest function of each file stays, but for browsers. A file is left out whole
when what its tests share takes more. Lines about files that were not measured stay. Marks of `slow` in the files stand
beside the list (docs/decisions/0095-two-runs-of-the-tests.md).
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tools.checks import ROOT, browser_files

FILE = ROOT / "tests/slow.txt"


class Bounds(NamedTuple):
    """Seconds: of a case of a function on average, and of what the tests of a file share."""

    case: float
    shared: float


OUTSIDE, IN_BROWSER = Bounds(0.2, 3.0), Bounds(1.5, 15)
#: files and functions that every change is held to, however long they take
ALWAYS = (
    "tests/access/test_noninterference.py",
    "tests/browser/test_accessible.py",
    "tests/browser/test_report_form.py::test_a_row_says_what_it_means_while_it_is_typed",
    "tests/browser/test_report_form.py::test_two_values_of_two_goals_from_the_letter_to_the_receipt",
    "tests/browser/test_submit_hard.py::test_from_signing_in_to_the_receipt_in_six_clicks",
    "tests/services/publishing/test_flow.py",
    "tests/trust/test_leaks.py",
    "tests/web/desk/test_report_form.py",
    "tests/web/desk/test_rights.py",
    "tests/web/test_matrix.py",
    "tests/workbook/test_writer_round_trip.py",
    "tests/workbook/test_written_language.py",
)
_HEAD = "# Tests that `make thorough` runs and `make test` leaves out; written by tools/slow_tests.py."

#: by test: seconds of its setup, call and teardown
Seconds = Mapping[str, Mapping[str, float]]


def listed() -> tuple[str, ...]:
    """The files and functions of the list: «tests/a/test_b.py», «tests/a/test_b.py::test_c»."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def chosen(seconds: Seconds) -> Iterator[str]:
    """The lines of the list by what the tests took."""
    files = defaultdict[str, dict[str, Mapping[str, float]]](dict)
    for test, phases in seconds.items():
        files[test.partition("::")[0]][test] = phases
    driven = set(browser_files())
    for file, tests in files.items():
        if file in ALWAYS:
            continue
        bounds = IN_BROWSER if file in driven else OUTSIDE
        own, shared = _own(tests, bounds)
        if shared > bounds.shared and not any(one.startswith(f"{file}::") for one in ALWAYS):
            yield file
        else:
            yield from _dear(own, bounds)


def _own(tests: Mapping[str, Mapping[str, float]], bounds: Bounds) -> tuple[dict[str, float], float]:
    """What each test of a file took by itself; what is made for several of them, or taken down, stands apart."""
    own, shared = {test: phases.get("call", 0.0) for test, phases in tests.items()}, 0.0
    for phase in ("setup", "teardown"):
        usual = 2 * median(phases.get(phase, 0.0) for phases in tests.values()) if len(tests) > 3 else 0.0
        for test, phases in tests.items():
            kept = min(phases.get(phase, 0.0), max(usual, bounds.case))
            own[test] += kept
            shared += phases.get(phase, 0.0) - kept
    return own, shared


def _dear(own: Mapping[str, float], bounds: Bounds) -> Iterator[str]:
    cases = defaultdict[str, list[float]](list)
    for test, took in own.items():
        cases[test.partition("[")[0]].append(took)
    average = {function: sum(took) / len(took) for function, took in cases.items()}
    cheapest = None if bounds is IN_BROWSER else min(average, key=lambda function: average[function])
    stay = {*ALWAYS, cheapest}
    yield from (function for function, took in average.items() if took > bounds.case and function not in stay)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=Path, help="what `-p tools.test_seconds` wrote")
    seconds = json.loads(parser.parse_args().seconds.read_text(encoding="utf-8"))
    measured = {test.partition("::")[0] for test in seconds}
    kept = [line for line in listed() if line.partition("::")[0] not in measured]
    FILE.write_text("\n".join((_HEAD, *sorted({*kept, *chosen(seconds)}), "")), encoding="utf-8")


if __name__ == "__main__":
    main()

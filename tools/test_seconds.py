"""A plugin of pytest: the processor's seconds by file of tests and the dearest tests, printed at the end of a run.

`-p tools.test_seconds` with any call of pytest; workers of xdist hand theirs on. What a test's own process and the
children that it has waited for took, so a busy machine tells the same as a quiet one; of a test in a browser, which is
no child of its own, what the clock says. What every phase of a test took is written as JSON into the file that
POSTUP_TEST_SECONDS names (tools/slow_tests.py reads it).
"""

import json
import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

#: lines of each table
LINES = 40
FILE = "POSTUP_TEST_SECONDS"
_NAME = "processor_seconds"
_spent: dict[str, float] = {"until": sum(os.times()[:4])}
_by_file = defaultdict[str, float](float)
_by_test = defaultdict[str, dict[str, float]](dict)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Setup, call and teardown each get what was spent since the report before it; workers hand it on."""
    report = yield
    now = sum(os.times()[:4])
    # a list of the item's that all its reports would share
    spent = report.duration if item.get_closest_marker("browser") else now - _spent["until"]
    report.user_properties = [*report.user_properties, (_NAME, spent)]
    _spent["until"] = now
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, seconds in report.user_properties:
        if name == _NAME and isinstance(seconds, float):
            _by_file[report.nodeid.partition("::")[0]] += seconds
            _by_test[report.nodeid][report.when] = seconds


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if place := os.environ.get(FILE):
        Path(place).write_text(json.dumps(_by_test), encoding="utf-8")
    phases = {f"{when:8} {test}": took for test, own in _by_test.items() for when, took in own.items()}
    for title, spent in (("file", _by_file), ("test", phases)):
        terminalreporter.section(f"processor seconds by {title}, {sum(spent.values()):.0f} in all")
        for name, seconds in sorted(spent.items(), key=lambda one: -one[1])[:LINES]:
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")

"""A plugin of pytest: the processor's seconds by file of tests and the dearest tests, printed at the end of a run.

`python -m tools.branches -p tools.test_seconds` and `--others -p tools.test_seconds`, or with any call of pytest. What
a test's own process and the children that it has waited for took, so a busy machine tells the same as a quiet one.
"""

import os
from collections import defaultdict
from collections.abc import Generator

import pytest

#: lines of each table
LINES = 40
_NAME = "processor_seconds"
_spent: dict[str, float] = {"until": sum(os.times()[:4])}
_by_file, _by_test = defaultdict[str, float](float), defaultdict[str, float](float)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Setup, call and teardown each get what was spent since the report before it; workers hand it on."""
    report = yield
    now = sum(os.times()[:4])
    # a list of the item's that all its reports would share
    report.user_properties = [*report.user_properties, (_NAME, now - _spent["until"])]
    _spent["until"] = now
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, seconds in report.user_properties:
        if name == _NAME and isinstance(seconds, float):
            _by_file[report.nodeid.partition("::")[0]] += seconds
            _by_test[f"{report.when:8} {report.nodeid}"] += seconds


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for title, spent in (("file", _by_file), ("test", _by_test)):
        terminalreporter.section(f"processor seconds by {title}, {sum(spent.values()):.0f} in all")
        for name, seconds in sorted(spent.items(), key=lambda one: -one[1])[:LINES]:
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")

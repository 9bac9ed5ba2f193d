"""Coverage of the children that read and mark workbooks: they start without the site's packages and the environment.

Only where coverage measures this run (`tools/checks.py`, the step `coverage`): the children then start coverage
themselves, and idle ones are let go by closing their pipe, for one that is killed cannot write what it has measured.
"""

import os
import subprocess
import sysconfig

import pytest

from kpi.workbook.process import reader_pool
from kpi.workbook.process.reader_process import child_environment
from kpi.workbook.writer import annotated_copy

#: what coverage's `patch = ["subprocess"]` leaves for the processes that are started
CONFIG = "COVERAGE_PROCESS_CONFIG"
_BEGIN = (
    f"import sys; sys.path.append({sysconfig.get_path('purelib')!r}); import coverage; coverage.process_startup(); "
)


#: how many times as long a measured child may take as one that is not
SLOWER = 4.0


def is_measured() -> bool:
    """Whether coverage measures this run, its children too."""
    return CONFIG in os.environ


def _environment() -> dict[str, str]:
    return child_environment() | {CONFIG: os.environ[CONFIG]}


def measure_children() -> None:
    """Have the children of this process measured; without coverage nothing is changed."""
    if not is_measured():
        return
    patch = pytest.MonkeyPatch()
    for module in (annotated_copy, reader_pool):
        patch.setattr(module, "child_environment", _environment)
        # `marked` fills in a module's name later: braces of the path, if any, stay braces
        begin = _BEGIN if module is reader_pool else _BEGIN.replace("{", "{{").replace("}", "}}")
        patch.setattr(module, "_START", begin + module._START)
    # a measured child is slower; how long one may take is not what these tests are about
    patch.setattr(reader_pool.POOL, "_seconds", SLOWER * reader_pool.SECONDS)
    patch.setattr(annotated_copy, "SECONDS", SLOWER * annotated_copy.SECONDS)
    close = reader_pool._Child.close

    def leave(child: reader_pool._Child) -> None:
        process = child._process
        if not child.timed_out and process.poll() is None and process.stdin is not None:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                child._timed_out = True
        close(child)

    patch.setattr(reader_pool._Child, "close", leave)

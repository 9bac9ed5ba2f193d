"""The same workbook back, with the cells of its problems coloured and commented.

openpyxl does it (`kpi.workbook.writer.formatted_copy`), and openpyxl can be held up by a hostile file: so it works in a
child of its own with the limits of reading. Charts and pictures are not kept; values, formulas, formats, other sheets
are. A book that openpyxl cannot write again in full, or in time, comes back as its values alone
(`kpi.workbook.writer.annotated_values`), and says so.
"""

import pickle
import subprocess
import sys
from collections.abc import Iterable

from kpi.model import Problem
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.process.reader_process import child_environment
from kpi.workbook.writer.copy_request import CopyRequest, Mark

SECONDS = 15.0
_ROOT = str(PACKAGE.parent)
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from kpi.workbook.writer.{{}} import main; main()"


def marked_copy(data: bytes, problems: Iterable[Problem], text: Text) -> bytes | None:
    """The workbook with its problems marked and listed on a sheet of their own.

    None where the file as a whole was refused, or where even its values cannot be written again within the limits.
    """
    told = list(problems)
    if any(problem.code.startswith("file_") for problem in told):
        return None
    marks = tuple(_mark(problem, text) for problem in told)
    headers = tuple(text.say(f"marked.{name}") for name in ("level", "sheet", "cell", "found", "message", "remedy"))
    said = (text.say("marked.title"), headers, text.say("marked.author"), text.say("marked.plain"))
    body = pickle.dumps(tuple(CopyRequest(data, marks, *said)), protocol=5)
    return _made("formatted_copy", body) or _made("annotated_values", body)


def _made(module: str, body: bytes) -> bytes | None:
    """The copy that a child makes by `module`; None where it cannot."""
    try:
        done = subprocess.run(
            (sys.executable, "-E", "-s", "-c", _START.format(module)),
            input=body,
            capture_output=True,
            timeout=SECONDS,
            env=child_environment() | {"OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"PK") else None


def _mark(problem: Problem, text: Text) -> Mark:
    said = (problem.found or "", message(problem, text), remedy(problem, text))
    return Mark(
        text.say(f"marked.{problem.severity}"), problem.sheet or "", problem.cell or "", problem.severity, *said
    )

"""All that CI runs, in the order of speed. `make test` calls it: format, lint, types, imports, then every test that is
not marked `slow`. `make thorough` calls it with `--thorough`: the slow tests, the measured coverage and the other
Python. CI runs both (docs/decisions/0095-two-runs-of-the-tests.md).

Checks that take one processor each run side by side; a run of the tests takes all that there are. What each step took
is printed at the end.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: where the runs of the tests keep what they share (tests/shipped.py)
SHARED_FOLDER = "POSTUP_TESTS_SHARED"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2")

TYPES = "types"
LINT = {
    # the longest first: the others are done beside it
    TYPES: (sys.executable, "-m", "mypy"),
    "format": (sys.executable, "-m", "ruff", "format", "--check", "."),
    "lint": (sys.executable, "-m", "ruff", "check", "."),
    "imports": (str(BIN / "lint-imports"), "--no-logo"),
}
#: axe-core and the like for the browser tests, as tests/browser/package-lock.json pins them
PACKAGES = {"packages": ("npm", "--prefix", "tests/browser", "ci", "--silent", "--no-audit", "--no-fund")}
#: the environment of the step `python`, made while a processor is idle beside the types
PREPARED = {"newer python": (sys.executable, "-m", "tools.other_python", "--prepare")}
#: the rooms and files whose tests open a store, run on PostgreSQL (tests/engines.py)
ON_POSTGRESQL = (
    *("tests/store", "tests/services", "tests/web", "tests/communities", "tests/agreement"),
    *("tests/cli", "tests/dashboard", "tests/deploy", "tests/opendata", "tests/trust", "tests/truth"),
    *("tests/edition/test_loading.py", "tests/edition/test_template_command.py"),
    *("tests/measure/oversight/test_frames.py", "tests/measure/test_progress.py", "tests/measure/test_standing.py"),
    *("tests/house/test_documents.py", "tests/views/test_previous_series.py"),
    *("tests/workbook/init/test_all_goals.py", "tests/workbook/init/test_command.py"),
    *(
        "tests/workbook/init/test_next_values.py",
        "tests/workbook/init/test_strategies.py",
        "tests/workbook/test_check.py",
    ),
    "tests/workbook/test_written_language.py",
)
#: all others, and why no database changes what they say; a test of these that opens a store fails (tests/conftest.py)
WITHOUT_A_STORE = {
    "tests/access": "rules, of values",
    "tests/charts": "drawings, of values",
    "tests/edition": "workbooks of the shipped edition, as they are read",
    "tests/house": "sources, documents, the package",
    "tests/html": "markup, of values",
    "tests/measure": "the method, of frames",
    "tests/model": "values",
    "tests/test_cache.py": "a cache in memory",
    "tests/text": "words",
    "tests/views": "values, of a survey",
    "tests/workbook": "files that are read and written",
}
#: seconds of one test there: what is made once for all of them is made within the first, and a busy machine takes long
PATIENT = ("-o", "timeout=900")
ENGINES = {"postgresql": {"POSTUP_TEST_ENGINE": "postgresql"}}
#: how a file of tests says that some of it drives Chromium
MARK = "mark.browser"


def is_left_out(file: str) -> bool:
    """Whether no test of a file is run on PostgreSQL for the reason that none opens a store."""
    within = [one for one in (*ON_POSTGRESQL, *WITHOUT_A_STORE) if f"{file}/".startswith(f"{one}/")]
    # a file that is named stands out of its room
    return max(within, key=len, default="") in WITHOUT_A_STORE


def browser_files() -> list[str]:
    """The files with browser tests: no other is collected for them, by either worker. One that pytest finds marked
    and that is not here ends every run (tests/conftest.py)."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [file.relative_to(ROOT).as_posix() for file in files if MARK in file.read_text(encoding="utf-8")]


TESTS = {
    "tests": (*PYTEST, "-m", "not browser and not slow"),
    # a file's tests share a server and go on from each other: they stay with one Chromium
    "browser": (*PYTEST, "--dist", "loadfile", "-m", "browser and not slow", *browser_files()),
}
THOROUGH = {
    "coverage": (sys.executable, "-m", "tools.branches"),
    "slow": (sys.executable, "-m", "tools.branches", "--others"),
    "slow browser": (*PYTEST, "--dist", "loadfile", "-m", "browser and slow", *browser_files()),
    "python": (sys.executable, "-m", "tools.other_python"),
}
#: what each database keeps and tells is the same; a part is among the slow tests (tests/trust/test_databases.py)
ASKED_FOR = {"postgresql": (*PYTEST, *PATIENT, "-m", "not browser", *ON_POSTGRESQL)}


class Step(NamedTuple):
    """A step that has been run: its exit code and how many seconds it took."""

    name: str
    code: int
    seconds: float


def environment() -> dict[str, str]:
    """Of the steps. Python keeps what it has compiled: workers, servers and commands start some two hundred times."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def run(name: str, command: Sequence[str]) -> Step:
    """Run a step; what it says is seen while it runs."""
    print(f"== {name}", flush=True)
    began = time.perf_counter()
    told = environment() | ENGINES.get(name, {})
    code = subprocess.run(command, cwd=ROOT, env=told, check=False).returncode
    return _tell(Step(name, code, time.perf_counter() - began))


def run_apart(name: str, command: Sequence[str]) -> Step:
    """Run a step beside others; what it says is printed whole when it has ended."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT, check=False)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    print(f"== {name}\n{words}", end="", flush=True)
    return _tell(Step(name, done.returncode, time.perf_counter() - began))


def _tell(step: Step) -> Step:
    print(f"== {step.name}: {'ok' if step.code == 0 else 'FAILED'} in {step.seconds:.0f} s", flush=True)
    return step


def run_all(beside: Mapping[str, Sequence[str]], alone: Mapping[str, Sequence[str]]) -> list[Step]:
    """Run the steps `beside` each other, as many at once as there are processors, then those that run `alone`, which
    wait for all but the types: these take one processor for long, and nothing hangs on them."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        begun = {name: pool.submit(run_apart, name, command) for name, command in beside.items()}
        for name, step in begun.items():
            if name != TYPES:
                step.result()
        done = [run(name, command) for name, command in alone.items()]
        return [*(step.result() for step in begun.values()), *done]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--thorough", action="store_true", help="what takes long")
    parser.add_argument("--only", choices=("lint", *LINT, *TESTS, *THOROUGH, *ASKED_FOR))
    given = parser.parse_args()
    chosen = given.only
    beside = {} if given.thorough else {name: run for name, run in LINT.items() if chosen in {None, "lint", name}}
    if chosen:
        alone = {name: command for name, command in (TESTS | THOROUGH | ASKED_FOR).items() if name == chosen}
    else:
        alone = dict(THOROUGH if given.thorough else TESTS)
    if {"browser", "slow browser"} & alone.keys():
        if shutil.which("npm") is None:
            sys.exit("npm is needed for the accessibility tests: apt-get install npm")
        beside |= PACKAGES
    if "python" in alone:
        beside |= PREPARED
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as shared:
        os.environ[SHARED_FOLDER] = shared
        steps = run_all(beside, alone)
    print("\n".join(f"{step.seconds:6.0f} s  {step.name}" for step in steps))
    print(f"{time.perf_counter() - began:6.0f} s  in all")
    failed = [step.name for step in steps if step.code]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

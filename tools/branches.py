"""Branch coverage of the rooms where a wrong branch is a wrong number or a lost file; below its share the check fails.

The tests of these rooms run once, here, measured; the children that read workbooks are measured too
(tests/measured.py), for being measured takes half as long again. `python -m tools.branches --report` prints the table
of the last run again, `--others` runs the slow tests of all other rooms.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var/coverage/data"
#: the least share of statements and branches together, in per cent, by room
LEAST = {"measure": 100.0, "access": 100.0, "workbook": 98.0, "services/publishing": 98.0}
#: the folders of tests that are measured: those of the rooms
FOLDERS = tuple(f"tests/{room}" for room in LEAST)
#: but for these, which go many times over branches that others go through
UNMEASURED = (
    "tests/measure/test_agreement.py",
    "tests/services/publishing/test_survival.py",
    "tests/services/publishing/test_flow_survival.py",
)
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "-m")


def others() -> list[str]:
    """The folders and files of tests that are not measured."""
    return [*_unmeasured_below("tests"), *UNMEASURED]


def _unmeasured_below(folder: str) -> Iterator[str]:
    """The test files of a folder and its sub-folders, a sub-folder that holds a measured one in its parts."""
    for path in sorted((ROOT / folder).iterdir()):
        name = path.relative_to(ROOT).as_posix()
        if name in FOLDERS:
            continue
        if any(measured.startswith(f"{name}/") for measured in FOLDERS):
            yield from _unmeasured_below(name)
        elif path.match("test_*.py") or (path / "__init__.py").exists():
            yield name


def run_others(more: list[str]) -> int:
    """Run the slow tests that are not measured with `more` arguments; pytest's code."""
    return subprocess.run((*PYTEST, "slow and not browser", *others(), *more), cwd=ROOT, check=False).returncode


def measured(more: list[str]) -> int:
    """Run the tests of the rooms with `more` arguments; pytest's code."""
    DATA.parent.mkdir(parents=True, exist_ok=True)
    for old in DATA.parent.glob("data*"):
        old.unlink()
    chosen = (*FOLDERS, *(f"--ignore={name}" for name in UNMEASURED))
    environment = {**os.environ, "COVERAGE_FILE": str(DATA), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        (*PYTEST, "not browser", *chosen, "--cov", "--cov-report=", *more), cwd=ROOT, env=environment, check=False
    ).returncode


def below() -> list[str]:
    """Print the table of every room; the sentences about those that fall short."""
    read = Coverage(data_file=str(DATA), config_file=str(ROOT / "pyproject.toml"))
    read.load()
    # the children that read workbooks end after pytest has put the workers' data together
    if left := [str(file) for file in DATA.parent.glob("data.*")]:
        read.combine(left)
        read.save()
    found = []
    for room, least in LEAST.items():
        share = read.report(include=[f"kpi/{room}/*"])
        print(f"kpi/{room}: {share:.2f} %, at least {least:g} % wanted\n", flush=True)
        if share < least:
            found.append(f"kpi/{room} is covered to {share:.2f} %, not to {least:g} %")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="only print the last run's table")
    parser.add_argument("--others", action="store_true", help="run the slow tests that are not measured")
    chosen, more = parser.parse_known_args()
    if chosen.others:
        return run_others(more)
    code = 0 if chosen.report else measured(more)
    short = below()
    print("\n".join(short))
    return 1 if code or short else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())

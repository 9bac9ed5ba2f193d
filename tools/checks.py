"""All that CI runs, in the order of speed: format, lint, types, imports, then the tests. `make test` calls it."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2")

LINT = {
    "format": (sys.executable, "-m", "ruff", "format", "--check", "."),
    "lint": (sys.executable, "-m", "ruff", "check", "."),
    "types": (sys.executable, "-m", "mypy"),
    "imports": (str(BIN / "lint-imports"), "--no-logo"),
}
#: tests that run measured, in a step of their own (tools/branches.py): nothing runs twice
MEASURED = ("measure", "access", "workbook", "services/publishing", "web/desk")
TESTS = {
    "coverage": (sys.executable, "-m", "tools.branches"),
    "tests": (*PYTEST, "-m", "not browser", *(f"--ignore=tests/{room}" for room in MEASURED)),
    "python": (sys.executable, "-m", "tools.other_python"),
    # a file's tests share a server and go on from each other: they stay with one Chromium
    "browser": (*PYTEST, "--dist", "loadfile", "-m", "browser"),
}


def axe_core() -> None:
    """Fetch axe-core for the browser tests, as tests/browser/package-lock.json pins it."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed for the accessibility tests: apt-get install npm")
    subprocess.run((npm, "ci", "--silent", "--no-audit", "--no-fund"), cwd=ROOT / "tests/browser", check=True)


def environment() -> dict[str, str]:
    """Of the steps. Python keeps what it has compiled: workers, servers and commands start some two hundred times."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("lint", *TESTS))
    chosen = parser.parse_args().only
    steps = {**LINT, **TESTS}
    if chosen:
        steps = LINT if chosen == "lint" else {chosen: TESTS[chosen]}
    if "browser" in steps:
        axe_core()
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        began = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
        print(f"== {name}: {'ok' if code == 0 else 'FAILED'} in {time.perf_counter() - began:.0f} s", flush=True)
        if code:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

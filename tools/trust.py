"""Every promise of docs/trust.md, shown: `make trust` runs the tests of tests/trust whole and prints what each number
reached beside what is promised; `--fast` runs the part that CI runs. `--doc` runs nothing and writes
the table of docs/trust.md from tests/trust/promises.toml.

Ends with 1 where a test fails, a number is outside its bound or no test told it.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.trust.promises import EXTENT, REACHED, Promise, promises

ROOT = Path(__file__).resolve().parent.parent
#: a promised number may take its time: no test of a full run is ended after two minutes
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "-o", "timeout=3600", "tests/trust")

DOCUMENT = ROOT / "docs/trust.md"
#: between these the table stands
BEGIN, END = "<!-- made by `python -m tools.trust --doc` -->", "<!-- end of the table -->"

Line = Mapping[str, object]


def table(given: Mapping[str, Promise], lines: Sequence[Line], *, full: bool) -> tuple[list[str], list[str]]:
    """The rows to print, and what was missed.

    lines  what tests told: promise, name, number, test; of a number told twice the worse one counts
    """
    rows, missed = [], []
    for name, promise in given.items():
        rows.append(f"{name}  {promise.says}")
        for number, bound in promise.numbers.items():
            told = [line for line in lines if (line["promise"], line["name"]) == (name, number)]
            if not told:
                missed.append(f"{name} {number}: not told by this run")
                rows.append(f"      {number}: —, promised {bound.words(full=full)}")
                continue
            worst = (min if bound.least is not None else max)(told, key=_number)
            rows.append(f"      {number}: {_number(worst):g}, promised {bound.words(full=full)}  {worst['test']}")
            if not bound.holds(_number(worst), full=full):
                missed.append(f"{name} {number}: {_number(worst):g}, promised {bound.words(full=full)}")
        if promise.short:
            rows.append(f"      not reached: {promise.short}")
    return rows, missed


def _number(line: Line) -> float:
    return float(str(line["number"]))


def told_tests(name: str) -> list[str]:
    """The tests that tell numbers of a promise, as `file::test`; the file alone where it is named outside of them."""
    found = []
    for file in sorted((ROOT / "tests/trust").rglob("test_*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        tests = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
        place = file.relative_to(ROOT / "tests/trust").as_posix()
        telling = [f"{place}::{one.name}" for one in tests if _names(one, name)]
        found += telling or ([place] if _names(tree, name) else [])
    return found


def _names(code: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == name for node in ast.walk(code))


def documented(text: str) -> str:
    """docs/trust.md with its table made anew."""
    rows = ["| | Promise | Numbers | Shown by `tests/trust/` |", "|---|---|---|---|"]
    for name, promise in sorted(promises().items()):
        numbers = ", ".join(f"{number.replace('_', ' ')} {bound.words()}" for number, bound in promise.numbers.items())
        short = f" **Not reached:** {promise.short}" if promise.short else ""
        shown = ", ".join(f"`{test}`" for test in told_tests(name))
        rows.append(f"| {name} | {promise.says}.{short} | {numbers} | {shown} |")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "\n".join(rows) + f"\n{END}{after}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="the part that CI runs")
    parser.add_argument("rest", nargs="*", help="for pytest")
    parser.add_argument("--doc", action="store_true", help="write the table of docs/trust.md and run nothing")
    given = parser.parse_args()
    if given.doc:
        DOCUMENT.write_text(documented(DOCUMENT.read_text("utf-8")), "utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reached"
        file.touch()
        environment = {**os.environ, REACHED: str(file), EXTENT: "fast" if given.fast else "full"}
        code = subprocess.run((*PYTEST, *given.rest), cwd=ROOT, env=environment, check=False).returncode
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows, missed = table(promises(), lines, full=not given.fast)
    print("\n".join(rows))
    for one in missed:
        print(f"MISSED {one}")
    return 1 if code or missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""The table of promises is whole, and a number outside its bound fails the test that tells it."""

import json
from pathlib import Path

import pytest

from tests.trust import promises
from tests.trust.promises import EXTENT, REACHED, Bound, Promise, Reached
from tools.trust import table


def test_every_promise_has_words_and_bounds_and_a_test_that_tells_each_number() -> None:
    told = "".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    for name, promise in promises.promises().items():
        assert promise.says, name
        assert promise.numbers, name
        for number, bound in promise.numbers.items():
            assert (bound.least is None) != (bound.most is None), (name, number)
            assert f"{number}=" in told, f"no test tells {number} of {name}"
        assert f'"{name}"' in told, f"no test tells of {name}"


def test_a_number_outside_its_bound_fails_and_stands_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = {"answers": Bound(least=500, fast=100), "found": Bound(most=0)}
    monkeypatch.setattr("tests.trust.promises.promises", lambda: {"Z1": Promise(says="Nothing leaks", numbers=bounds)})
    file = tmp_path / "reached"
    monkeypatch.setenv(REACHED, str(file))
    monkeypatch.setenv(EXTENT, "full")
    tell = Reached("tests/x.py::test_y")
    tell("Z1", found=0)
    with pytest.raises(AssertionError, match="found is 1, not ≤ 0"):
        tell("Z1", found=1)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows, missed = table(promises.promises(), lines, full=True)
    assert any("tests/x.py::test_y" in row and "≤ 0" in row for row in rows)
    assert missed == ["Z1 answers: not told by this run", "Z1 found: 1, promised ≤ 0"]

"""The list of slow tests names tests that there are, and is written by what they took."""

import re

from tools import slow_tests
from tools.checks import ROOT
from tools.slow_tests import OUTSIDE, chosen, listed

#: any file of tests that there is
ANY = "tests/house/test_slow_tests.py"


def test_every_line_names_what_there_is() -> None:
    lines = listed()
    assert len(set(lines)) == len(lines)
    missing = []
    for line in lines:
        file, _, function = line.partition("::")
        source = ROOT / file
        if not source.exists() or (
            function and not re.search(rf"\bdef {function.rpartition('::')[2]}\b", source.read_text(encoding="utf-8"))
        ):
            missing.append(line)
    assert missing == [], "a test that was renamed or removed: rename or remove its line"


def test_what_every_change_is_held_to_is_there() -> None:
    assert [one for one in slow_tests.ALWAYS if not (ROOT / one.partition("::")[0]).exists()] == []


def test_dear_functions_are_listed_and_cheap_ones_are_not() -> None:
    dear, cheap = 3 * OUTSIDE.case, OUTSIDE.case / 2
    seconds = {
        f"{ANY}::test_one": {"call": dear},
        f"{ANY}::test_two[a]": {"call": dear},
        f"{ANY}::test_two[b]": {"call": cheap},
        f"{ANY}::test_three": {"call": cheap},
    }
    assert list(chosen(seconds)) == [f"{ANY}::test_one", f"{ANY}::test_two"]


def test_the_cheapest_of_a_file_stays() -> None:
    seconds = {f"{ANY}::test_one": {"call": 9.0}, f"{ANY}::test_two": {"call": 8.0}}
    assert list(chosen(seconds)) == [f"{ANY}::test_one"]


def test_a_file_whose_tests_share_something_dear_is_listed_whole() -> None:
    seconds = {f"{ANY}::test_{n}": {"call": 0.1} for n in range(5)}
    seconds[f"{ANY}::test_0"]["setup"] = sum(OUTSIDE) + 0.1
    assert list(chosen(seconds)) == [ANY]
    assert list(chosen({f"{slow_tests.ALWAYS[0]}::test_0": {"call": 99.0}})) == []

"""What SECURITY.md and docs/asvs.md say: every requirement once, tests that there are, both languages alike."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: requirements of ASVS 5.0.0 at level 1 and those that level 2 adds (of 345; 92 are of level 3)
LEVELS = {"1": 70, "2": 183}
#: of each chapter at both levels
CHAPTERS = dict(zip(range(1, 18), (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7), strict=True))
_ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| \*\*(met|does not apply|not met)\*\*: ([^|]+) \|$", re.MULTILINE
)
_TEST = re.compile(r"`([a-z_0-9/]+)::([a-z_0-9]+)`")


def _rows() -> list[tuple[str, str, str, str, str]]:
    text = (ROOT / "docs/asvs.md").read_text("utf-8")
    found = _ROW.findall(text)
    assert len(found) == len(re.findall(r"^\| \d+\.", text, re.MULTILINE)), "a row is written otherwise"
    return found


def test_every_requirement_of_both_levels_stands_once() -> None:
    rows = _rows()
    numbers = [row[0] for row in rows]
    assert [number for number, count in Counter(numbers).items() if count > 1] == []
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    assert Counter(row[1] for row in rows) == LEVELS
    assert Counter(int(number.partition(".")[0]) for number in numbers) == CHAPTERS


def test_what_is_met_names_tests_that_there_are() -> None:
    for number, _, _, answer, words in _rows():
        tests = _TEST.findall(words)
        assert answer != "met" or tests, f"{number} names no test"
        assert answer != "not met" or len(words) > 40, f"{number} says no reason"
        for place, name in tests:
            file = ROOT / "tests" / f"{place}.py"
            assert file.is_file(), f"{number}: {file}"
            assert re.search(rf"^ *(async )?def test_{name}\(", file.read_text("utf-8"), re.MULTILINE), (
                f"{number}: {name}"
            )


def test_the_counts_are_those_of_the_rows() -> None:
    told = re.findall(
        r"^\| ([12]) \| (\d+) \| (\d+) \| (\d+) \|$", (ROOT / "docs/asvs.md").read_text("utf-8"), re.MULTILINE
    )
    counts = Counter((row[1], row[3]) for row in _rows())
    words = ("met", "does not apply", "not met")
    assert told == [(level, *(str(counts[level, word]) for word in words)) for level in LEVELS]


@pytest.mark.parametrize(
    "sign", [r"\d+ (?:working )?(?:days|робочих днів|днів)", r"\]\((docs/\w+\.md)\)", r"`([^`]+)`"]
)
def test_both_languages_promise_the_same(sign: str) -> None:
    english, ukrainian = ((ROOT / name).read_text("utf-8") for name in ("SECURITY.md", "SECURITY.uk.md"))
    told = [
        [re.sub(r"[^\d/.\w]|days|working|робочих|днів", "", one) for one in re.findall(sign, text)]
        for text in (english, ukrainian)
    ]
    assert told[0]
    assert [one.replace("uk.", "") for one in told[1]] == told[0]

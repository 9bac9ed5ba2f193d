"""Every case of cases/*.txt: a workbook as a text table, the problems it must have, the values it must give.

=== title
goal: 1.2                          optional
day: 2025-03-31                    optional: the day of checking
years: 7                           optional: the month that years begin in
> number_invalid Спостереження!E2  every problem, no more and no less
= 1.1.1 2022 43.5                  every observation: code, period, value or gap
# Показники … # Спостереження …    sheets; those left out are those of a good book
HEAD, ROW and SEEN at the start of a line stand for the usual header and rows.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi.model import FiscalYear
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.goal.goal_book import Expected
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.workbook.tables import GOOD, HEAD, ROW, SEEN, reading, told

CASES = Path(__file__).parent / "cases"
USUAL = {"HEAD": HEAD, "ROW": ROW, "SEEN": SEEN}


class Case(NamedTuple):
    title: str
    goal: str | None
    day: date | None
    problems: list[str]
    values: list[str]
    sheets: str
    fiscal_year: FiscalYear = CALENDAR


def _case(block: str) -> Case:
    title, *lines = block.strip().splitlines()
    goal: str | None = None
    day: date | None = None
    problems, values, sheets, years = [], [], [], CALENDAR
    for line in lines:
        head, _, rest = line.partition(" ")
        if head == "goal:":
            goal = rest.strip()
        elif head == "day:":
            day = date.fromisoformat(rest.strip())
        elif head == "years:":
            years = FiscalYear(int(rest))
        elif head == ">":
            problems.append(rest.strip())
        elif head == "=":
            values.append(rest.strip())
        else:
            word = line.split()[0] if line.split() else ""
            sheets.append(line.replace(word, USUAL[word], 1) if word in USUAL else line)
    return Case(title.strip(), goal, day, problems, values, "\n".join(sheets), years)


def _complete(sheets: str) -> str:
    """The sheets of the case, with those of a good book where it has none of its own; a plan stands alone."""
    if "# Стратегія" in sheets or "# only" in sheets:
        return sheets.replace("# only", "")
    for title in ("# Показники", "# Спостереження"):
        if title not in sheets:
            start = GOOD.index(title)
            end = GOOD.find("\n# ", start + 1)
            sheets += "\n" + GOOD[start : end if end > 0 else None]
    return sheets


def cases() -> Iterator[tuple[str, Case]]:
    for file in sorted(CASES.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
            case = _case(block)
            yield f"{file.stem}: {case.title}", case


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_case(case: Case) -> None:
    found = reading(
        _complete(case.sheets), expected=Expected(fiscal_year=case.fiscal_year, goal=case.goal, day=case.day)
    )
    assert sorted(told(found)) == sorted(case.problems)
    if case.values:
        assert found.goal_book is not None
        seen = [f"{o.code} {o.period} {o.gap or f'{o.value:g}'}" for o in found.goal_book.observations]
        assert seen == case.values
    for language in BOTH:
        for problem in found.problems:
            said = message(problem, Text(language)) + remedy(problem, Text(language))
            assert "{" not in said
            assert said[0] == said[0].upper()


def test_there_are_many_cases() -> None:
    assert sum(1 for _ in cases()) >= 150

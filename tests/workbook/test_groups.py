"""Many problems of one kind are one line, and the counts are true."""

from collections.abc import Iterator

import pytest

from kpi.model import CellRef, Language, Problem, Severity
from kpi.text import Text
from kpi.text.problem_groups import counted, grouped
from kpi.workbook.sheet.problems import MAX_PROBLEMS, ProblemList


def told(n: int, column: str = "E") -> Iterator[Problem]:
    problems = ProblemList()
    for row in range(2, n + 2):
        problems.add("number_invalid", CellRef("Спостереження", f"{column}{row}"), "слово", None, cure="words")
    return iter(problems.all())


@pytest.mark.parametrize("n", [6, 900])
def test_from_the_sixth_on_they_are_one_line(n: int) -> None:
    (group,) = grouped(told(n))
    assert len(group.rest) == n - 1
    assert "E3, E4" in group.more(Text(Language.UK))
    assert str(n - 1) in group.more(Text(Language.UK))


def test_few_or_in_other_columns_stand_alone() -> None:
    assert [group.rest for group in grouped([*told(5), *told(3, "F")])] == [()] * 8


def test_problems_without_a_cell_stand_alone() -> None:
    same = [Problem(code="sheet_missing", severity=Severity.ERROR, found=str(n)) for n in range(9)]
    assert len(grouped(same)) == 9


def test_what_is_beyond_the_list_counts_as_what_it_is() -> None:
    problems = ProblemList()
    for row in range(5000):
        problems.add("number_invalid", CellRef("Спостереження", f"E{row + 2}"), "слово", None, cure="words")
        problems.add("text_cleaned", CellRef("Спостереження", f"F{row + 2}"), "а", None, column="Коментар")
    found = problems.all()
    assert len(found) == MAX_PROBLEMS + 1
    assert counted(found) == (5000, 5000)
    assert found[-1].severity is Severity.ERROR


def test_remarks_beyond_the_list_refuse_nothing() -> None:
    problems = ProblemList()
    for row in range(MAX_PROBLEMS + 3):
        problems.add("text_cleaned", CellRef("Спостереження", f"F{row + 2}"), "а", None, column="Коментар")
    assert problems.all()[-1].severity is Severity.REMARK
    assert counted(problems.all()) == (0, MAX_PROBLEMS + 3)

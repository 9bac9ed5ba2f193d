"""One alphabet for all codes of a strategy, whatever stands first."""

from itertools import permutations

import pytest

from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.sheet.alphabet import Script, in_script, script_of
from tests.fiscal_years import CALENDAR
from tests.workbook.tables import HEAD, SEEN, reading


@pytest.mark.parametrize(
    ("codes", "script"),
    [
        (["1.1", "2.10"], None),
        (["A.1", "B.1"], Script.LATIN),
        (["А.1", "В.1"], Script.CYRILLIC),
        (["A.1", "Б.1"], Script.CYRILLIC),  # Б is Cyrillic alone
        (["А.1", "D.1"], Script.LATIN),  # D is Latin alone
        (["A.1", "А.2"], Script.CYRILLIC),
        (["A.1", "A.2", "А.3"], Script.LATIN),
    ],
)
def test_the_script_does_not_depend_on_the_order(codes: list[str], script: Script | None) -> None:
    assert {script_of(order) for order in permutations(codes)} == {script}


def test_letters_of_one_alphabet_stay() -> None:
    assert in_script("D.1", Script.CYRILLIC) == "D.1"
    assert in_script("E.1", Script.CYRILLIC) == "Е.1"
    assert in_script("Е.1", Script.LATIN) == "E.1"


def test_a_code_is_written_as_the_strategy_has_it() -> None:
    book = f"# Показники\n{HEAD}\nA.1.2 | Назва | % | зростання | 2021 | 40 | 50 | 70 | | УЖКГ | Звіт\n"
    sheets = f"{book}# Спостереження\n{SEEN}\nA.1.2 | 2022 | | | 42 |"
    for known in (["А.1", "Б.1"], ["A.1"], ["A.1", "D.1"]):
        found = reading(sheets, expected=Expected(fiscal_year=CALENDAR, goal="А.1", codes=known)).goal_book
        assert found is not None
        assert found.goal == known[0]
        assert [o.code for o in found.observations] == [f"{known[0]}.2"]

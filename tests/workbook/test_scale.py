"""A number in another unit is asked about at its cell, with both numbers and the likely slip."""

import pytest

from kpi.model import Language, Severity
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import Reading, read_bytes
from tests.fiscal_years import CALENDAR
from tests.workbook.tables import GOOD, HEAD, SEEN, workbook

MONEY = "1.1.1 | Видатки | млн грн | зростання | 2021 | 1000 | 1300 | 1500 | | Фінансове управління | Звіт"


def read(rows: str, indicator: str = MONEY, former: Reading | None = None) -> Reading:
    text = f"# Показники\n{HEAD}\n{indicator}\n# Спостереження\n{SEEN}\n{rows}"
    return read_bytes(workbook(text), "1.1.xlsx", former=former.goal_book if former else None, fiscal_year=CALENDAR)


def asked(found: Reading) -> list[str]:
    doubts = [problem for problem in found.problems if problem.code == "scale_suspect"]
    assert all(problem.severity is Severity.REMARK for problem in doubts)
    assert found.accepted
    return [f"{problem.sheet}!{problem.cell}" for problem in doubts]


@pytest.mark.parametrize(
    ("value", "times", "slip"),
    [
        ("130", "", ""),
        ("1310000", "в 1000 разів більше, ніж план на цю дату — 1300", "одиниці й тисячі"),
        ("1310000000", "в мільйон разів більше", "одиниці й мільйони"),
        ("131000", "в 100 разів більше", "частку й відсотки"),
        ("-1310000", "", ""),
    ],
)
def test_both_numbers_and_the_slip_are_named(value: str, times: str, slip: str) -> None:
    found = read(f"1.1.1 | 2023 | | | 1210 |\n1.1.1 | 2024 | | | {value} |")
    assert asked(found) == (["Спостереження!E3"] if times else [])
    if times:
        said = message(found.problems[-1], Text(Language.UK))
        assert value in said
        assert times in said
        assert slip in said
        assert "«млн грн»" in remedy(found.problems[-1], Text(Language.UK))
        english = message(found.problems[-1], Text(Language.EN)) + remedy(found.problems[-1], Text(Language.EN))
        assert "about" in english
        assert "{" not in english


def test_a_number_too_small_and_the_value_before() -> None:
    falling = MONEY.replace("зростання", "зменшення").replace("| 1300 | 1500 |", "| 0 | 0 |")
    found = read("1.1.1 | 2023 | | | 900 |\n1.1.1 | 2024 | | | 910000 |", falling)
    assert asked(found) == ["Спостереження!E3"]
    assert "попереднє значення — 900" in message(found.problems[-1], Text(Language.UK))
    small = MONEY.replace("| 1000 | 1300 | 1500 |", "| 1280 | 1300 | 1500 |")
    found = read("1.1.1 | 2024 | | | 1,31 |", small)
    assert "в 1000 разів менше" in message(found.problems[-1], Text(Language.UK))


def test_a_confirmed_number_and_an_ordinary_book_are_not_asked_about() -> None:
    assert asked(read("1.1.1 | 2024 | | | 1310000 | Перевірено за звітом")) == []
    assert asked(read_bytes(workbook(GOOD), "1.1.xlsx", fiscal_year=CALENDAR)) == []


def test_the_values_in_force_come_before_those_of_the_file() -> None:
    falling = MONEY.replace("зростання", "зменшення").replace("| 1300 | 1500 |", "| 0 | 0 |")
    former = read("1.1.1 | 2023 | | | 900 |", falling)
    assert asked(read("1.1.1 | 2024 | | | 910000 |", falling, former)) == ["Спостереження!E2"]
    assert asked(read("1.1.1 | 2024 | | | 910000 |", falling)) == []


def test_a_table_without_a_book_in_force_is_not_judged() -> None:
    table = "# Лист1\nКод | Назва показника | 2022 | 2023\n1.1.1 | Видатки | 1 | 1310000"
    found = read_bytes(workbook(table), "1.1.xlsx", fiscal_year=CALENDAR)
    assert [problem.code for problem in found.problems if problem.code == "scale_suspect"] == []


def test_a_year_of_parts_names_the_part_and_the_sum() -> None:
    head = HEAD + " | Вид | Періодичність"
    flow = MONEY + " | потік за рік | квартал"
    rows = "\n".join(f"1.1.1 | 2024 | {q} | | {v} |" for q, v in ((1, 300), (2, 1310000), (3, 300), (4, 300)))
    text = f"# Показники\n{head}\n{flow}\n# Спостереження\n{SEEN}\n{rows}"
    found = read_bytes(workbook(text), "1.1.xlsx", fiscal_year=CALENDAR)
    assert asked(found) == ["Спостереження!E3"]
    assert "1310900" in message(found.problems[-1], Text(Language.UK))

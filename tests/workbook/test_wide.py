"""Tables that people already have: every case of wide/*.txt is a workbook as a text table and what must come of it.

=== title
former: none                 without the book in force; else FORMER is in force
merge: D1:E1                 a merged range of the first sheet
day: 2025-03-31              the day of checking; not judged without it
layout: pairs                the layout it is taken for; «none» where it is no table of periods
> unit_differs Лист1!C2      every problem but not_confirmed, no more and no less
= 1.1.1 2022 43.5 D2         every observation: code, period, value or gap, cell
# Лист1 …                    the sheets; @2 repeats nothing: words are those of tables.py
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi.model import GoalBook
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import Interpretation, Reading, read_bytes
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.period_tables.interpretation import ColumnRole
from kpi.workbook.reading import read
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import HEAD, SEEN, reading, sheets_of, told

CASES = Path(__file__).parent / "wide"
FORMER = f"""
# Показники
{HEAD}
1.1.1 | Освітлено вулиць | % | зростання | 2021 | 40 | 50 | 70 | | Управління ЖКГ | Звіт
1.1.2 | Збудовано доріг | км | зростання | 2021 | 10 | 20 | 40 | | Управління ЖКГ | Звіт
1.1.3 | Програму затверджено | так/ні | зростання | 2021 | ні | | так | | Управління ЖКГ | Звіт
1.1.4 | Проведено заходів | од. | зростання | 2021 | 1 | 2 | 3 | | Управління ЖКГ | Звіт
1.1.5 | Проведено заходів | од. | зростання | 2021 | 1 | 2 | 3 | | Відділ культури | Звіт
1.1.10 | Озеленено площ | м² | зростання | 2021 | 100 | 200 | 300 | | Управління ЖКГ | Звіт
# Спостереження
{SEEN}
"""


def former() -> GoalBook:
    """The book in force of these tests."""
    book = reading(FORMER).goal_book
    assert book is not None
    return book


class Case(NamedTuple):
    former: bool
    day: date | None
    layout: str
    problems: list[str]
    values: list[str]
    merges: list[str]
    sheets: str


def _case(block: str) -> Case:
    held, layout = True, "periods"
    day: date | None = None
    problems, values, merges, sheets = [], [], [], []
    for line in block.strip().splitlines()[1:]:
        head, _, rest = line.partition(" ")
        if head == "former:":
            held = False
        elif head == "day:":
            day = date.fromisoformat(rest.strip())
        elif head == "layout:":
            layout = rest.strip()
        elif head == "merge:":
            merges.append(rest.strip())
        elif head == ">":
            problems.append(rest.strip())
        elif head == "=":
            values.append(rest.strip())
        else:
            sheets.append(line)
    return Case(held, day, layout, problems, values, merges, "\n".join(sheets))


def book_of(sheets: str, merges: list[str]) -> bytes:
    """The bytes of a workbook whose first sheet has merged cells."""
    found = {title: rows_xml(rows) for title, rows in sheets_of(sheets).items()}
    ranges = "".join(f"<mergeCell ref='{ref}'/>" for ref in merges)
    after = f"<mergeCells>{ranges}</mergeCells>" if merges else ""
    first = next(iter(found))
    return pack(parts({title: worksheet(xml, after if title == first else "") for title, xml in found.items()}))


def cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
            yield pytest.param(_case(block), id=f"{file.stem}: {block.partition(chr(10))[0]}")


def seen(found: Reading) -> list[str]:
    """The observations of a reading as «code period value cell»."""
    observations = found.goal_book.observations if found.goal_book else ()
    return [f"{o.code} {o.period} {o.gap or f'{o.value:g}'} {o.cell.cell if o.cell else ''}" for o in observations]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: Case) -> None:
    found = read(
        book_of(case.sheets, case.merges),
        "a.xlsx",
        Expected(fiscal_year=CALENDAR, books=(former(),) if case.former else (), day=case.day),
    )
    assert sorted(told(found)) == sorted(case.problems + ["not_confirmed"] * (case.layout != "none"))
    assert (found.interpretation.layout if found.interpretation else "none") == case.layout
    assert not found.accepted
    if found.certain:
        assert seen(found) == case.values
    for language in BOTH:
        for problem in found.problems:
            said = message(problem, Text(language)) + remedy(problem, Text(language))
            assert "{" not in said


def test_there_are_many_cases() -> None:
    assert sum(1 for _ in cases()) >= 60


TABLE = "# Лист1\nКод | Назва | Од. | 2022 | 2023\n1.1.1 | Освітлено вулиць | % | 43,5 | н.д."


def test_how_it_was_read_is_told() -> None:
    found = read(
        book_of(TABLE + "\n. \nРазом", []), "a.xlsx", Expected(fiscal_year=CALENDAR, books=(former(),))
    ).interpretation
    assert found is not None
    assert (found.sheet, found.header_rows, found.n_rows, found.n_values) == ("Лист1", (1, 1), 1, 2)
    assert [(c.letters, c.role, str(c.period)) for c in found.columns] == [
        ("A", ColumnRole.CODE, "None"),
        ("B", ColumnRole.NAME, "None"),
        ("C", ColumnRole.UNIT, "None"),
        ("D", ColumnRole.VALUE, "2022"),
        ("E", ColumnRole.VALUE, "2023"),
    ]
    row = found.rows[0]
    assert (row.row, row.code, row.name, row.unit, row.by_name) == (2, "1.1.1", "Освітлено вулиць", "%", False)
    assert [(v.cell, v.value, v.gap) for v in row.values] == [("D2", 43.5, None), ("E2", None, "no_value")]


def test_nothing_is_accepted_before_its_very_reading_is_confirmed() -> None:
    data = book_of(TABLE, [])
    found = read_bytes(data, "a.xlsx", former=former(), fiscal_year=CALENDAR)
    assert isinstance(found.interpretation, Interpretation)
    assert found.certain
    assert not found.accepted
    key = found.interpretation.key
    confirmed = read_bytes(data, "a.xlsx", former=former(), confirmed=key, fiscal_year=CALENDAR)
    assert confirmed.accepted
    assert told(confirmed) == []
    assert confirmed.goal_book == found.goal_book
    other = book_of(TABLE.replace("43,5", "44,5"), [])
    assert not read_bytes(other, "a.xlsx", former=former(), confirmed=key, fiscal_year=CALENDAR).accepted
    renamed = replace(former(), indicators=former().indicators[1:])
    assert not read_bytes(data, "a.xlsx", former=renamed, confirmed=key, fiscal_year=CALENDAR).accepted
    assert not read_bytes(data, "a.xlsx", confirmed=key, fiscal_year=CALENDAR).accepted


def test_without_the_book_in_force_nothing_can_be_confirmed() -> None:
    data = book_of(TABLE, [])
    found = read_bytes(data, "a.xlsx", fiscal_year=CALENDAR)
    assert found.interpretation is not None
    assert not read_bytes(data, "a.xlsx", confirmed=found.interpretation.key, fiscal_year=CALENDAR).accepted


def test_indicators_and_plans_stay_those_in_force() -> None:
    table = "# Лист1\nКод | План 2024 | Факт 2024\n1.1.1 | 99 | 45"
    found = read(book_of(table, []), "a.xlsx", Expected(fiscal_year=CALENDAR, books=(former(),)))
    assert found.goal_book is not None
    assert found.goal_book.indicators == former().indicators
    assert found.goal_book.target_changes == ()


def test_another_goal() -> None:
    found = read(book_of(TABLE, []), "a.xlsx", Expected(fiscal_year=CALENDAR, goal="1.2", books=(former(),)))
    assert told(found) == ["wrong_goal Лист1", "not_confirmed"]
    found = read(book_of(TABLE, []), "a.xlsx", Expected(fiscal_year=CALENDAR, goal="1.2"))
    assert told(found) == ["wrong_goal Лист1!A2", "not_compared", "not_confirmed"]


def test_a_table_wider_than_what_is_read_is_no_certain_one() -> None:
    months = [f"t:{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)]
    table = " | ".join(("# Лист1\nКод", *months)) + "\n" + " | ".join(("1.1.1", *map(str, range(72))))
    found = read(book_of(table, []), "a.xlsx", Expected(fiscal_year=CALENDAR, books=(former(),)))
    assert "table_too_wide Лист1!BM1" in told(found)
    assert not found.certain

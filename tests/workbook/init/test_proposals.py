"""What is proposed before anything was answered, and what is said of files that hold no table."""

import pytest

from kpi.workbook.init.proposals import proposed_answers
from kpi.workbook.init.table.row_kinds import DroppedRow
from kpi.workbook.init.table.tables import tables_of, what_was_seen
from tests.fiscal_years import CALENDAR
from tests.workbook.init.strategies import answers_of, book, source

HEAD = "Показник | Од. | База 2024 | Ціль 2025 | Ціль 2027"


@pytest.mark.parametrize(
    ("lines", "proposed"),
    [
        ((HEAD, "Дороги | км | 1 | 2 | 3"), {"language": "uk", "first_year": 2025, "last_year": 2027}),
        (("Показник | Од. | База | Ціль", "Дороги | км | 1 | 2"), {"language": "uk"}),
        (("Протокол наради", "Слухали | Ухвалили"), {"language": "uk"}),
        (
            ("Стратегічний план", "2024 – 2030", "на 2024-2030, після 2017-2023", "Зелена міська громада", HEAD),
            {
                "language": "uk",
                "title": "Стратегічний план",
                "community": "Зелена міська громада",
                "first_year": 2024,
                "last_year": 2030,
            },
        ),
        (
            ("Strategic plan of Elm", "Measure | Unit | Target FY2026", "Roads | mi | 3"),
            {"language": "en", "title": "Strategic plan of Elm", "first_year": 2026, "last_year": 2026},
        ),
    ],
)
def test_what_the_tables_let_one_guess(lines: tuple[str, ...], proposed: dict[str, object]) -> None:
    file = source("table.xlsx", book("\n".join(("# Лист1" if "uk" in proposed.values() else "# Sheet1", *lines)), []))
    assert proposed_answers([file]) == proposed


def test_a_file_without_cells_and_one_of_words_are_told_apart() -> None:
    empty, words = (source(f"{n}.xlsx", book(f"# Лист1\n{text}", [])) for n, text in enumerate(("", "слова | інші")))
    assert [problem.code for problem in what_was_seen([empty, words], CALENDAR)] == ["file_empty", "table_unrecognised"]


def test_a_long_sheet_of_words_beside_a_table_is_passed_over_and_told() -> None:
    letters = "\n".join(f"лист {n} | слухали" for n in range(250))
    text = f"# Листування\n{letters}\n# Показники\n{HEAD}\nДороги | км | 1 | 2 | 3\n"
    (table,) = tables_of([source("table.xlsx", book(text, []))], answers_of())
    unread = DroppedRow(at="Листування!1", why="sheet_unread")
    assert (table.title, len(table.items), table.items[-1]) == ("Показники", 2, unread)

"""What nobody sees in a planner's table: hidden columns, rows and sheets, notes at cells; told, and not lost."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kpi.workbook.init.strategy import StrategyDraft, drafted
from tests.workbook.init.strategies import DAY, answers_of, source

ROWS = (
    ("№", "Показник", "Од.", "База 2024", "Ціль 2025", "Ціль 2027", "Факт 2025", "Відповідальний"),
    ("1.1", "Ціль. Дороги"),
    ("1.1.1", "Відремонтовано доріг", "км", 1, 2, 4, 2, "КП «Шляхи»"),
    ("1.1.2", "Велодоріжки", "км", 0, 3, 5, 1, "КП «Шляхи»"),
)


def read(change: Callable[[Worksheet], object]) -> StrategyDraft:
    """The strategy of the table after a change of its sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Лист1"
    for row in ROWS:
        sheet.append(row)
    change(sheet)
    kept = BytesIO()
    workbook.save(kept)
    draft = drafted([source("table.xlsx", kept.getvalue())], answers_of(), DAY)
    assert draft is not None
    return draft


def asked(draft: StrategyDraft) -> dict[str, tuple[object, str]]:
    return {one.id: (one.proposed, one.why) for one in draft.questions}


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["E"].hidden = True


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[4].hidden = True


def add_notes(sheet: Worksheet) -> None:
    sheet["D3"].comment = Comment("дані статистики", "Оксана")
    sheet["B1"].comment = Comment("назва, як у рішенні", "Оксана")


def add_hidden_sheet(sheet: Worksheet) -> None:
    workbook = sheet.parent
    assert workbook is not None
    draft = workbook.create_sheet("Чернетка")
    for row in ROWS:
        draft.append([f"старе {word}" if n == 1 else word for n, word in enumerate(row)])
    draft.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("change", "place", "why"),
    [
        (hide_column, "columns/Лист1!E1", ("target 2025", "стовпець «Ціль 2025» у таблиці приховано; його прочитано")),
        (hide_row, "columns/Лист1!B1", ("name", "1 рядок показників у таблиці приховано; його прочитано")),
    ],
)
def test_what_is_hidden_is_read_and_asked_about(
    change: Callable[[Worksheet], object], place: str, why: tuple[str, str]
) -> None:
    plain, hidden = read(lambda _: None), read(change)
    assert asked(plain) == {}
    assert asked(hidden) == {place: why}
    assert hidden.books == plain.books


def test_notes_at_cells_change_nothing() -> None:
    assert read(add_notes).books == read(lambda _: None).books


def test_a_hidden_sheet_is_no_second_table_and_is_told() -> None:
    draft = read(add_hidden_sheet)
    assert draft.books == read(lambda _: None).books
    assert dict(draft.balance.dropped) == {"Чернетка!1": "аркуш приховано, його не прочитано"}


def test_a_hidden_sheet_is_read_where_no_other_holds_a_table() -> None:
    def move(sheet: Worksheet) -> None:
        add_hidden_sheet(sheet)
        sheet.delete_rows(1, 10)

    assert [one.name for book in read(move).books for one in book.indicators] == [
        "старе Відремонтовано доріг",
        "старе Велодоріжки",
    ]

"""The files of a strategy: plan.xlsx and goals/*.xlsx, and beside the plan how the table was read."""

from collections.abc import Mapping
from pathlib import Path

from kpi.model import GoalBook, Plan
from kpi.workbook.init.answers import ColumnAnswer, column_answer
from kpi.workbook.init.strategy import StrategyDraft
from kpi.workbook.init.vocabulary import Role
from kpi.workbook.reader.package import Workbook
from kpi.workbook.writer.whole_books import SheetBeside, write_goal_book, write_plan

PLAN, GOALS = "plan.xlsx", "goals"
#: the sheet of plan.xlsx that keeps how the table was read: the next quarter of the same table is read like it
READING_SHEET = "Прочитання таблиці"
_HEAD = ("Аркуш і клітинка", "Заголовок", "Прочитано як")


def write_strategy(draft: StrategyDraft, folder: Path) -> list[str]:
    """Write all workbooks below a folder that is there; returns their names, the plan first."""
    rows = [(place, header, said) for (place, header), said in draft.columns.items()]
    return write_books(draft.plan, draft.books, folder, SheetBeside(READING_SHEET, [_HEAD, *rows]))


def write_books(plan: Plan, books: "tuple[GoalBook, ...]", folder: Path, beside: SheetBeside | None = None) -> list[str]:
    """Write a plan and its goal workbooks below a folder."""
    (folder / GOALS).mkdir(parents=True, exist_ok=True)
    write_plan(plan, folder / PLAN, beside=beside)
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1)
    written = [PLAN]
    for book in books:
        name = f"{GOALS}/{book.goal}.xlsx"
        write_goal_book(book, folder / name, years=years)
        written.append(name)
    return written


def remembered(data: bytes) -> Mapping[str, ColumnAnswer]:
    """How the columns of a table were read, by their headers, of a plan.xlsx that `init` wrote; headers that mean two
    things in one table are left out.
    """
    sheets = Workbook(data).read(lambda title: title == READING_SHEET)
    found: dict[str, ColumnAnswer] = {}
    twice: set[str] = set()
    for sheet in sheets:
        for number, cells in sorted(sheet.rows.items()):
            texts = [cells[column].text if column in cells else "" for column in (1, 2, 3)]
            if number == 1 or not texts[1] or not texts[2]:
                continue
            answer = column_answer(texts[2], texts[0])
            if found.get(texts[1], answer) != answer:
                twice.add(texts[1])
            found[texts[1]] = answer
    # a plain period is read by itself; what a person was asked about is remembered
    return {text: answer for text, answer in found.items() if text not in twice and answer.role is not Role.PERIOD}

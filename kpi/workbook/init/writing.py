"""The files of a strategy: plan.xlsx and goals/*.xlsx, and beside the plan how the table was read; blank ones, too."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kpi.model import (
    USUAL_LANGUAGE,
    FiscalYear,
    GoalBook,
    Language,
    OperationalGoal,
    Plan,
    Sector,
    StrategicGoal,
    Strategy,
)
from kpi.workbook.folders import GOALS_FOLDER, PLAN_FILE
from kpi.workbook.init.answers import AnswerError, ColumnAnswer, column_answer
from kpi.workbook.init.strategy import StrategyDraft
from kpi.workbook.reader.grid import Sheet
from kpi.workbook.sheet.book_words import BookWords, every_word
from kpi.workbook.writer.whole_books import SheetBeside, write_goal_book, write_plan

#: the sheet of plan.xlsx that keeps how the table was read: the next quarter of the same table is read like it
READING_SHEETS = every_word("reading")


def write_strategy(draft: StrategyDraft, folder: Path) -> list[str]:
    """Write all workbooks below a folder that is there; returns their names, the plan first."""
    rows = [(place, header, said) for (place, header), said in draft.columns.items()]
    words = BookWords(draft.plan.strategy.language)
    beside = SheetBeside(words.said("reading"), [tuple(words.said("reading_head")), *rows])
    return write_books(draft.plan, draft.books, folder, beside)


def write_books(
    plan: Plan, books: "tuple[GoalBook, ...]", folder: Path, beside: SheetBeside | None = None
) -> list[str]:
    """Write a plan and its goal workbooks below a folder."""
    (folder / GOALS_FOLDER).mkdir(parents=True, exist_ok=True)
    write_plan(plan, folder / PLAN_FILE, beside=beside)
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1)
    written = [PLAN_FILE]
    for book in books:
        name = f"{GOALS_FOLDER}/{book.goal}.xlsx"
        write_goal_book(book, folder / name, years=years, language=plan.strategy.language)
        written.append(name)
    return written


def remembered(sheets: Iterable[Sheet], fiscal_year: FiscalYear) -> Mapping[str, ColumnAnswer]:
    """How the columns of a table were read, by the words of their headers, of sheets `READING_SHEETS`.

    Headers that mean two things, and those that a person has since written over with something else, are left out.
    """
    found: dict[str, ColumnAnswer] = {}
    twice: set[str] = set()
    for sheet in sheets:
        for number, cells in sorted(sheet.rows.items()):
            texts = [cells[column].text if column in cells else "" for column in (1, 2, 3)]
            answer = _answer(texts[2], fiscal_year) if number > 1 else None
            if answer is None or not texts[1]:
                continue
            if found.get(texts[1], answer) != answer:
                twice.add(texts[1])
            found[texts[1]] = answer
    return {text: answer for text, answer in found.items() if text not in twice}


def _answer(said: str, fiscal_year: FiscalYear) -> ColumnAnswer | None:
    try:
        return column_answer(said, "", fiscal_year)
    except AnswerError:
        return None


def write_blank(folder: Path, years: Sequence[int], goals: int, *, language: Language = USUAL_LANGUAGE) -> list[str]:
    """Write plan.xlsx and a workbook for each of the goals 1.1, 1.2 …; names are left to be filled in."""
    codes = [f"1.{n}" for n in range(1, goals + 1)]
    strategy = Strategy(
        title="",
        community="",
        edition=f"{years[0]}-{years[-1]}",
        first_year=years[0],
        last_year=years[-1],
        baseline_year=years[0] - 1,
        illustrative=False,
        language=language,
    )
    plan = Plan(
        strategy=strategy,
        sectors=(Sector("s1", ""),),
        strategic_goals=(StrategicGoal("1", "s1", ""),),
        operational_goals=tuple(OperationalGoal(code=code, strategic_goal="1", name="") for code in codes),
    )
    return write_books(plan, tuple(GoalBook(goal=code) for code in codes), folder)

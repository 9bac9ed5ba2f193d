"""The workbook is visible in the test, as a text table.

    # Показники
    Код   | Назва показника | …
    1.1.1 | Освітлено вулиць | …

A word is text, or a number where it looks like one. A prefix says otherwise:
t: text · n: number · p: percent format · d: date format (a serial) · y: format yyyy · m: format mmm yyyy
z: format 0.00 · q: 0.0"%" · b: boolean · e: error · D: ISO date · f: formula, «f:A1+1 => 42» with its saved result.
\\n is a line break, \\s a space, \\N a no-break space.
"""

from kpi.workbook import Reading
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reading import read
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet

HEAD = "Код | Назва показника | Одиниця виміру | Напрям | Базовий рік | Базове значення | Ціль 2024 | Ціль 2026 | Вага"
HEAD += " | Відповідальний підрозділ | Джерело даних"
ROW = "1.1.1 | Освітлено вулиць | % | зростання | 2021 | 40 | 50 | 70 | | Управління ЖКГ | Звіт"
SEEN = "Код | Рік | Квартал | Місяць | Значення | Коментар"
GOOD = f"""
# Показники
{HEAD}
{ROW}
# Спостереження
{SEEN}
1.1.1 | 2022 | | | 43,5 | лампи замінено
"""


def sheets_of(text: str) -> dict[str, list[list[str]]]:
    """Title -> rows of words."""
    sheets: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in text.strip().splitlines():
        if line.startswith("# "):
            rows = sheets.setdefault(line.removeprefix("# ").replace("\\N", "\u00a0").strip(), [])
        elif line.strip() == ".":
            rows.append([])  # a blank row
        elif line.strip():
            rows.append([_word(word) for word in line.split("|")])
    return sheets


def _word(word: str) -> str:
    if word.strip() == "@501":
        return "я" * 501
    return word.strip().replace("\\n", "\n").replace("\\s", " ").replace("\\N", "\u00a0")


def workbook(text: str) -> bytes:
    """The bytes of the .xlsx that a text table shows."""
    return pack(parts({title: worksheet(rows_xml(rows)) for title, rows in sheets_of(text).items()}))


def reading(text: str, goal: str | None = None, expected: Expected | None = None) -> Reading:
    """The reading of a text table, in this process."""
    return read(workbook(text), "1.1.xlsx", expected or Expected(fiscal_year=CALENDAR, goal=goal))


def told(found: Reading) -> list[str]:
    """The problems of a reading as «code Sheet!A1», in their order."""
    return [
        f"{p.code} {p.sheet}!{p.cell}" if p.cell else f"{p.code} {p.sheet}" if p.sheet else p.code
        for p in found.problems
    ]

"""An edition whose every text field says something hostile: its columns are those of the layouts, so a new one is
filled too. Row `k` of every sheet hangs together: sector, goals, department, indicator, decision, action."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import xlsxwriter

from kpi.workbook.sheet.layout import Column, SheetLayout, layout
from tests.trust.hostile.payloads import packed, short

YEARS = range(2025, 2030)
#: letters of a text of the strategy's sheet
LONGEST = 1900
Cell = str | float | date | None
#: what a text of a strategy's sheet may be besides «Назва»: parameters that are plain texts
STRATEGY_TEXTS = (
    *("title", "title_en", "community", "community_en", "act", "act_en", "act_number", "licence", "contact"),
    *("source", "source_en", "legal_basis", "legal_basis_en", "about", "about_en"),
)
_STRATEGY: Mapping[str, Cell] = {
    "edition": "2025-2029",
    "first_year": 2025,
    "last_year": 2029,
    "baseline_year": 2024,
    "illustrative": "ні",
    "deadline_days": 30,
    "deadline_days_year": 90,
    "said_languages": "українська, English",
}
_BY_TYPE: Mapping[str, Cell] = {"year": 2025, "number": 10, "date": date(2026, 3, 2), "period-part": None}


def decision_number(k: int) -> str:
    return f"№ {k} {_short(k)}"


def _short(n: int) -> str:
    known = short()
    return known[n % len(known)].text


#: (sheet, column) -> its cell in row k where a text of any words would not be what it means
_MEANT: Mapping[tuple[str, str], Callable[[int], Cell]] = {
    ("sectors", "code"): lambda k: f"s{k}",
    ("strategic_goals", "code"): str,
    ("strategic_goals", "sector"): lambda k: f"s{k}",
    ("operational_goals", "code"): lambda k: f"{k}.1",
    ("operational_goals", "strategic_goal"): str,
    ("departments", "code"): lambda k: f"d{k}",
    # every other department can be sent letters
    ("departments", "contact"): lambda k: _short(k) if k % 2 else f"d{k}@example.org",
    ("decisions", "subjects"): lambda k: f"{k}.1.1",
    ("decisions", "link"): lambda _: None,
    ("assignments", "decision"): decision_number,
    ("assignments", "decision_day"): lambda _: date(2026, 3, 2),
    ("assignments", "due"): lambda _: date(2027, 3, 2),
    ("assignments", "done"): lambda _: None,
    ("assignments", "state"): lambda _: None,
    ("assignments", "withdrawn_by"): lambda _: None,
    ("decisions", "number"): decision_number,
    ("events", "codes"): lambda k: f"{k}.1.1",
    ("events", "link"): lambda _: None,
    ("risks", "goal"): lambda k: f"{k}.1",
    ("risks", "review_by"): lambda _: date(2027, 3, 2),
    ("sessions", "day"): lambda k: date(2026, 1 + k % 10, 1 + k % 28),
    ("alignments", "code"): lambda k: f"{k}.1",
    ("report_form", "field"): lambda k: list(layout("plan").sheets["report_form"].column("field").choices)[k - 1],
    ("indicators", "target"): lambda _: 20,
    ("indicators", "weight"): lambda _: None,
    ("indicators", "baseline_year"): lambda _: 2024,
    ("indicators", "range_low"): lambda _: None,
    ("indicators", "range_high"): lambda _: None,
    ("indicators", "open_from"): lambda _: None,
    ("indicators", "delay_months"): lambda _: None,
    ("indicators", "visibility"): lambda _: None,
    ("indicators", "ground"): lambda _: None,
    ("indicators", "also_under"): lambda _: None,
    ("indicators", "edition"): lambda _: None,
    ("indicators", "direction"): lambda _: "зростання",
    ("indicators", "kind"): lambda _: "рівень",
    ("indicators", "frequency"): lambda _: "рік",
    ("observations", "year"): lambda _: 2025,
    ("observations", "value"): lambda _: 11,
    ("observations", "gap"): lambda _: None,
    ("observations", "coverage_pct"): lambda _: None,
    ("observations", "breakdown"): lambda _: None,
    ("suspensions", "since"): lambda _: date(2026, 7, 1),
    ("suspensions", "until"): lambda _: None,
    ("suspensions", "review_by"): lambda _: date(2027, 3, 2),
    ("target_changes", "year"): lambda _: 2029,
    ("target_changes", "new_value"): lambda _: 20,
    ("target_changes", "old_value"): lambda _: 25,
    ("actions", "due"): lambda _: date(2027, 3, 2),
    ("actions", "state"): lambda _: "зупинено",
    ("actions", "result_level"): lambda _: None,
    ("actions", "indicator"): lambda k: f"{k}.1.1",
    ("action_money", "action"): lambda _: "1",
    ("corrective_actions", "year"): lambda _: 2025,
    ("corrective_actions", "due"): lambda _: date(2027, 3, 2),
    ("corrective_actions", "outcome"): lambda _: None,
    ("corrective_actions", "outcome_day"): lambda _: None,
    ("corrective_actions", "outcome_reason"): lambda _: None,
}
#: columns that name a department: by the same text as its own sheet
_DEPARTMENT = {("departments", "name"), ("operational_goals", "department"), ("indicators", "department")} | {
    ("assignments", "department")
}


def department(k: int) -> str:
    texts = packed(180)
    return f"{texts[k % len(texts)]} {k}"


def text_of(column: Column, k: int, place: int) -> str:
    """A text that the column may hold; with the rows and the columns all payloads come round."""
    if column.limit < 190:
        return _short(2 * k + 5 * place)
    texts = packed(min(column.limit, 500) - 20)
    return texts[(k + 5 * place) % len(texts)]


def cell_of(sheet: SheetLayout, column: Column, k: int) -> Cell:  # noqa: PLR0911 - a case for each kind of column
    """What row k says in a column."""
    at = (sheet.key, column.key)
    if at in _MEANT:
        return _MEANT[at](k)
    if at in _DEPARTMENT:
        return department(k)
    if at == ("indicators", "task"):
        return f"{k}.1.1 {text_of(column, k, 0)}"
    if at == ("indicators", "series_break"):
        return f"24.02.2026: {text_of(column, k, 0)}"
    if column.type == "code":
        return f"{k}.1.1"
    if column.type == "choice":
        return next(iter(column.choices))
    if column.type == "text":
        return text_of(column, k, sheet.columns.index(column))
    return _BY_TYPE.get(column.type)


def plan_workbook(rows: int, round_: int = 0) -> bytes:
    """plan.xlsx with so many rows on every sheet.

    round_  which texts the fields of the strategy's own sheet hold: a field of it is there but once
    """
    known = layout("plan")
    book = _Book()
    for sheet in known.sheets.values():
        if sheet.key == "strategy":
            texts = packed(LONGEST)
            own: dict[str, Cell] = {key: texts[(at + round_) % len(texts)] for at, key in enumerate(STRATEGY_TEXTS)}
            names = {**known.english, **known.parameters}
            book.sheet(sheet.title, ["Параметр", "Значення"], [[names[k], v] for k, v in {**own, **_STRATEGY}.items()])
        elif sheet.key == "report_form":
            # a row for each thing that the form can tell
            book.rows(sheet, range(1, min(rows, len(sheet.column("field").choices)) + 1))
        elif sheet.key != "successions":
            book.rows(sheet, range(1, rows + 1))
    return book.done()


def goal_workbook(k: int) -> bytes:
    """The workbook of goal k.1: its one indicator and a row on every other sheet."""
    book = _Book()
    for sheet in layout("goal").sheets.values():
        book.rows(sheet, [k])
    return book.done()


class _Book:
    """A workbook that is written as a program writes it: texts as texts."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy"})

    def rows(self, sheet: SheetLayout, rows: "range | list[int]") -> None:
        columns = [c for c in sheet.columns if c.type != "ignored"]
        heads: list[str] = []
        for column in columns:
            heads += [column.header.format(year=year) for year in YEARS] if column.repeated else [column.header]
        self.sheet(sheet.title, heads, [self._row(sheet, columns, k) for k in rows])

    @staticmethod
    def _row(sheet: SheetLayout, columns: list[Column], k: int) -> list[Cell]:
        found: list[Cell] = []
        for column in columns:
            found += [cell_of(sheet, column, k)] * (len(YEARS) if column.repeated else 1)
        return found

    def sheet(self, title: str, heads: list[str], rows: list[list[Cell]]) -> None:
        sheet = self._book.add_worksheet(title)
        for at, row in enumerate([list[Cell](heads), *rows]):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, place, cell, self._day)
                elif isinstance(cell, str):
                    sheet.write_string(at, place, cell)
                elif cell is not None:
                    sheet.write_number(at, place, cell)

    def done(self) -> bytes:
        self._book.close()
        return self._out.getvalue()


def write(folder: Path, rows: int, round_: int = 0) -> Path:
    """`folder`/plan.xlsx and goals/*.xlsx, as `postup load` takes them."""
    (folder / "goals").mkdir(parents=True)
    (folder / "plan.xlsx").write_bytes(plan_workbook(rows, round_))
    for k in range(1, rows + 1):
        (folder / "goals" / f"{k}.1.xlsx").write_bytes(goal_workbook(k))
    return folder

"""Which tab is which sheet of a layout: by its title, where that has a slip by its header; what is not read is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from kpi.model import FiscalYear
from kpi.model.folding import fold
from kpi.workbook.reader.grid import Sheet
from kpi.workbook.reader.package import Workbook
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.sheet.header import Header, find_header
from kpi.workbook.sheet.layout import SheetLayout, WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList

_COPY = re.compile(r"(?P<title>.*?)[\s_]*(?:\(\d{1,2}\)|-?\s*копія|copy|\d{1,2})\s*", re.IGNORECASE)
_CLOSE = 0.8


@dataclass(slots=True)
class SheetMatch:
    """The sheets of a workbook by key; `near`: of one that is missing, the tab that was perhaps meant."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)


def find_sheets(
    workbook: Workbook, chosen: WorkbookLayout, problems: ProblemList, fiscal_year: FiscalYear
) -> SheetMatch:
    """The sheets of the layout `chosen`. Two tabs of one meaning, a title with a slip, an unread copy are told."""
    found = SheetMatch()
    for sheet in workbook.read(lambda title: chosen.sheet_of(title) is not None):
        known = chosen.sheet_of(sheet.title)
        if known is None:
            continue
        if known.key in found.sheets:
            problems.add("sheet_duplicate", sheet.title, sheet.title, other=found.sheets[known.key].title)
        else:
            found.sheets[known.key] = sheet
    others = [title for title in workbook.titles() if chosen.sheet_of(title) is None]
    near = {title: known for title in others if (known := _resembles(title, chosen))}
    guessed = {sheet.key for sheet in near.values() if sheet.level or sheet.beside}
    sought = [sheet for sheet in chosen.sheets.values() if sheet.required or sheet.key in guessed]
    missing = [sheet for sheet in sought if sheet.key not in found.sheets]
    wanted = others if missing else list(near)
    extra = _readable(workbook, wanted)
    for known in missing:
        fit = [sheet for sheet in extra if has_header(sheet, known, fiscal_year)]
        _by_header(known, fit, near, found, problems)
    for sheet in extra:
        like = near.get(sheet.title)
        if (
            like is not None
            and sheet is not found.sheets.get(like.key)
            and like.key in found.sheets
            and _has_rows(sheet, like, fiscal_year)
        ):
            problems.add("sheet_unread", sheet.title, sheet.title, other=found.sheets[like.key].title)
    return found


def _readable(workbook: Workbook, titles: Iterable[str]) -> list[Sheet]:
    """Tabs that may be looked at; one that cannot be read is not asked for, and so no reason to refuse the rest."""
    wanted = set(titles)
    if not wanted:
        return []
    try:
        return workbook.read(lambda title: title in wanted)
    except RefusalError:
        return []


def _resembles(title: str, chosen: WorkbookLayout) -> SheetLayout | None:
    """The sheet whose title a tab has with a slip: «Спостереженя», «Показники (2)»."""
    match = _COPY.fullmatch(title)
    bare = fold(match["title"]) if match else fold(title)
    titles = {fold(title): sheet for sheet in chosen.sheets.values() for title in sheet.titles}
    close = get_close_matches(bare, titles, n=1, cutoff=_CLOSE) if bare else []
    return titles[close[0]] if close else None


def is_copy(title: str) -> bool:
    """Whether a title is one that a spreadsheet gives to the copy of a sheet."""
    return _COPY.fullmatch(title) is not None and fold(title) != ""


def _by_header(
    known: SheetLayout, headed: list[Sheet], near: dict[str, SheetLayout], found: SheetMatch, problems: ProblemList
) -> None:
    """A missing sheet under another title, where exactly one tab has its header; a copy is only suggested."""
    taken = {id(sheet) for sheet in found.sheets.values()}
    fit = [sheet for sheet in headed if id(sheet) not in taken]
    named = [sheet for sheet in fit if near.get(sheet.title) is known]
    chosen = named if len(named) == 1 else fit
    if len(chosen) == 1 and not (named and is_copy(chosen[0].title)):
        found.sheets[known.key] = chosen[0]
        if fold(chosen[0].title) not in map(fold, known.aliases):
            problems.add("sheet_renamed", chosen[0].title, chosen[0].title, sheet_title=known.label)
        return
    titles = [sheet.title for sheet in chosen] or [title for title, like in near.items() if like is known]
    if titles:
        found.near[known.key] = titles[0]


def has_header(sheet: Sheet, known: SheetLayout, fiscal_year: FiscalYear) -> bool:
    """Whether a tab has the whole header of a sheet: the key column and every column that must be there."""
    return _header(sheet, known, fiscal_year) is not None


def _header(sheet: Sheet, known: SheetLayout, fiscal_year: FiscalYear) -> Header | None:
    aside = ProblemList()
    header = find_header(sheet, known, aside, fiscal_year)
    complete = header is not None and not any(problem.code == "header_missing" for problem in aside.all())
    return header if complete else None


def _has_rows(sheet: Sheet, known: SheetLayout, fiscal_year: FiscalYear) -> bool:
    header = _header(sheet, known, fiscal_year)
    return header is not None and any(row > header.row for row in sheet.rows)

"""The setting «Знак»: words in its cell, and a picture that lies on the sheet «Стратегія» over its row."""

from dataclasses import replace

from kpi.model import CellRef, Strategy
from kpi.model.folding import fold
from kpi.model.look.mark import written_picture
from kpi.workbook.goal.parameters import parameter_keys
from kpi.workbook.reader.grid import Sheet, column_letters
from kpi.workbook.reader.package import Workbook
from kpi.workbook.reader.pictures import MAX_MEGAPIXELS, MAX_PICTURE_BYTES, SheetPicture, UnfitPictureError
from kpi.workbook.sheet.layout import WorkbookLayout
from kpi.workbook.sheet.problems import ProblemList


def with_mark(
    strategy: Strategy, workbook: Workbook, sheet: Sheet, layout: WorkbookLayout, problems: ProblemList
) -> Strategy:
    """The strategy with its picture; what is missing or cannot be shown is told.

    A picture beside the row is the mark where it is the only one of the sheet; of several the one over the row counts.
    """
    row, column = _cell(sheet, layout)
    pictures = workbook.pictures(sheet.title)
    over = [one for one in pictures if one.row <= row <= one.last_row]
    place = CellRef(sheet.title, f"{column_letters(column)}{row}") if row else sheet.title
    if not strategy.mark:
        if over:
            problems.add("mark_without_words", place)
        elif pictures:
            problems.add("mark_unread", _place(pictures[0], sheet))
        return strategy
    chosen = over or pictures
    if len(chosen) == 1:
        return _pictured(strategy, chosen[0], sheet, problems)
    if chosen:
        problems.add("mark_several", place, count=len(chosen))
    else:
        problems.add("mark_missing", place, strategy.mark)
    return strategy


def _pictured(strategy: Strategy, picture: SheetPicture, sheet: Sheet, problems: ProblemList) -> Strategy:
    # the reader needs the standard library alone: a file without a mark costs it no decoder
    from kpi.workbook.reader.mark_picture import mark_picture

    try:
        if picture.data is None:
            raise UnfitPictureError("mark_linked")
        return replace(strategy, mark_picture=written_picture(mark_picture(picture.data, picture.crop)))
    except UnfitPictureError as error:
        limits = {"megabytes": MAX_PICTURE_BYTES // 2**20, "megapixels": MAX_MEGAPIXELS}
        problems.add(error.code, _place(picture, sheet), None, None, **limits)
        return strategy


def _place(picture: SheetPicture, sheet: Sheet) -> CellRef | str:
    """The cell under the picture's corner; the sheet where it is tied to none."""
    letters = column_letters(picture.column) if picture.row else ""
    return CellRef(sheet.title, f"{letters}{picture.row}") if letters else sheet.title


def _cell(sheet: Sheet, layout: WorkbookLayout) -> tuple[int, int]:
    """Row and column of the words of «Знак», beside its name; zeros where the sheet does not have it."""
    keys = parameter_keys(layout)
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if keys.get(fold(cell.text)) in {"mark", "mark_en"}:
                return row, column + 1
    return 0, 0

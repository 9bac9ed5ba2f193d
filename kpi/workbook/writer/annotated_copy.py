"""The same workbook back, with the cells of its problems coloured and commented.

openpyxl does it, and openpyxl can be held up by a hostile file: so it works in a child of its own with the limits of
reading. Charts and pictures are not kept; values, formulas, formats and other sheets are. A book that openpyxl cannot
write again in full, or in time, comes back as its values alone (`kpi.workbook.writer.annotated_values`), and says so.
"""

import io
import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kpi.model import Problem, Severity
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook.process.reader_process import child_environment
from kpi.workbook.reader.normalised_ooxml import mended
from kpi.workbook.reader.package import Workbook

if TYPE_CHECKING:
    from openpyxl import Workbook as Book
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SECONDS = 15.0
#: more cells or rows than this openpyxl does not load and save in time
MAX_CELLS, MAX_ROWS = 60_000, 30_000
#: how the child ends where the copy would not be whole
NOT_WHOLE = 3
_ROOT = str(PACKAGE.parent)
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from kpi.workbook.{{}} import main; main()"
COLOURS = {Severity.ERROR: "FFF4C7C3", Severity.REMARK: "FFFCE8B2"}
MAX_COMMENT = 2000
WIDTHS = (12, 24, 14, 24, 60, 60)
LINE_POINTS = 15


class Mark(NamedTuple):
    """One line of the list, and the comment of one cell (`sheet` and `cell` are "" where there is none)."""

    level: str
    sheet: str
    cell: str
    severity: Severity
    found: str
    message: str
    remedy: str


class CopyRequest(NamedTuple):
    """What the child is asked for: the file, its marks, the title and the headers of the list of problems."""

    data: bytes
    marks: tuple[Mark, ...]
    title: str
    headers: tuple[str, ...]
    author: str
    #: what is said in a copy of the values alone
    plain: str


def marked_copy(data: bytes, problems: Iterable[Problem], text: Text) -> bytes | None:
    """The workbook with its problems marked and listed on a sheet of their own.

    None where the file as a whole was refused, or where even its values cannot be written again within the limits.
    """
    told = list(problems)
    if any(problem.code.startswith("file_") for problem in told):
        return None
    marks = tuple(_mark(problem, text) for problem in told)
    headers = tuple(text.say(f"marked.{name}") for name in ("level", "sheet", "cell", "found", "message", "remedy"))
    said = (text.say("marked.title"), headers, text.say("marked.author"), text.say("marked.plain"))
    body = pickle.dumps(tuple(CopyRequest(data, marks, *said)), protocol=5)
    return _made("marked", body) or _made("marked_plain", body)


def _made(module: str, body: bytes) -> bytes | None:
    """The copy that a child makes by `module`; None where it cannot."""
    try:
        done = subprocess.run(
            (sys.executable, "-E", "-s", "-c", _START.format(module)),
            input=body,
            capture_output=True,
            timeout=SECONDS,
            env=child_environment() | {"OPENBLAS_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"PK") else None


def _mark(problem: Problem, text: Text) -> Mark:
    said = (problem.found or "", message(problem, text), remedy(problem, text))
    return Mark(
        text.say(f"marked.{problem.severity}"), problem.sheet or "", problem.cell or "", problem.severity, *said
    )


def mark(copy: CopyRequest) -> bytes | None:
    """Make the copy in this process; only for the child (it needs openpyxl). None where it would not be whole."""
    from openpyxl import load_workbook
    from openpyxl.chartsheet import Chartsheet
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    read = Workbook(copy.data)
    if _is_heavy(read):
        return None
    book = load_workbook(io.BytesIO(mended(copy.data)))
    if not set(read.titles()) <= set(book.sheetnames):
        return None
    fills = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
    for (sheet, cell), marks in by_cell(copy.marks).items():
        if sheet in book.sheetnames and not isinstance(book[sheet], Chartsheet):
            target = _top_left(book[sheet], cell)
            worst = min((m.severity for m in marks), key=[Severity.ERROR, Severity.REMARK].index)
            target.fill = fills[worst]
            own = [target.comment.text] if target.comment else []
            words = "\n".join((*(f"{m.message} {m.remedy}" for m in marks), *own))
            target.comment = Comment(words[:MAX_COMMENT], copy.author, height=140, width=340)
    _list(book, copy)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_heavy(book: Workbook) -> bool:
    sheets = book.read(lambda _: True)
    cells = sum(len(row) for sheet in sheets for row in sheet.rows.values())
    return cells > MAX_CELLS or sum(sheet.last_row for sheet in sheets) > MAX_ROWS


def _top_left(sheet: "Worksheet", cell: str) -> "Cell":
    """The cell of an address; of a merged range the one that holds its value, its comment and its colour."""
    ref = next((merged for merged in sheet.merged_cells.ranges if cell in merged), None)
    row, column = (ref.min_row, ref.min_col) if ref is not None else (sheet[cell].row, sheet[cell].column)
    return sheet.cell(row, column)  # type: ignore[return-value]


def by_cell(marks: Sequence[Mark]) -> dict[tuple[str, str], list[Mark]]:
    found: dict[tuple[str, str], list[Mark]] = {}
    for m in marks:
        if m.sheet and m.cell:
            found.setdefault((m.sheet, m.cell), []).append(m)
    return found


def _list(book: "Book", copy: CopyRequest) -> None:
    """The sheet that lists all problems, first in the book; every cell is text, never a formula."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    title = copy.title
    while title in book.sheetnames:
        title += "*"
    sheet = book.create_sheet(title, 0)
    book.active = 0
    rows = [copy.headers, *((m.level, m.sheet, m.cell, m.found, m.message, m.remedy) for m in copy.marks)]
    for number, row in enumerate(rows, start=1):
        for column, words in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = words
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
        # the program that opens the copy does not count heights of wrapped text anew
        lines = max(-(-len(words) // (width - 6)) for words, width in zip(row, WIDTHS, strict=True))
        sheet.row_dimensions[number].height = LINE_POINTS * max(lines, 1)
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def copy_request() -> CopyRequest:
    """What the parent asks the child for."""
    data, marks, *words = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent
    return CopyRequest(data, tuple(Mark(*mark) for mark in marks), *words)


def main() -> None:
    """The child: one copy from the standard input to the standard output."""
    from kpi.workbook.process.reader_process import limit_memory

    limit_memory()
    made = mark(copy_request())
    if made is None:
        sys.exit(NOT_WHOLE)
    sys.stdout.buffer.write(made)

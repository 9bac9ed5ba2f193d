"""A good book with single cells of one's own: any number format, struck-out fonts, runs, attributes of sheets."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kpi.workbook import Reading
from kpi.workbook.goal.goal_book import Expected
from kpi.workbook.reader.grid import split_ref
from kpi.workbook.reading import read
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import MAIN, cell_xml, pack, parts, worksheet
from tests.workbook.tables import GOOD, sheets_of

Book = dict[str, str | bytes]


class Is(NamedTuple):
    """A cell as it lies in the file: its XML within <c>, its type, its number format, a struck-out font."""

    xml: str
    kind: str = "n"
    code: str = "General"
    struck: bool = False


def number(value: object, code: str = "General", *, struck: bool = False) -> Is:
    return Is(f"<v>{value}</v>", "n", code, struck)


def text(words: str, code: str = "General", *, struck: bool = False) -> Is:
    return Is(f"<is><t xml:space='preserve'>{escape(words)}</t></is>", "inlineStr", code, struck)


def runs(*pieces: str, struck: bool = False) -> Is:
    """An inline text of runs; «^» before a piece raises it, «_» lowers it, «~» strikes it out."""
    return Is(f"<is>{runs_xml(*pieces)}</is>", "inlineStr", "General", struck)


def runs_xml(*pieces: str) -> str:
    looks = {
        "^": "<rPr><vertAlign val='superscript'/></rPr>",
        "_": "<rPr><vertAlign val='subscript'/></rPr>",
        "~": "<rPr><strike/></rPr>",
        "=": "<rPr><b/></rPr>",
    }
    found = ""
    for piece in pieces:
        look = looks.get(piece[:1], "")
        words = escape(piece[1:] if look else piece)
        found += f"<r>{look}<t xml:space='preserve'>{words}</t></r>"
    return found


def styles_xml(cells: Sequence[Is]) -> str:
    """styles.xml with one style for each cell, after the general one."""
    codes = "".join(
        f"<numFmt numFmtId='{200 + at}' formatCode={quoteattr(cell.code)}/>" for at, cell in enumerate(cells)
    )
    fonts = "<fonts><font><sz val='11'/></font><font><strike/><sz val='11'/></font></fonts>"
    xfs = "<xf numFmtId='0' fontId='0'/>" + "".join(
        f"<xf numFmtId='{200 + at}' fontId='{int(cell.struck)}'/>" for at, cell in enumerate(cells)
    )
    return f"<styleSheet xmlns='{MAIN}'><numFmts>{codes}</numFmts>{fonts}<cellXfs>{xfs}</cellXfs></styleSheet>"


def book(
    cells: Mapping[str, Is],
    base: str = GOOD,
    *,
    before: Mapping[str, str] | None = None,
    row: str = "",
    date1904: bool = False,
    strings: str | None = None,
) -> Book:
    """The parts of the book `base` with `cells` («Спостереження!E2») in place of its own.

    before  XML before <sheetData> by title;  row  attributes of every row
    """
    tables = sheets_of(base)
    found: dict[str, dict[int, dict[int, str]]] = {}
    for title, rows in tables.items():
        found[title] = {
            at: {column: cell_xml(word, column, at) for column, word in enumerate(words, start=1) if word}
            for at, words in enumerate(rows, start=1)
        }
    for style, (place, cell) in enumerate(cells.items(), start=1):
        title, _, ref = place.partition("!")
        at, column = split_ref(ref)
        found[title].setdefault(at, {})[column] = f"<c r='{ref}' s='{style}' t='{cell.kind}'>{cell.xml}</c>"
    sheets = {}
    for title, rows_of in found.items():
        xml = "".join(
            f"<row r='{at}'{row}>{''.join(of[c] for c in sorted(of))}</row>" for at, of in sorted(rows_of.items())
        )
        sheets[title] = worksheet(xml, before=(before or {}).get(title, ""))
    made = dict(parts(sheets, date1904=date1904, strings=strings))
    made["xl/styles.xml"] = styles_xml(list(cells.values()))
    return made


def read_book(made: Book, expected: Expected | None = None) -> Reading:
    return read(pack(made), "1.1.xlsx", expected or Expected(fiscal_year=CALENDAR))


def reading_of(
    cells: Mapping[str, Is],
    base: str = GOOD,
    *,
    before: Mapping[str, str] | None = None,
    row: str = "",
    date1904: bool = False,
) -> Reading:
    """The reading of `book` in this process."""
    return read_book(book(cells, base, before=before, row=row, date1904=date1904))


def values(found: Reading) -> list[str]:
    """«code period value or gap» of every observation; nothing where the book is refused."""
    if found.goal_book is None:
        return []
    return [f"{o.code} {o.period} {o.gap or f'{o.value:.15g}'}" for o in found.goal_book.observations]

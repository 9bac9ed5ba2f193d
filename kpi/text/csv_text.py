"""CSV for programs that cannot harm a spreadsheet: the one writer for texts that people wrote."""

import csv
import io
from collections.abc import Iterable, Sequence

#: what makes a spreadsheet take a text for a formula
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> object:
    """A text that begins like a formula gets an apostrophe in front; numbers and everything else stay as they are."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(_LIVE):
        return f"'{value}"
    return "" if value is None else value


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], separator: str = ",") -> str:
    """Rows by RFC 4180 (lines end with CR LF, so a lone CR is quoted), separated by commas or as asked; texts inert."""
    return csv_lines([inert(name) for name in header], ([inert(value) for value in row] for row in rows), separator)


def csv_lines(header: Sequence[object], rows: Iterable[Iterable[object]], separator: str = ",") -> str:
    """The same of values that `inert` has let through already."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()

"""CSV for programs that cannot harm a spreadsheet: the one writer for texts that people wrote."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: what makes a spreadsheet take a text for a formula: a sign of any width, a tab or CR, also behind spaces and quotes.
#: Behind apostrophes too, so that one in front is always ours and can be taken away again
_LIVE = re.compile(r"(?:[^\S\t\r]|['\"])*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]")


def inert(value: object) -> object:
    """A text that begins like a formula gets an apostrophe in front; numbers and everything else stay as they are."""
    if isinstance(value, str) and _LIVE.match(value):
        return f"'{value}"
    return "" if value is None else value


def as_written(text: str) -> str:
    """The text that `inert` was given."""
    return text[1:] if text.startswith("'") and _LIVE.match(text) else text


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

"""CSV for programs that cannot harm a spreadsheet: the one writer for texts that people wrote."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: what makes a spreadsheet take a text for a formula: a sign of any width, a tab or CR, also behind spaces and quotes.
#: Behind apostrophes too, so that one in front is always ours and can be taken away again
_LIVE = re.compile(r"(?:[^\S\t\r]|['\"])*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b]")

#: what RFC 4180 puts between quotes
_QUOTED = re.compile(r'[,"\r\n]')


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
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow([inert(name) for name in header])
    writer.writerows([inert(value) for value in row] for row in rows)
    return file.getvalue()


def csv_field(value: object) -> str:
    """A value that `inert` has let through, as `csv_text` writes it between commas.

    For tables of a million cells, most of which are equal to others: their lines are joined of fields made once.
    """
    text = str(value)
    return '"{}"'.format(text.replace('"', '""')) if _QUOTED.search(text) else text

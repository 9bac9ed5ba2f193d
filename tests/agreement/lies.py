"""Changes to what is answered: each makes it tell something else than what is measured."""

import io
import re

import openpyxl

from kpi.model import Language, Status
from kpi.text import Text


def _is_book(content: bytes) -> bool:
    return content.startswith(b"PK")


def _small(content: bytes) -> bool:
    """To write the book of everything again takes seconds."""
    return len(content) < 60_000


def another_word(content: bytes, language: Language) -> bytes:
    """«За планом» where it is «Суттєво відстає», wherever it is read."""
    text = Text(language)
    was, told = text.say(f"status.{Status.OFF_TRACK}"), text.say(f"status.{Status.ON_TRACK}")
    if _is_book(content):
        return _in_book(content, was, told)
    return content.replace(was.encode(), told.encode()).replace(was.lower().encode(), told.lower().encode())


def another_sign(content: bytes, language: Language) -> bytes:
    """The code of another status: a colour on a page, a cell of a file, a member of an answer."""
    if _is_book(content):
        return content
    return re.sub(rb"((?:p-chip|p-seg) p-is-|,|\"status\":\")at_risk(?=[\", ])", rb"\1off_track", content)


def another_number(content: bytes, language: Language) -> bytes:
    """Every number before its unit, in a bar, in a cell or in an answer is greater."""
    if _is_book(content):
        return _in_book(content)
    more = re.compile(rb"(?<=[>,:(\xa0 ])(\d+)(?=[.,]?\d*(?:\xc2\xa0|\xe2\x80\xaf|</|,|}))")
    return more.sub(lambda found: str(int(found[1]) + 7).encode(), content)


def _in_book(content: bytes, was: str = "", told: str = "") -> bytes:
    if not _small(content):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows(min_row=3):
            for cell in row:
                if was and cell.value == was:
                    cell.value = told
                elif not was and isinstance(cell.value, int | float):
                    cell.value = cell.value + 7
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LIES = (another_word, another_sign, another_number)

"""Why there is no value: reasons of absence, words for nothing, rows that say nothing yet (docs/workbook.md)."""

import re
from datetime import date

from kpi.model import GapReason, Language
from kpi.model.folding import fold
from kpi.workbook.reader.calendar import written_date
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.grid import Cell, CellKind
from kpi.workbook.sheet.book_words import BookWords
from kpi.workbook.sheet.fields import BAD, NOTHING, Unreadable, is_not_applicable, is_nothing, is_visible, usable
from kpi.workbook.sheet.table import Row

_GAPS = {
    fold(word): reason
    for word, reason in (
        ("не зібрано", GapReason.NOT_COLLECTED),
        ("не надано", GapReason.NOT_PROVIDED),
        ("територія недоступна", GapReason.INACCESSIBLE),
        ("об’єкт знищено", GapReason.DESTROYED),
        ("строк не настав", GapReason.NOT_DUE),
        ("не застосовується", GapReason.NOT_APPLICABLE),
        ("not collected", GapReason.NOT_COLLECTED),
        ("not provided", GapReason.NOT_PROVIDED),
        ("territory inaccessible", GapReason.INACCESSIBLE),
        ("destroyed", GapReason.DESTROYED),
        ("not due", GapReason.NOT_DUE),
        ("not applicable", GapReason.NOT_APPLICABLE),
        *((word, GapReason(code)) for language in Language for code, word in language.typed_by("gaps").items()),
    )
}
#: the reasons in the order in which people are offered them; beside «обмежено» stands a date
OFFERED = (
    *(GapReason.NOT_COLLECTED, GapReason.NOT_PROVIDED, GapReason.INACCESSIBLE, GapReason.RESTRICTED),
    *(GapReason.DESTROYED, GapReason.NOT_DUE, GapReason.NOT_APPLICABLE),
)
_UNTIL = "|".join(
    r"\s+".join(map(re.escape, word.split())) for language in Language for word in language.typed("restricted")
)
_RESTRICTED = re.compile(rf"(?:{_UNTIL})\s+(?P<day>.+)", re.IGNORECASE)
#: a row that is blank in all of these is not in the file
_STATED = ("value", "gap", "comment")


def _offered(row: Row) -> str:
    """The words of «Причина відсутності» in the language of the workbook."""
    words = BookWords(row.table.layout.language)
    found = dict(words.gaps()) | {GapReason.RESTRICTED: words.restricted(str(words.said("day")))}
    return " / ".join(found[reason] for reason in OFFERED if reason in found).replace("'", "’")


def is_blank(cell: Cell | None) -> bool:
    """Whether a cell says nothing; a formula without a saved result says something that nobody knows."""
    return cell is None or (cell.kind is CellKind.TEXT and not clean(cell.text)[0])


def is_unfilled(row: Row) -> bool:
    """Whether a row of «Спостереження» states nothing: neither a value nor a reason nor a comment."""
    return all(is_blank(row.cell(key)) for key in _STATED)


def read_reason(row: Row) -> tuple[GapReason | Unreadable | None, date | None]:
    """«Причина відсутності», with the date until which a value is restricted."""
    cell = row.cell("gap")
    if cell is None:
        return None, None
    if not usable(row, "gap", cell):
        return BAD, None
    text = is_visible(row, cell)
    if not text or is_nothing(text):
        return None, None
    known, until = written_reason(text)
    if known is None:
        row.problem("gap_invalid", "gap", text, choices=_offered(row))
        return BAD, None
    return known, until


def written_reason(text: str) -> tuple[GapReason | None, date | None]:
    """The reason of absence that a text is, with the date until which a value is restricted; None for other text."""
    if is_not_applicable(text):
        return GapReason.NOT_APPLICABLE, None
    match = _RESTRICTED.fullmatch(text)
    until = written_date(match["day"]) if match else None
    return (GapReason.RESTRICTED, until) if until else (_GAPS.get(fold(text)), None)


def words_of_absence() -> dict[str, str]:
    """The words that stand where there is no value, folded, with their reasons as text; "" where they give none."""
    bare = dict.fromkeys(NOTHING, "")
    return bare | {word: str(reason) for word, reason in _GAPS.items()} | {fold("х"): str(GapReason.NOT_APPLICABLE)}


def word_of(reason: GapReason, until: date | None = None) -> str:
    """A word by which `written_reason` knows the reason; its name for one that says nothing, or lacks its date."""
    if reason is GapReason.RESTRICTED and until is not None:
        return f"обмежено до {until:%d.%m.%Y}"
    return next((word for word, known in _GAPS.items() if known is reason), str(reason))


def settle(
    row: Row, value: float | Unreadable | None, gap: GapReason | None, reason: GapReason | Unreadable | None
) -> tuple[float | None, GapReason | None] | Unreadable:
    """A value or a gap with its reason, never both; a comment alone is neither, and asked about."""
    if isinstance(value, Unreadable) or isinstance(reason, Unreadable):
        return BAD
    if reason is None:
        if value is None and is_blank(row.cell("value")):
            row.problem("reason_missing", "value", choices=_offered(row))
            return BAD
        return value, gap
    if value is not None or (gap is GapReason.NOT_APPLICABLE and reason is not gap):
        row.problem("gap_with_value", "gap", clean(row.cells[row.table.header.columns["gap"]].text)[0])
        return BAD
    return None, reason

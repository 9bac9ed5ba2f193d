"""«Розріз»: which rows are parts, and which words only say that a row is the whole."""

from kpi.workbook.reader.clean import clean, label_key
from kpi.workbook.sheet.fields import Unreadable, is_nothing, text_field
from kpi.workbook.sheet.table import Row

_WHOLE = frozenset(
    label_key(word)
    for word in (
        *("усього", "всього", "разом", "загалом", "підсумок", "усього по громаді", "всього по громаді"),
        *("обидві статі", "обидві", "обидва", "жінки і чоловіки разом", "в цілому", "у цілому", "усе населення"),
        *("total", "all", "both sexes", "overall", "n/a"),
    )
)


def is_whole(text: str) -> bool:
    """Whether a text in «Розріз» says «no part»: «усього», «разом», «обидві статі», «-», «н/д»."""
    return is_nothing(text) or label_key(text) in _WHOLE


def read_part(row: Row) -> str | Unreadable:
    """The part that a row is about as it is written, "" for the whole."""
    text = text_field(row, "breakdown")
    if isinstance(text, Unreadable) or not text:
        return text
    text = clean(text)[0]
    if not is_whole(text):
        return text
    row.problem("part_is_whole", "breakdown", text)
    return ""

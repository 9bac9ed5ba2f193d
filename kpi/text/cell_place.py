"""Where a value stands: a cell of a workbook, or a row of the form in which it was typed."""

from kpi.model import FORM_SHEET
from kpi.text import Text


def place_words(sheet: str, cell: str, text: Text) -> str:
    """«Спостереження!E8», «форма, рядок 3»; "" where it is not known."""
    if sheet == FORM_SHEET:
        return text.say("report.place", row=cell.rpartition(" ")[2])
    return f"{sheet}!{cell}" if sheet and cell else ""

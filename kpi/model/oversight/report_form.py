"""The columns of the table of indicators in a report: data of the plan, so that another official form is data."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ReportField(StrEnum):
    """What a column of the form may hold (docs/workbook.md, «Форма звіту»)."""

    CODE = "code"
    NAME = "name"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    PLANNED = "planned"
    ACTUAL = "actual"
    PERIOD = "period"
    DIFFERENCE = "difference"
    PROGRESS = "progress"
    STATUS = "status"
    SINCE = "since"
    REASON = "reason"
    ACTION = "action"
    RESPONSIBLE = "responsible"
    SOURCE = "source"
    FREQUENCY = "frequency"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column under the community's own heading; "" is the usual heading of the field."""

    field: ReportField
    title: str = ""
    title_en: str = ""


def form_text(columns: Iterable[FormColumn]) -> str:
    """The columns as one text, a line each: what a strategy and a store keep."""
    return "\n".join("\t".join((column.field, column.title, column.title_en)) for column in columns)


def form_of(text: str) -> tuple[FormColumn, ...]:
    """The columns of a text of `form_text`; () of none."""
    rows = (line.split("\t") for line in text.splitlines())
    return tuple(FormColumn(ReportField(field), title, title_en) for field, title, title_en in rows)


#: the columns where a plan names none
USUAL_FORM = tuple(
    FormColumn(field)
    for field in (
        ReportField.CODE,
        ReportField.NAME,
        ReportField.UNIT,
        ReportField.BASELINE,
        ReportField.PLANNED,
        ReportField.ACTUAL,
        ReportField.DIFFERENCE,
        ReportField.STATUS,
        ReportField.REASON,
        ReportField.RESPONSIBLE,
    )
)

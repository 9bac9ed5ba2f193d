"""The columns of the table of indicators in a report: data of the plan, so that another official form is data."""

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

"""A row of the official form: each field of an indicator as a cell, by the same rules as the indicator's page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kpi.model import FormColumn, ReportField, Status
from kpi.text import DASH, NO_BREAK_SPACE, Text
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import capitalise, sentence_end
from kpi.views.common.rows import IndicatorRow
from kpi.views.indicator.page import COMPARED
from kpi.views.indicator.value_table import difference_of
from kpi.views.report.blocks import ReportCell, ReportColumn

#: statuses that ask a department why
LAGGING = frozenset({Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY})
_WIDTHS: Mapping[ReportField, float] = MappingProxyType(
    {
        ReportField.CODE: 6,
        ReportField.NAME: 22,
        ReportField.UNIT: 10,
        ReportField.BASELINE: 9,
        ReportField.TARGET: 8,
        ReportField.PLANNED: 9,
        ReportField.ACTUAL: 13,
        ReportField.PERIOD: 11,
        ReportField.DIFFERENCE: 11,
        ReportField.PROGRESS: 8,
        ReportField.STATUS: 14,
        ReportField.SINCE: 11,
        ReportField.REASON: 21,
        ReportField.ACTION: 20,
        ReportField.RESPONSIBLE: 17,
        ReportField.SOURCE: 15,
        ReportField.FREQUENCY: 9,
    }
)
_NUMBERS = frozenset(
    {
        ReportField.BASELINE,
        ReportField.TARGET,
        ReportField.PLANNED,
        ReportField.ACTUAL,
        ReportField.DIFFERENCE,
        ReportField.PROGRESS,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """What the cells of a row are made from; `shown` is the value that lists show, None without any."""

    row: IndicatorRow
    dossier: Dossier
    shown: float | None
    href: str
    action: str


def column_of(column: FormColumn, text: Text) -> ReportColumn:
    """The column under its own heading, or under the usual one of its field."""
    own = text.named(column.title, column.title_en)
    head = own or text.say(f"session_report.field.{column.field}")
    return ReportColumn(head, _WIDTHS[column.field], column.field in _NUMBERS)


def cell_of(field: ReportField, of: OfficialRow) -> ReportCell:
    """The cell of a field."""
    return _CELLS[field](of)


def _number(of: OfficialRow, value: float | None, *, finer: bool = False) -> ReportCell:
    """A number of the indicator without its unit, with the decimals that its page prints."""
    scale = of.row.record.scale
    if value is None:
        return ReportCell(words=DASH)
    if scale.yes_no and value in (0, 1):
        return ReportCell(words=scale.amount(value))
    decimals = scale.decimals + (scale.finer if finer else 0)
    return ReportCell(words=scale.text.number(value, decimals), value=round(value, decimals), decimals=decimals)


def _planned(of: OfficialRow) -> ReportCell:
    record = of.row.record
    if record.range is not None and record.planned_value is None:
        return ReportCell(words=record.planned_words(None))
    return _number(of, record.planned_value, finer=True)


def _target(of: OfficialRow) -> ReportCell:
    record = of.row.record
    if record.direction_only or record.range is not None:
        return ReportCell(words=record.target_words or DASH)
    return _number(of, record.target_value)


def _actual(of: OfficialRow) -> ReportCell:
    """The value that lists show; its period where that is not the one of the report, its origin where both occur."""
    cell, row, text = _number(of, of.shown), of.row, of.row.record.scale.text
    notes = [row.period_note, text.say(f"provenance.{row.provenance}") if row.provenance else ""]
    note = "; ".join(filter(None, notes)) if of.shown is not None else ""
    return replace(cell, note=note, href=of.href)


def _difference(of: OfficialRow) -> ReportCell:
    """The signed difference of the printed numbers, in percentage points of percents; «—» where none is judged."""
    record, scale = of.row.record, of.row.record.scale
    found = difference_of(of.dossier, record.value, record.planned_value) if record.status in COMPARED else None
    if found is None:
        return ReportCell(words=DASH)
    decimals = scale.decimals + scale.finer
    words = scale.text.number(found, decimals, signed=True)
    suffix = f"{NO_BREAK_SPACE}{scale.text.say('number.percentage_points')}" if scale.unit == "%" else ""
    return ReportCell(words=f"{words}{suffix}", value=found, decimals=decimals, suffix=suffix)


def _progress(of: OfficialRow) -> ReportCell:
    progress, text = of.row.record.progress, of.row.record.scale.text
    if progress is None or not of.row.judged:
        return ReportCell(words=DASH)
    return ReportCell(words=text.percent(progress), value=round(100 * progress), decimals=0)


def _status(of: OfficialRow) -> ReportCell:
    text = of.row.record.scale.text
    return ReportCell(words=text.say(f"status.{of.row.status}"), status=of.row.status)


def _reason(of: OfficialRow) -> ReportCell:
    """The department's words; of what is not judged why it is not; what is overdue."""
    row, text = of.row, of.row.record.scale.text
    said = sentence_end(row.record.comment)
    if not said and row.status in LAGGING:
        said = text.say("rows.no_explanation")
    own = [sentence_end(words) for words in (row.why, row.overdue) if words]
    return ReportCell(words=capitalise(" ".join([*own, said]).strip()) or DASH)


def _period(of: OfficialRow) -> ReportCell:
    text = of.row.record.scale.text
    return ReportCell(words=text.period(of.row.period) if of.row.period else DASH)


_CELLS: Mapping[ReportField, Callable[[OfficialRow], ReportCell]] = MappingProxyType(
    {
        ReportField.CODE: lambda of: ReportCell(words=of.row.code, href=of.href),
        ReportField.NAME: lambda of: ReportCell(words=of.row.name.name),
        ReportField.UNIT: lambda of: ReportCell(words=of.row.record.scale.unit or DASH),
        ReportField.BASELINE: lambda of: _number(of, of.row.record.baseline_value),
        ReportField.TARGET: _target,
        ReportField.PLANNED: _planned,
        ReportField.ACTUAL: _actual,
        ReportField.PERIOD: _period,
        ReportField.DIFFERENCE: _difference,
        ReportField.PROGRESS: _progress,
        ReportField.STATUS: _status,
        ReportField.SINCE: lambda of: ReportCell(words=of.row.since_words or DASH),
        ReportField.REASON: _reason,
        ReportField.ACTION: lambda of: ReportCell(words=of.action or DASH),
        ReportField.RESPONSIBLE: lambda of: ReportCell(words=of.row.department.name or DASH),
        ReportField.SOURCE: lambda of: ReportCell(words=of.row.record.source or DASH),
        ReportField.FREQUENCY: lambda of: ReportCell(
            words=of.row.record.scale.text.say(f"frequency.{of.row.record.frequency}")
        ),
    }
)

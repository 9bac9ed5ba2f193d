"""The data table of an indicator, newest first, and the history of its corrections."""

from dataclasses import dataclass
from datetime import date

from kpi.model import GapReason, Provenance, Status
from kpi.text import DASH, Text
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.phrases import capitalise
from kpi.views.common.provenance import provenance_of
from kpi.views.common.reversals import correction_author, correction_reason
from kpi.views.indicator.gaps import EXPECTED_GAPS, MissingValue, gap_words, missing_periods, missing_words
from kpi.views.indicator.plan_path import worse
from kpi.views.indicator.year_words import part_notes

#: a value so near to a limit lies on it
EDGE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """One period as printed. `notes` stand under the value; `status` None where the value was not judged.

    status_words  the status, or what stands in its place («не подано», «частина року»), "" for nothing
    planned       «—» where the value is not held against a plan: gaps, parts of a year
    difference    printed value minus printed plan, None where there is none; of a range the distance outside
    provenance    of the value where the strategy mixes documented and illustrative ones, else None
    marks         what happened in the period: events, decisions, corrective actions
    year          of a part of a year: the sum since January, its share of the year's plan
    """

    period: str
    value: str
    missing: bool
    revised: bool
    planned: str
    difference: float | None
    difference_words: str
    status: Status | None
    status_words: str
    notes: tuple[str, ...]
    comment: str
    end: int
    provenance: Provenance | None = None
    year: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRow:
    """One correction: when, of which period, was → is, why and who; "" where not said."""

    published: str
    period: str
    old: str
    new: str
    comment: str
    department: str


def data_rows(dossier: Dossier, text: Text) -> tuple[DataRow, ...]:
    """All periods with a value, a gap or a passed deadline, newest first, and the baseline last."""
    revised = {(r.end, r.span_months) for r in dossier.revisions}
    rows = [
        _reading_row(dossier, reading, (reading.end, reading.span_months) in revised, text)
        for reading in dossier.readings
    ]
    rows += [_missing_row(missing, text) for missing in missing_periods(dossier)]
    rows.sort(key=lambda row: row.end, reverse=True)
    baseline = _baseline_row(dossier, text)
    return tuple(rows) if baseline is None else (*rows, baseline)


def difference_of(dossier: Dossier, value: float | None, planned: float | None) -> float | None:
    """Printed value minus printed plan. Inside a target range it is 0; without a plan the distance outside of it."""
    record = dossier.record
    if record.range is None or value is None:
        return record.scale.difference(value, planned)
    outside = distance_outside(dossier, value)
    inside = not is_outside(dossier, value)
    return outside if inside or planned is None else record.scale.difference(value, planned)


def is_outside(dossier: Dossier, value: float) -> bool:
    """Whether a value lies outside the target range, however it is printed."""
    if dossier.record.range is None:
        return False
    low, high = dossier.record.range
    slack = EDGE * max(1.0, abs(low), abs(high))
    return value < low - slack or value > high + slack


def comparison_words(dossier: Dossier, value: float | None, planned: float | None, text: Text) -> str:
    """«гірше», «у межах», «поза межами 18–22; так і має бути за шляхом» of the printed numbers; "" for none.

    Of a range both rulers are named: where the value lies to the range, and to the path that leads into it.
    """
    record = dossier.record
    difference = difference_of(dossier, value, planned)
    if difference is None or value is None:
        return ""
    if record.range is None:
        return text.say(f"rows.{_beside_plan(dossier, value, planned)}")
    if not is_outside(dossier, value):
        return text.say("rows.within")
    span = record.scale.span(*record.range)
    if planned is None:
        return text.say("indicator.range.outside", span=span)
    beside = _beside_plan(dossier, value, planned)
    apart = record.scale.text.quantity(distance_outside(dossier, value), points(dossier), record.scale.decimals)
    return text.say(f"indicator.range.{beside}", span=span, apart=apart)


def points(dossier: Dossier) -> str:
    """The unit of a difference: percentage points of percents."""
    record = dossier.record
    return record.scale.text.say("number.percentage_points") if record.scale.unit == "%" else record.scale.unit


def distance_outside(dossier: Dossier, value: float) -> float:
    """How far the printed value lies outside the range, 0 inside."""
    record = dossier.record
    low, high = record.range or (value, value)
    shown = record.scale.printed(value)
    return round(max(low - shown, shown - high, 0.0), record.scale.decimals)


def _beside_plan(dossier: Dossier, value: float, planned: float | None) -> str:
    if planned is None:
        return "same"
    bad = worse(dossier, dossier.record.scale.printed(value), dossier.record.scale.printed_plan(planned))
    return "same" if bad is None else "worse" if bad else "better"


def _beside(dossier: Dossier, value: float | None, difference: float | None, text: Text) -> str:
    """The difference as the table prints it: inside a target range no number, which would be of another ruler."""
    if difference is None or value is None or dossier.record.range is None or is_outside(dossier, value):
        return dossier.record.scale.difference_words(difference)
    return text.say("rows.within")


def _reading_row(dossier: Dossier, reading: ValueReading, revised: bool, text: Text) -> DataRow:
    status = _status(reading, dossier)
    asked = reading.judged or reading.gap not in EXPECTED_GAPS
    part = dossier.part_of_year(reading) is not None
    compared = reading.judged and reading.value is not None and status is not Status.SUSPENDED
    difference = difference_of(dossier, reading.value, reading.planned) if compared else None
    return DataRow(
        period=text.period(reading.period),
        value=_value(reading, dossier, text),
        missing=reading.value is None,
        revised=revised,
        planned=dossier.record.planned_words(reading.planned) if asked and not part else DASH,
        difference=difference,
        difference_words=_beside(dossier, reading.value, difference, text),
        status=status,
        status_words=_status_words(reading, dossier, text),
        notes=_notes(reading, text),
        comment=reading.comment,
        end=reading.end,
        provenance=provenance_of(dossier, reading) if dossier.mixed and reading.value is not None else None,
        year=part_notes(dossier, reading, text),
    )


def _value(reading: ValueReading, dossier: Dossier, text: Text) -> str:
    if reading.value is not None:
        return dossier.record.scale.amount(reading.value)
    return DASH if reading.gap in EXPECTED_GAPS else text.say("gap.no_value")


def _status(reading: ValueReading, dossier: Dossier) -> Status | None:
    """The status of the value alone; «призупинено» where collecting was suspended at the period's end."""
    if reading.value is None:
        return {GapReason.NOT_DUE.value: Status.NOT_DUE, GapReason.NOT_APPLICABLE.value: None}.get(
            reading.gap, Status.NO_DATA
        )
    if reading.judged and dossier.suspended_on(reading.period.end_date):
        return Status.SUSPENDED
    return reading.status


def _status_words(reading: ValueReading, dossier: Dossier, text: Text) -> str:
    if reading.value is None:
        return capitalise(gap_words(dossier, reading, text))
    status = _status(reading, dossier)
    if status is not None:
        return text.say(f"status.{status}")
    if dossier.record.baseline_end is not None and reading.end <= dossier.record.baseline_end:
        return text.say("indicator.data.before_baseline")
    if reading.judged:
        return ""
    # a whole year beside its quarters is no part of one: they are what is judged
    return text.say("indicator.data.by_parts" if reading.period.is_year else "indicator.data.partial_year")


def _notes(reading: ValueReading, text: Text) -> tuple[str, ...]:
    found = []
    if reading.preliminary:
        found.append(text.say("trajectory.point.preliminary"))
    if reading.coverage_pct is not None and reading.coverage_pct < 100:
        found.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    return tuple(found)


def _missing_row(missing: MissingValue, text: Text) -> DataRow:
    words = missing_words(missing, text)
    return DataRow(
        period=text.period(missing.period),
        value=text.say("gap.no_value"),
        missing=True,
        revised=False,
        planned=DASH,
        difference=None,
        difference_words=DASH,
        status=Status.SUSPENDED if missing.suspended else Status.NO_DATA,
        status_words=capitalise(words),
        notes=(),
        comment="",
        end=missing.period.end,
    )


def _baseline_row(dossier: Dossier, text: Text) -> DataRow | None:
    record = dossier.record
    end, value = record.baseline_end, record.baseline_value
    if end is None or value is None:
        return None
    return DataRow(
        period=text.say("indicator.data.baseline", year=record.year_words(end)),
        value=record.scale.amount(value),
        missing=False,
        revised=False,
        planned=DASH,
        difference=None,
        difference_words=DASH,
        status=None,
        status_words="",
        notes=(),
        comment="",
        end=end,
        provenance=record.baseline_provenance if dossier.mixed else None,
    )


def revision_rows(dossier: Dossier, text: Text) -> tuple[RevisionRow, ...]:
    """The corrections, the latest first."""
    ordered = sorted(dossier.revisions, key=lambda r: (r.published or date.min, r.end), reverse=True)
    return tuple(
        RevisionRow(
            published=text.date(revision.published),
            period=text.period(revision.period),
            old=_said(dossier, revision.old_value, revision.old_gap, text),
            new=_said(dossier, revision.new_value, revision.new_gap, text),
            comment=correction_reason(revision.deed, revision.comment, text),
            department=correction_author(revision.deed, revision.department, dossier.record.department_name, text),
        )
        for revision in ordered
    )


def _said(dossier: Dossier, value: float | None, gap: str, text: Text) -> str:
    if value is not None:
        return dossier.record.scale.amount(value)
    return text.say("indicator.data.gap", reason=text.say(f"gap.{gap}")) if gap else text.say("gap.no_value")

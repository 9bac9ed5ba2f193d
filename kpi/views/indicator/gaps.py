"""Periods without a value: entered gaps, periods that were due and never came, and the spans of suspensions."""

from dataclasses import dataclass

from kpi.model import GapReason, Period
from kpi.text import Text
from kpi.views.common.dossier import Dossier, SuspensionSpan, ValueReading
from kpi.views.common.indicator_record import IndicatorRecord
from kpi.views.common.series import Band

#: Gaps that are no lack of data: nothing was to be measured.
EXPECTED_GAPS = frozenset({GapReason.NOT_DUE.value, GapReason.NOT_APPLICABLE.value})


@dataclass(frozen=True, slots=True)
class MissingValue:
    """A period that was due and has no row at all; `suspended` where collecting was suspended then."""

    period: Period
    suspended: bool


def suspension_span(suspension: SuspensionSpan, record: IndicatorRecord) -> tuple[int, int]:
    """The months (start, end] of a suspension, up to the as-of date."""
    as_of, fiscal = record.as_of, record.fiscal_year
    until = as_of if suspension.until is None else min(suspension.until, as_of)
    return fiscal.reached(suspension.since) - 1, fiscal.reached(until)


def suspended_in(dossier: Dossier, start: int, end: int) -> bool:
    """Whether a suspension touches the months (start, end]."""
    spans = (suspension_span(suspension, dossier.record) for suspension in dossier.suspensions)
    return any(low < end and high > start for low, high in spans)


def missing_periods(dossier: Dossier) -> tuple[MissingValue, ...]:
    """Periods of the indicator's frequency after the baseline whose deadline has passed and that no row covers."""
    record = dossier.record
    last = record.due_end
    first = record.baseline_end
    if first is None and dossier.readings:
        first = dossier.readings[0].end
    if last is None or first is None:
        return ()
    months = record.frequency.months
    rows = [(r.end - r.span_months, r.end) for r in dossier.readings]
    start = first + (-first) % months
    found = []
    for end in range(start + months, last + 1, months):
        if not any(low < end and high > end - months for low, high in rows):
            found.append(MissingValue(record.fiscal_year.ending(end, months), suspended_in(dossier, end - months, end)))
    return tuple(found)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _outside(span: tuple[int, int], covers: list[tuple[int, int]]) -> bool:
    return not any(low < span[1] and high > span[0] for low, high in covers)


def bands(dossier: Dossier, text: Text) -> tuple[Band, ...]:
    """Hatched spans: suspensions as one, gaps outside of them; months that a value covers are not hatched."""
    suspensions = _merged([suspension_span(suspension, dossier.record) for suspension in dossier.suspensions])
    valued = [(r.end - r.span_months, r.end) for r in dossier.readings if r.value is not None]
    empty = [(r.end - r.span_months, r.end) for r in dossier.readings if r.value is None and r.gap not in EXPECTED_GAPS]
    empty += [(m.period.end - m.period.span_months, m.period.end) for m in missing_periods(dossier)]
    gaps = _merged([span for span in empty if _outside(span, suspensions) and _outside(span, valued)])
    suspended = text.say("trajectory.band.suspended")
    nothing = text.say("trajectory.band.gap")
    found = [Band(start, end, suspended) for start, end in suspensions] + [
        Band(start, end, nothing) for start, end in gaps
    ]
    return tuple(sorted(found, key=lambda band: band.start))


def gap_words(dossier: Dossier, reading: ValueReading, text: Text) -> str:
    """Why the period has no value: «не надано», «обмежено до 01.03.2027»; «не подано» where nothing more is said."""
    due = dossier.record.due_end
    if reading.gap == GapReason.NO_VALUE and not reading.comment and due is not None and reading.end <= due:
        suspended = suspended_in(dossier, reading.end - reading.span_months, reading.end)
        return missing_words(MissingValue(reading.period, suspended), text)
    if reading.gap == GapReason.RESTRICTED and reading.restricted_until is not None:
        return text.say("trajectory.gap.restricted_until", day=text.date(reading.restricted_until))
    return text.say(f"gap.{reading.gap or GapReason.NO_VALUE}")


def missing_words(missing: MissingValue, text: Text) -> str:
    """«оцінювання призупинено» or «не подано» for a period without a row."""
    return text.say("trajectory.missing.suspended" if missing.suspended else "trajectory.missing.not_submitted")

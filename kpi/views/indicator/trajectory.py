"""The trajectory of one indicator: what the charts of the goal and indicator pages are drawn from."""

import re

from kpi.measure.results import Survey
from kpi.model import Kind, Status, index_year, month_index
from kpi.text import Text
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.phrases import period_words, status_words
from kpi.views.common.provenance import mark, provenance_of
from kpi.views.common.series import Continuation, PlanPoint, Point, Trajectory, Zone
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.gaps import bands, gap_words, missing_periods, missing_words
from kpi.views.indicator.plan_path import bounds, plan_vertices, target_value, zones
from kpi.views.indicator.running_totals import RunningTotal, restarts, sum_words, sums, yearly_plan

FULL_COVERAGE = 100.0
_DATE = re.compile(r"\d{1,2}\.\d{2}\.\d{4}")
#: Statuses whose zones say something: the others are not judged by p and e.
JUDGED_BY_WAY = frozenset({Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY})


def build(survey: Survey, code: str, text: Text, *, small: bool = False) -> Trajectory | None:
    """The trajectory of `code`, None for an unknown code. `small`: zones run to the target date."""
    found = dossiers(survey, text, (code,))
    return of_dossier(survey, found[0], text, small=small) if found else None


def of_dossier(survey: Survey, dossier: Dossier, text: Text, *, title: str = "", small: bool = False) -> Trajectory:
    """The same from a dossier already lifted out of the survey; `title` is the finding of the page, if there is one."""
    record = dossier.record
    start, end = _years(survey, dossier)
    restart = restarts(dossier)
    old = _plan(dossier, restart=restart, original=True) if "target_revised" in record.flags else ()
    return Trajectory(
        code=dossier.code,
        fiscal_year=record.fiscal_year,
        own=text.default,
        title=title or record.name.name,
        subtitle=_subtitle(survey, dossier, text, start, end),
        label=describe(dossier, text),
        unit=record.scale.unit,
        decimals=record.scale.decimals,
        status=record.status,
        start=start,
        end=end,
        as_of=record.as_of_end if _as_of(survey, text) else start,
        as_of_label=_as_of(survey, text),
        points=_points(dossier, sums(dossier) if restart else None, text),
        revised=_revised(dossier, text),
        plan=_plan(dossier, restart=restart),
        step=record.kind is Kind.DELIVERABLE,
        restart=restart,
        zones=() if restart else _zones(survey, dossier, _zones_end(dossier, small=small)),
        bands=bands(dossier, text),
        baseline=_baseline(dossier),
        target=_target(dossier),
        old_plan=old,
        old_plan_label=_old_plan_label(dossier, text) if old else "",
        range=record.range,
        continuation=_continuation(dossier, text),
        last_label=record.scale.amount(record.value) if record.value is not None else "",
        break_end=record.break_end,
        break_label=text.say("trajectory.break", reason=record.break_reason) if record.break_end is not None else "",
        judged_end=record.end,
        bounds=bounds(dossier),
        so_far_label=_so_far(dossier, text),
    )


def _plan(dossier: Dossier, *, restart: bool, original: bool = False) -> tuple[PlanPoint, ...]:
    """The plan's points; where years restart one for every December, those between the named ones without a label.

    None where the baseline lies within the target range already: there is no way to go.
    """
    record = dossier.record
    bare = record.scale.bare
    if restart:
        line = yearly_plan(dossier, original=original)
        return tuple(PlanPoint(v.end, v.value, bare(v.value) if named else "") for v, named in line)
    if record.range is not None and record.baseline_value == target_value(dossier):
        return ()
    return tuple(PlanPoint(v.end, v.value, bare(v.value)) for v in plan_vertices(dossier, original=original))


def _zones_end(dossier: Dossier, *, small: bool) -> int:
    record = dossier.record
    return max(record.target_end, record.as_of_end) if small else record.as_of_end


def _so_far(dossier: Dossier, text: Text) -> str:
    """The sum of the year that is not over, "" where the last year is whole."""
    last, record = _last_sum(dossier), dossier.record
    said = "" if last is None else record.scale.amount(last.value)
    return said and text.of_year("trajectory.so_far.value", record.fiscal_year, value=said)


def _years(survey: Survey, dossier: Dossier) -> tuple[int, int]:
    """The span of the axis in whole years: from the baseline (or the plan's start) to the target date or later."""
    record, strategy = dossier.record, survey.dataset.strategy
    ends = [r.end for r in dossier.readings]
    first = record.baseline_end if record.baseline_end is not None else month_index(strategy.first_year - 1, 12)
    first = min([first, *ends])
    start = first if first % 12 == 0 else month_index(index_year(first) - 1, 12)
    last = max([record.target_end, record.as_of_end, *ends])
    return start, month_index(index_year(last), 12)


def _subtitle(survey: Survey, dossier: Dossier, text: Text, start: int, end: int) -> str:
    strategy, record = survey.dataset.strategy, dossier.record
    years = text.years(index_year(start), index_year(end), strategy.fiscal_year)
    return ", ".join(filter(None, (record.name.name, record.scale.unit, strategy.community_in(text.language), years)))


def _as_of(survey: Survey, text: Text) -> str:
    begun = survey.now.as_of >= survey.dataset.strategy.first_day
    return text.say("trajectory.as_of", day=text.date(survey.now.as_of)) if begun else ""


def _last_sum(dossier: Dossier) -> RunningTotal | None:
    """The sum of the year that is not over."""
    reached = sums(dossier) if restarts(dossier) else ()
    return reached[-1] if reached and not reached[-1].whole else None


def describe(dossier: Dossier, text: Text) -> str:
    """The text alternative: base, target, last value, the year so far, status."""
    record = dossier.record
    parts = [record.name.name]
    if record.baseline_value is not None and record.baseline_end is not None:
        year = record.year_words(record.baseline_end)
        parts.append(text.say("trajectory.label.baseline", year=year, value=record.scale.amount(record.baseline_value)))
    if target := record.target_words:
        year = record.year_words(record.target_end)
        parts.append(text.say("trajectory.label.target", year=year, value=target))
    if record.value is not None and record.period is not None:
        value, period = record.scale.amount(record.value), period_words(record.period, text)
        parts.append(text.say("trajectory.label.last", value=value, period=period))
    if (so_far := _last_sum(dossier)) is not None:
        year = record.year_words(so_far.end)
        parts.append(text.say("trajectory.label.so_far", year=year, words=sum_words(dossier, so_far, text)))
    parts.append(text.say("trajectory.label.status", status=status_words(record.status, text)))
    return text.say("trajectory.label.sentence", parts="; ".join(parts))


def _points(dossier: Dossier, reached: tuple[RunningTotal, ...] | None, text: Text) -> tuple[Point, ...]:
    """Values and gaps; with `reached` the sums since the year began in place of the values of parts of years."""
    by_end = {found.end: found for found in reached or ()}
    readings = _drawn(dossier, parts=reached is not None)
    found = [
        _point(dossier, reading, by_end.get(reading.end), text)
        for reading in readings
        if reached is None or reading.value is None or reading.end in by_end
    ]
    for missing in missing_periods(dossier):
        why = missing_words(missing, text)
        title = text.say("trajectory.point.gap", period=text.period(missing.period), reason=why)
        found.append(Point(end=missing.period.end, value=None, title=title))
    return tuple(sorted(found, key=lambda point: point.end))


def _point(dossier: Dossier, reading: ValueReading, reached: RunningTotal | None, text: Text) -> Point:
    return Point(
        end=reading.end,
        value=reading.value if reached is None else reached.value,
        title=_title(dossier, reading, reached, text),
        status=_status(dossier, reading),
        preliminary=reading.preliminary,
        partial_coverage=_partial(reading),
        doubtful=_doubtful(dossier, reading),
    )


def _doubtful(dossier: Dossier, reading: ValueReading) -> bool:
    """A value that the method does not judge although it could: its scale or its sign is in doubt."""
    record = dossier.record
    known = record.baseline_value is not None and (record.target_value is not None or record.range is not None)
    return known and reading.judged and reading.status is Status.NO_DATA


def _drawn(dossier: Dossier, *, parts: bool) -> list[ValueReading]:
    """One reading per month: a complete year wins over a part that ends in the same month; without `parts` those of a
    yearly flow stay in the table, being no totals."""
    by_end: dict[int, ValueReading] = {}
    for reading in dossier.readings:  # ascending by span within an end: the longest is last
        if not parts and dossier.record.kind is Kind.FLOW and reading.value is not None and not reading.judged:
            continue
        by_end[reading.end] = reading
    return [by_end[end] for end in sorted(by_end)]


def _partial(reading: ValueReading) -> bool:
    return reading.coverage_pct is not None and reading.coverage_pct < FULL_COVERAGE


def _status(dossier: Dossier, reading: ValueReading) -> Status | None:
    if reading.value is not None and reading.judged and dossier.suspended_on(reading.period.end_date):
        return Status.SUSPENDED
    return reading.status


def _title(dossier: Dossier, reading: ValueReading, reached: RunningTotal | None, text: Text) -> str:
    """The tooltip: period, value, plan, status or the reason of a missing value; a part of a year has no plan."""
    period = text.period(reading.period)
    part = reached is not None and not reached.whole
    if reached is not None and part:
        words = text.say("trajectory.point.value", period=period, value=sum_words(dossier, reached, text))
    elif reading.value is None:
        words = text.say("trajectory.point.gap", period=period, reason=gap_words(dossier, reading, text))
    else:
        words = text.say("trajectory.point.value", period=period, value=dossier.record.scale.amount(reading.value))
    parts = [words]
    if reading.planned is not None and not part:
        parts.append(text.say("trajectory.point.plan", value=dossier.record.scale.planned(reading.planned)))
    status = _status(dossier, reading)
    if status is not None:
        parts.append(status_words(status, text))
    if reading.value is not None and dossier.mixed:
        parts.append(mark(dossier, provenance_of(dossier, reading), text))
    if reading.preliminary:
        parts.append(text.say("trajectory.point.preliminary"))
    if _partial(reading):
        parts.append(text.say("trajectory.point.coverage", share=text.quantity(reading.coverage_pct, "%")))
    return "; ".join(parts)


def _revised(dossier: Dossier, text: Text) -> tuple[Point, ...]:
    """The replaced values, as hollow points."""
    return tuple(
        Point(
            end=revision.end,
            value=revision.old_value,
            title=text.say(
                "trajectory.point.revised",
                period=text.period(revision.period),
                value=dossier.record.scale.amount(revision.old_value),
                day=text.date(revision.published),
            ),
        )
        for revision in dossier.revisions
        if revision.old_value is not None and revision.old_value != revision.new_value
    )


def _zones(survey: Survey, dossier: Dossier, until: int) -> tuple[Zone, ...]:
    settings = survey.dataset.strategy.settings
    if dossier.record.status not in JUDGED_BY_WAY:
        return ()
    return zones(dossier, until, settings.on_track, settings.at_risk)


def _baseline(dossier: Dossier) -> PlanPoint | None:
    record = dossier.record
    value, end = record.baseline_value, record.baseline_end
    if value is None or end is None:
        return None
    return PlanPoint(end, value, record.scale.amount(value))


def _target(dossier: Dossier) -> PlanPoint | None:
    record = dossier.record
    value = target_value(dossier)
    if record.range is not None:
        value = sum(record.range) / 2  # the words point at the range, not at one of its edges
    if value is None:
        return None
    return PlanPoint(record.target_end, value, record.target_words)


def _old_plan_label(dossier: Dossier, text: Text) -> str:
    decided = [planned for planned in dossier.targets if planned.decided is not None]
    if not decided:
        return ""
    last = max(decided, key=lambda planned: planned.decided or dossier.record.as_of)
    day = text.date(last.decided)
    if not last.act:
        return text.say("trajectory.old_plan.day", day=day)
    dated = _DATE.search(last.act) is not None  # acts are often written with their date
    return text.say(f"trajectory.old_plan.{'act' if dated else 'act_of'}", act=last.act, day=day)


def _continuation(dossier: Dossier, text: Text) -> Continuation | None:
    """Band and median from the judged value to the target date, where METHOD 5 allows them."""
    outlook, last = dossier.outlook, dossier.record
    if outlook.reason or outlook.value is None or outlook.low is None or outlook.high is None or outlook.end is None:
        return None
    if last.end is None or last.value is None:
        return None
    scale = dossier.record.scale
    value, low, high = scale.amount(outlook.value), scale.bare(outlook.low), scale.bare(outlook.high)
    label = text.say("trajectory.continuation", value=value, low=low, high=high, share=text.percent(0.8))
    return Continuation(
        start_end=last.end,
        start_value=last.value,
        end=outlook.end,
        value=outlook.value,
        low=outlook.low,
        high=outlook.high,
        label=label,
    )

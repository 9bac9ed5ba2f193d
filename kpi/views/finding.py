"""The finding of an indicator: the sentence that is its heading (DESIGN 9.1).

Names differ in gender and number, so the name stands alone before a colon and nothing agrees with it.
"""

import re
from dataclasses import dataclass

from kpi.model import NoDataReason, Period, Status, index_year_month
from kpi.text import Text
from kpi.views.gaps import pause_span
from kpi.views.phrases import period_words
from kpi.views.planline import worse
from kpi.views.record import Record

#: A heading leaves out the trailing «(…)» of a name that is longer than this; the facts give the whole name.
LONG_NAME = 48
_TAIL = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Gap:
    """The printed distance to the plan: «9,2 в. п.», and whether the value is worse than the plan."""

    words: str
    worse: bool


def heading_name(name: str) -> str:
    """The name for a heading: «Етап створення центру (0 – не розпочато … 5 – відкрито)» without its legend."""
    return _TAIL.sub("", name) if len(name) > LONG_NAME else name


def plan_gap(record: Record) -> Gap | None:
    """The distance between the printed value and the printed plan; None where they print alike or do not compare.

    Of a range it is the distance outside of it.
    """
    result, scale = record.result, record.scale
    if result.value is None or scale.yes_no:
        return None
    if record.range is not None:
        low, high = record.range
        apart = round(max(low - scale.printed(result.value), scale.printed(result.value) - high, 0.0), scale.decimals)
        return Gap(distance(record, apart), True) if apart else None
    difference = scale.difference(result.value, result.planned)
    if not difference or result.planned is None:
        return None
    bad = worse(record, scale.printed(result.value), scale.printed(result.planned))
    return Gap(distance(record, abs(difference)), bool(bad))


def distance(record: Record, apart: float) -> str:
    """An unsigned difference with its unit: «9,2 в. п.», «3 км»."""
    text = record.scale.text
    unit = text.say("number.percentage_points") if record.scale.unit == "%" else record.scale.unit
    return text.quantity(apart, unit, record.scale.decimals)


def finding(record: Record, text: Text, next_due: Period | None = None) -> str:
    """The heading of the indicator's page.

    next_due  the period at whose end a deliverable is first due, for «строк не настав»
    """
    name = heading_name(record.name)
    year = index_year_month(record.result.target_end)[0]
    match record.result.status:
        case Status.SUSPENDED:
            return _suspended(record, name, text)
        case Status.NO_DATA:
            return _no_data(record, name, text)
        case Status.NOT_DUE:
            return _not_due(name, next_due, text)
        case Status.ACHIEVED:
            return text.say(f"indicator.finding.achieved.{_achieved(record)}", name=name, year=year)
        case Status.ON_TRACK:
            return text.say(f"indicator.finding.on_track.{'hold' if record.hold else 'plain'}", name=name)
    return _behind(record, name, year, text)


def _not_due(name: str, next_due: Period | None, text: Text) -> str:
    if next_due is None:
        return text.say("indicator.finding.not_due", name=name)
    return text.say("indicator.finding.not_due_until", name=name, period=period_words(next_due, text))


def _achieved(record: Record) -> str:
    if record.hold:
        return "hold"
    if record.range is not None:
        return "range"
    if "late" in record.result.flags:
        return "late"
    return "early" if record.result.end is not None and record.result.end < record.result.target_end else "due"


def _behind(record: Record, name: str, year: int, text: Text) -> str:
    status, flags, gap = record.result.status, record.result.flags, plan_gap(record)
    if status is not Status.MOVING_AWAY and record.result.end is not None:
        if "partly" in flags:
            return text.say("indicator.finding.partly", name=name, year=year)
        if "missed" in flags:
            return text.say("indicator.finding.missed", name=name, year=year)
    if gap is None or not gap.worse:
        return text.say(f"indicator.finding.{status}.plain", name=name)
    if record.range is not None and record.result.value is not None:
        side = "below" if record.result.value < record.range[0] else "above"
        span = record.scale.span(*record.range)
        where = text.say(f"indicator.finding.range.{side}", difference=gap.words, span=span)
        return text.say(f"indicator.finding.{status}.range", name=name, where=where)
    if record.hold:
        return text.say("indicator.finding.moving_away.hold", name=name, difference=gap.words)
    return text.say(f"indicator.finding.{status}.gap", name=name, difference=gap.words)


def _suspended(record: Record, name: str, text: Text) -> str:
    pause = record.pause_now()
    if pause is None:
        return text.say("indicator.finding.suspended.plain", name=name)
    first = pause_span(pause, record.as_of)[0] + 1
    quarter = Period.ending(first + (-first) % 3, 3)
    return text.say("indicator.finding.suspended.since", name=name, period=period_words(quarter, text))


def _no_data(record: Record, name: str, text: Text) -> str:
    result = record.result
    if result.reason is NoDataReason.TOO_OLD and result.period is not None:
        return text.say("indicator.finding.no_data.too_old", name=name, period=period_words(result.period, text))
    if result.reason is NoDataReason.NO_OBSERVATION:
        if result.overdue and result.due_end is not None:
            period = Period.ending(result.due_end, record.frequency.months)
            return text.say("indicator.finding.no_data.overdue", name=name, period=period_words(period, text))
        return text.say("indicator.finding.no_data.no_observation", name=name)
    if result.reason is None or result.reason is NoDataReason.TOO_OLD:
        return text.say("indicator.finding.no_data.plain", name=name)
    return text.say(f"indicator.finding.no_data.{result.reason}", name=name)

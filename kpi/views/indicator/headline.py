"""The finding of an indicator: the sentence that is its heading.

Names differ in gender and number, so the name stands alone before a colon and nothing agrees with it.
"""

import re
from dataclasses import dataclass

from kpi.model import NoDataReason, Period, Status
from kpi.text import Text
from kpi.views.common.dossier import Dossier
from kpi.views.common.phrases import period_words
from kpi.views.indicator.gaps import suspension_span
from kpi.views.indicator.plan_path import worse
from kpi.views.indicator.reason import no_value_key
from kpi.views.indicator.value_table import distance_outside, is_outside, points

#: A heading leaves out the trailing «(…)» of a name that is longer than this; the facts give the whole name.
LONG_NAME = 48
_TAIL = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Gap:
    """The printed distance to the plan: «9,2 в. п.», on which side of it, and whether that side is the worse one."""

    words: str
    worse: bool
    below: bool


def heading_name(name: str) -> str:
    """The name for a heading: «Етап створення центру (0 – не розпочато … 5 – відкрито)» without its legend."""
    return _TAIL.sub("", name) if len(name) > LONG_NAME else name


def plan_gap(dossier: Dossier) -> Gap | None:
    """The distance between the printed value and the printed plan; None where they print alike or do not compare.

    Of a range it is the distance outside of it.
    """
    record, scale = dossier.record, dossier.record.scale
    if record.value is None or scale.yes_no:
        return None
    if record.range is not None:
        apart = distance_outside(dossier, record.value)
        below = record.value < record.range[0]
        return Gap(distance(dossier, apart, scale.decimals), True, below) if apart else None
    difference = scale.difference(record.value, record.planned_value)
    if not difference or record.planned_value is None:
        return None
    bad = worse(dossier, scale.printed(record.value), scale.printed_plan(record.planned_value))
    return Gap(distance(dossier, abs(difference), scale.decimals + scale.finer), bool(bad), difference < 0)


def distance(dossier: Dossier, apart: float, decimals: int) -> str:
    """An unsigned difference with its unit after «на»: «9,2 в. п.», «3 км», «1 особу»."""
    return dossier.record.scale.text.quantity(apart, points(dossier), decimals, after_by=True)


def finding(dossier: Dossier, text: Text, next_due: Period | None = None) -> str:
    """The heading of the indicator's page.

    next_due  the period at whose end a deliverable is first due, for «строк не настав»
    """
    name = heading_name(dossier.record.name.name)
    match dossier.record.status:
        case Status.SUSPENDED:
            return _suspended(dossier, name, text)
        case Status.NO_DATA:
            return _no_data(dossier, name, text)
        case Status.NOT_DUE:
            return _not_due(name, next_due, text)
    return _judged(dossier, name, text)


def _judged(dossier: Dossier, name: str, text: Text) -> str:
    record = dossier.record
    status, year = record.status, record.year_words(record.target_end)
    if record.direction_only:
        return text.say(f"indicator.finding.{status}.direction", name=name)
    match status:
        case Status.ACHIEVED:
            return text.say(f"indicator.finding.achieved.{_achieved(dossier)}", name=name, year=year)
        case Status.ON_TRACK:
            return _on_track(dossier, name, text)
    return _behind(dossier, name, year, text)


def _not_due(name: str, next_due: Period | None, text: Text) -> str:
    if next_due is None:
        return text.say("indicator.finding.not_due", name=name)
    return text.say("indicator.finding.not_due_until", name=name, period=period_words(next_due, text))


def _achieved(dossier: Dossier) -> str:
    record = dossier.record
    if record.range is not None:
        return "range"
    if record.hold:
        return "hold"
    if "late" in record.flags:
        return "late"
    return "early" if record.end is not None and record.end < record.target_end else "due"


def _on_track(dossier: Dossier, name: str, text: Text) -> str:
    record = dossier.record
    if record.hold:
        return text.say(f"indicator.finding.on_track.{'hold' if record.range is None else 'within'}", name=name)
    if record.range is not None and record.value is not None and is_outside(dossier, record.value):
        return text.say("indicator.finding.on_track.outside", name=name, span=record.scale.span(*record.range))
    return text.say("indicator.finding.on_track.plain", name=name)


def _behind(dossier: Dossier, name: str, year: str, text: Text) -> str:
    record = dossier.record
    status, flags, gap = record.status, record.flags, plan_gap(dossier)
    if status is not Status.MOVING_AWAY and record.end is not None:
        if "partly" in flags:
            return text.say("indicator.finding.partly", name=name, year=year)
        if "missed" in flags:
            return text.say("indicator.finding.missed", name=name, year=year)
    if gap is None or not gap.worse:
        return text.say(f"indicator.finding.{status}.plain", name=name)
    side = "below" if gap.below else "above"
    if record.range is not None:
        span = record.scale.span(*record.range)
        where = text.say(f"indicator.finding.range.{side}", difference=gap.words, span=span)
        return text.say(f"indicator.finding.{status}.where", name=name, where=where)
    where = text.say(f"indicator.finding.plan.{side}", difference=gap.words)
    return text.say(f"indicator.finding.{'hold_broken' if record.hold else status}.where", name=name, where=where)


def _suspended(dossier: Dossier, name: str, text: Text) -> str:
    suspension = dossier.suspension_now()
    if suspension is None:
        return text.say("indicator.finding.suspended.plain", name=name)
    first = suspension_span(suspension, dossier.record)[0] + 1
    quarter = dossier.record.fiscal_year.ending(first + (-first) % 3, 3)
    return text.say("indicator.finding.suspended.since", name=name, period=period_words(quarter, text))


def _no_data(dossier: Dossier, name: str, text: Text) -> str:
    record = dossier.record
    if record.reason is NoDataReason.TOO_OLD and record.period is not None:
        return text.say("indicator.finding.no_data.too_old", name=name, period=period_words(record.period, text))
    if record.reason is NoDataReason.NO_OBSERVATION:
        if no_value_key(dossier) != "none":
            return text.say(f"indicator.finding.no_data.{no_value_key(dossier)}", name=name)
        if record.overdue and record.due_end is not None:
            period = record.fiscal_year.ending(record.due_end, record.frequency.months)
            return text.say("indicator.finding.no_data.overdue", name=name, period=period_words(period, text))
        return text.say("indicator.finding.no_data.no_observation", name=name)
    if record.reason is None or record.reason is NoDataReason.TOO_OLD:
        return text.say("indicator.finding.no_data.plain", name=name)
    return text.say(f"indicator.finding.no_data.{record.reason}", name=name)

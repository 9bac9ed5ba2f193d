"""What became of an indicator between two days, in words: values of periods that are named, plans, what was corrected.

A value is compared with the earlier one as it is known now: that a published value was corrected is said of its own.
So one rule holds for sums too: two versions of one period's total never stand side by side (decision 0005).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.measure.results import Survey
from kpi.model import FiscalYear, Period
from kpi.text import Text
from kpi.views.common.values import Record, UnitScale, index_or_none, number_or_none

#: code, month index of the end, months
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator on a day: its judged value in the unit with the period, plan and target of that day."""

    period: Period | None
    value: float | None
    planned_value: float | None
    target_value: float | None

    @classmethod
    def of(cls, values: Record, fiscal_year: FiscalYear) -> "IndicatorStanding":
        end = index_or_none(values["end"])
        period = None if end is None else fiscal_year.ending(end, int(values["span_months"]))
        return cls(period, *(number_or_none(values[name]) for name in ("value", "planned_value", "target_value")))


@dataclass(frozen=True, slots=True)
class ValueMovement:
    """`values` «58,4 % → 58,6 %», the new one alone where there is no other; `notes` what else a reader must know."""

    values: str
    notes: tuple[str, ...]


def known_values(survey: Survey) -> Mapping[Key, float]:
    """The value of every period as the survey knows it."""
    valued = survey.series[survey.series["value"].notna()]
    columns = (valued[name].tolist() for name in ("code", "end", "span_months", "value"))
    return {(str(code), int(end), int(months)): float(value) for code, end, months, value in zip(*columns, strict=True)}


def known(values: Mapping[Key, float], code: str, period: Period | None) -> float | None:
    """The value of an indicator's period, None where there is none."""
    return None if period is None else values.get((code, period.end, period.span_months))


def value_movement(
    text: Text, scale: UnitScale, was: IndicatorStanding, now: IndicatorStanding, known_now: float | None
) -> ValueMovement:
    """The words of a move. `known_now` is the earlier period's value as it is known on the later day."""
    if now.value is None:
        return ValueMovement("", ())
    new, notes = scale.amount(now.value), []
    values, other_period = new, was.period != now.period
    if other_period and known_now is not None:
        old = scale.amount(known_now)
        values = new if old == new else text.say("changes.move.values", old=old, new=new)
        if was.period is not None and now.period is not None:
            periods = {"old": text.period(was.period), "new": text.period(now.period)}
            notes.append(text.say("changes.move.periods", **periods))
    notes += _turned(text, scale, "plan", was.planned_value, now.planned_value)
    notes += _turned(text, scale, "target", was.target_value, now.target_value)
    return ValueMovement(values, (*notes, *_corrected(text, scale, was, known_now)))


def _turned(text: Text, scale: UnitScale, what: str, old: float | None, new: float | None) -> list[str]:
    """«план 89,0 % → 94,5 %», nothing where it is printed the same or is not known of both days."""
    was, now = scale.amount(old), scale.amount(new)
    return [] if old is None or new is None or was == now else [text.say(f"changes.move.{what}", old=was, new=now)]


def _corrected(text: Text, scale: UnitScale, was: IndicatorStanding, known_now: float | None) -> list[str]:
    if was.value is None or was.period is None or known_now is None:
        return []
    old, new = scale.amount(was.value), scale.amount(known_now)
    words = {"period": text.period(was.period), "old": old, "new": new}
    return [] if old == new else [text.say("changes.move.corrected", **words)]

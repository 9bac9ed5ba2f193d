"""Values that are perhaps a slip: ten or a thousand times off, a running total that falls, below zero, above 100 %."""

from dataclasses import dataclass
from enum import StrEnum

from kpi.model import Kind, Period
from kpi.services.publishing.checks.value_context import ReferenceValue, ValueContext
from kpi.workbook.goal.indicators import is_percent, is_yes_no

#: a value that moves by more than this share of the one before it needs an explanation
JUMP = 0.20
#: powers of ten that a lost comma or another unit makes, and how far off them a ratio may lie
_POWERS = (1, 2, 3, 6)
_FACTOR = 1.5
_HUNDRED = 100.0


class DoubtKind(StrEnum):
    """The weightiest first."""

    SCALE = "scale"  # about 10, 100, 1 000 or 1 000 000 times its last value or its plan
    FALLING = "falling"  # a running total below an earlier one of its year
    NEGATIVE = "negative"  # below zero, where nothing known of the indicator is
    BOUNDS = "bounds"  # beyond 0–100 %, where nothing known of the indicator is; neither yes nor no
    JUMP = "jump"  # by over 20 % off the value that it is compared with


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDoubt:
    """Why a value is asked about.

    reference  the number it is held against, None where it is held against none; `period` None where that is the plan
    power      of ten, of another scale: 1 = ten times more, -3 = a thousand times less
    """

    kind: DoubtKind
    reference: float | None = None
    period: Period | None = None
    power: int = 0


def value_doubt(value: float, context: ValueContext) -> ValueDoubt | None:
    """The weightiest doubt about a value, None where there is none."""
    for found in (_scale(value, context), _falling(value, context), _outside(value, context), _jump(value, context)):
        if found is not None:
            return found
    return None


def _scale(value: float, context: ValueContext) -> ValueDoubt | None:
    planned = None if context.whole_year or context.planned is None else context.planned
    for reference in (context.near, planned):
        number = reference.value if isinstance(reference, ReferenceValue) else reference
        power = 0 if number is None else power_apart(value, number)
        if power and not _counted(value, number or 0.0):
            period = reference.period if isinstance(reference, ReferenceValue) else None
            return ValueDoubt(kind=DoubtKind.SCALE, reference=number, period=period, power=power)
    return None


def power_apart(value: float, reference: float) -> int:
    """The power of ten that parts two numbers, within a factor 1.5; 0 where none does."""
    if not reference or not value or (value < 0) != (reference < 0):
        return 0
    ratio = value / reference
    for power in _POWERS:
        for signed in (power, -power):
            if 10.0**signed / _FACTOR <= ratio <= 10.0**signed * _FACTOR:
                return signed
    return 0


def _counted(value: float, reference: float) -> bool:
    """A step between small counts of things, 1 → 10: no slip of the unit."""
    return value.is_integer() and float(reference).is_integer() and min(abs(value), abs(reference)) < 10


def _falling(value: float, context: ValueContext) -> ValueDoubt | None:
    before = context.this_year
    if context.kind is not Kind.YTD or before is None or value >= before.value:
        return None
    return ValueDoubt(kind=DoubtKind.FALLING, reference=before.value, period=before.period)


def _outside(value: float, context: ValueContext) -> ValueDoubt | None:
    lowest, highest = context.lowest, context.highest
    if is_yes_no(context.unit):
        return None if value in (0.0, 1.0) else ValueDoubt(kind=DoubtKind.BOUNDS)
    if value < 0 and (lowest is None or lowest >= 0):
        return ValueDoubt(kind=DoubtKind.NEGATIVE)
    if is_percent(context.unit) and value > _HUNDRED and (highest is None or highest <= _HUNDRED):
        return ValueDoubt(kind=DoubtKind.BOUNDS)
    return None


def _jump(value: float, context: ValueContext) -> ValueDoubt | None:
    before = context.compared
    if before is None or abs(value - before.value) <= JUMP * abs(before.value):
        return None
    return ValueDoubt(kind=DoubtKind.JUMP, reference=before.value, period=before.period)

"""The numbers of one row, raw and as pages print them."""

from dataclasses import dataclass, fields

from kpi.model import Direction
from kpi.text import Text
from kpi.views.values import Record, Scale, number_or_none


@dataclass(frozen=True, slots=True)
class Numbers:
    """The raw numbers of a row, in the unit or as shares of the way; None where there is none."""

    value: float | None
    planned_value: float | None
    baseline_value: float | None
    target_value: float | None
    progress: float | None
    expected: float | None
    pace: float | None

    @classmethod
    def of(cls, values: Record) -> "Numbers":
        return cls(**{name.name: number_or_none(values[name.name]) for name in fields(cls)})


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers of a row as the page prints them.

    value            the judged value; where none is judged the last there is, «—» without any
    difference       printed value minus printed plan; of a range the distance outside it (0 inside); None = none
    comparison       «гірше», «краще», «за планом», «у межах», «поза межами», "" where there is nothing to compare
    """

    value: str
    planned_value: str
    target_value: str
    difference: float | None
    difference_words: str
    comparison: str


def limits(values: Record, direction: Direction) -> tuple[float, float] | None:
    low, high = number_or_none(values["range_low"]), number_or_none(values["range_high"])
    return None if direction is not Direction.RANGE or low is None or high is None else (low, high)


def direction_words(text: Text, direction: Direction) -> str:
    """The target of an indicator that has no number to reach: «зростає»."""
    return text.say(f"rows.direction.{direction}")


def printed(
    scale: Scale,
    raw: Numbers,
    shown: float | None,
    limits: tuple[float, float] | None,
    direction: Direction,
    *,
    aimless: bool = False,
) -> Printed:
    """The printed numbers of a row.

    shown    the value where none is judged; limits  of a range
    aimless  the plan has no number to reach (METHOD 9)
    """
    if limits is not None:
        return _printed_range(scale, raw, shown, limits)
    difference = scale.difference(raw.value, raw.planned_value)
    return Printed(
        value=scale.amount(shown),
        planned_value=scale.planned(raw.planned_value),
        target_value=direction_words(scale.text, direction) if aimless else scale.amount(raw.target_value),
        difference=difference,
        difference_words=scale.difference_words(difference),
        comparison=comparison(scale.text, difference, direction),
    )


def _printed_range(scale: Scale, raw: Numbers, shown: float | None, limits: tuple[float, float]) -> Printed:
    span = scale.span(*limits)
    outside = None
    if raw.value is not None:
        outside = round(max(limits[0] - raw.value, raw.value - limits[1], 0.0), scale.decimals)
    return Printed(
        value=scale.amount(shown),
        planned_value=span if raw.planned_value is None else scale.planned(raw.planned_value),
        target_value=span,
        difference=outside,
        difference_words=scale.difference_words(outside),
        comparison="" if outside is None else scale.text.say("rows.outside" if outside else "rows.within"),
    )


def comparison(text: Text, difference: float | None, direction: Direction) -> str:
    """«гірше», «краще», «за планом» for a printed difference; "" where there is none."""
    if difference is None:
        return ""
    if not difference:
        return text.say("rows.same")
    better = (difference > 0) == (direction is not Direction.DECREASE)
    return text.say("rows.better" if better else "rows.worse")

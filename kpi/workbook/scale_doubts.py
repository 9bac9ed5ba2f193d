"""A number in another unit than its plan is asked about at its cell: the rule is that of measuring (METHOD 9)."""

from kpi.model import Direction, GoalBook, Indicator, Kind, Problem
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.sheet.problems import CATALOGUE

_DIGITS = 6
_SUMMED = frozenset({Kind.FLOW, Kind.INCREMENT})


def scale_remarks(book: GoalBook | None, former: GoalBook | None = None) -> list[Problem]:
    """A remark at every value whose scale is in doubt.

    former  the goal's book in force, whose values are the last ones before those of the file
    """
    if book is None or not any(_may_be_far(indicator, book) for indicator in book.indicators):
        return []
    return _remarks(book, former)


def _may_be_far(indicator: Indicator, book: GoalBook) -> bool:
    """Whether any value may lie so far off the way that its scale is asked about; spares the others the arrays."""
    values = [o.value for o in book.observations if o.code == indicator.code and o.value is not None]
    base = indicator.baseline_value
    if base is None or not values or not (indicator.targets or indicator.direction is Direction.RANGE):
        return False  # without a number to reach there is no way to be far off
    low, high = indicator.range_low, indicator.range_high
    if low is None or high is None:
        low = high = indicator.targets[-1][1]
    reach = max(low - base, 0.0, base - high)
    largest = max(abs(value - base) for value in values)
    if indicator.kind in _SUMMED:
        largest = max(largest, sum(abs(value) for value in values) + abs(base))
    return largest > 2 * reach  # |p| > 2


def _remarks(book: GoalBook, former: GoalBook | None) -> list[Problem]:
    # pandas: 0.5 s that a workbook without a suspicion does not need
    from kpi.measure.doubts import doubts_of_books

    known = [former] if former is not None and former.goal == book.goal else []
    before = sum(len(one.observations) for one in known)
    found = doubts_of_books((*known, book))
    units = {indicator.code: indicator.unit for indicator in book.indicators}
    remarks = []
    for at, code, value, reference, power, from_plan in found.itertuples(index=False, name=None):
        if at < before:
            continue
        observation = book.observations[at - before]
        place, own = observation.cell, observation.value
        values: dict[str, str | float] = {
            "indicator": code,
            "unit": units[code],
            "total": "" if own == value else as_written(_short(value)),
            "reference": as_written(_short(reference)),
            "power": power,
            "against": "plan" if from_plan else "last",
        }
        sheet, cell = (place.sheet, place.cell) if place else (None, None)
        remarks.append(
            Problem(
                code="scale_suspect",
                severity=CATALOGUE["scale_suspect"],
                sheet=sheet,
                cell=cell,
                found=as_written(own or 0.0),
                values=values,
            )
        )
    return remarks


def _short(value: float) -> float:
    """The number without digits that nobody compares."""
    return float(format(value, f".{_DIGITS}g"))

"""Rules across the rows and sheets of one file: weights, target changes. Against what is in force: `in_force`."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kpi.model import Indicator, TargetChange
from kpi.workbook.goal.indicators import IndicatorSheet
from kpi.workbook.reader.numbers import as_written, same
from kpi.workbook.sheet.problems import ProblemList

_WHOLE = 100.0


def check_weights(sheet: IndicatorSheet, problems: ProblemList) -> None:
    """A notice where weights do not sum up to 100, or where only some are given (METHOD 4)."""
    given = [indicator for indicator in sheet.indicators if indicator.weight is not None]
    if not given:
        return
    row = sheet.rows[given[0].code]
    total = sum(indicator.weight or 0.0 for indicator in given)
    if len(given) < len(sheet.indicators):
        blank = [indicator.code for indicator in sheet.indicators if indicator.weight is None]
        problems.add("weight_partial", row.place("weight"), indicators=", ".join(blank[:10]), n=len(blank))
    elif not math.isclose(total, _WHOLE, abs_tol=0.1):
        problems.add("weight_sum", row.place("weight"), as_written(total))


def check_target_changes(changes: Iterable[TargetChange], sheet: IndicatorSheet, problems: ProblemList) -> None:
    """Each «Було» continues the «Стало» before it, and the last «Стало» is the target that stands in «Показники».

    A target that still stands as one of the «Було» has it is the locked cell of a template: the decision is enough.
    """
    chains = _chains(changes)
    indicators = {indicator.code: indicator for indicator in sheet.indicators}
    for (code, year), chain in chains.items():
        for before, after in pairwise(chain):
            if not same(before.new_value, after.old_value):
                problems.add(
                    "target_change_chain", after.cell, as_written(after.old_value), last=as_written(before.new_value)
                )
        indicator = indicators.get(code)
        if indicator is None:
            continue
        stands = dict(indicator.targets).get(year)
        if not same(stands, chain[-1].new_value) and not _precedes(stands, chain):
            _changed(sheet, problems, (code, year), stands, chain[-1].new_value)


def decided_targets(changes: Iterable[TargetChange], indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators with the targets that the last decisions set, where their cells still have the former ones."""
    moved: dict[str, dict[int, Sequence[TargetChange]]] = {}
    for (code, year), chain in _chains(changes).items():
        moved.setdefault(code, {})[year] = chain
    return tuple(
        replace(one, targets=tuple(_decided(moved[one.code], *target) for target in one.targets))
        if one.code in moved
        else one
        for one in indicators
    )


def _decided(moved: Mapping[int, Sequence[TargetChange]], year: int, stands: float) -> tuple[int, float]:
    chain = moved.get(year, ())
    return year, chain[-1].new_value if _precedes(stands, chain) else stands


def _precedes(stands: float | None, chain: Iterable[TargetChange]) -> bool:
    return any(same(stands, change.old_value) for change in chain)


def _chains(changes: Iterable[TargetChange]) -> dict[tuple[str, int], list[TargetChange]]:
    """The decisions on each target, the earliest first."""
    chains: dict[tuple[str, int], list[TargetChange]] = {}
    for change in sorted(changes, key=lambda c: c.decided):
        chains.setdefault((change.code, change.year), []).append(change)
    return chains


def _changed(
    sheet: IndicatorSheet, problems: ProblemList, key: tuple[str, int], stands: float | None, last: float | None
) -> None:
    code, year = key
    found = "" if stands is None else as_written(stands)
    before = "—" if last is None else as_written(last)
    place = sheet.target_place(code, year)
    problems.add("target_changed_without_decision", place, found, indicator=code, year=year, last=before)

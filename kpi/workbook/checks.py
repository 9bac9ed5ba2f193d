"""Rules across rows and sheets, and against the state before: weights, target changes, departments."""

import math
from collections.abc import Collection, Iterable
from itertools import pairwise

from kpi.model import GoalBook, Indicator, Severity, TargetChange
from kpi.workbook.alphabet import fold_code
from kpi.workbook.clean import fold
from kpi.workbook.faults import Faults
from kpi.workbook.indicators import IndicatorSheet
from kpi.workbook.numbers import as_written, same

_WHOLE = 100.0


def check_weights(sheet: IndicatorSheet, faults: Faults) -> None:
    """A notice where weights do not sum up to 100, or where only some are given (METHOD 4)."""
    given = [indicator for indicator in sheet.indicators if indicator.weight is not None]
    if not given:
        return
    row = sheet.rows[given[0].code]
    total = sum(indicator.weight or 0.0 for indicator in given)
    if len(given) < len(sheet.indicators):
        blank = [indicator.code for indicator in sheet.indicators if indicator.weight is None]
        faults.add("weight_partial", row.place("weight"), indicators=", ".join(blank[:10]), n=len(blank))
    elif not math.isclose(total, _WHOLE, abs_tol=0.1):
        faults.add("weight_sum", row.place("weight"), as_written(total))


def check_target_changes(changes: Iterable[TargetChange], sheet: IndicatorSheet, faults: Faults) -> None:
    """Each «Було» continues the «Стало» before it, and the last «Стало» is the target that stands in «Показники»."""
    chains: dict[tuple[str, int], list[TargetChange]] = {}
    for change in sorted(changes, key=lambda c: c.decided):
        chains.setdefault((change.code, change.year), []).append(change)
    indicators = {indicator.code: indicator for indicator in sheet.indicators}
    for (code, year), chain in chains.items():
        for before, after in pairwise(chain):
            if not same(before.new_value, after.old_value):
                faults.add(
                    "target_change_chain", after.cell, as_written(after.old_value), last=as_written(before.new_value)
                )
        indicator = indicators.get(code)
        if indicator is None:
            continue
        stands = dict(indicator.targets).get(year)
        if not same(stands, chain[-1].new_value):
            _changed(sheet, faults, (code, year), stands, chain[-1].new_value)


def check_former(sheet: IndicatorSheet, changes: Iterable[TargetChange], former: GoalBook, faults: Faults) -> None:
    """A target that differs from the one in force needs its row in «Зміни цілей»; so does one that came or went."""
    before = {fold_code(indicator.code): indicator for indicator in former.indicators}
    decided = list(changes)
    for indicator in sheet.indicators:
        known = before.get(fold_code(indicator.code))
        if known is None:
            continue
        was, now = dict(known.targets), dict(indicator.targets)
        for year in sorted(was.keys() | now.keys()):
            old, new = was.get(year), now.get(year)
            rows = [change for change in decided if (change.code, change.year) == (indicator.code, year)]
            explained = any(same(change.old_value, old) for change in rows)
            if not same(old, new) and not explained:
                _changed(sheet, faults, (indicator.code, year), new, old)
        if fold(known.department) != fold(indicator.department):
            place = sheet.rows[indicator.code].place("department")
            faults.add("wrong_department", place, indicator.department, Severity.REMARK, departments=known.department)


def _changed(
    sheet: IndicatorSheet, faults: Faults, key: tuple[str, int], stands: float | None, last: float | None
) -> None:
    code, year = key
    found = "" if stands is None else as_written(stands)
    before = "—" if last is None else as_written(last)
    place = sheet.target_place(code, year)
    faults.add("target_changed_without_decision", place, found, indicator=code, year=year, last=before)


def check_departments(sheet: IndicatorSheet, departments: Collection[str], faults: Faults) -> None:
    """Indicators of departments other than `departments` (names or codes) are not the uploader's to change."""
    own = {fold(name) for name in departments}
    for indicator in sheet.indicators:
        if not _is_own(indicator, own):
            place = sheet.rows[indicator.code].place("department")
            faults.add("wrong_department", place, indicator.department, departments=", ".join(sorted(departments)))


def _is_own(indicator: Indicator, own: set[str]) -> bool:
    return fold(indicator.department) in own

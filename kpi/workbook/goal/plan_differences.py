"""What a department's workbook states of the plan otherwise than it is in force."""

from collections.abc import Callable, Iterator

from kpi.model import QUALITY_FIELDS, GoalBook, Indicator, PlanDifference
from kpi.model.folding import fold
from kpi.model.problem import PlanValue
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.reader.numbers import same
from kpi.workbook.sheet.alphabet import fold_code

#: fields of an indicator that have a column of their own in «Показники»
_FIELDS = (
    *("name", "unit", "direction", "kind", "frequency", "baseline_year", "baseline_value", "range_low", "range_high"),
    *("weight", "department", "source", "name_en", "unit_en", "visibility", "ground", "open_from", "delay_months"),
    *(
        "definition",
        "provenance",
        "baseline_provenance",
        "series_break",
        "catalogue_code",
        "also_under",
        "task",
        "task_en",
    ),
    *("result_level", *QUALITY_FIELDS),
)


def plan_differences(
    stated: StatedFields | None, former: GoalBook | None, department: Callable[[str], str] = fold
) -> tuple[PlanDifference, ...]:
    """Indicator by indicator, then suspensions and decisions; what the file leaves out it does not state.

    department  what tells a department from another one: a former name of it is no difference
    """
    if stated is None or former is None:
        return ()
    known = {fold_code(one.code): one for one in former.indicators}
    found: list[PlanDifference] = []
    for indicator in stated.indicators:
        before = known.get(fold_code(indicator.code))
        if before is None:
            found.append(PlanDifference(code=indicator.code, field="indicator", stated=indicator.name, in_force=None))
        else:
            found += _of_indicator(indicator, before, stated, department)
    unread = (PlanDifference(code=code, field="unread", stated=None, in_force=None) for code in stated.unread)
    return (*found, *unread, *_of_rows(stated, former))


def _of_indicator(
    indicator: Indicator, before: Indicator, stated: StatedFields, department: Callable[[str], str]
) -> Iterator[PlanDifference]:
    for name in _FIELDS:
        now, was = _plain(indicator, name), _plain(before, name)
        known = name == "department" and department(str(now)) == department(str(was))
        if name in stated.columns and not known and not _agree(now, was):
            yield PlanDifference(code=before.code, field=name, stated=now, in_force=was)
    targets, planned = dict(indicator.targets), dict(before.targets)
    for year in sorted(stated.years & (targets.keys() | planned.keys())):
        if not same(targets.get(year), planned.get(year)):
            yield PlanDifference(
                code=before.code, field="target", stated=targets.get(year), in_force=planned.get(year), year=year
            )


def _of_rows(stated: StatedFields, former: GoalBook) -> Iterator[PlanDifference]:
    """Rows of «Призупинення» and «Зміни цілей» that are not in force."""
    suspended = {(fold_code(one.code), one.since, one.until) for one in former.suspensions}
    for one in stated.suspensions:
        if (fold_code(one.code), one.since, one.until) not in suspended:
            yield PlanDifference(code=one.code, field="suspension", stated=one.since, in_force=None)
    decided = {(fold_code(one.code), one.year, one.decided) for one in former.target_changes}
    for change in stated.changes:
        if (fold_code(change.code), change.year, change.decided) not in decided:
            yield PlanDifference(
                code=change.code, field="decision", stated=change.new_value, in_force=None, year=change.year
            )


def _plain(indicator: Indicator, name: str) -> PlanValue:
    """The field as a value that a sentence can say; of a break in the series its reason."""
    if name == "series_break":
        return indicator.series_break.reason if indicator.series_break else ""
    value: PlanValue = getattr(indicator, name)
    return value


def _agree(now: PlanValue, was: PlanValue) -> bool:
    if isinstance(now, str) and isinstance(was, str):
        return fold(now) == fold(was)
    if isinstance(now, int | float) and isinstance(was, int | float):
        return same(float(now), float(was))
    return now == was

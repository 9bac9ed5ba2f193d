"""A department merged, split or taken away: the plan that says so, and what its workbook cannot say."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from kpi.access import Right
from kpi.model import Account, Department, FileChoices, Plan
from kpi.model.folding import fold
from kpi.services.publishing.checks.department_effects import DepartmentPeople, DepartmentUse, department_uses
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.file_check import present_departments
from kpi.services.publishing.keys import department_key
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.preview import standing_dataset
from kpi.store import Store, open_store
from kpi.store.people import accounts


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A changed plan and what goes with it: departments that go, indicators that change hands, why."""

    plan: Plan
    choices: FileChoices


def present_uses(account: Account | None, *, today: date, store: Store | None = None) -> dict[str, DepartmentUse]:
    """What each department answers for as of today, by its code; for administrators."""
    require_right(account, Right.PLAN)
    opened = store or open_store()
    with opened.reading() as connection:
        dataset = standing_dataset(connection, opened, date.max, present_edition(connection, opened, today))
        index = present_departments(connection, opened, today).index
        people = DepartmentPeople(accounts.everybody(connection, opened.community), index, today)
    return {} if dataset is None else department_uses(dataset, people)


def merge(former: PlanChange, gone: str, into: str, reason: str) -> PlanChange:
    """A department is merged into another one, which takes over goals, indicators and accounts.

    gone, into  codes; ValueError where they are one department, or the plan lacks one of them
    """
    codes = {one.code for one in former.plan.departments}
    if gone == into or not {gone, into} <= codes:
        raise ValueError("merge")
    plan = _without(_goals_moved(former.plan, gone, into), gone)
    choices = former.choices
    # what was merged into the one that goes now goes on with it; so do indicators that it was to take over
    merged = {code: into if target == gone else target for code, target in choices.merged.items()} | {gone: into}
    moved = {code: into if target == gone else target for code, target in choices.reassigned.items()}
    return PlanChange(plan, replace(choices, merged=merged, reassigned=moved, reason=_joined(choices, reason)))


def split(
    former: PlanChange,
    source: str,
    new: Department,
    *,
    goals: Collection[str],
    indicators: Collection[str],
    reason: str,
) -> PlanChange:
    """A new department takes over some goals and indicators of another one.

    goals, indicators  codes; ValueError where there are none, or the new department's code or name is taken
    """
    check_names(former.plan, new, fresh=True)
    if not goals and not indicators:
        raise ValueError("nothing_chosen")
    plan = _goals_moved(former.plan, source, new.code, goals)
    moved = {**former.choices.reassigned, **dict.fromkeys(indicators, new.code)}
    choices = replace(former.choices, reassigned=moved, reason=_joined(former.choices, reason))
    return PlanChange(replace(plan, departments=(*plan.departments, new)), choices)


def remove(former: PlanChange, code: str, reason: str) -> PlanChange:
    """A department is taken away; that it answers for nothing is looked at in the preview."""
    taken = tuple(dict.fromkeys((*former.choices.taken, department_key(code))))
    choices = replace(former.choices, taken=taken, reason=_joined(former.choices, reason))
    return PlanChange(_without(former.plan, code), choices)


def check_names(plan: Plan, department: Department, *, fresh: bool) -> None:
    """ValueError where another department has the name, or has the code of one that is new: a word must mean one."""
    for other in plan.departments:
        if other.code == department.code and not fresh:
            continue
        if fold(other.code) == fold(department.code):
            raise ValueError("code_taken")
        if fold(other.name) == fold(department.name):
            raise ValueError("name_taken")


def _without(plan: Plan, code: str) -> Plan:
    return replace(plan, departments=tuple(one for one in plan.departments if one.code != code))


def _goals_moved(plan: Plan, before: str, after: str, goals: Collection[str] | None = None) -> Plan:
    """The plan with the goals of a department (or some of them) given to another one; a draft's plan has names."""
    words = {fold(word) for one in plan.departments if one.code == before for word in (one.code, one.name)}
    moved = (
        replace(goal, department=after)
        if fold(goal.department) in words and (goals is None or goal.code in goals)
        else goal
        for goal in plan.operational_goals
    )
    return replace(plan, operational_goals=tuple(moved))


def _joined(choices: FileChoices, reason: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, (*choices.reason.split("; "), reason.strip()))))

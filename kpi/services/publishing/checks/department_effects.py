"""What departments answer for, and what becomes of it when a plan renames, merges or takes them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.measure.dataset import Dataset
from kpi.model import Account, Draft, Level, Plan, Role, code_sort_key
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.keys import department_of
from kpi.store.departments import DepartmentIndex

#: the datasets before and after a change
States = tuple[Dataset | None, Dataset | None]


@dataclass(frozen=True, slots=True)
class DepartmentUse:
    """What a department answers for: codes of goals and indicators; logins of heads and of who stands in for them."""

    code: str
    name: str
    goals: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    @property
    def used(self) -> bool:
        return bool(self.goals or self.indicators or self.accounts)


@dataclass(frozen=True, slots=True)
class DepartmentEffects:
    """What a plan does to departments.

    carried   those that are called otherwise or merged, with what goes along
    left_out  those in force that the plan's file does not name: they stay, unless they are ticked
    used      those that were ticked and answer for something all the same
    """

    carried: tuple[DepartmentUse, ...] = ()
    left_out: tuple[DepartmentUse, ...] = ()
    used: tuple[DepartmentUse, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentPeople:
    """Accounts, and by which words they name their departments.

    index  as of before the change, so that the accounts of a department that is merged are still its own
    """

    accounts: Iterable[Account]
    index: DepartmentIndex
    today: date

    def by_department(self) -> dict[str, tuple[str, ...]]:
        """Logins by the code of the department, disabled accounts and past terms apart."""
        found: dict[str, tuple[str, ...]] = {}
        for account in self.accounts:
            if account.role is Role.HEAD and not account.disabled:
                acting = [term.department for term in account.acting if term.until >= self.today]
                for code in dict.fromkeys(map(self.index.code_of, (*account.departments, *acting))):
                    found[code] = (*found.get(code, ()), account.login)
        return found


def department_uses(
    dataset: Dataset, people: DepartmentPeople, names: Mapping[str, str] | None = None
) -> dict[str, DepartmentUse]:
    """What each department answers for, in the order of the plan.

    names  of the departments that are asked for, by code; None = those that the dataset's plan has
    """
    if names is None:
        names = dict(zip(dataset.departments["code"], dataset.departments["name"], strict=True))
    nodes = dataset.nodes[dataset.nodes["level"] == Level.OPERATIONAL_GOAL]
    goals, indicators = (_codes(frame["code"], frame["department"]) for frame in (nodes, dataset.indicators))
    accounts = people.by_department()
    return {
        code: DepartmentUse(code, name, goals.get(code, ()), indicators.get(code, ()), accounts.get(code, ()))
        for code, name in names.items()
    }


def _codes(codes: Iterable[str], departments: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, department in zip(codes, departments, strict=True):
        found.setdefault(str(department), []).append(str(code))
    return {department: tuple(sorted(own, key=code_sort_key)) for department, own in found.items()}


def department_effects(
    states: States, draft: Draft, plan: Plan | None, change: Changes, people: DepartmentPeople
) -> DepartmentEffects:
    """What the draft of a plan does; nothing where there was no plan before."""
    before, after = states
    if before is None or plan is None:
        return DepartmentEffects()
    uses = department_uses(before, people)
    moved = [one.code for one in change.departments if one.renamed or one.successor]
    named = {department.code for department in plan.departments} | set(draft.choices.merged)
    left = {code: use.name for code, use in uses.items() if code not in named}
    now = department_uses(after or before, people, left)
    ticked = {department_of(key) for key in draft.choices.taken}
    return DepartmentEffects(
        carried=tuple(uses[code] for code in moved if code in uses),
        left_out=tuple(now.values()),
        used=tuple(use for use in now.values() if use.code in ticked and use.used),
    )

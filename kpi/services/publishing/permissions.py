"""Who may do what to which goal, asked inside every service with the acting account first.

A goal belongs to the department that the plan names, an indicator to the one that its workbook names: both by code, so
that a department which is called otherwise keeps what is its own. A head may send
in a goal of the own department whole; in another department's goal, the own indicators alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kpi.access import Right, allows, may
from kpi.cache import Cache
from kpi.model import Account, Draft, DraftKind, Role
from kpi.store import read as reading
from kpi.store.as_of import AsOf
from kpi.store.books import plan as stored_plan
from kpi.store.departments import DepartmentIndex, department_index
from kpi.store.read import of_plan


class ForbiddenError(Exception):
    """The account may not do this. `action` names a sentence below `flow.forbidden` in the catalogue of words."""

    def __init__(self, action: str, **values: str) -> None:
        super().__init__(action)
        self.action = action
        self.values = values


def approval_rights(draft: Draft) -> tuple[Right, ...]:
    """What approving a draft takes, as far as the draft itself tells: what a workbook opens is known by its effect.

    A plan takes no more than the right to approve: the one of the two who may change it has asked. An access that its
    author may not decide on takes the right to; one that was hidden at once stands already and is only confirmed.
    """
    access = draft.access if draft.kind is DraftKind.VISIBILITY else None
    opens = access is not None and access.hidden is None and not access.entitled
    return (Right.APPROVE, Right.VISIBILITY) if opens else (Right.APPROVE,)


def may_approve(account: Account, draft: Draft) -> bool:
    """Whether the account may be the second person of a draft: never of the own one."""
    return account.login != draft.login and all(allows(account, right) for right in approval_rights(draft))


@dataclass(frozen=True, slots=True)
class Responsibility:
    """What `kpi.access.rights` asks a goal for: the code of the department that answers for it."""

    department: str


@dataclass(frozen=True, slots=True)
class ResponsibleDepartments:
    """Which department answers for what.

    index       what departments are and were called
    goals       code of the department by the goal's code, "" where the plan names none
    indicators  (goal, code of the department) by the indicator's code
    """

    index: DepartmentIndex
    goals: Mapping[str, str]
    indicators: Mapping[str, tuple[str, str]]

    @property
    def names(self) -> Mapping[str, str]:
        """The present names of departments by their codes."""
        return self.index.names

    def may_goal(self, account: Account | None, goal: str, right: Right = Right.SUBMIT) -> bool:
        """Whether the whole goal is the account's."""
        return self._may(account, right, self.goals.get(goal, ""))

    def may_code(self, account: Account | None, code: str, goal: str) -> bool:
        """Whether the rows of this code are: an indicator of the goal, or the goal itself."""
        if self.may_goal(account, goal):
            return True
        found = self.indicators.get(code)
        return found is not None and found[0] == goal and self._may(account, Right.SUBMIT, found[1])

    def _may(self, account: Account | None, right: Right, department: str) -> bool:
        return account is not None and may(self._led(account), right, Responsibility(department))

    def _led(self, account: Account) -> Account:
        """An account keeps codes; one that was made by a name, or whose department was merged, is led to the code."""
        return replace(account, departments=tuple(self.index.code_of(word) for word in account.departments))

    def own_codes(self, account: Account | None) -> list[str]:
        """Codes of the indicators whose rows the account may send in: `may_code`, each department asked once."""
        if account is None:
            return []
        led = self._led(account)
        answering = {*self.goals.values(), "", *(department for _, department in self.indicators.values())}
        own = {one for one in answering if may(led, Right.SUBMIT, Responsibility(one))}
        found = self.indicators.items()
        return [code for code, (goal, department) in found if self.goals.get(goal, "") in own or department in own]

    def own_goals(self, account: Account | None) -> list[str]:
        """Goals of which the account may send in something, in the order of the plan."""
        partly = {self.indicators[code][0] for code in self.own_codes(account)}
        return [goal for goal in self.goals if goal in partly or self.may_goal(account, goal)]

    def named_for(self, account: Account, goal: str) -> str:
        """The department as which the account sends in this goal: its name, "" for an editor."""
        if account.role is not Role.HEAD:
            return ""
        answering = [self.goals.get(goal, ""), *(department for g, department in self.indicators.values() if g == goal)]
        own = next((department for department in answering if self._may(account, Right.SUBMIT, department)), "")
        return self.names.get(own, own)


#: the departments of the last moments asked for: a request asks several times, of two editions at the turn
_last: Cache[ResponsibleDepartments] = Cache(2, each=1)


def responsible_departments(connection: Connection, until: AsOf) -> ResponsibleDepartments:
    """The departments as of a moment; for a connection that has written nothing itself."""
    return _last.get((str(connection.engine.url), until), lambda: _read_departments(connection, until))


def _read_departments(connection: Connection, until: AsOf) -> ResponsibleDepartments:
    planned = of_plan(connection, until)
    plan = stored_plan(connection, planned)
    goals = {} if plan is None else {g.code: g.department for g in plan.operational_goals}
    frame = reading.indicators_until(connection, until)
    rows = zip(frame["code"], frame["goal"], frame["department"], strict=True)
    indicators = {str(code): (str(goal), str(department)) for code, goal, department in rows}
    for goal, _ in indicators.values():
        goals.setdefault(goal, "")
    return ResponsibleDepartments(department_index(connection, planned), goals, indicators)


def require_right(account: Account | None, right: Right, action: str = "") -> Account:
    """The account, where its role has this right for some goal; `ForbiddenError` else.

    action  what was tried, where the right is named after something else (a key below `flow.forbidden`)
    """
    if account is None or not allows(account, right):
        raise ForbiddenError(action or str(right))
    return account


def changes_values_only(account: Account) -> bool:
    """Whether the account answers for values, gaps, comments and actions alone: a head, whatever a file says."""
    return not allows(account, Right.SUSPEND)


def require_goal(
    account: Account | None, found: ResponsibleDepartments, goal: str, right: Right = Right.SUBMIT
) -> Account:
    """The account, where it may send in something of the goal."""
    known = require_right(account, right)
    if not found.may_goal(known, goal, right) and goal not in found.own_goals(known):
        raise ForbiddenError("goal", goal=goal)
    return known

"""Who may do what: one table, asked by every page, route and service (decision 0010)."""

from enum import StrEnum
from typing import Protocol

from kpi.model import Account, Role


class Right(StrEnum):
    """What an account does. Reading what is published takes no right, and one's own password takes no special one."""

    SUBMIT = "submit"  # check, see, publish the values of a goal; its drafts
    WITHDRAW = "withdraw"  # take a publication of a goal back
    APPROVE = "approve"  # another one's submission; never one's own
    SUSPEND = "suspend"  # suspensions with their acts
    HIDE = "hide"  # close an indicator at once; a second person confirms it afterwards or opens it again
    REPORTING = "reporting"  # who has not reported; letters, longer terms
    JOURNAL = "journal"  # the audit
    RELEASES = "releases"  # compare and restore releases
    DECISIONS = "decisions"  # decisions with their assignments, sessions, events, risks; answers to assignments
    PLAN = "plan"  # the plan workbook: goals, departments
    VISIBILITY = "visibility"  # what becomes public or internal
    SETTINGS = "settings"  # deadlines, approval, reminders
    ACCOUNTS = "accounts"  # other people's accounts


class Goal(Protocol):
    """A goal as far as rights go: which department answers for it."""

    @property
    def department(self) -> str: ...


#: the goals of the own departments alone
OF_GOALS = frozenset({Right.SUBMIT, Right.WITHDRAW})
_HEAD = OF_GOALS
_EDITOR = _HEAD | {Right.APPROVE, Right.SUSPEND, Right.HIDE, Right.REPORTING, Right.JOURNAL, Right.RELEASES}
_EDITOR |= {Right.DECISIONS}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.HEAD: _HEAD,
    Role.EDITOR: _EDITOR,
    Role.ADMINISTRATOR: _EDITOR | {Right.PLAN, Right.VISIBILITY, Right.SETTINGS, Right.ACCOUNTS},
}


def allows(account: Account | None, right: Right) -> bool:
    """Whether the role has the right at all, for some goal; nobody and disabled accounts have none."""
    return account is not None and not account.disabled and right in RIGHTS[account.role]


def may(account: Account | None, right: Right, goal: Goal | None = None) -> bool:
    """Whether the account may do this to this goal.

    goal  needed where the right is about a goal and the role is a head's: without it the answer is no
    """
    if account is None or not allows(account, right):
        return False
    if right not in OF_GOALS or account.role is not Role.HEAD:
        return True
    return goal is not None and bool(goal.department) and goal.department in account.departments

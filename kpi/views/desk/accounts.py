"""Облікові записи: who may sign in, as an administrator sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.model import Account, Role


@dataclass(frozen=True, slots=True)
class DepartmentChoice:
    """A department that may be ticked."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """A link that was just made, shown this once."""

    login: str
    href: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The page.

    roles   with their names
    me      login of the reader: nobody closes the own account by accident
    seen    what is known of each account's signing in, by login
    invitation  a link that was just made, None where none was
    wrong   what could not be done, "" where nothing went wrong; `given` are the fields of a new account as typed
    """

    token: str
    accounts: tuple[Account, ...]
    departments: tuple[DepartmentChoice, ...]
    roles: tuple[tuple[Role, str], ...]
    me: str
    notice: str
    seen: Mapping[str, str]
    invitation: InvitationLink | None = None
    wrong: str = ""
    given: tuple[tuple[str, str], ...] = ()

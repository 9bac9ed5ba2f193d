"""Who works in the system: accounts and their roles (decision 0010)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; who has no account is anonymous and reads what is published."""

    HEAD = "head"  # керівник підрозділу: the goals of the own departments
    EDITOR = "editor"  # редактор: all goals
    ADMINISTRATOR = "administrator"  # адміністратор: the plan, accounts, visibility


@dataclass(frozen=True, slots=True)
class ActingTerm:
    """Standing in for the head of a department, by its code, from one day to another, both included."""

    department: str
    since: date
    until: date

    def holds_on(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account.

    id           1, 2, 3… within the community
    login        what is typed when signing in: lower case
    name         what other people read, e.g. in the journal
    departments  a head's own: codes of «Підрозділи», or names where goals give no code
    acting       departments whose heads the account stands in for, from day to day
    disabled     may not sign in; what was done under it keeps its name
    email        verified address by which an identity provider may know the person; "" where there is none
    signed_in    when last, None = never
    """

    id: int
    login: str
    name: str
    role: Role
    departments: tuple[str, ...] = ()
    disabled: bool = False
    email: str = ""
    signed_in: datetime | None = field(default=None, compare=False)
    acting: tuple[ActingTerm, ...] = ()

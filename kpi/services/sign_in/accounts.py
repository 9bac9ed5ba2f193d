"""Administering accounts: by an administrator, or by the person at the server's own terminal."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from kpi.access import Right, may, passwords
from kpi.access.sessions import digest
from kpi.model import Account, ActingTerm, Role
from kpi.store import Store, audit
from kpi.store.departments import community_index
from kpi.store.people import accounts, sessions

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+")
_LONGEST_NAME = 120
#: who acts: an account, or the system's name of whoever is at the terminal
By = Account | str


class AccountError(Exception):
    """An account cannot be made or changed so. `reason` is a key below `access.error`, `values` belong in its text."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def create(
    store: Store,
    account: Account,
    password: str | None,
    *,
    by: By,
    now: datetime,
) -> Account:
    """A new account; `id` and spelling of login and address are given here.

    password  None: only an identity provider lets this person in
    """
    authorise(by)
    made = _checked(account)
    with store.writing() as connection:
        if accounts.by_login(connection, store.community, made.login) is not None:
            raise AccountError("login_taken", login=made.login)
        _check_email(connection, store.community, made)
        made = with_codes(connection, store.community, made)
        written = "" if password is None else _new_hash(password, made.login)
        stored = accounts.add(connection, store.community, made, written, now)
        for term in made.acting:
            accounts.add_acting(connection, store.community, stored.id, term)
        departments = list(stored.departments)
        record_change(
            connection,
            store,
            by,
            "account_created",
            now,
            login=stored.login,
            role=stored.role.value,
            departments=departments,
            acting=[told_term(term) for term in made.acting],
        )
    return replace(stored, acting=made.acting)


def everybody(store: Store, *, by: By) -> list[Account]:
    """All accounts by login, disabled ones too."""
    authorise(by)
    with store.reading() as connection:
        return accounts.everybody(connection, store.community)


def set_password(store: Store, login: str, password: str, *, by: By, now: datetime) -> None:
    """A new password; every session of the account ends, and its wrong tries are forgotten."""
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        accounts.change(connection, store.community, account.id, password_hash=_new_hash(password, account.login))
        _end(connection, store.community, account, now)
        sessions.forgive_all(connection, store.community, digest(account.login))
        record_change(connection, store, by, "password_set", now, login=account.login)


def set_disabled(store: Store, login: str, disabled: bool, *, by: By, now: datetime, confirmed: bool = False) -> None:
    """Close an account, at once and with all its sessions, or open it again. What it did stays under its name.

    confirmed  an administrator who closes the own account was asked
    """
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        if disabled:
            _keep_an_administrator(connection, store.community, account, by)
            _ask_about_oneself(account, by, confirmed)
            _end(connection, store.community, account, now)
        accounts.change(connection, store.community, account.id, disabled=disabled)
        action = "account_disabled" if disabled else "account_enabled"
        record_change(connection, store, by, action, now, login=account.login)


def set_role(
    store: Store,
    login: str,
    role: Role,
    departments: Iterable[str] = (),
    *,
    by: By,
    now: datetime,
    confirmed: bool = False,
) -> Account:
    """Another role, other departments; what the account may do changes with its next request.

    confirmed  an administrator who takes the own role away was asked
    """
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        own = tuple(departments)
        # terms alone make a head too; beside departments they are not looked at again
        acting = account.acting if role is Role.HEAD and not own else ()
        wanted = replace(account, role=role, departments=own, acting=acting)
        codes = with_codes(connection, store.community, wanted).departments
        if role is not Role.ADMINISTRATOR:
            _keep_an_administrator(connection, store.community, account, by)
            _ask_about_oneself(account, by, confirmed)
        accounts.change(connection, store.community, account.id, role=role.value, departments=codes)
        detail = {"login": account.login, "role": role.value, "departments": list(codes)}
        record_change(connection, store, by, "account_role", now, **detail)
        return known_account(connection, store.community, login)


def set_email(store: Store, login: str, email: str, *, by: By, now: datetime) -> None:
    """The address by which an identity provider may know the person; "" for none."""
    authorise(by)
    with store.writing() as connection:
        account = known_account(connection, store.community, login)
        changed = _checked(
            Account(
                id=account.id,
                login=account.login,
                name=account.name,
                role=account.role,
                departments=account.departments,
                email=email,
            )
        )
        _check_email(connection, store.community, changed)
        accounts.change(connection, store.community, account.id, email=changed.email)
        record_change(connection, store, by, "account_email", now, login=account.login)


def authorise(by: By) -> None:
    """AccountError where the account may not change accounts; whoever is at the terminal may."""
    if isinstance(by, Account) and not may(by, Right.ACCOUNTS):
        raise AccountError("forbidden")


def known_account(connection: Connection, community: str, login: str) -> Account:
    """The account of a login as it is typed; AccountError where there is none."""
    account = accounts.by_login(connection, community, login.strip().lower())
    if account is None:
        raise AccountError("unknown_login", login=login)
    return account


def _checked(account: Account) -> Account:
    """The account with login and address in small letters; AccountError where something is missing or misspelt."""
    login, name, email = account.login.strip().lower(), " ".join(account.name.split()), account.email.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise AccountError("login", login=account.login)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise AccountError("name")
    if email and not _EMAIL.fullmatch(email):
        raise AccountError("email", email=account.email)
    return Account(
        id=account.id,
        login=login,
        name=name,
        role=account.role,
        departments=tuple(dict.fromkeys(account.departments)),
        disabled=False,
        email=email,
        acting=account.acting,
    )


def _check_email(connection: Connection, community: str, account: Account) -> None:
    if any(other.login != account.login for other in accounts.by_email(connection, community, account.email)):
        raise AccountError("email_taken", email=account.email)


def with_codes(connection: Connection, community: str, account: Account) -> Account:
    """The account with its departments by code; what only goals name stays a name.

    AccountError for a head without any, for a department that is neither, and where `acting` cannot be.
    """
    if account.role is Role.HEAD and not account.departments and not account.acting:
        raise AccountError("departments_missing")
    if account.acting and account.role is not Role.HEAD:
        raise AccountError("acting_role")
    index = community_index(connection, community)
    known = {*index.names, *index.names.values(), *accounts.goal_departments(connection, community)}
    words = (*account.departments, *(term.department for term in account.acting))
    codes = {word: index.code_of(word) for word in words}
    if unknown := sorted(word for word, code in codes.items() if code not in index.names and word not in known):
        raise AccountError("department", found=", ".join(unknown), known=", ".join(sorted(known)) or "—")
    own = tuple(dict.fromkeys(codes[word] for word in account.departments))
    acting = tuple(replace(term, department=codes[term.department]) for term in account.acting)
    if any(term.until < term.since for term in acting):
        raise AccountError("acting_days")
    if any(term.department in own for term in acting):
        raise AccountError("acting_own")
    return replace(account, departments=own, acting=acting)


def told_term(term: ActingTerm) -> dict[str, str]:
    """A term as the journal tells it."""
    return {"department": term.department, "since": term.since.isoformat(), "until": term.until.isoformat()}


def _new_hash(password: str, login: str) -> str:
    if reason := passwords.password_problem(password, login):
        raise AccountError(f"password_{reason}", shortest=passwords.SHORTEST, longest=passwords.LONGEST)
    return passwords.hash_password(password)


def _keep_an_administrator(connection: Connection, community: str, account: Account, by: By) -> None:
    """An administrator cannot close the last administrator's account; the terminal can, and can make a new one."""
    others = [
        other
        for other in accounts.everybody(connection, community)
        if other.role is Role.ADMINISTRATOR and not other.disabled and other.id != account.id
    ]
    if isinstance(by, Account) and account.role is Role.ADMINISTRATOR and not others:
        raise AccountError("last_administrator")


def _ask_about_oneself(account: Account, by: By, confirmed: bool) -> None:
    """Nobody stops being an administrator by a slip of the hand."""
    if isinstance(by, Account) and by.id == account.id and account.role is Role.ADMINISTRATOR and not confirmed:
        raise AccountError("oneself")


def _end(connection: Connection, community: str, account: Account, now: datetime) -> None:
    sessions.close_all(connection, community, account.id, now)
    sessions.forget_devices(connection, community, account.id)


def record_change(connection: Connection, store: Store, by: By, action: str, now: datetime, **detail: object) -> None:
    """Write into the journal who changed what of an account."""
    actor = by.login if isinstance(by, Account) else by
    audit.record(connection, store.community, actor=actor, action=action, detail=detail, at=now)

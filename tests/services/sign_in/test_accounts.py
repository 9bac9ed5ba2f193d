"""Accounts: made, changed and closed by those who may, with a row in the audit and no password anywhere."""

import pytest

from kpi.access import passwords
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError
from kpi.store import Store
from kpi.store.people import accounts
from tests.services.sign_in.conftest import PASSWORD, Clock, Make, actions, everything_kept


def test_an_account_is_kept_as_it_was_made(store: Store, make: Make) -> None:
    made = make("Koval.O", Role.HEAD, "health", email="O.Koval@Example.org")
    assert made == Account(
        id=1,
        login="koval.o",
        name="Особа Koval.O",
        role=Role.HEAD,
        departments=("health",),
        disabled=False,
        email="o.koval@example.org",
    )
    assert sign_in.everybody(store, by=make("root", Role.ADMINISTRATOR))[0] == made
    assert actions(store) == [("terminal", "account_created")] * 2
    assert PASSWORD not in everything_kept(store)


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (Account(id=0, login="я", name="Я", role=Role.EDITOR), "login"),
        (Account(id=0, login="a b", name="Я", role=Role.EDITOR), "login"),
        (Account(id=0, login="koval", name="Я", role=Role.EDITOR), "login_taken"),
        (Account(id=0, login="new", name=" ", role=Role.EDITOR), "name"),
        (Account(id=0, login="new", name="а\nб\x1b[1m", role=Role.EDITOR), "name"),
        (Account(id=0, login="new", name="Я", role=Role.EDITOR, email="nobody"), "email"),
        (Account(id=0, login="new", name="Я", role=Role.EDITOR, email="koval@example.org"), "email_taken"),
        (Account(id=0, login="new", name="Я", role=Role.HEAD), "departments_missing"),
        (Account(id=0, login="new", name="Я", role=Role.HEAD, departments=("nowhere",)), "department"),
    ],
)
def test_what_is_missing_or_misspelt_is_told(
    store: Store, make: Make, clock: Clock, account: Account, reason: str
) -> None:
    make("koval", email="koval@example.org")
    with pytest.raises(AccountError) as refused:
        sign_in.create(store, account, PASSWORD, by="terminal", now=clock())
    assert refused.value.reason == reason
    assert len(sign_in.everybody(store, by="terminal")) == 1


def test_a_weak_password_makes_no_account(store: Store, clock: Clock) -> None:
    with pytest.raises(AccountError, match="password_too_short"):
        sign_in.create(
            store, Account(id=0, login="koval", name="К", role=Role.EDITOR), "коротко", by="terminal", now=clock()
        )
    assert sign_in.everybody(store, by="terminal") == []


@pytest.mark.parametrize("role", [Role.HEAD, Role.EDITOR])
def test_only_an_administrator_touches_accounts(store: Store, make: Make, clock: Clock, role: Role) -> None:
    by = make("one", role, "health")
    make("other")
    kept = everything_kept(store)
    deeds = (
        lambda: sign_in.create(
            store, Account(id=0, login="new", name="N", role=Role.ADMINISTRATOR), PASSWORD, by=by, now=clock()
        ),
        lambda: sign_in.everybody(store, by=by),
        lambda: sign_in.set_password(store, "other", PASSWORD + "!", by=by, now=clock()),
        lambda: sign_in.set_disabled(store, "other", True, by=by, now=clock()),
        lambda: sign_in.set_role(store, "one", Role.ADMINISTRATOR, by=by, now=clock()),
        lambda: sign_in.set_email(store, "other", "a@b.org", by=by, now=clock()),
    )
    for deed in deeds:
        with pytest.raises(AccountError, match="forbidden"):
            deed()
    assert everything_kept(store) == kept


def test_an_administrator_does(store: Store, make: Make, clock: Clock) -> None:
    root = make("root", Role.ADMINISTRATOR)
    make("koval")
    sign_in.set_role(store, "KOVAL", Role.HEAD, ["health", "health"], by=root, now=clock())
    sign_in.set_email(store, "koval", "K@Example.org", by=root, now=clock())
    sign_in.set_disabled(store, "koval", True, by=root, now=clock())
    koval = sign_in.everybody(store, by=root)[0]
    assert (koval.role, koval.departments, koval.email, koval.disabled) == (
        Role.HEAD,
        ("health",),
        "k@example.org",
        True,
    )
    assert actions(store)[2:] == [("root", "account_role"), ("root", "account_email"), ("root", "account_disabled")]


def test_the_last_administrator_stays(store: Store, make: Make, clock: Clock) -> None:
    root = make("root", Role.ADMINISTRATOR)
    for deed in (
        lambda: sign_in.set_disabled(store, "root", True, by=root, now=clock()),
        lambda: sign_in.set_role(store, "root", Role.EDITOR, by=root, now=clock()),
    ):
        with pytest.raises(AccountError, match="last_administrator"):
            deed()
    make("second", Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="oneself"):
        sign_in.set_disabled(store, "root", True, by=root, now=clock())
    sign_in.set_disabled(store, "root", True, by=root, now=clock(), confirmed=True)


def test_an_unknown_login_is_told(store: Store, clock: Clock) -> None:
    with pytest.raises(AccountError, match="unknown_login"):
        sign_in.set_password(store, "nobody", PASSWORD, by="terminal", now=clock())


def test_a_new_password_takes_the_place_of_the_old(store: Store, make: Make, clock: Clock) -> None:
    koval = make("koval")
    sign_in.set_password(store, "koval", "інший пароль із слів", by="terminal", now=clock())
    with store.reading() as connection:
        known = accounts.password_hash(connection, store.community, koval.id)
    assert passwords.matches("інший пароль із слів", known)
    assert not passwords.matches(PASSWORD, known)

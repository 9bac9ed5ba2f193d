"""A link with which a person sets the own password: once, for seven days, and nobody else ever knows it."""

import threading
from datetime import timedelta

import pytest

from kpi.access import passwords
from kpi.access.sessions import digest
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError, ClientInfo, NewSession
from kpi.store import Store
from kpi.store.people import accounts
from kpi.store.people.account_tables import INVITATION
from tests.services.sign_in.conftest import PASSWORD, Clock, Make, actions, everything_kept

HERE = ClientInfo("192.0.2.7", agent="Firefox")
OWN = "п’ять котів під дощем"


def test_the_person_sets_the_password_and_is_signed_in(store: Store, make: Make, clock: Clock) -> None:
    root = make("root", Role.ADMINISTRATOR)
    new = Account(id=0, login="koval", name="О. Коваль", role=Role.EDITOR)
    koval = sign_in.create(store, new, None, by=root, now=clock())
    token, until = sign_in.invite(store, "KOVAL", by=root, now=clock())
    assert until == clock() + timedelta(days=7)
    assert sign_in.invited(store, token, clock()) == koval
    assert sign_in.waiting(store, clock()) == {koval.id: until}

    entered = sign_in.accept(store, token, OWN, HERE, clock())

    assert entered is not None
    assert sign_in.session_for_token(store, entered.token, clock()) is not None
    with store.reading() as connection:
        assert passwords.matches(OWN, accounts.password_hash(connection, store.community, koval.id))
        kept = connection.execute(INVITATION.select()).one()
    assert kept.token_hash == digest(token)
    assert token not in everything_kept(store) + repr(kept)
    assert OWN not in everything_kept(store)
    assert actions(store)[2:] == [("root", "invited"), ("koval", "password_changed"), ("koval", "signin")]
    assert sign_in.everybody(store, by=root)[0].signed_in == clock()
    assert sign_in.waiting(store, clock()) == {}


def test_a_link_works_once_and_not_for_ever(store: Store, make: Make, clock: Clock) -> None:
    make("koval")
    first, _ = sign_in.invite(store, "koval", by="terminal", now=clock())
    second, until = sign_in.invite(store, "koval", by="terminal", now=clock())
    assert sign_in.accept(store, first, OWN, HERE, clock()) is None, "a newer link takes its place"
    assert sign_in.invited(store, second, until - timedelta(seconds=1)) is not None
    assert sign_in.accept(store, second, OWN, HERE, until) is None, "it is too old"
    assert sign_in.accept(store, second, OWN, HERE, clock()) is not None
    assert sign_in.accept(store, second, OWN + "!", HERE, clock()) is None, "it was used"
    for nothing in ("", "x" * 43, "x" * 5000):
        assert sign_in.invited(store, nothing, clock()) is None


def test_a_weak_password_leaves_the_link_good(store: Store, make: Make, clock: Clock) -> None:
    make("koval")
    token, _ = sign_in.invite(store, "koval", by="terminal", now=clock())
    with pytest.raises(AccountError, match="password_too_short"):
        sign_in.accept(store, token, "коротко", HERE, clock())
    assert sign_in.accept(store, token, OWN, HERE, clock()) is not None


def test_the_former_password_and_sessions_end_with_the_link_not_before(store: Store, make: Make, clock: Clock) -> None:
    make("koval", email="koval@example.org")
    before = sign_in.enter_by_email(store, "koval@example.org", HERE, clock())
    assert before is not None
    token, _ = sign_in.invite(store, "koval", by="terminal", now=clock())
    assert sign_in.session_for_token(store, before.token, clock()) is not None
    sign_in.accept(store, token, OWN, HERE, clock())
    assert sign_in.session_for_token(store, before.token, clock()) is None


def test_who_is_disabled_is_not_let_in_by_a_link(store: Store, make: Make, clock: Clock) -> None:
    make("koval")
    token, _ = sign_in.invite(store, "koval", by="terminal", now=clock())
    sign_in.set_disabled(store, "koval", True, by="terminal", now=clock())
    assert sign_in.accept(store, token, OWN, HERE, clock()) is None
    with pytest.raises(AccountError, match="invited_disabled"):
        sign_in.invite(store, "koval", by="terminal", now=clock())


@pytest.mark.parametrize("role", [Role.HEAD, Role.EDITOR])
def test_only_an_administrator_invites(store: Store, make: Make, clock: Clock, role: Role) -> None:
    by = make("one", role, "health")
    make("other")
    with pytest.raises(AccountError, match="forbidden"):
        sign_in.invite(store, "other", by=by, now=clock())
    with pytest.raises(AccountError, match="unknown_login"):
        sign_in.invite(store, "nobody", by="terminal", now=clock())


def test_of_two_who_follow_a_link_at_once_one_is_let_in(store: Store, make: Make, clock: Clock) -> None:
    make("koval")
    token, _ = sign_in.invite(store, "koval", by="terminal", now=clock())
    entered: list[NewSession | None] = []
    passed = [f"{OWN} {number}" for number in range(4)]
    threads = [
        threading.Thread(target=lambda p=p: entered.append(sign_in.accept(store, token, p, HERE, clock())))
        for p in passed
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in entered if one is not None]) == 1
    assert PASSWORD not in everything_kept(store)

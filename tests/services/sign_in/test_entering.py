"""Entering and leaving: sessions, tries, known browsers; the clock is the test's."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from kpi.access import passwords
from kpi.access.sessions import ABSOLUTE, digest
from kpi.model import Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError, ClientInfo, LoginThrottle, NewSession, TooManyTriesError
from kpi.services.sign_in import login as entering
from kpi.store import Store
from kpi.store.people import accounts
from kpi.store.people.account_tables import SESSION, TRY
from tests.cheap_passwords import as_in_the_product
from tests.services.sign_in.conftest import PASSWORD, Clock, Make, actions, everything_kept

HERE = ClientInfo("192.0.2.7", agent="Firefox")


class Tries:
    """A gate with the test's clock. Checking a password is only looked at where a test counts it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.gate = LoginThrottle(clock=clock, sleep=clock.sleep)

    def enter(self, password: str = PASSWORD, login: str = "koval", visit: ClientInfo = HERE) -> NewSession | None:
        return asyncio.run(self._enter(login, password, visit))

    async def _enter(self, login: str, password: str, visit: ClientInfo) -> NewSession | None:
        return await LoginThrottle(self.gate.clock, self.gate.sleep).enter(self.store, login, password, visit)


@pytest.fixture
def tries(store: Store, clock: Clock) -> Tries:
    return Tries(store, clock)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Passwords are compared with the right one without argon2; what was checked is listed."""
    checked: list[str] = []

    def check(attempt: sign_in.Attempt, password: str) -> bool:
        checked.append(password)
        return bool(attempt.known) and password == PASSWORD

    monkeypatch.setattr("kpi.services.sign_in.login_throttle.check", check)
    return checked


def test_the_right_password_opens_a_session(store: Store, make: Make, tries: Tries, clock: Clock) -> None:
    koval = make()
    entered = tries.enter(login=" KOVAL ")
    assert entered is not None
    assert entered.account == koval
    signed = sign_in.session_for_token(store, entered.token, clock())
    assert signed is not None
    assert signed.account == koval
    assert actions(store)[-1] == ("koval", "signin")


def test_tokens_and_passwords_are_kept_nowhere(store: Store, make: Make, tries: Tries) -> None:
    make()
    tries.enter("хибний пароль canary")
    entered = tries.enter()
    assert entered is not None
    with store.reading() as connection:
        kept = repr([tuple(r) for t in (SESSION, TRY) for r in connection.execute(t.select())])
    kept += everything_kept(store) + repr(entered) + repr(HERE)
    for secret in (entered.token, entered.device, PASSWORD, "canary", HERE.address):
        assert secret not in kept.replace(repr(HERE), "")
    assert digest(entered.token) in kept


@pytest.mark.parametrize(("login", "password"), [("koval", "хибний пароль"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_password_and_an_unknown_login_look_the_same(
    store: Store, make: Make, tries: Tries, login: str, password: str
) -> None:
    make()
    assert tries.enter(password, login) is None
    assert actions(store)[-1] == (login if login == "koval" else "", "signin_failed")


def test_a_login_that_does_not_exist_is_checked_as_long(store: Store, make: Make, clock: Clock) -> None:
    """Both check one argon2 hash with the same parameters; only that takes time."""
    with as_in_the_product():
        make()
    known = entering.begin(store, "koval", HERE, clock())
    unknown = entering.begin(store, "nobody", HERE, clock())
    assert known.known.startswith("$argon2id$")
    assert unknown.known == ""
    calls: list[str] = []

    class Counting:
        def verify(self, known: str, password: str) -> bool:
            calls.append(known.rsplit("$", 2)[0])
            return True

        def hash(self, password: str) -> str:
            return "$argon2id$v=19$m=65536,t=3,p=4$salt$hash"

    with as_in_the_product(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpi.access.passwords._HASHER", Counting())
        assert entering.check(known, "x")
        assert not entering.check(unknown, "x")
    assert calls == ["$argon2id$v=19$m=65536,t=3,p=4"] * 2


@pytest.mark.parametrize("login", ["koval", "nobody"])
def test_slower_then_refused_then_open_again(
    make: Make, tries: Tries, clock: Clock, quick: list[str], login: str
) -> None:
    make()
    for _ in range(10):
        assert tries.enter("ні", login) is None
    assert clock.slept == [1, 2, 4, 8, 8, 8]
    with pytest.raises(TooManyTriesError) as refused:
        tries.enter(PASSWORD, login)
    assert refused.value.until == clock() + timedelta(minutes=15)
    assert len(quick) == 10, "a refused try checks nothing"
    clock.forward(minutes=15)
    assert (tries.enter(PASSWORD, login) is not None) is (login == "koval")


def test_the_owner_enters_from_a_known_browser_while_others_guess(
    make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    first = tries.enter()
    assert first is not None
    clock.forward(hours=1)
    guesser = ClientInfo("198.51.100.9")
    for _ in range(10):
        tries.enter("ні", visit=guesser)
    with pytest.raises(TooManyTriesError):
        tries.enter(visit=guesser)
    again = tries.enter(visit=replace(HERE, device=first.device))
    assert again is not None
    assert again.device != first.device


def test_a_known_browser_is_counted_too(make: Make, tries: Tries, quick: list[str]) -> None:
    make()
    first = tries.enter()
    assert first is not None
    visit = replace(HERE, device=first.device)
    for _ in range(10):
        tries.enter("ні", visit=visit)
    with pytest.raises(TooManyTriesError):
        tries.enter(visit=visit)


def test_a_browser_known_for_one_account_is_unknown_for_another(make: Make, tries: Tries, quick: list[str]) -> None:
    make()
    make("other")
    mine = tries.enter(login="other")
    assert mine is not None
    visit = replace(HERE, device=mine.device)
    for _ in range(10):
        tries.enter("ні", "koval", visit)
    with pytest.raises(TooManyTriesError):
        tries.enter(PASSWORD, "koval", ClientInfo("203.0.113.5"))


def test_an_address_has_thirty_tries_an_hour(make: Make, tries: Tries, clock: Clock, quick: list[str]) -> None:
    make()
    for number in range(30):
        tries.enter("ні", f"user{number}", ClientInfo(f"2001:db8::{number:x}"))
    with pytest.raises(TooManyTriesError) as refused:
        tries.enter(visit=ClientInfo("2001:db8::ffff"))
    assert refused.value.until == clock() + timedelta(hours=1)
    assert tries.enter(visit=ClientInfo("2001:db8:0:1::1")) is not None


def test_many_tries_at_once_are_all_counted(store: Store, make: Make, clock: Clock, quick: list[str]) -> None:
    make()

    async def all_at_once() -> list[object]:
        gate = LoginThrottle(clock, clock.sleep)
        waiting = [gate.enter(store, "koval", "ні", HERE) for _ in range(24)]
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    outcomes = asyncio.run(all_at_once())
    assert sum(outcome is None for outcome in outcomes) == 10
    assert sum(isinstance(outcome, TooManyTriesError) for outcome in outcomes) == 14
    assert len(quick) == 10


def test_the_right_password_clears_the_count(make: Make, tries: Tries, clock: Clock, quick: list[str]) -> None:
    make()
    for _ in range(9):
        tries.enter("ні")
    assert tries.enter() is not None
    clock.slept.clear()
    assert tries.enter("ні") is None
    assert clock.slept == []


def test_an_administrators_password_clears_the_count(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    for _ in range(10):
        tries.enter("ні")
    sign_in.set_password(store, "koval", PASSWORD, by="terminal", now=clock())
    assert tries.enter() is not None


def _entered(tries: Tries, visit: ClientInfo = HERE) -> NewSession:
    entered = tries.enter(visit=visit)
    assert entered is not None
    return entered


def test_a_used_session_lives_twelve_hours(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    entered = _entered(tries)
    began = clock()
    while clock.forward(minutes=29) - began < ABSOLUTE:
        assert sign_in.session_for_token(store, entered.token, clock()) is not None
    assert sign_in.session_for_token(store, entered.token, clock()) is None


def test_half_an_hour_without_a_request_ends_a_session(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    entered = _entered(tries)
    clock.forward(minutes=30)
    assert sign_in.session_for_token(store, entered.token, clock()) is None


def test_entering_again_ends_the_browsers_former_session(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    first = _entered(tries)
    second = _entered(tries, replace(HERE, before=first.token))
    assert second.token != first.token
    assert sign_in.session_for_token(store, first.token, clock()) is None
    assert sign_in.session_for_token(store, second.token, clock()) is not None


def test_leaving_and_leaving_elsewhere_hold_at_once(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    here, there, phone = (_entered(tries) for _ in range(3))
    signed = sign_in.session_for_token(store, here.token, clock())
    assert signed is not None
    assert len(sign_in.open_sessions(store, signed, clock())) == 3
    assert sign_in.leave_elsewhere(store, signed, clock()) == 2
    assert (
        sign_in.session_for_token(store, there.token, clock())
        is sign_in.session_for_token(store, phone.token, clock())
        is None
    )
    assert sign_in.session_for_token(store, here.token, clock()) is not None
    sign_in.leave(store, here.token, clock())
    sign_in.leave(store, "no session", clock())
    assert sign_in.session_for_token(store, here.token, clock()) is None
    assert actions(store)[-2:] == [("koval", "signout_elsewhere"), ("koval", "signout")]


def test_a_disabled_account_is_out_at_once_and_for_good(
    store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]
) -> None:
    make()
    entered = _entered(tries)
    sign_in.set_disabled(store, "koval", True, by="terminal", now=clock())
    assert sign_in.session_for_token(store, entered.token, clock()) is None
    assert tries.enter() is None
    sign_in.set_disabled(store, "koval", False, by="terminal", now=clock())
    assert sign_in.session_for_token(store, entered.token, clock()) is None, "the old session does not come back"
    assert tries.enter() is not None


def test_a_changed_role_holds_at_once(store: Store, make: Make, tries: Tries, clock: Clock, quick: list[str]) -> None:
    make()
    entered = _entered(tries)
    sign_in.set_role(store, "koval", Role.HEAD, ["health"], by="terminal", now=clock())
    signed = sign_in.session_for_token(store, entered.token, clock())
    assert signed is not None
    assert (signed.account.role, signed.account.departments) == (Role.HEAD, ("health",))


def test_the_own_password_is_changed_and_the_session_is_new(
    store: Store, make: Make, tries: Tries, clock: Clock
) -> None:
    make()
    here, there = _entered(tries), _entered(tries)
    signed = sign_in.session_for_token(store, here.token, clock())
    assert signed is not None
    with pytest.raises(AccountError, match="current_password"):
        sign_in.change_password(store, signed, "не той пароль", "новий пароль із слів", clock())
    with pytest.raises(AccountError, match="password_too_short"):
        sign_in.change_password(store, signed, PASSWORD, "коротко", clock())
    token = sign_in.change_password(store, signed, PASSWORD, "новий пароль із слів", clock())
    assert sign_in.session_for_token(store, token, clock()) is not None
    assert (
        sign_in.session_for_token(store, here.token, clock())
        is sign_in.session_for_token(store, there.token, clock())
        is None
    )
    assert tries.enter(PASSWORD) is None
    assert tries.enter("новий пароль із слів") is not None


def test_an_address_of_an_identity_provider_lets_in_whom_an_administrator_named(
    store: Store, make: Make, clock: Clock
) -> None:
    make("koval", email="koval@example.org")
    entered = sign_in.enter_by_email(store, "Koval@Example.org", HERE, clock())
    assert entered is not None
    assert entered.account.login == "koval"
    assert sign_in.enter_by_email(store, "other@example.org", HERE, clock()) is None
    assert sign_in.enter_by_email(store, "", HERE, clock()) is None
    sign_in.set_disabled(store, "koval", True, by="terminal", now=clock())
    assert sign_in.enter_by_email(store, "koval@example.org", HERE, clock()) is None


def _weakened(store: Store, number: int) -> str:
    """The account's hash as an earlier release of the software made it, with weaker parameters."""
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    assert passwords.needs_rehash(weak)
    with store.writing() as connection:
        accounts.change(connection, store.community, number, password_hash=weak)
    return weak


def _hash(store: Store, number: int) -> str:
    with store.reading() as connection:
        return accounts.password_hash(connection, store.community, number)


def test_the_right_password_renews_a_weaker_hash(store: Store, make: Make, tries: Tries, clock: Clock) -> None:
    koval = make()
    first = tries.enter()
    weak = _weakened(store, koval.id)
    assert tries.enter("хибний пароль") is None
    assert _hash(store, koval.id) == weak
    assert tries.enter() is not None
    renewed = _hash(store, koval.id)
    assert not passwords.needs_rehash(renewed)
    assert passwords.matches(PASSWORD, renewed)
    assert tries.enter() is not None
    assert _hash(store, koval.id) == renewed, "what is up to date stays as it is"
    assert first is not None
    assert sign_in.session_for_token(store, first.token, clock()) is not None, "nobody is signed out by it"


def test_a_password_that_was_changed_meanwhile_is_not_put_back(store: Store, make: Make, clock: Clock) -> None:
    koval = make()
    _weakened(store, koval.id)
    attempt = entering.renew(entering.begin(store, "koval", HERE, clock()), PASSWORD)
    sign_in.set_password(store, "koval", "зовсім інший довгий пароль", by="terminal", now=clock())
    changed = _hash(store, koval.id)
    entering.finish(store, attempt, True, HERE, clock())
    assert attempt.renewed
    assert _hash(store, koval.id) == changed


def test_a_try_that_fails_renews_nothing(store: Store, make: Make, clock: Clock) -> None:
    koval = make()
    weak = _weakened(store, koval.id)
    attempt = entering.renew(entering.begin(store, "koval", HERE, clock()), PASSWORD)
    sign_in.set_disabled(store, "koval", True, by="terminal", now=clock())
    assert entering.finish(store, attempt, True, HERE, clock()) is None
    assert _hash(store, koval.id) == weak

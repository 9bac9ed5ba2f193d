"""Nobody gets in: guesses, what they tell, sessions, and the door of the dashboard (E1 to E5)."""

import asyncio
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection

from kpi.access.sessions import ABSOLUTE, IDLE, new_token
from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.services.sign_in import AccountError, ClientInfo, LoginThrottle, TooManyTriesError
from kpi.store import Store
from kpi.store.people.account_tables import SESSION, TRY
from kpi.store.people.accounts import password_hash
from kpi.web.dashboard import websocket_filter
from tests.cheap_passwords import as_in_the_product
from tests.services.sign_in import conftest as accounts
from tests.services.sign_in.conftest import PASSWORD, Clock, Make
from tests.shipped import Shipped
from tests.trust.promises import Reached, asked
from tests.web.conftest import Served, post_form, run_once, serving

#: a store with accounts and a clock that the test moves
planned, store, clock, make = accounts.planned, accounts.store, accounts.clock, accounts.make


@pytest.fixture(scope="module")
def served(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """How long an answer takes is told here: passwords cost what they cost."""
    with as_in_the_product(), serving(shipped_store, tmp_path_factory.mktemp("entry")) as here:
        yield here


THERE = ClientInfo("192.0.2.7", agent="Firefox")


class Guesser:
    """Somebody who types passwords; how long an answer is held back is the clock's to tell."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self.clock = store, clock

    def enters(self, login: str, password: str, visit: ClientInfo = THERE) -> sign_in.NewSession | None:
        gate = LoginThrottle(clock=self.clock, sleep=self.clock.sleep)
        return asyncio.run(gate.enter(self._store, login, password, visit))

    def checked(self, login: str, of: Callable[[int], str], seconds: float, every: float) -> list[datetime]:
        """The moments of all guesses that were checked, of a program that guesses for so many seconds."""
        found: list[datetime] = []
        end = self.clock() + timedelta(seconds=seconds)
        while self.clock() < end:
            try:
                self.enters(login, "ні", ClientInfo(of(len(found))))
                found.append(self.clock())
            except TooManyTriesError:
                pass
            self.clock.forward(seconds=every)
        return found


@pytest.fixture
def guesser(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Guesser:
    # what is counted are guesses: a hash of 40 ms for each tells nothing here
    monkeypatch.setattr("kpi.services.sign_in.login_throttle.check", lambda attempt, typed: typed == PASSWORD)
    return Guesser(store, clock)


def _most_within(moments: list[datetime], window: timedelta) -> int:
    return max(sum(begin <= moment < begin + window for moment in moments) for begin in moments)


def test_wrong_passwords_are_slowed_and_stopped(guesser: Guesser, make: Make, reached: Reached) -> None:
    make()
    quarter, hour = timedelta(minutes=15), timedelta(hours=1)
    for login in ("koval", "nobody"):
        # from another network each time: only the account is guessed at
        moments = guesser.checked(login, lambda n: f"198.51.{n // 250}.{n % 250}", seconds=2400, every=30)
        reached("E1", of_an_account=_most_within(moments, quarter))
        guesser.clock.forward(hours=2)
    guesser.clock.slept.clear()
    for _ in range(9):
        guesser.enters("koval", "ні", ClientInfo("198.51.100.7"))
    quick = 9 - len(guesser.clock.slept)
    reached("E1", slower_from=quick + 1)
    assert guesser.clock.slept == sorted(guesser.clock.slept), "each later answer is held back as long or longer"
    guesser.clock.forward(hours=2)
    # one guess of each of many logins: only the address tells that it is one program
    spread, logins = [], iter(range(10_000))
    for _ in range(100):
        try:
            guesser.enters(f"login{next(logins)}", "ні")
            spread.append(guesser.clock())
        except TooManyTriesError:
            pass
        guesser.clock.forward(seconds=40)
    reached("E1", of_an_address=_most_within(spread, hour))


def test_nobody_learns_whether_a_login_exists(served: Served, reached: Reached) -> None:
    """By the answers of the running site: their words, headers and how long they take."""
    # half a minute of argon2 at most: every try is of a login of its own, so that none is held back
    tries = asked("E2", "tries")
    known = [f"known{number}" for number in range(tries)]
    for login in known:
        account = Account(id=0, login=login, name="Х", role=Role.EDITOR)
        made = sign_in.create(served.store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with served.store.reading() as connection:
        # the server checks the same: a cheap hash would hide what the time tells
        assert "$m=65536,t=3,p=4$" in password_hash(connection, served.store.community, made.id)
    took: dict[bool, list[float]] = {True: [], False: []}
    told: set[str] = set()
    for number, login in enumerate(known):
        for is_known in (True, False):
            # a network of its own for each pair: no address has guessed before
            headers = {"X-Forwarded-For": f"198.51.100.{number}"}
            with httpx2.Client(
                base_url=served.address, headers={"Origin": served.address, **headers}, trust_env=False, timeout=60
            ) as client:
                page = client.get("/login")
                token = re.search(r'name="token" value="([^"]*)"', page.text)
                assert token is not None
                fields = {"token": token[1], "login": login if is_known else f"nobody{number}", "password": "хибний"}
                begun = time.perf_counter()
                answer = client.post("/login", data=fields)
                took[is_known].append(time.perf_counter() - begun)
            same = {name: value for name, value in answer.headers.items() if name not in {"date", "set-cookie"}}
            told.add(f"{answer.status_code} {sorted(same)} {re.sub(r'value=.[^>]*', '', answer.text)}")
    apart = abs(statistics.median(took[True]) - statistics.median(took[False]))
    reached("E2", tries=tries, answers_apart=len(told) - 1, milliseconds_apart=round(apart * 1000, 1))


def test_sessions_end_when_they_should(
    store: Store, guesser: Guesser, make: Make, clock: Clock, reached: Reached
) -> None:
    make()
    entered = guesser.enters("koval", PASSWORD)
    assert entered is not None
    with store.reading() as connection:
        kept = repr([tuple(row) for table in (SESSION, TRY) for row in connection.execute(table.select())])
    reached("E3", bits=len(new_token()) * 6 // 256 * 256, tokens_kept=kept.count(entered.token))
    # a new token at every signing in and at a new password: what was before is worth nothing
    again = guesser.enters("koval", PASSWORD, ClientInfo(THERE.address, before=entered.token))
    assert again is not None
    signed = sign_in.session_for_token(store, again.token, clock())
    assert signed is not None
    fresh = sign_in.change_password(store, signed, PASSWORD, "зовсім інше речення", clock())
    old = [sign_in.session_for_token(store, token, clock()) for token in (entered.token, again.token)]
    # closed by its owner
    assert sign_in.session_for_token(store, fresh, clock()) is not None
    sign_in.leave(store, fresh, clock())
    old.append(sign_in.session_for_token(store, fresh, clock()))
    reached("E3", old_tokens_good=sum(one is not None for one in old))
    reached("E3", idle_minutes=_idle(store, guesser), hours=_longest(store, guesser))


def _idle(store: Store, guesser: Guesser) -> float:
    """Minutes after which a session that nobody uses has ended."""
    for minutes in (10, *range(26, 200)):
        entered = guesser.enters("koval", "зовсім інше речення") or guesser.enters("koval", PASSWORD)
        assert entered is not None
        if sign_in.session_for_token(store, entered.token, guesser.clock.forward(minutes=minutes)) is None:
            return float(minutes)
    return float("inf")


def _longest(store: Store, guesser: Guesser) -> float:
    """Hours after which a session that is used all the time has ended."""
    entered = guesser.enters("koval", PASSWORD)
    assert entered is not None
    begun = guesser.clock()
    while sign_in.session_for_token(store, entered.token, guesser.clock.forward(minutes=10)) is not None:
        assert guesser.clock() - begun < 4 * ABSOLUTE
    return float((guesser.clock() - begun) / timedelta(hours=1))


def test_a_stolen_session_cannot_take_the_account(store: Store, guesser: Guesser, make: Make, clock: Clock) -> None:
    make()
    entered = guesser.enters("koval", PASSWORD)
    assert entered is not None
    signed = sign_in.session_for_token(store, entered.token, clock())
    assert signed is not None
    with pytest.raises(AccountError, match="current_password"):
        sign_in.change_password(store, signed, "не той пароль зовсім", "зовсім інше речення", clock())
    assert clock() - clock.forward(minutes=1) < IDLE


def test_nobody_takes_a_session_over_by_its_id(served: Served, reached: Reached) -> None:
    """Eight ways to ask for the Streamlit session of somebody signed in, open and closed."""
    owner, other, gone = served.enter("administrator"), served.enter("head"), served.enter("administrator")
    tag = "x-postup-session"
    with served.socket(owner) as socket:
        session = run_once(socket)
        with served.socket(owner, headers={tag: "forged"}) as forged:
            assert run_once(forged) != session
        attacks: list[Callable[[], ClientConnection]] = [
            lambda: served.socket(resume=session),
            lambda: served.socket(other, resume=session),
            lambda: served.socket(resume=session, headers={tag: session}),
            lambda: served.socket(resume=session, headers={"Cookie": "postup=forged"}),
        ]
        outcomes = []
        for attack in attacks:
            with attack() as attacker:
                outcomes.append(run_once(attacker))
        # the owner's session goes on
        assert run_once(socket) == session
    gone_cookie = gone.cookies["postup"]
    post_form(gone, "/logout", {})
    later: list[Callable[[], ClientConnection]] = [
        *attacks[:2],
        lambda: served.socket(resume=session, headers={"Cookie": f"postup={gone_cookie}"}),
        lambda: served.socket(resume=session, headers={"Cookie": f"__Host-postup={owner.cookies['postup']}"}),
    ]
    for attack in later:
        with attack() as attacker:
            outcomes.append(run_once(attacker))
    reached("E4", attempts=len(outcomes), taken=outcomes.count(session))
    with served.socket(owner, resume=session) as again:
        assert run_once(again) == session, "the owner comes back to the own session"


def test_messages_that_nobody_needs_are_dropped(reached: Reached) -> None:
    """Every message that Streamlit understands and the site has no use for, alone and in any company."""
    good = BackMsg()
    good.rerun_script.page_name = "method"
    passed, kinds = 0, 0
    for field in BackMsg.DESCRIPTOR.fields:
        if field.number in websocket_filter.ALLOWED:
            continue
        kinds += 1
        bad = BackMsg()
        if field.message_type is not None:
            getattr(bad, field.name).SetInParent()
        elif field.is_repeated:
            getattr(bad, field.name).append("x")
        else:
            setattr(bad, field.name, "x" if field.cpp_type == field.CPPTYPE_STRING else 1)
        written, company = bad.SerializeToString(), good.SerializeToString()
        assert written, field.name
        passed += sum(websocket_filter.allowed(message) for message in (written, company + written, written + company))
    reached("E4", messages_dropped=kinds, messages_passed=passed)


def test_the_owner_is_never_locked_out_for_good(guesser: Guesser, make: Make, reached: Reached) -> None:
    """A program guesses without end: who signed in here before goes on signing in, from anywhere it takes a quarter."""
    make()
    first = guesser.enters("koval", PASSWORD)
    assert first is not None
    own = ClientInfo("198.51.100.200", device=first.device)
    kept_out, longest = 0, timedelta()
    for day in range(asked("E5", "days")):
        for hour in range(24):
            for guess in range(11):
                try:
                    guesser.enters("koval", "ні", ClientInfo(f"203.0.{day}.{hour * 10 + guess % 10}"))
                except TooManyTriesError as error:
                    longest = max(longest, error.until - guesser.clock())
            try:
                kept_out += guesser.enters("koval", PASSWORD, own) is None
            except TooManyTriesError:
                kept_out += 1
            guesser.clock.forward(hours=1)
    reached("E5", days=asked("E5", "days"), kept_out=kept_out, minutes_of_waiting=longest / timedelta(minutes=1))


def test_a_password_may_be_pasted_and_kept_by_a_manager(served: Served) -> None:
    page = served.client().get("/login").text
    field = re.search(r'<input[^>]*type="password"[^>]*>', page)
    assert field is not None
    assert 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in page
    scripts = re.findall(r'<script[^>]*src="([^"]*)"', page)
    assert not [name for name in scripts if "paste" in served.client().get(name).text]


def test_signing_out_clears_what_the_browser_kept(served: Served) -> None:
    client = served.enter("head")
    answer = post_form(client, "/logout", {})
    assert answer.headers["clear-site-data"] == '"storage"'
    assert client.get("/account").status_code == 303

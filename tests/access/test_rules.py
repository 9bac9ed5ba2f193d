"""The rules of passwords, sessions, tries and rights, without a store."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.access import RIGHTS, Right, allows, may, passwords
from kpi.access.rights import OF_GOALS
from kpi.access.sessions import ABSOLUTE, IDLE, alive, digest, form_matches, form_token, login_of, new_token, tag
from kpi.access.throttle import ACCOUNT_TRIES, ACCOUNT_WINDOW, ADDRESS_TRIES, ADDRESS_WINDOW, verdict
from kpi.model import Account, Role
from tests.cheap_passwords import as_in_the_product

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Goal:
    department: str


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("короткий", "too_short"),
        ("x" * 201, "too_long"),
        ("aaaaaaaaaaaaaaaa", "too_plain"),
        ("koval2026koval", "too_plain"),
        ("сім слонів ідуть", ""),
        ("koval і ще багато зовсім інших слів", ""),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str, reason: str) -> None:
    assert passwords.password_problem(password, "koval") == reason


def test_a_password_is_known_again_however_it_is_typed() -> None:
    composed = "їжак і його сім’я"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert passwords.matches(decomposed, passwords.hash_password(composed))


def test_a_hash_is_argon2id_and_salted() -> None:
    with as_in_the_product():
        one, other = (passwords.hash_password("сім слонів ідуть") for _ in range(2))
        assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert one != other
        assert not passwords.matches("сім слонів ідуть.", one)
        assert not passwords.needs_rehash(one)


@pytest.mark.parametrize("known", ["", "plain", "$argon2id$broken"])
def test_nothing_matches_where_there_is_no_password(known: str) -> None:
    assert not passwords.matches("", known)
    assert not passwords.matches("сім слонів ідуть", known)


def test_tokens_differ_and_say_nothing_of_each_other() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    token = tokens.pop()
    made = {token, digest(token), tag(digest(token)), form_token(token)}
    assert len(made) == 4
    assert form_matches(token, form_token(token))
    assert not form_matches(token, form_token(token) + "x")
    assert not form_matches("", form_token(""))
    named = form_token(token, "o.koval")
    assert form_matches(token, named)
    assert (login_of(named), login_of(form_token(token)), login_of("")) == ("o.koval", "", "")
    assert digest("") == digest("x" * 101) == ""


@pytest.mark.parametrize(
    ("age", "idle", "lives"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=3), IDLE - timedelta(seconds=1), True),
        (timedelta(hours=3), IDLE, False),
        (ABSOLUTE - timedelta(seconds=1), timedelta(0), True),
        (ABSOLUTE, timedelta(0), False),
    ],
)
def test_a_session_ends(age: timedelta, idle: timedelta, lives: bool) -> None:
    assert alive(NOW - age, NOW - idle, NOW) is lives


def test_answers_come_slower_from_the_fifth_try() -> None:
    delays = [verdict([NOW] * n, [NOW] * n, NOW).delay for n in range(10)]
    assert delays == [0, 0, 0, 0, 1, 2, 4, 8, 8, 8]


def test_ten_wrong_tries_make_an_account_wait_a_quarter_of_an_hour() -> None:
    moments = [NOW + timedelta(minutes=n) for n in range(ACCOUNT_TRIES)]
    now = NOW + timedelta(minutes=ACCOUNT_TRIES)
    until = verdict(moments, [], now).until
    assert until == NOW + ACCOUNT_WINDOW
    assert verdict(moments, [], until).until is None


def test_thirty_wrong_tries_make_an_address_wait_an_hour() -> None:
    until = verdict([], [NOW] * ADDRESS_TRIES, NOW).until
    assert until == NOW + ADDRESS_WINDOW
    assert verdict([], [NOW] * (ADDRESS_TRIES - 1), NOW).until is None


@given(st.lists(st.integers(0, 7200), max_size=60), st.lists(st.integers(0, 7200), max_size=60))
def test_nobody_waits_for_good(account: list[int], address: list[int]) -> None:
    """Whatever was tried before, the wait ends within the window, because a refused try is not counted."""
    now = NOW + timedelta(seconds=7200)
    on_account, from_address = ([NOW + timedelta(seconds=at) for at in moments] for moments in (account, address))
    until = verdict(on_account, from_address, now).until
    if until is not None:
        assert now < until <= now + ADDRESS_WINDOW
        assert verdict(on_account, from_address, until).until is None


HEAD = "submit withdraw"
EDITOR = f"{HEAD} approve suspend hide reporting journal releases decisions"
TABLE = {
    Role.HEAD: HEAD,
    Role.EDITOR: EDITOR,
    Role.ADMINISTRATOR: f"{EDITOR} plan visibility settings accounts",
}


def test_the_table_of_rights_is_the_one_that_is_promised() -> None:
    assert {role: sorted(rights) for role, rights in RIGHTS.items()} == {
        role: sorted(words.split()) for role, words in TABLE.items()
    }
    assert set(RIGHTS) == set(Role)
    assert set().union(*RIGHTS.values()) == set(Right)


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_what(role: Role | None, right: Right) -> None:
    account = None if role is None else Account(id=1, login="a", name="A", role=role, departments=("dep-a", "dep-b"))
    expected = role is not None and right.value in TABLE[role].split()
    assert allows(account, right) is expected
    assert may(account, right, Goal("dep-a")) is expected
    other = may(account, right, Goal("dep-c"))
    unnamed = may(account, right)
    if role is Role.HEAD and right in OF_GOALS:
        assert (other, unnamed) == (False, False)
    else:
        assert (other, unnamed) == (expected, expected)
    if account is not None:
        assert not may(replace(account, disabled=True), right, Goal("dep-a"))


def test_a_goal_without_a_department_is_no_heads() -> None:
    assert not may(Account(id=1, login="a", name="A", role=Role.HEAD, departments=("",)), Right.SUBMIT, Goal(""))

"""Whose run it is: the cookie is asked every time, what the session's state says is never believed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi import signin
from kpi.model import Account, Role
from kpi.signin import Entered, Visit
from kpi.store import Store, open_store
from kpi.ui import identity
from kpi.ui.keys import Key


class Run:
    """One session of Streamlit as the guard and the browser made it."""

    def __init__(self, tag: str | None, cookies: dict[str, str]) -> None:
        self.user: dict[str, Any] = {"tag": tag}
        self.context = SimpleNamespace(cookies=cookies)
        self.session_state: dict[str, Any] = {}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "postup.sqlite"))
    return open_store()


def _entered(store: Store, login: str, role: Role = Role.EDITOR) -> Entered:
    now = datetime.now(UTC)
    account = Account(0, login, login, role, email=f"{login}@example.org")
    signin.create(store, account, None, by="terminal", now=now)
    entered = signin.enter_by_email(store, account.email, Visit("192.0.2.1"), now)
    assert entered is not None
    return entered


def _run(store: Store, entered: Entered, monkeypatch: pytest.MonkeyPatch, name: str = "postup") -> Run:
    signed = signin.who(store, entered.token, datetime.now(UTC))
    assert signed is not None
    run = Run(signed.tag, {name: entered.token})
    monkeypatch.setattr(identity, "st", run)
    return run


@pytest.mark.parametrize("name", ["postup", "__Host-postup"])
def test_the_cookie_tells_who_it_is(store: Store, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    run = _run(store, _entered(store, "koval"), monkeypatch, name)
    account = identity.current()
    assert account is not None
    assert account.login == "koval"
    run.session_state["draft"] = 1
    identity.current()
    assert run.session_state["draft"] == 1


def test_a_session_that_ended_elsewhere_is_out_and_its_state_gone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered = _entered(store, "koval")
    run = _run(store, entered, monkeypatch)
    identity.current()
    run.session_state["draft"] = "canary"
    signin.leave(store, entered.token, datetime.now(UTC))
    assert identity.current() is None
    assert run.session_state == {Key.WHO: ""}


def test_another_user_finds_nothing_of_the_former(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _run(store, _entered(store, "koval"), monkeypatch)
    identity.current()
    run.session_state["draft"] = "canary"
    other = _run(store, _entered(store, "bondar"), monkeypatch)
    other.session_state = run.session_state
    account = identity.current()
    assert account is not None
    assert account.login == "bondar"
    assert "draft" not in other.session_state


def test_neither_state_nor_tag_nor_cookie_alone_is_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = _entered(store, "koval")
    signed = signin.who(store, entered.token, datetime.now(UTC))
    assert signed is not None
    other = _entered(store, "bondar")
    for tag, cookies in (
        (None, {"postup": entered.token}),
        (signed.tag, {}),
        (signed.tag, {"postup": other.token}),
        (signed.tag, {"postup": "forged"}),
        ("forged", {"postup": entered.token}),
    ):
        run = Run(tag, cookies)
        run.session_state[Key.WHO] = signed.tag
        monkeypatch.setattr(identity, "st", run)
        assert identity.current() is None


def test_an_idle_session_is_nobodys(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = _entered(store, "koval")
    _run(store, entered, monkeypatch)
    later = datetime.now(UTC) + timedelta(minutes=31)
    monkeypatch.setattr(identity, "datetime", SimpleNamespace(now=lambda zone: later))
    assert identity.current() is None

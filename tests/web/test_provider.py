"""Signing in through a real identity provider on another port, and all that it may get wrong."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from joserfc.jwk import RSAKey
from starlette.types import ASGIApp

from kpi.__main__ import main
from kpi.model import Account, GoalBook, Role
from kpi.services import sign_in
from kpi.store import Store, open_store
from kpi.web.application import create_app
from kpi.web.sign_in.oidc_settings import configured
from tests.books import checked, indicator, observation, plan
from tests.publishing import publish
from tests.services.sign_in.conftest import actions
from tests.web.identity_provider import CLIENT, SECRET, IdentityProvider

UNKNOWN, FAILED = "облікового запису для вашої адреси немає", "Зовнішній вхід не вдався"


@contextmanager
def served(app: ASGIApp, listening: socket.socket) -> Iterator[None]:
    """The app by a real server in a thread."""
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        running.should_exit = True
        thread.join(20)


def _port() -> tuple[socket.socket, str]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening, f"http://localhost:{listening.getsockname()[1]}"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "postup.sqlite"))
    opened = open_store()
    account = Account(id=0, login="koval", name="О. Коваль", role=Role.EDITOR, email="Koval@Example.org")
    sign_in.create(opened, account, None, by="terminal", now=datetime.now(UTC))
    return opened


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    made = IdentityProvider()
    made.person["email"] = "koval@example.org"
    listening, made.issuer = _port()
    with served(made.app(), listening):
        yield made


@pytest.fixture
def site(store: Store, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name, value in (("ISSUER", provider.issuer), ("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET), ("NAME", "Дія")):
        monkeypatch.setenv(f"POSTUP_OIDC_{name}", value)
    listening, address = _port()
    with served(create_app(), listening):
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=site, follow_redirects=True, trust_env=False, timeout=30) as opened:
        yield opened


def test_the_whole_way(client: httpx2.Client, provider: IdentityProvider, store: Store) -> None:
    assert "Увійти через «Дія»" in client.get("/login").text
    answer = client.get("/login/provider?next=/account")
    assert answer.status_code == 200
    assert answer.url.path == "/account"
    assert "О. Коваль" in answer.text
    assert provider.problems == []
    assert actions(store)[-1] == ("koval", "signin")
    assert "postup-provider" not in client.cookies


def test_the_address_may_come_from_userinfo(client: httpx2.Client, provider: IdentityProvider) -> None:
    provider.in_userinfo = True
    assert client.get("/login/provider?next=/account").url.path == "/account"


def late(client: httpx2.Client, login: str = "koval") -> httpx2.Response:
    """A report that comes when nobody is signed in."""
    fields = {"token": f"of-an-earlier-session.{login}", "value:1.2.1@2026-Q3": "641,25", "act": "check"}
    return sent(client, fields, "/upload/report")


def sent(client: httpx2.Client, fields: dict[str, str], path: str = "/upload/again") -> httpx2.Response:
    """A form as our own page sends it."""
    return client.post(path, data=fields, headers={"Origin": str(client.base_url).rstrip("/")})


def carried_of(page: str) -> dict[str, str]:
    """What the form for who has signed in elsewhere sends: the last one of the page."""
    form = page[page.rindex("<form") :]
    return {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}


def test_what_was_typed_waits_while_the_provider_is_asked_in_another_tab(client: httpx2.Client, store: Store) -> None:
    book = GoalBook(goal="1.2", indicators=(indicator("1.2.1"),), observations=(observation("1.2.1", "2026-Q2", 60.0),))
    publish([checked(plan()), checked(book)], date(2026, 8, 14), store=store)
    page = late(client)
    assert page.status_code == 403
    way = re.search(r'<a [^>]*href="(/login/provider[^"]*)"[^>]*>', page.text)
    assert way is not None
    assert 'target="_blank"' in way[0], "the page that carries the form stays open"
    assert "поверніться на цю сторінку" in page.text
    before = sent(client, carried_of(page.text))
    assert carried_of(before.text) == carried_of(page.text), "pressed too early, nothing is lost"

    assert client.get(unescape(way[1])).url.path == "/"
    assert "641,25" not in client.get("/upload").text, "nothing is done by signing in"
    asked = sent(client, carried_of(page.text))
    assert asked.status_code == 403, "the page is of no session: it is asked once more"
    resumed = sent(client, carried_of(asked.text))
    assert (resumed.url.path, resumed.url.params["said"]) == ("/upload", "resumed")
    assert 'value="641,25"' in resumed.text


def test_another_person_at_the_provider_gets_nothing_of_it(client: httpx2.Client, store: Store) -> None:
    publish(
        [checked(plan()), checked(GoalBook(goal="1.2", indicators=(indicator("1.2.1"),)))],
        date(2026, 8, 14),
        store=store,
    )
    page = late(client, "bondar")
    client.get("/login/provider")
    answer = sent(client, carried_of(page.text))
    assert answer.url.params["said"] == "anothers"
    assert "641,25" not in answer.text


@pytest.mark.parametrize("email", ["other@example.org", "koval@example.org.evil"])
def test_who_has_no_account_does_not_come_in(client: httpx2.Client, provider: IdentityProvider, email: str) -> None:
    provider.person["email"] = email
    answer = client.get("/login/provider")
    assert answer.status_code == 403
    assert UNKNOWN in answer.text
    assert client.get("/account").url.path == "/login"


def test_a_disabled_account_does_not_come_in(client: httpx2.Client, store: Store) -> None:
    sign_in.set_disabled(store, "koval", True, by="terminal", now=datetime.now(UTC))
    assert UNKNOWN in client.get("/login/provider").text


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
    ],
)
def test_a_word_that_cannot_be_believed_lets_nobody_in(
    client: httpx2.Client, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = client.get("/login/provider")
    assert answer.status_code == 403
    assert FAILED in answer.text
    assert client.get("/account").url.path == "/login"


def _person(provider: IdentityProvider, changed: dict[str, Any]) -> dict[str, Any]:
    """What the provider knows of the person, without what is None: neither its token nor its userinfo says it."""
    return {name: value for name, value in {**provider.person, **changed}.items() if value is not None}


UNVERIFIED = "не підтвердила вашу електронну адресу"
UNSAID = "не повідомляє, чи підтвердила вона вашу електронну адресу"


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"email_verified": False}, UNVERIFIED),
        ({"email_verified": "false"}, UNVERIFIED),
        ({"email_verified": "maybe"}, UNVERIFIED),
        ({"email_verified": None}, UNSAID),
        ({"email_verified": None, "email": None, "preferred_username": "koval@example.org"}, UNSAID),
        ({"email": ["koval@example.org"]}, UNSAID),
        ({"email": "koval"}, UNSAID),
        ({"email": None, "preferred_username": "koval@example.org"}, UNSAID),
    ],
)
def test_an_address_that_nobody_vouches_for_lets_nobody_in_and_says_whose_fault_it_is(
    client: httpx2.Client, provider: IdentityProvider, claims: dict[str, Any], told: str
) -> None:
    provider.person = _person(provider, claims)
    answer = client.get("/login/provider")
    assert answer.status_code == 403
    assert told in answer.text
    assert client.get("/account").url.path == "/login"


def test_true_may_be_a_word(client: httpx2.Client, provider: IdentityProvider) -> None:
    provider.claims = {"email_verified": "true"}
    assert client.get("/login/provider?next=/account").url.path == "/account"


@pytest.mark.parametrize(
    ("claims", "enters"),
    [
        ({"email_verified": None}, True),
        ({"email_verified": None, "email": None, "preferred_username": "Koval@example.org"}, True),
        ({"email_verified": None, "email": None, "preferred_username": "koval"}, False),
        ({"email_verified": None, "email": None}, False),
        ({"email_verified": False}, False),
        ({"email_verified": "False"}, False),
        ({"email_verified": 0}, False),
    ],
)
def test_the_operator_may_vouch_for_an_issuer(
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    provider: IdentityProvider,
    claims: dict[str, Any],
    enters: bool,
) -> None:
    """As Microsoft Entra ID speaks: no `email_verified`, the address perhaps in `preferred_username`."""
    monkeypatch.setenv("POSTUP_OIDC_TRUST_EMAIL", "yes")
    client: httpx2.Client = request.getfixturevalue("client")
    provider.person = _person(provider, claims)
    assert (client.get("/login/provider?next=/account").url.path == "/account") is enters


def test_a_token_signed_by_another_key_lets_nobody_in(client: httpx2.Client, provider: IdentityProvider) -> None:
    provider.published = RSAKey.generate_key(2048, {"kid": "1"})
    assert FAILED in client.get("/login/provider").text


def test_a_refusal_of_the_provider_is_told(client: httpx2.Client, provider: IdentityProvider) -> None:
    provider.refuses = True
    assert FAILED in client.get("/login/provider").text


def test_userinfo_about_somebody_else_lets_nobody_in(client: httpx2.Client, provider: IdentityProvider) -> None:
    provider.in_userinfo = True
    provider.claims = {"sub": "8"}
    assert FAILED in client.get("/login/provider").text


def test_an_answer_to_another_browsers_question_lets_nobody_in(site: str, client: httpx2.Client) -> None:
    """The attacker's own code put before somebody else: the state is not that browser's."""
    with httpx2.Client(base_url=site, trust_env=False, timeout=30) as attacker:
        there = attacker.get("/login/provider").headers["location"]
        back = attacker.get(there).headers["location"]
    assert FAILED in client.get(back).text
    client.get("/login/provider", follow_redirects=False)
    assert FAILED in client.get(back).text
    assert client.get("/account").url.path == "/login"


def test_a_code_serves_once(site: str) -> None:
    with httpx2.Client(base_url=site, trust_env=False, timeout=30) as client:
        back = client.get(client.get("/login/provider").headers["location"]).headers["location"]
        kept = client.cookies["postup-provider"]
        assert client.get(back).status_code == 303
        answer = client.get(back, headers={"Cookie": f"postup-provider={kept}"})
        assert FAILED in answer.text


def test_nothing_secret_is_logged(
    client: httpx2.Client, provider: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    provider.claims = {"aud": "another"}
    client.get("/login/provider")
    assert "signing in through the provider failed" in caplog.text
    for secret in (SECRET, "koval@example.org", "access_token", *provider.codes):
        assert secret not in caplog.text


def test_it_is_off_until_it_is_configured() -> None:
    assert configured({}) is None
    assert configured({"POSTUP_OIDC_ISSUER": "https://id.example.org"}) is None
    given = {"POSTUP_OIDC_ISSUER": "https://id.example.org", "POSTUP_OIDC_CLIENT_ID": "postup"}
    provider = configured(given)
    assert provider is not None
    assert (provider.name, provider.client_secret) == ("OpenID Connect", "")
    with pytest.raises(ValueError, match="https"):
        configured({**given, "POSTUP_OIDC_ISSUER": "http://id.example.org"})


def test_a_provider_without_tls_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_OIDC_ISSUER", "http://id.example.org")
    monkeypatch.setenv("POSTUP_OIDC_CLIENT_ID", "postup")
    assert main(["serve", "--port", "0"]) == 1
    assert "POSTUP_OIDC_ISSUER" in capsys.readouterr().err

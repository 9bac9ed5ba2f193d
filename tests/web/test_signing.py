"""Signing in by a real server: the forms, the cookies, the ends of a session, nothing of a password in the log."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from sqlalchemy import update

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store.people.account_tables import SESSION
from kpi.store.schema import AUDIT
from tests.web.conftest import PASSWORD, PEOPLE, Served, post_form


def test_the_way_in_and_out(served: Served) -> None:
    client = served.client()
    page = client.get("/login?next=/goal?id=1.1")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    answer = post_form(client, "/login", {"login": "head", "password": PASSWORD, "next": "/goal?id=1.1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/goal?id=1.1")
    for page in (client.get("/account"), client.get("/logout"), client.get("/upload")):
        assert "О. Коваль" in page.text
        assert page.headers["cache-control"] == "no-store"
    answer = post_form(client, "/logout", {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/account").headers["location"] == "/login?next=/account"


def test_the_cookies_are_for_the_site_alone(served: Served) -> None:
    client = served.client()
    given = post_form(client, "/login", {"login": "head", "password": PASSWORD}).headers.get_list("set-cookie")
    assert len(given) == 3
    for cookie in given:
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert "Secure" not in cookie, "the test's site has no TLS"


def test_behind_tls_the_cookie_is_host_bound_and_a_plain_one_counts_for_nothing(served: Served) -> None:
    secure = {"X-Forwarded-Proto": "https", "Origin": served.address.replace("http", "https")}
    with httpx2.Client(base_url=served.address, headers=secure, trust_env=False, timeout=60) as client:
        page = client.get("/login")
        token = re.search(r'name="token" value="([^"]*)"', page.text)
        form = next(c for c in page.headers.get_list("set-cookie") if "-form" in c)
        assert form.startswith("__Host-postup-form=")
        assert "Secure" in form
        assert token is not None
        answer = client.post(
            "/login",
            data={"token": token[1], "login": "head", "password": PASSWORD},
            headers={"Cookie": form.split(";")[0]},
        )
        session = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-postup="))
        value = session.split(";")[0].partition("=")[2]
        assert client.get("/account", headers={"Cookie": f"__Host-postup={value}"}).status_code == 200
        assert client.get("/account", headers={"Cookie": f"postup={value}"}).status_code == 303


@pytest.mark.parametrize(
    "asked", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/nowhere", "x"]
)
def test_nobody_is_sent_to_another_site(served: Served, asked: str) -> None:
    answer = post_form(served.client(), "/login", {"login": "head", "password": PASSWORD, "next": asked})
    assert answer.headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_login_give_the_same_page(served: Served) -> None:
    pages = []
    for login in ("editor", "nobodys"):
        answer = post_form(served.client(), "/login", {"login": login, "password": "хибний пароль canary"})
        assert answer.status_code == 403
        pages.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert pages[0] == pages[1]
    served.enter("editor")


def test_a_form_from_elsewhere_is_refused(served: Served) -> None:
    client = served.client()
    client.get("/login")
    fields = {"login": "head", "password": PASSWORD, "token": "forged"}
    assert client.post("/login", data=fields).status_code == 403
    assert served.client().post("/login", data=fields).status_code == 403
    signed = served.enter("head")
    for page in ("/logout", "/account/password", "/account/sessions"):
        assert signed.post(page, data={"token": "forged"}).status_code == 403
        other = {"Origin": "https://evil.example"}
        assert signed.post(page, headers=other).status_code == 403
        fetched = {"Origin": served.address, "Sec-Fetch-Site": "cross-site"}
        assert signed.post(page, headers=fetched).status_code == 403
    assert signed.get("/account").status_code == 200


def test_another_session_is_ended_from_here_at_once(served: Served) -> None:
    here, there = served.enter("editor"), served.enter("editor")
    assert there.get("/account").status_code == 200
    answer = post_form(here, "/account/sessions", {}, shown="/account")
    assert answer.status_code == 200
    assert there.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_a_new_password_gives_a_new_session(served: Served) -> None:
    here, there = served.enter("administrator"), served.enter("administrator")
    before, new = here.cookies["postup"], "зовсім інше речення"
    wrong = {"current": PASSWORD, "new": new, "again": new + "!"}
    assert post_form(here, "/account/password", wrong, shown="/account").status_code == 403
    right = {"current": PASSWORD, "new": new, "again": new}
    assert post_form(here, "/account/password", right, shown="/account").status_code == 200
    assert here.cookies["postup"] != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    answer = post_form(served.client(), "/login", {"login": "administrator", "password": PASSWORD})
    assert answer.status_code == 403
    sign_in.set_password(served.store, "administrator", PASSWORD, by="terminal", now=datetime.now(UTC))


def test_a_session_that_is_half_an_hour_idle_has_ended(served: Served) -> None:
    client = served.enter("head")
    earlier = (datetime.now(UTC) - timedelta(minutes=30)).isoformat(timespec="microseconds")
    with served.store.writing() as connection:
        connection.execute(update(SESSION).values(seen_at=earlier))
    assert client.get("/account").status_code == 303


def test_the_pages_speak_both_languages_and_escape_what_was_typed(served: Served) -> None:
    client = served.client()
    page = client.get("/login?lang=en").text
    assert '<html lang="en">' in page
    assert "Sign in" in page
    answer = post_form(client, "/login", {"login": '"><script>alert(1)</script>', "password": "x"})
    assert "<script>" not in answer.text


def test_the_audit_tells_who_came(served: Served) -> None:
    served.enter("head")
    with served.store.reading() as connection:
        rows = connection.execute(AUDIT.select().order_by(AUDIT.c.number.desc())).mappings().first()
    assert rows is not None
    assert (rows["actor"], rows["action"]) == ("head", "signin")
    assert abs(datetime.now(UTC) - datetime.fromisoformat(rows["at"])) < timedelta(minutes=5)


def test_no_password_and_no_token_stands_in_the_log(served: Served) -> None:
    client = served.enter("head")
    post_form(served.client(), "/login", {"login": "head", "password": "хибний пароль canary"})
    log = served.log.read_text(encoding="utf-8")
    for secret in (PASSWORD, "canary", client.cookies["postup"], *(p.login + ":" for p in PEOPLE.values())):
        assert secret not in log
    assert "Traceback" not in log
    assert '"error"' not in log


def test_an_account_waits_after_ten_wrong_tries_and_its_owner_does_not(served: Served) -> None:
    """By the real clock of the server: the answers to the later tries are slow, so the tries are made at once."""
    waiting = Account(id=0, login="waiting", name="В", role=Role.EDITOR)
    sign_in.create(served.store, waiting, PASSWORD, by="terminal", now=datetime.now(UTC))
    owner = served.enter("waiting")
    post_form(owner, "/logout", {})

    def guess(_: int) -> int:
        return post_form(served.client(), "/login", {"login": "waiting", "password": "ні"}).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(guess, range(12)))
    assert sorted(statuses) == [403] * 10 + [429] * 2
    refused = post_form(served.client(), "/login", {"login": "waiting", "password": PASSWORD})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    assert post_form(owner, "/login", {"login": "waiting", "password": PASSWORD}).status_code == 303

"""The receipt goes by mail too, after the answer; a mail server that is down delays nobody and is told in the audit."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.model import Account, Role
from kpi.services import sign_in
from kpi.store import Store, open_store
from kpi.store.schema import AUDIT
from tests.servers import running
from tests.services.reminders.mailserver import MailServer
from tests.shipped import Shipped
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import token_of
from tests.web.desk.test_report_form import CODE, OTHER, check, typed

KOVAL = Account(
    id=0, login="koval", name="О. Коваль", role=Role.HEAD, departments=("dep-zhkg",), email="koval@example.org"
)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def store(shipped_store: Shipped, tmp_path: Path) -> Store:
    opened = open_store(shipped_store(tmp_path))
    sign_in.create(opened, KOVAL, PASSWORD, by="terminal", now=datetime.now(UTC))
    return opened


def told(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(AUDIT.c.detail).where(AUDIT.c.action == "receipt")))


def test_the_receipt_comes_by_mail_and_names_nothing_restricted(
    store: Store, tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
    monkeypatch.setenv("POSTUP_SMTP_FROM", "Поступ <postup@example.org>")
    with running(tmp_path) as site:
        client = Served(site, store, tmp_path / "server.log").enter("koval")
        draft = check(client, **typed(CODE, value="640"), **typed(OTHER, value="17,9")).headers["location"]
        receipt = client.post(draft, data={"token": token_of(client.get(draft).text), "act": "publish"})
        page = client.get(receipt.headers["location"]).text
    assert "Копію надсилаємо на koval@example.org" in page
    ((to, message),) = mail.taken
    assert to == ["koval@example.org"]
    assert message["Content-Language"] == "uk"
    number = receipt.headers["location"].partition("=")[2]
    assert message["Subject"] == f"Квитанція № {number}: Опубліковано 2 значення"
    part = message.get_body(("plain",))
    assert part is not None
    body = part.get_content()
    assert "6.2.3 Контейнерів для роздільного збирання" in body
    assert "640 од." in body.replace("\u00a0", " ")
    assert "Демонстраційні дані" in body
    assert message.get_body(("html",)) is not None
    assert "5.1.5" not in body, "not open to everybody"
    assert "17,9" not in body
    assert "ще 1 значення показника, не відкритого для всіх" in body
    assert len(told(store)) == 1


def test_mail_that_does_not_go_delays_nobody(
    store: Store, tmp_path: Path, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.refused.add("koval@example.org")
    monkeypatch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
    monkeypatch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
    with running(tmp_path) as site:
        client = Served(site, store, tmp_path / "server.log").enter("koval")
        draft = check(client, **typed(CODE, value="640")).headers["location"]
        receipt = client.post(draft, data={"token": token_of(client.get(draft).text), "act": "publish"})
        assert receipt.headers["location"].startswith("/upload/receipt")
        assert client.get(receipt.headers["location"]).status_code == 200
    assert mail.taken == []
    assert '"trouble": "recipient"' in told(store)[0]

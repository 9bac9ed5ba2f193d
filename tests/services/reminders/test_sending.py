"""The whole way by the command line and a real mail server: each letter once, whatever happens."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.__main__ import main
from kpi.services.reminders.mailing import MailingOutcome, prepare, send
from kpi.services.reminders.smtp import Mailer, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.store import Store
from kpi.store.audit import broken_link
from kpi.store.people.reminders import CLAIM, Reminders
from kpi.store.schema import AUDIT
from tests.books import checked, observation
from tests.publishing import publish
from tests.services.reminders.edition import DEADLINE, OPEN, PUBLISHED, SECRET, books, plan
from tests.services.reminders.mailserver import MailServer

ON = ["remind", "--on", DEADLINE.isoformat()]


@pytest.fixture
def configured(store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    monkeypatch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
    monkeypatch.setenv("POSTUP_SMTP_FROM", "Поступ <postup@example.org>")
    monkeypatch.setattr("kpi.services.reminders.smtp.PAUSES", (0.0, 0.0))
    return mail


def test_a_letter_goes_once(configured: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ON) == 0
    told = capsys.readouterr()
    assert told.out == "Управління охорони здоров'я: надіслано на health@example.org.\n"
    assert "Спорт: листа надіслати нікуди" in told.err
    ((to, message),) = configured.taken
    assert to == ["health@example.org"]
    assert message["Content-Language"] == "uk"
    assert [part.get_filename() for part in message.iter_attachments()] == ["demo-Значення_2026-10-15.xlsx"]
    assert main(ON) == 0
    assert len(configured.taken) == 1


def test_the_whole_term_takes_five_letters(configured: MailServer) -> None:
    day = date(2026, 10, 6)
    while day < date(2026, 11, 2):
        assert main(["remind", "--on", day.isoformat()]) == 0
        day += timedelta(days=1)
    subjects = [message["Subject"].partition(": ")[2] for _, message in configured.taken]
    assert subjects == [
        *["подати до 15.10.2026"] * 2,
        "строк подання — 15.10.2026",
        *["строк минув 15.10.2026"] * 2,
    ]
    assert len({message["Message-ID"] for _, message in configured.taken}) == 5


def test_published_data_end_the_letters(configured: MailServer, store: Store) -> None:
    more = (observation(OPEN, "2026-Q3", 51.0), observation(SECRET, "2026-Q3", 1.0))
    publish([checked(books(*more)[0])], date(2026, 10, 9), store=store)
    assert main(ON) == 0
    assert configured.taken == []


@pytest.mark.usefixtures("store")
def test_without_settings_nothing_is_sent(mail: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ON) == 1
    assert "Пошту не налаштовано" in capsys.readouterr().err
    assert mail.taken == []


def test_a_dry_run_shows_the_letter_and_sends_nothing(
    configured: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ON, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "Кому: Управління охорони здоров'я (health@example.org)" in shown
    assert "Тема: [демо] Дані за III" in shown
    assert "demo-Значення_2026-10-15.xlsx" in shown
    assert "анарка" not in shown.partition("Кому: Спорт")[0]
    assert configured.taken == []
    assert main(ON) == 0
    assert len(configured.taken) == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("POSTUP_SMTP_URL", "smtp://user:secret@mail.example.org?tls=none", "лише серверові на цій самій машині"),
        ("POSTUP_SMTP_URL", "mail:secret", "записано неправильно"),
        ("POSTUP_SMTP_FROM", "", "Не задано POSTUP_SMTP_FROM"),
        ("POSTUP_SMTP_FROM", "Поступ", "не є адресою"),
        ("POSTUP_DAYS_OFF", "25.12.2026", "Потрібні дати через кому"),
    ],
)
@pytest.mark.usefixtures("configured")
def test_wrong_settings_are_told_in_a_sentence(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(ON) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "secret" not in told


def test_an_empty_store_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "empty.sqlite"))
    assert main([*ON, "--dry-run"]) == 1
    assert "Сховище порожнє" in capsys.readouterr().err


def test_a_quiet_day_is_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remind", "--on", "2026-09-01", "--dry-run"]) == 0
    assert capsys.readouterr().out == "01.09.2026: нагадувати ні про що.\n"


def test_a_letter_that_was_refused_goes_with_the_next_run(
    configured: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.answers = ["554 spam"]
    assert main(ON) == 1
    assert "не надіслано — поштовий сервер не прийняв листа" in capsys.readouterr().err
    assert main(ON) == 0
    assert len(configured.taken) == 1


def test_a_mailbox_of_two_that_is_gone_is_told(
    configured: MailServer, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    publish([checked(plan("health@example.org, gone@example.org"))], PUBLISHED, store=store)
    configured.refused = {"gone@example.org"}
    assert main(ON) == 1
    told = capsys.readouterr()
    assert "надіслано на health@example.org." in told.out
    assert "не прийняв адреси gone@example.org" in told.err
    assert main(ON) == 0
    assert len(configured.taken) == 1


def test_two_processes_at_once_send_one_letter(configured: MailServer, store: Store) -> None:
    now = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
    plans = [prepare(store, DEADLINE, Workdays(), now) for _ in range(2)]
    outcomes: list[MailingOutcome] = []
    second_is_done = threading.Event()

    def other() -> None:
        post = Mailer(server(f"smtp://localhost:{configured.port}?tls=none"))
        outcomes.extend(send(store, plans[1], sender("b@example.org"), post, now))
        second_is_done.set()

    def begin_the_second() -> None:
        threading.Thread(target=other).start()
        second_is_done.wait(10)

    # the second begins while the first letter is with the server
    configured.on_data = begin_the_second
    with Mailer(server(f"smtp://localhost:{configured.port}?tls=none")) as post:
        outcomes.extend(send(store, plans[0], sender("a@example.org"), post, now))
    assert second_is_done.is_set()
    assert sorted((outcome.taken, outcome.trouble) for outcome in outcomes) == [(False, ""), (True, "")]
    assert len(configured.taken) == 1


def test_a_claim_of_a_killed_process_is_free_again_in_time(store: Store) -> None:
    record = Reminders(store.community, "2022-2026")
    name = ("health", "2026-Q3", DEADLINE, "at")
    now = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
    with store.writing() as connection:
        assert record.claim(connection, [name], now)
        assert not record.claim(connection, [name], now + CLAIM - timedelta(seconds=1))
        assert record.claim(connection, [name], now + CLAIM + timedelta(seconds=1))
        record.settle(connection, [name], now)
        assert not record.claim(connection, [name], now + timedelta(days=400))
        record.free(connection, [name])
        assert record.taken(connection, now) == {name}


def test_the_audit_says_whose_reminder_went_and_no_address(configured: MailServer, store: Store) -> None:
    assert main(ON) == 0
    with store.reading() as connection:
        rows = connection.execute(select(AUDIT.c.action, AUDIT.c.detail)).all()
        assert broken_link(connection, store.community) is None
    details = [row.detail for row in rows if row.action == "remind"]
    assert len(details) == 1
    assert '"department": "health"' in details[0]
    assert "@" not in details[0]

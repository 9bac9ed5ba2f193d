"""The way to a real mail server: settings, TLS, sign-in, retries, refusals."""

import socket
import ssl
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from kpi.services.reminders.smtp import PAUSES, Mailer, MailError, Server, SettingsError, sender, server
from tests.services.reminders.mailserver import PASSWORD, USER, MailServer

FROM = "postup@example.org"
SIGNED = f"{USER}:{quote(PASSWORD, safe='')}@"


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = FROM, "a@example.org", "Дані"
    message.set_content("Добрий день!\n.\nкрапка на початку")
    return message


def send(url: str, *to: str) -> tuple[tuple[str, ...], list[float]]:
    """Sends one letter; the pauses are noted instead of waited for."""
    pauses: list[float] = []
    with Mailer(server(url), pauses.append) as post:
        return post.send(letter(), FROM, to or ("a@example.org",)), pauses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://mail.example.org", Server("mail.example.org", 465, "implicit")),
        ("smtp://mail.example.org", Server("mail.example.org", 587, "starttls")),
        (
            "smtp://u%40x:p%3A%2F%25@mail.example.org:2525",
            Server("mail.example.org", 2525, "starttls", "u@x", "p:/%"),
        ),
        ("smtp://localhost:25?tls=none", Server("localhost", 25, "none")),
        ("smtp://[::1]:25?tls=none", Server("::1", 25, "none")),
    ],
)
def test_settings(url: str, expected: Server) -> None:
    assert server(url) == expected
    assert expected.password not in repr(expected) or not expected.password


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mail.example.org", "url"),
        ("http://mail.example.org", "url"),
        ("smtp://", "url"),
        ("smtp://mail.example.org:port", "url"),
        ("smtp://mail.example.org/box", "url"),
        ("smtp://mail.example.org?tls=maybe", "url"),
        ("smtp://mail.example.org?verify=no", "url"),
        ("smtps://localhost?tls=none", "url"),
        ("smtp://mail.example.org?tls=none", "open"),
        ("smtp://10.0.0.1:25?tls=none", "open"),
        ("smtp://mail.example.org:587", "ascii"),
    ],
)
def test_wrong_settings_are_told_without_the_password(url: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        server(url.replace("://", "://me:secret%D1%8F@" if reason == "ascii" else "://me:secret@"))
    assert (caught.value.variable, caught.value.reason) == ("POSTUP_SMTP_URL", reason)
    assert "secret" not in str(caught.value)


def test_senders() -> None:
    assert str(sender("Поступ <postup@example.org>")) == "Поступ <postup@example.org>"
    for wrong in ("postup", "", "a@example.org\nBcc: b@example.org"):
        with pytest.raises(SettingsError):
            sender(wrong)


def test_a_relay_on_this_machine_takes_a_letter(mail: MailServer) -> None:
    assert send(f"smtp://localhost:{mail.port}?tls=none", "a@example.org", "b@example.org") == ((), [])
    ((to, message),) = mail.taken
    assert to == ["a@example.org", "b@example.org"]
    assert message["Subject"] == "Дані"
    assert message.get_content().splitlines() == ["Добрий день!", ".", "крапка на початку"]


@pytest.mark.usefixtures("trusted")
def test_starttls_with_sign_in(certificate: ssl.SSLContext) -> None:
    with MailServer(starttls=certificate, sign_in=True) as mail:
        send(f"smtp://{SIGNED}localhost:{mail.port}")
    assert len(mail.taken) == 1


@pytest.mark.usefixtures("trusted")
def test_implicit_tls_with_sign_in(certificate: ssl.SSLContext) -> None:
    with MailServer(tls=certificate, sign_in=True) as mail:
        send(f"smtps://{SIGNED}localhost:{mail.port}")
    assert len(mail.taken) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: ssl.SSLContext) -> None:
    with MailServer(starttls=certificate) as mail, pytest.raises(MailError) as caught:
        send(f"smtp://{SIGNED}localhost:{mail.port}")
    assert (caught.value.reason, caught.value.whole) == ("certificate", True)
    assert mail.taken == []


@pytest.mark.usefixtures("trusted")
def test_another_servers_certificate_is_refused(certificate: ssl.SSLContext) -> None:
    with MailServer(tls=certificate) as mail, pytest.raises(MailError) as caught:
        send(f"smtps://127.0.0.1:{mail.port}")
    assert caught.value.reason == "certificate"


def test_nothing_is_sent_in_the_open_where_tls_is_asked_for(mail: MailServer) -> None:
    with pytest.raises(MailError) as caught:
        send(f"smtp://{SIGNED}localhost:{mail.port}")
    assert (caught.value.reason, mail.taken) == ("unsafe", [])


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_told_and_not_tried_again(certificate: ssl.SSLContext) -> None:
    with MailServer(starttls=certificate, sign_in=True) as mail, pytest.raises(MailError) as caught:
        send(f"smtp://{USER}:wrong@localhost:{mail.port}")
    assert (caught.value.reason, caught.value.whole) == ("login", True)


def test_what_passes_is_tried_again(mail: MailServer) -> None:
    mail.answers = ["451 busy", "421 closing"]
    assert send(f"smtp://localhost:{mail.port}?tls=none") == ((), list(PAUSES))
    assert len(mail.taken) == 1


def test_a_server_that_stays_busy_is_given_up(mail: MailServer) -> None:
    mail.answers = ["451 busy"] * 3
    with pytest.raises(MailError) as caught:
        send(f"smtp://localhost:{mail.port}?tls=none")
    assert (caught.value.reason, caught.value.whole, mail.answers) == ("busy", False, [])


def test_a_refused_letter_is_not_tried_again(mail: MailServer) -> None:
    mail.answers = ["554 spam", "554 spam"]
    with pytest.raises(MailError) as caught:
        send(f"smtp://localhost:{mail.port}?tls=none")
    assert (caught.value.reason, caught.value.whole, len(mail.answers)) == ("refused", False, 1)


def test_unknown_mailboxes(mail: MailServer) -> None:
    mail.refused = {"gone@example.org"}
    url = f"smtp://localhost:{mail.port}?tls=none"
    assert send(url, "a@example.org", "gone@example.org")[0] == ("gone@example.org",)
    with pytest.raises(MailError) as caught:
        send(url, "gone@example.org")
    assert (caught.value.reason, caught.value.whole) == ("recipient", False)


def test_one_connection_serves_a_run(mail: MailServer) -> None:
    with Mailer(server(f"smtp://localhost:{mail.port}?tls=none")) as post:
        for _ in range(3):
            post.send(letter(), FROM, ["a@example.org"])
    assert (len(mail.taken), mail.sessions) == (3, 1)


def test_no_server() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pauses: list[float] = []
    with Mailer(server(f"smtp://localhost:{port}?tls=none"), pauses.append) as post, pytest.raises(MailError) as caught:
        post.send(letter(), FROM, ["a@example.org"])
    assert (caught.value.reason, caught.value.whole, pauses) == ("unreachable", True, list(PAUSES))

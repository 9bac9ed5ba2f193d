"""The way to the mail server: settings from one address, TLS with certificate checks, retries."""

import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from ipaddress import ip_address
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kpi.model.contact import plain_address

TIMEOUT_SECONDS = 30
#: pauses in seconds before the second and the third try
PAUSES = (2.0, 10.0)
_PORTS = {"smtp": 587, "smtps": 465}


class SettingsError(ValueError):
    """A mail setting is missing or wrong. `reason` is a key below `remind.setting` of the words."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable, self.reason = variable, reason


class MailError(Exception):
    """A letter was not taken. `reason` is a key below `remind.trouble` of the words; `whole`: nor will the next be."""

    def __init__(self, reason: str, *, whole: bool) -> None:
        super().__init__(reason)
        self.reason, self.whole = reason, whole


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `tls`: `implicit` (smtps), `starttls` (demanded, never left out), `none` (this machine alone)."""

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = field(default="", repr=False)


def server(url: str) -> Server:
    """`smtps://user:password@host:465`, `smtp://user:password@host:587` (STARTTLS) or, for a relay on this machine,
    `smtp://localhost:25?tls=none`; user and password percent-encoded. `SettingsError` for anything else."""
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError("POSTUP_SMTP_URL", "url") from error
    options = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme not in _PORTS or not host or parts.path not in ("", "/") or options.keys() - {"tls"}:
        raise SettingsError("POSTUP_SMTP_URL", "url")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise SettingsError("POSTUP_SMTP_URL", "ascii")  # smtplib signs in with nothing else
    return Server(host, port or _PORTS[parts.scheme], _tls(parts, options.get("tls", [""])[-1]), user, password)


def _tls(parts: SplitResult, asked: str) -> str:
    if asked == "none" and parts.scheme == "smtp":
        if not _here(parts.hostname or ""):
            raise SettingsError("POSTUP_SMTP_URL", "open")
        return "none"
    if asked:
        raise SettingsError("POSTUP_SMTP_URL", "url")
    return "implicit" if parts.scheme == "smtps" else "starttls"


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def sender(written: str) -> Address:
    """From «name@example.org» or «A name <name@example.org>»; `SettingsError` where it is no address."""
    name, found = parseaddr(written)
    plain = plain_address(found)
    if plain is None or any(ord(character) < 32 for character in written):
        raise SettingsError("POSTUP_SMTP_FROM", "sender" if written else "missing")
    return Address(name, addr_spec=plain)


class Mailer:
    """A mail server's counter: one connection for all letters of a run, opened with the first of them."""

    def __init__(self, to: Server, pause: Callable[[float], None] = time.sleep) -> None:
        self._to, self._pause = to, pause
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def send(self, letter: EmailMessage, from_address: str, to: Sequence[str]) -> tuple[str, ...]:
        """Hand a letter over; returns the addresses that were refused while another was taken.

        What may pass (no connection, a server that asks to come again) is tried three times. `MailError` otherwise.
        """
        for pause in (*PAUSES, None):
            try:
                return tuple(self._connected().send_message(letter, from_address, list(to)))
            except (smtplib.SMTPException, OSError) as error:
                self._leave()
                trouble, passing = _trouble(error)
                if not passing or pause is None:
                    raise trouble from error
                self._pause(pause)
        raise AssertionError("the last try returns or raises")

    def reach(self) -> None:
        """Connect and sign in without a letter, once; `MailError` where that fails."""
        try:
            self._connected()
        except (smtplib.SMTPException, OSError) as error:
            raise _trouble(error)[0] from error

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> smtplib.SMTP:
        to, secure = self._to, ssl.create_default_context()
        if to.tls == "implicit":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT_SECONDS, context=secure)
        else:
            connection = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT_SECONDS)
        try:
            if to.tls == "starttls":
                connection.starttls(context=secure)
            if to.user:
                connection.login(to.user, to.password)
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
        return connection

    def _leave(self) -> None:
        if self._connection is not None:
            # the answer to a farewell changes nothing, and a broken connection gives none
            try:
                self._connection.quit()
            except (smtplib.SMTPException, OSError):
                self._connection.close()
            self._connection = None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a failure means: `whole` = the next letters fare no better, `passing` = it may pass by itself."""

    reason: str
    whole: bool
    passing: bool = False


_UNREACHABLE = _Meaning("unreachable", whole=True, passing=True)
#: the more special errors first
_MEANINGS: tuple[tuple[type[smtplib.SMTPException | OSError], _Meaning], ...] = (
    (ssl.SSLCertVerificationError, _Meaning("certificate", whole=True)),
    (smtplib.SMTPNotSupportedError, _Meaning("unsafe", whole=True)),
    (smtplib.SMTPConnectError, _UNREACHABLE),
    (smtplib.SMTPAuthenticationError, _Meaning("login", whole=True)),
    (smtplib.SMTPSenderRefused, _Meaning("sender", whole=True)),
    (smtplib.SMTPRecipientsRefused, _Meaning("recipient", whole=False)),
    (smtplib.SMTPResponseException, _Meaning("refused", whole=False)),
)


def _trouble(error: smtplib.SMTPException | OSError) -> tuple[MailError, bool]:
    """What a failure means to a person, and whether it may pass by itself."""
    meaning = next((meaning for kind, meaning in _MEANINGS if isinstance(error, kind)), _UNREACHABLE)
    codes = _codes(error)
    if codes and all(400 <= code < 500 for code in codes):
        return MailError("busy", whole=meaning.whole), True
    return MailError(meaning.reason, whole=meaning.whole), meaning.passing


def _codes(error: smtplib.SMTPException | OSError) -> list[int]:
    """The server's reply codes: 4xx asks to come again, 5xx refuses."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []

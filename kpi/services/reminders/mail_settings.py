"""How letters go, as the environment says it: the mail server, the sender, days off, the language."""

import os
from dataclasses import dataclass
from email.headerregistry import Address

from kpi.model import Language
from kpi.services.reminders.smtp import Server, SettingsError, sender, server
from kpi.services.reminders.working_days import Workdays

URL, FROM, DAYS_OFF, LANGUAGE = "POSTUP_SMTP_URL", "POSTUP_SMTP_FROM", "POSTUP_DAYS_OFF", "POSTUP_LETTERS"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail goes, and whom it is from."""

    server: Server
    sender: Address


def mail_settings() -> MailSettings | None:
    """None where no mail server is named; `SettingsError` where what is named is not right."""
    url, written = os.environ.get(URL, ""), os.environ.get(FROM, "")
    return MailSettings(server(url), sender(written)) if url else None


def usable_mail_settings() -> MailSettings | None:
    """None also where they are not right: for letters on the side; `remind` and `doctor` tell what is wrong."""
    try:
        return mail_settings()
    except SettingsError:
        return None


def workdays() -> Workdays:
    """`SettingsError` where a day off is no date."""
    try:
        return Workdays.parse(os.environ.get(DAYS_OFF, ""))
    except ValueError as error:
        raise SettingsError(DAYS_OFF, "days_off") from error


def letter_language() -> Language:
    """Ukrainian, unless POSTUP_LETTERS=en."""
    return Language.EN if os.environ.get(LANGUAGE, "").strip().lower() == Language.EN else Language.UK

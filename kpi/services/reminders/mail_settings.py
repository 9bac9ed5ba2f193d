"""How letters go: the mail server, the sender, days off, the language, by the environment and the strategy."""

from dataclasses import dataclass, replace
from email.headerregistry import Address

from kpi.model import USUAL_LANGUAGE, Language, Strategy
from kpi.services.published.editions import strategy_in_force
from kpi.services.reminders.smtp import Server, SettingsError, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.settings import variables
from kpi.store import NotPublishedError
from kpi.text import Text

URL, FROM, DAYS_OFF, LANGUAGE = "POSTUP_SMTP_URL", "POSTUP_SMTP_FROM", "POSTUP_DAYS_OFF", "POSTUP_LETTERS"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where mail goes, and whom it is from."""

    server: Server
    sender: Address


def mail_settings() -> MailSettings | None:
    """None where no mail server is named; `SettingsError` where what is named is not right."""
    url, written = variables().get(URL, ""), variables().get(FROM, "")
    return MailSettings(server(url), sender(written)) if url else None


def usable_mail_settings() -> MailSettings | None:
    """None also where they are not right: for letters on the side; `remind` and `doctor` tell what is wrong."""
    try:
        return mail_settings()
    except SettingsError:
        return None


def workdays() -> Workdays:
    """The strategy's weekdays without the days off of the environment; `SettingsError` where one is no date."""
    try:
        days = Workdays.parse(variables().get(DAYS_OFF, ""))
    except ValueError as error:
        raise SettingsError(DAYS_OFF, "days_off") from error
    strategy = _strategy()
    return days if strategy is None else replace(days, weekdays=strategy.working_days)


def letter_text() -> Text:
    """The language of letters: what POSTUP_LETTERS says, else the strategy's."""
    strategy = _strategy()
    own = USUAL_LANGUAGE if strategy is None else strategy.language
    return Text(Language.named(variables().get(LANGUAGE, "").strip().lower()) or own, own).whole


def _strategy() -> Strategy | None:
    """The strategy in force; None where nothing is published, or the snapshot does not answer."""
    try:
        return strategy_in_force()
    except (OSError, NotPublishedError):
        return None

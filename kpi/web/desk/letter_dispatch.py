"""Letters that a form has given cause for: sent beside the answer, so that nobody waits for a mail server."""

import logging
import threading
from datetime import UTC, datetime

from kpi.clock import today
from kpi.community import PerCommunity, bound
from kpi.services.reminders.desk_letters import send_desk_letters
from kpi.services.reminders.mail_settings import (
    MailSettings,
    letter_text,
    mail_settings,
    usable_mail_settings,
    workdays,
)
from kpi.services.reminders.smtp import Mailer, SettingsError
from kpi.services.reminders.working_days import Workdays
from kpi.services.subscriptions.letters import send_subscriptions
from kpi.settings import site_address
from kpi.store import Store, StoreError

_LOG = logging.getLogger(__name__)
#: one run of a community at a time; what a second one would send the first one has claimed
_running = PerCommunity(threading.Lock)


def send_letters_soon(store: Store) -> None:
    """Start sending where mail is configured; what does not go now goes with the next run of `remind`."""
    if usable_mail_settings() is not None:
        threading.Thread(target=bound(_send), args=(store,), daemon=True, name="letters").start()


def _send(store: Store) -> None:
    with _running.own:
        try:
            settings, days = mail_settings(), workdays()
            if settings is not None:
                _send_by(settings, days, store)
        except (StoreError, SettingsError) as error:
            _LOG.warning("letters were not sent: %s", type(error).__name__)


def _send_by(settings: MailSettings, days: Workdays, store: Store) -> None:
    text, now = letter_text(), datetime.now(UTC)
    with Mailer(settings.server) as post:
        sent = send_desk_letters(
            store,
            post,
            settings.sender,
            text,
            day=today(),
            days=days,
            now=now,
            site=site_address(),
            digests=False,
        )
        for event, trouble in sent:
            if trouble:
                _LOG.warning("letter %s did not go: %s", event.kind, trouble)
        send_subscriptions(store, post, settings.sender, day=today(), now=now, site=site_address(), news=False)

"""What the machine and the settings say: the version, the variables, the site's address, the way to the mail server."""

import difflib
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from kpi import __version__
from kpi.services.operation.doctor.finding import Finding, attention, ok, wrong
from kpi.services.reminders.smtp import Mailer, MailError, SettingsError, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.settings import LOG_LEVELS, VARIABLES, AddressError, site_address


def version() -> Finding:
    """Of the programme and of Python."""
    python = ".".join(map(str, sys.version_info[:3]))
    return ok("version", "doctor.version.told", version=__version__, python=python)


def settings(environment: Mapping[str, str]) -> Finding:
    """Whether every POSTUP_ variable is one that is read, and says what it may say."""
    ours = sorted(name for name in environment if name.startswith("POSTUP_"))
    for name in ours:
        if name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, 1)
            return attention(
                "settings",
                "doctor.settings.unknown",
                "doctor.settings.unknown_cure",
                name=name,
                near="".join(near) or "—",
            )
    try:
        Workdays.parse(environment.get("POSTUP_DAYS_OFF", ""))
    except ValueError:
        return wrong("settings", "remind.setting.days_off", "", variable="POSTUP_DAYS_OFF")
    log = environment.get("POSTUP_LOG", "")
    if log and log not in LOG_LEVELS:
        return wrong(
            "settings", "doctor.settings.log", "doctor.settings.log_cure", value=log, known=", ".join(LOG_LEVELS)
        )
    return ok("settings", "doctor.settings.known", names=", ".join(ours) or "—")


def address(environment: Mapping[str, str]) -> Finding:
    """Whether the site knows by which address people reach it, and that this is a safe one."""
    try:
        said = site_address()
    except AddressError:
        return wrong("address", "web.serve.site_address", "", what=environment.get("POSTUP_ADDRESS", ""))
    if not said:
        return attention("address", "doctor.address.missing", "doctor.address.missing_cure")
    parts = urlsplit(said)
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        return attention("address", "doctor.address.plain", "doctor.address.plain_cure", address=said)
    return ok("address", "doctor.address.told", address=said)


def mail(environment: Mapping[str, str]) -> Finding:
    """Whether the mail server can be reached with these settings, up to signing in there; no letter is sent."""
    url = environment.get("POSTUP_SMTP_URL", "")
    if not url:
        return attention("mail", "doctor.mail.off", "doctor.mail.off_cure")
    try:
        way = server(url)
        whom = sender(environment.get("POSTUP_SMTP_FROM", ""))
        with Mailer(way) as mailer:
            mailer.reach()
    except SettingsError as error:
        return wrong("mail", f"remind.setting.{error.reason}", "", variable=error.variable)
    except MailError as error:
        return wrong("mail", f"remind.trouble.{error.reason}", "")
    return ok("mail", "doctor.mail.reached", host=way.host, sender=whom.addr_spec)

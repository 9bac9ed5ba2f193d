"""`python -m kpi remind [--on DATE] [--dry-run]`: letters to departments about their deadlines (docs/operate.md)."""

import argparse
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.headerregistry import Address

from kpi.cli.parser import OK, REFUSED, UK, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.services.reminders import letter_body
from kpi.services.reminders.letter import PreparedLetter
from kpi.services.reminders.mailing import MailingOutcome, MailingPlan, prepare, send
from kpi.services.reminders.smtp import Mailer, Server, SettingsError, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.settings import command_name, site_address
from kpi.store import Store, UnknownReleaseError, open_store
from kpi.text.dates import KYIV

URL, FROM, DAYS_OFF = "POSTUP_SMTP_URL", "POSTUP_SMTP_FROM", "POSTUP_DAYS_OFF"


def register(commands: Commands) -> None:
    parser = commands.add_parser("remind", help=UK.say("cli.remind.help"), description=UK.say("cli.remind.about"))
    parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help=UK.say("cli.remind.on"))
    parser.add_argument("--dry-run", action="store_true", help=UK.say("cli.remind.dry_run"))
    parser.set_defaults(run=run)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(UK.say("cli.remind.not_a_day", what=written)) from None


def run(args: argparse.Namespace) -> int:
    """Send what is to be sent on the day, or print it; REFUSED where mail is not configured or a letter did not go."""

    workdays = _workdays()
    way = None if args.dry_run else _way()
    now = datetime.now(UTC)
    store = open_store()
    try:
        day = args.on or now.astimezone(KYIV).date()
        plan = prepare(store, day, workdays, now, site_address())
    except UnknownReleaseError:
        raise CommandError(UK.say("cli.remind.empty_store", command=command_name())) from None
    if not plan.letters:
        write(UK.say("cli.remind.nothing", day=UK.date(day)))
    _tell_unreachable(plan.letters)
    if way is None:
        for prepared in plan.letters:
            _show(plan, prepared)
        return OK
    return _send(store, plan, way)


def _workdays() -> Workdays:

    written = os.environ.get(DAYS_OFF, "")
    try:
        return Workdays.parse(written)
    except ValueError:
        raise CommandError(UK.say("remind.setting.days_off", variable=DAYS_OFF)) from None


def _way() -> tuple[Server, Address]:
    """Where mail goes and whom it is from; CommandError where that is not configured or not right."""

    url, written = os.environ.get(URL, ""), os.environ.get(FROM, "")
    if not url:
        raise CommandError(UK.say("remind.setting.off", url=URL, sender=FROM))
    try:
        return server(url), sender(written)
    except SettingsError as error:
        raise CommandError(UK.say(f"remind.setting.{error.reason}", variable=error.variable)) from None


def _tell_unreachable(letters: Iterable[PreparedLetter]) -> None:
    for prepared in letters:
        if not prepared.reminder.contact:
            tell(UK.say("cli.remind.no_address", department=prepared.reminder.name))


def _show(plan: MailingPlan, prepared: PreparedLetter) -> None:

    reminder, files = prepared.reminder, [one.name for one in prepared.templates]
    to = ", ".join(reminder.contact) or UK.say("cli.remind.nobody")
    write(UK.say("cli.remind.to", department=reminder.name, addresses=to))
    write(UK.say("cli.remind.subject", subject=letter_body.subject(reminder, plan.about, UK)))
    for line in letter_body.plain(letter_body.parts(reminder, plan.about, files, UK)).splitlines():
        write(f"    {line}".rstrip())
    write()


def _send(store: Store, plan: MailingPlan, way: tuple[Server, Address]) -> int:

    server, sender = way
    failed = False
    with Mailer(server) as post:
        for outcome in send(store, plan, sender, post):
            failed |= bool(outcome.trouble or outcome.refused)
            _told(outcome)
    return REFUSED if failed else OK


def _told(outcome: MailingOutcome) -> None:
    department = outcome.reminder.name
    if outcome.trouble:
        why = UK.say(f"remind.trouble.{outcome.trouble}")
        tell(UK.say("cli.remind.failed", department=department, why=why))
    elif outcome.taken:
        write(UK.say("cli.remind.taken", department=department))
    else:
        went = [one for one in outcome.reminder.contact if one not in outcome.refused]
        write(UK.say("cli.remind.sent", department=department, addresses=", ".join(went)))
        if outcome.refused:
            tell(UK.say("cli.remind.partly", department=department, addresses=", ".join(outcome.refused)))

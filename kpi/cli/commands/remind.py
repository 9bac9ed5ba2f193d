"""`python -m kpi remind [--on DATE] [--dry-run]`: letters to departments about their deadlines (docs/operate.md)."""

import argparse
from collections.abc import Iterable
from datetime import UTC, date, datetime

from kpi.cli.parser import OK, REFUSED, WORDS, CommandError, Commands
from kpi.cli.terminal import tell, write
from kpi.model.community_time import local
from kpi.services.questions.asking import forget_addresses
from kpi.services.reminders import letter_body
from kpi.services.reminders.desk_events import events
from kpi.services.reminders.desk_letters import language_of, send_desk_letters
from kpi.services.reminders.desk_words import letter_parts, letter_subject
from kpi.services.reminders.letter import PreparedLetter
from kpi.services.reminders.mail_settings import FROM, URL, MailSettings, letter_text, mail_settings, workdays
from kpi.services.reminders.mailing import MailingOutcome, MailingPlan, prepare, send
from kpi.services.reminders.paragraphs import Part, plain
from kpi.services.reminders.smtp import Mailer, SettingsError
from kpi.services.reminders.working_days import Workdays
from kpi.services.subscriptions.letters import send_subscriptions
from kpi.settings import command_name, site_address
from kpi.store import Store, UnknownReleaseError, open_store


def register(commands: Commands) -> None:
    parser = commands.add_parser("remind", help=WORDS.say("cli.remind.help"), description=WORDS.say("cli.remind.about"))
    parser.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help=WORDS.say("cli.remind.on"))
    parser.add_argument("--dry-run", action="store_true", help=WORDS.say("cli.remind.dry_run"))
    parser.set_defaults(run=run)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(WORDS.say("cli.remind.not_a_day", what=written)) from None


def run(args: argparse.Namespace) -> int:
    """Send what is to be sent on the day, or print it; REFUSED where mail is not configured or a letter did not go."""
    days = _workdays()
    way = None if args.dry_run else _way()
    now = datetime.now(UTC)
    store = open_store()
    try:
        day = args.on or local(now).date()
        plan = prepare(store, day, days, now, site=site_address(), text=letter_text())
    except UnknownReleaseError:
        raise CommandError(WORDS.say("cli.remind.empty_store", command=command_name())) from None
    if not plan.letters:
        write(WORDS.say("cli.remind.nothing", day=WORDS.date(day)))
    _tell_unreachable(plan.letters)
    if way is None:
        for prepared in plan.letters:
            _show(prepared)
        _show_of_desk(store, day, days, now)
        return OK
    forget_addresses(store, now)
    return max(_send(store, plan, way), _send_of_desk(store, way, day, days))


def _workdays() -> Workdays:
    try:
        return workdays()
    except SettingsError as error:
        raise CommandError(WORDS.say(f"remind.setting.{error.reason}", variable=error.variable)) from None


def _way() -> MailSettings:
    """Where mail goes and whom it is from; CommandError where that is not configured or not right."""
    try:
        found = mail_settings()
    except SettingsError as error:
        raise CommandError(WORDS.say(f"remind.setting.{error.reason}", variable=error.variable)) from None
    if found is None:
        raise CommandError(WORDS.say("remind.setting.off", url=URL, sender=FROM))
    return found


def _tell_unreachable(letters: Iterable[PreparedLetter]) -> None:
    for prepared in letters:
        if not prepared.reminder.contact:
            tell(WORDS.say("cli.remind.no_address", department=prepared.reminder.name))


def _show(prepared: PreparedLetter) -> None:
    reminder, file = prepared.reminder, prepared.template.name if prepared.template else ""
    text, to = letter_text(), ", ".join(reminder.contact) or WORDS.say("cli.remind.nobody")
    write(WORDS.say("cli.remind.to", department=reminder.name, addresses=to))
    subject = letter_body.subject(reminder, prepared.about, text)
    _write_letter(subject, letter_body.parts(reminder, prepared.about, file, text))


def _write_letter(subject: str, parts: Iterable[Part]) -> None:
    write(WORDS.say("cli.remind.subject", subject=subject))
    for line in plain(parts).splitlines():
        write(f"    {line}".rstrip())
    write()


def _send(store: Store, plan: MailingPlan, way: MailSettings) -> int:
    failed = False
    with Mailer(way.server) as post:
        for outcome in send(store, plan, way.sender, post, text=letter_text()):
            failed |= bool(outcome.trouble or outcome.refused)
            _told(outcome)
    return REFUSED if failed else OK


def _show_of_desk(store: Store, day: date, days: Workdays, now: datetime) -> None:
    found, dataset = events(store, day, days, now)
    for event in found:
        if dataset is not None:
            text = language_of(event, letter_text())
            addresses = ", ".join(one.address for one in event.to)
            what = WORDS.say(f"editor.letter.kind.{event.kind}")
            write(WORDS.say("cli.remind.to", department=what, addresses=addresses))
            subject = letter_subject(event, dataset, text)
            _write_letter(subject, letter_parts(event, dataset, text, site_address()))


def _send_of_desk(store: Store, way: MailSettings, day: date, days: Workdays) -> int:
    """What waits, was returned, approved, published, is to be reviewed, stays unreported."""
    failed, now, text = False, datetime.now(UTC), letter_text()
    with Mailer(way.server) as post:
        for event, trouble in send_desk_letters(
            store, post, way.sender, text, day=day, days=days, now=now, site=site_address()
        ):
            what = WORDS.say(f"editor.letter.kind.{event.kind}")
            if trouble:
                failed = True
                tell(WORDS.say("cli.remind.failed", department=what, why=WORDS.say(f"remind.trouble.{trouble}")))
            else:
                addresses = ", ".join(one.address for one in event.to)
                write(WORDS.say("cli.remind.sent", department=what, addresses=addresses))
        told = send_subscriptions(store, post, way.sender, day=day, now=now, site=site_address(), news=True)
        if told:
            write(WORDS.count("cli.remind.subscriptions", told))
    return REFUSED if failed else OK


def _told(outcome: MailingOutcome) -> None:
    department = outcome.reminder.name
    if outcome.trouble:
        why = WORDS.say(f"remind.trouble.{outcome.trouble}")
        tell(WORDS.say("cli.remind.failed", department=department, why=why))
    elif outcome.taken:
        write(WORDS.say("cli.remind.taken", department=department))
    else:
        went = [one for one in outcome.reminder.contact if one not in outcome.refused]
        write(WORDS.say("cli.remind.sent", department=department, addresses=", ".join(went)))
        if outcome.refused:
            tell(WORDS.say("cli.remind.partly", department=department, addresses=", ".join(outcome.refused)))

"""From the store to the mail server: the letters of a day, each sent once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.headerregistry import Address

from sqlalchemy import Connection

from kpi.model import USUAL_LANGUAGE
from kpi.services.publishing.editions import last_release
from kpi.services.reminders.due import Reminder, ReminderKey, chase_letter, reminders
from kpi.services.reminders.letter import PreparedLetter, letter, template_of
from kpi.services.reminders.letter_body import LetterContext
from kpi.services.reminders.smtp import Mailer, MailError
from kpi.services.reminders.working_days import Workdays
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books
from kpi.store.people.reminders import Reminders
from kpi.store.read import dataset
from kpi.text import Text

UK = Text(USUAL_LANGUAGE)


@dataclass(frozen=True, slots=True)
class MailingPlan:
    """The letters of a day, what they share, and whose record they go into."""

    about: LetterContext
    letters: tuple[PreparedLetter, ...]


@dataclass(frozen=True, slots=True)
class MailingOutcome:
    """What became of a letter. `trouble`: a key below `remind.trouble`, "" where it went; `taken`: by another process.

    refused  addresses that the server refused while it took another
    """

    reminder: Reminder
    trouble: str = ""
    taken: bool = False
    refused: tuple[str, ...] = ()


def prepare(
    store: Store, day: date, workdays: Workdays, now: datetime, *, site: str = "", text: Text = UK
) -> MailingPlan:
    """The letters of a day from the last release of the edition in force; what has been sent is left out.

    `UnknownReleaseError` where nothing is published.
    """
    with store.reading() as connection:
        release = last_release(connection, store, day)
        whole = dataset(connection, release)
        about = LetterContext(whole.strategy, day, workdays, site)
        sent = _sent(connection, store, about, now)
        found = reminders(whole, day, workdays, sent)
        until = AsOf(store.community, release.edition, release.published, release.seq)
        books = goal_books(connection, until) if found else {}
    letters = (
        PreparedLetter(reminder, template_of(reminder, whole, books.values(), about, at=now, text=text))
        for reminder in found
    )
    return MailingPlan(about, tuple(letters))


def prepare_chase(
    store: Store, department: str, day: date, workdays: Workdays, *, now: datetime, site: str = "", text: Text = UK
) -> MailingPlan | None:
    """The letter that an editor sends a department by hand; None where nothing is awaited of it."""
    with store.reading() as connection:
        release = last_release(connection, store, day)
        whole = dataset(connection, release)
        found = chase_letter(whole, department, day, workdays)
        if found is None:
            return None
        books = goal_books(connection, AsOf(store.community, release.edition, release.published, release.seq))
    about = LetterContext(whole.strategy, day, workdays, site)
    return MailingPlan(
        about, (PreparedLetter(found, template_of(found, whole, books.values(), about, at=now, text=text)),)
    )


def _sent(connection: Connection, store: Store, about: LetterContext, now: datetime) -> list[ReminderKey]:
    record = Reminders(store.community, about.strategy.edition)
    return [
        ReminderKey(department, period, deadline, step)
        for department, period, deadline, step in record.taken(connection, now)
    ]


def send(
    store: Store,
    plan: MailingPlan,
    sender: Address,
    post: Mailer,
    now: datetime | None = None,
    *,
    by: str = "",
    text: Text = UK,
) -> Iterator[MailingOutcome]:
    """Send the letters of the departments that have an address, one after another, and record each.

    now  default: the moment of each letter
    by   login of the editor who sends them by hand

    A mail server that cannot be reached ends the run: its `MailingOutcome` is the last one.
    """
    desk = _Desk(store, plan.about, sender, post, by=by, text=text)
    for prepared in plan.letters:
        if prepared.reminder.contact:
            yield desk.send(prepared, now or datetime.now(UTC))
            if desk.closed:
                return


class _Desk:
    """Sends one letter after another; `closed` once the mail server takes none."""

    def __init__(
        self, store: Store, about: LetterContext, sender: Address, post: Mailer, *, by: str, text: Text
    ) -> None:
        self._store, self._about, self._sender, self._post = store, about, sender, post
        self._by, self._text = by, text
        self._record = Reminders(store.community, about.strategy.edition)
        self.closed = False

    def send(self, prepared: PreparedLetter, now: datetime) -> MailingOutcome:
        """Claim, hand over, settle: a letter that was not taken is free for the next run."""
        reminder = prepared.reminder
        names = _names(reminder.keys)
        with self._store.writing() as connection:
            if not self._record.claim(connection, names, now):
                return MailingOutcome(reminder, taken=True)
        message = letter(prepared, self._about, self._sender, now, self._text)
        try:
            refused = self._post.send(message, self._sender.addr_spec, reminder.contact)
        except MailError as error:
            with self._store.writing() as connection:
                self._record.free(connection, names)
            self.closed = error.whole
            return MailingOutcome(reminder, trouble=error.reason)
        with self._store.writing() as connection:
            self._record.settle(connection, names, now, by=self._by)
        return MailingOutcome(reminder, refused=refused)


def _names(keys: Sequence[ReminderKey]) -> list[tuple[str, str, date, str]]:
    return [(key.department, key.period, key.deadline, key.step) for key in keys]

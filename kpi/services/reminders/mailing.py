"""From the store to the mail server: the letters of a day, each sent once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.headerregistry import Address

from sqlalchemy import Connection

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import asked_by
from kpi.model import USUAL_LANGUAGE, Release
from kpi.services.publishing.editions import last_release
from kpi.services.reminders.due import Reminder, ReminderKey, chase_letter, reminders
from kpi.services.reminders.letter import PreparedLetter, letter, template_of
from kpi.services.reminders.letter_body import LetterContext
from kpi.services.reminders.smtp import Mailer, MailError
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.former_edition import former_edition
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.books import goal_books
from kpi.store.people.reminders import Reminders
from kpi.store.read import dataset, pick, releases
from kpi.text import Text

UK = Text(USUAL_LANGUAGE)


@dataclass(frozen=True, slots=True)
class MailingPlan:
    """The letters of a day: those of the edition in force, then those of the former one while it is asked for."""

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
    """The letters of a day from the last releases of what is asked for; what has been sent is left out.

    `UnknownReleaseError` where nothing is published.
    """
    found: list[PreparedLetter] = []
    with store.reading() as connection:
        for edition in _asked(connection, store, day):
            about = LetterContext(edition.dataset.strategy, day, workdays, site, edition.former)
            sent = _sent(connection, store, about, now)
            letters = reminders(edition.dataset, day, workdays, sent)
            found += edition.prepared(connection, store, letters, about, at=now, text=text)
    return MailingPlan(tuple(found))


def prepare_chase(
    store: Store,
    department: str,
    day: date,
    workdays: Workdays,
    *,
    now: datetime,
    edition: str = "",
    site: str = "",
    text: Text = UK,
) -> MailingPlan | None:
    """The letter that an editor sends a department by hand; None where nothing is awaited of it.

    edition  the former one that it is about, "" for the one in force
    """
    with store.reading() as connection:
        for asked in _asked(connection, store, day):
            if asked.former is bool(edition):
                about = LetterContext(asked.dataset.strategy, day, workdays, site, asked.former)
                found = chase_letter(asked.dataset, department, day, workdays)
                if found is not None:
                    return MailingPlan(asked.prepared(connection, store, (found,), about, at=now, text=text))
    return None


@dataclass(frozen=True, slots=True)
class _Edition:
    """What is asked for of an edition, and the release that it is read from."""

    release: Release
    dataset: Dataset
    former: bool = False

    def prepared(
        self,
        connection: Connection,
        store: Store,
        found: Sequence[Reminder],
        about: LetterContext,
        *,
        at: datetime,
        text: Text,
    ) -> tuple[PreparedLetter, ...]:
        """The letters with their workbooks."""
        until = AsOf(store.community, self.release.edition, self.release.published, self.release.seq)
        books = goal_books(connection, until).values() if found else ()
        return tuple(
            PreparedLetter(one, template_of(one, self.dataset, books, about, at=at, text=text), about) for one in found
        )


def _asked(connection: Connection, store: Store, day: date) -> Iterator[_Edition]:
    """The edition in force, then the former one as long as it is asked for. `UnknownReleaseError` of an empty store."""
    release = last_release(connection, store, day)
    yield _Edition(release, dataset(connection, release))
    former = former_edition(connection, store, day)
    if former is not None:
        release = pick(releases(connection, store.community), None, former.edition)
        yield _Edition(release, asked_by(dataset(connection, release), former.last), former=True)


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
    desk = _Desk(store, sender, post, by=by, text=text)
    for prepared in plan.letters:
        if prepared.reminder.contact:
            yield desk.send(prepared, now or datetime.now(UTC))
            if desk.closed:
                return


class _Desk:
    """Sends one letter after another; `closed` once the mail server takes none."""

    def __init__(self, store: Store, sender: Address, post: Mailer, *, by: str, text: Text) -> None:
        self._store, self._sender, self._post = store, sender, post
        self._by, self._text = by, text
        self.closed = False

    def send(self, prepared: PreparedLetter, now: datetime) -> MailingOutcome:
        """Claim, hand over, settle: a letter that was not taken is free for the next run."""
        reminder = prepared.reminder
        names = _names(reminder.keys)
        record = Reminders(self._store.community, prepared.about.strategy.edition)
        with self._store.writing() as connection:
            if not record.claim(connection, names, now):
                return MailingOutcome(reminder, taken=True)
        message = letter(prepared, self._sender, now, self._text)
        try:
            refused = self._post.send(message, self._sender.addr_spec, reminder.contact)
        except MailError as error:
            with self._store.writing() as connection:
                record.free(connection, names)
            self.closed = error.whole
            return MailingOutcome(reminder, trouble=error.reason)
        with self._store.writing() as connection:
            record.settle(connection, names, now, by=self._by)
        return MailingOutcome(reminder, refused=refused)


def _names(keys: Sequence[ReminderKey]) -> list[tuple[str, str, date, str]]:
    return [(key.department, key.period, key.deadline, key.step) for key in keys]

"""From the store to the mail server: the letters of a day, each sent once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.headerregistry import Address

from sqlalchemy import Connection

from kpi.measure.deadlines import departments_of
from kpi.model import Language
from kpi.services.reminders.due import Key, Reminder, reminders
from kpi.services.reminders.letter import Prepared, letter, templates
from kpi.services.reminders.letter_body import About
from kpi.services.reminders.schedule import Step
from kpi.services.reminders.smtp import Post, PostError
from kpi.services.reminders.working_days import Workdays
from kpi.store import Store
from kpi.store.books import goal_books
from kpi.store.read import Until, dataset, pick, releases
from kpi.store.reminders import Reminders
from kpi.text import Text

UK = Text(Language.UK)


@dataclass(frozen=True, slots=True)
class Plan:
    """The letters of a day, what they share, and whose record they go into."""

    about: About
    letters: tuple[Prepared, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a letter. `trouble`: a key below `remind.trouble`, "" where it went; `taken`: by another process.

    refused  addresses that the server refused while it took another
    """

    reminder: Reminder
    trouble: str = ""
    taken: bool = False
    refused: tuple[str, ...] = ()


def prepare(store: Store, day: date, workdays: Workdays, now: datetime, site: str = "") -> Plan:
    """The letters of a day from the last release; what has been sent is left out. `UnknownReleaseError` if none."""
    with store.reading() as connection:
        release = pick(releases(connection, store.community), None, None)
        whole = dataset(connection, release)
        about = About(whole.strategy, day, workdays, site)
        sent = _sent(connection, store, about, now)
        found = reminders(whole, day, workdays, sent)
        until = Until(store.community, release.edition, release.published, release.seq)
        books = goal_books(connection, until) if found else {}
    departments = departments_of(whole)
    letters = []
    for reminder in found:
        mine = frozenset(departments.index[departments == reminder.department].astype(str))
        letters.append(Prepared(reminder, templates(reminder, books, mine, whole.strategy, now)))
    return Plan(about, tuple(letters))


def _sent(connection: Connection, store: Store, about: About, now: datetime) -> list[Key]:
    record = Reminders(store.community, about.strategy.edition)
    return [
        Key(department, period, deadline, Step(step))
        for department, period, deadline, step in record.taken(connection, now)
    ]


def send(store: Store, plan: Plan, sender: Address, post: Post, now: datetime | None = None) -> Iterator[Outcome]:
    """Send the letters of the departments that have an address, one after another, and record each.

    now  default: the moment of each letter

    A mail server that cannot be reached ends the run: its `Outcome` is the last one.
    """
    desk = _Desk(store, plan.about, sender, post)
    for prepared in plan.letters:
        if prepared.reminder.contact:
            yield desk.send(prepared, now or datetime.now(UTC))
            if desk.closed:
                return


class _Desk:
    """Sends one letter after another; `closed` once the mail server takes none."""

    def __init__(self, store: Store, about: About, sender: Address, post: Post) -> None:
        self._store, self._about, self._sender, self._post = store, about, sender, post
        self._record = Reminders(store.community, about.strategy.edition)
        self.closed = False

    def send(self, prepared: Prepared, now: datetime) -> Outcome:
        """Claim, hand over, settle: a letter that was not taken is free for the next run."""
        reminder = prepared.reminder
        names = _names(reminder.keys)
        with self._store.writing() as connection:
            if not self._record.claim(connection, names, now):
                return Outcome(reminder, taken=True)
        message = letter(prepared, self._about, self._sender, now, UK)
        try:
            refused = self._post.send(message, self._sender.addr_spec, reminder.contact)
        except PostError as error:
            with self._store.writing() as connection:
                self._record.free(connection, names)
            self.closed = error.whole
            return Outcome(reminder, trouble=error.reason)
        with self._store.writing() as connection:
            self._record.settle(connection, names, now)
        return Outcome(reminder, refused=refused)


def _names(keys: Sequence[Key]) -> list[tuple[str, str, date, str]]:
    return [(key.department, key.period, key.deadline, key.step.value) for key in keys]

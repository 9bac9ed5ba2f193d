"""From events of the desk to letters, and to the mail server: each claimed, handed over, settled, journalled."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage

from kpi.measure.dataset import Dataset
from kpi.model import Language
from kpi.model.contact import addresses
from kpi.services.reminders.desk_event import DeskEvent, EventKind
from kpi.services.reminders.desk_events import events
from kpi.services.reminders.desk_words import letter_parts, letter_subject
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.smtp import Mailer, MailError
from kpi.services.reminders.working_days import Workdays
from kpi.store import Store
from kpi.store.people import letters
from kpi.text import Text


def send_desk_letters(
    store: Store,
    post: Mailer,
    sender: Address,
    text: Text,
    *,
    day: date,
    days: Workdays,
    now: datetime,
    site: str = "",
    digests: bool = True,
) -> Iterator[tuple[DeskEvent, str]]:
    """Send what people are to be told and have not been; each event with why it did not go, "" where it went.

    digests  also what joins several events of a day: only where a run of the day sends, not a page in passing
    """
    found, dataset = events(store, day, days, now)
    for event in found:
        if dataset is not None and (digests or event.kind not in _OF_THE_DAY):
            with store.writing() as connection:
                if not letters.claim(connection, store.community, event.keys, now):
                    continue
            message = _message(event, dataset, language_of(event, text), site, sender=sender, now=now)
            trouble, whole = _handed_over(event, message, post, sender)
            with store.writing() as connection:
                if trouble:
                    letters.free(connection, store.community, event.keys)
                else:
                    letters.settle(connection, store.community, event.keys, now, _detail(event))
            yield event, trouble
            if whole:
                return


_OF_THE_DAY = frozenset(
    {
        *(EventKind.PUBLISHED, EventKind.REVIEW, EventKind.ESCALATION, EventKind.DECISION_DUE),
        *(EventKind.ASSIGNMENT_DUE, EventKind.ASSIGNMENT_LATE, EventKind.ASSIGNMENTS_OVERDUE, EventKind.RISK_REVIEW),
    }
)


def language_of(event: DeskEvent, text: Text) -> Text:
    """The language of a letter: who asked on a page in another language is answered in that one."""
    asked = event.question if event.kind is EventKind.ANSWER else None
    language = None if asked is None else Language.named(asked.language)
    return text if language is None or language is text.language else Text(language, text.language).whole


def _handed_over(event: DeskEvent, message: EmailMessage, post: Mailer, sender: Address) -> tuple[str, bool]:
    """Why the letter did not go, "" where it went; whether no other will."""
    try:
        post.send(message, sender.addr_spec, [one.address for one in event.to])
    except MailError as error:
        return error.reason, error.whole
    return "", False


def _detail(event: DeskEvent) -> dict[str, object]:
    """For the audit: what the letter was, and whom it went to, without an address."""
    found: dict[str, object] = {"kind": str(event.kind), "about": [about for _, about in event.keys]}
    if event.department:
        found["department"] = event.department
    return found | {"to": [one.login for one in event.to if one.login]}


def _message(
    event: DeskEvent, dataset: Dataset, text: Text, site: str, *, sender: Address, now: datetime
) -> EmailMessage:
    """Headers and both bodies."""
    told = repr((dataset.strategy.community, dataset.strategy.edition, sorted(event.keys)))
    return compose(
        letter_subject(event, dataset, text),
        tuple(letter_parts(event, dataset, text, site)),
        sender,
        [one.address for one in event.to],
        text,
        at=now,
        identity=hashlib.sha256(told.encode()).hexdigest()[:32],
        reply_to=addresses(dataset.strategy.contact),
    )

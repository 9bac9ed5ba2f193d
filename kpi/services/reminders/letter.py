"""A department's letter as it goes to the mail server: headers, both bodies, the templates."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from io import BytesIO

from kpi.model import GoalBook, Period, Strategy, Visibility, parent_code
from kpi.model.contact import addresses
from kpi.model.media_types import XLSX
from kpi.services.reminders import letter_body
from kpi.services.reminders.due import Reminder
from kpi.services.reminders.letter_body import LetterContext
from kpi.text import Text
from kpi.workbook.writer.template import write_template


@dataclass(frozen=True, slots=True)
class Template:
    """An attached workbook."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PreparedLetter:
    """A letter that is ready to go."""

    reminder: Reminder
    templates: tuple[Template, ...]


def templates(
    reminder: Reminder, books: Mapping[str, GoalBook], mine: frozenset[str], strategy: Strategy, at: datetime
) -> tuple[Template, ...]:
    """A pre-filled workbook for each goal that the letter names, up to its last period.

    mine  codes of the department's indicators: others' rows, and all that is not open to the public, are left out
    """
    last: dict[str, Period] = {}
    for item in reminder.items:
        last[item.goal] = max(last.get(item.goal, item.period), item.period, key=lambda period: period.end)
    years = range(strategy.first_year, strategy.last_year + 1)
    found = []
    for goal, period in last.items():
        if goal in books:
            target = BytesIO()
            part = _part(books[goal], mine)
            if write_template(part, target, period=period, years=years, created=at):
                found.append(Template(f"{strategy.file_mark}{goal}_{period.code}.xlsx", target.getvalue()))
    return tuple(found)


def _part(book: GoalBook, mine: frozenset[str]) -> GoalBook:
    """The book with nothing in it but the department's indicators that are open to the public."""
    indicators = tuple(i for i in book.indicators if i.code in mine and i.visibility is Visibility.PUBLIC)
    kept = {i.code for i in indicators}
    hidden = {i.code for i in book.indicators} - kept
    above = {book.goal, parent_code(book.goal)}
    return replace(
        book,
        indicators=indicators,
        observations=tuple(o for o in book.observations if o.code in kept),
        suspensions=tuple(s for s in book.suspensions if s.code in (kept | above) - hidden),
        target_changes=tuple(c for c in book.target_changes if c.code in kept),
        actions=tuple(a for a in book.actions if a.code in kept),
    )


def letter(prepared: PreparedLetter, about: LetterContext, sender: Address, at: datetime, text: Text) -> EmailMessage:
    """The message to the department's first address, with copies to its others.

    Its Message-ID comes from what it is about, so that a letter handed over twice (the connection broke after the
    server had taken it) can be known as one. No text of a workbook can make a header of its own.
    """
    reminder, attached = prepared.reminder, prepared.templates
    subject = letter_body.subject(reminder, about, text)
    found = letter_body.parts(reminder, about, [one.name for one in attached], text)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    first, *copies = (Address(addr_spec=address) for address in reminder.contact)
    message["To"] = first
    if copies:
        message["Cc"] = copies
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{_identity(reminder, about)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = text.language.value
    if reply := addresses(about.strategy.contact):
        message["Reply-To"] = [Address(addr_spec=address) for address in reply]
    message.set_content(letter_body.plain(found))
    message.add_alternative(letter_body.html(found, subject, text), subtype="html")
    for one in attached:
        message.add_attachment(one.content, *XLSX.split("/"), filename=one.name)
    return message


def _identity(reminder: Reminder, about: LetterContext) -> str:
    told = (about.strategy.community, about.strategy.edition, sorted(reminder.keys))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

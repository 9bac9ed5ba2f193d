"""A department's letter as it goes to the mail server: headers, both bodies, the workbook to fill in."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from io import BytesIO

from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import departments_of
from kpi.model import GoalBook, Visibility
from kpi.model.contact import addresses
from kpi.services.reminders import letter_body
from kpi.services.reminders.due import Reminder
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.letter_body import LetterContext
from kpi.services.reporting.due_periods import rows_due
from kpi.text import Text
from kpi.workbook.writer.value_table import write_value_table


@dataclass(frozen=True, slots=True)
class Template:
    """An attached workbook."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PreparedLetter:
    """A letter that is ready to go; `template` None where nothing of what is due may stand in one."""

    reminder: Reminder
    template: Template | None
    about: LetterContext


def template_of(
    reminder: Reminder, dataset: Dataset, books: Iterable[GoalBook], about: LetterContext, *, at: datetime, text: Text
) -> Template | None:
    """One workbook for all that is due of the department, over all its goals.

    Others' indicators, and all that is not open to the public, are left out.
    """
    departments, parts = departments_of(dataset), tuple(books)
    mine = frozenset(departments.index[departments == reminder.department].astype(str))
    named = [one for book in parts for one in book.indicators if one.code in mine]
    open_ones = {one.code: one for one in named if one.visibility is Visibility.PUBLIC}
    until = max([dataset.strategy.fiscal_year.completed(about.day), *(item.period.end for item in reminder.items)])
    rows = rows_due(dataset, open_ones, (one for book in parts for one in book.observations), about.day, until)
    if not rows:
        return None
    target = BytesIO()
    write_value_table(
        rows, target, department=reminder.name, on=about.day, text=text, created=at, language=about.strategy.language
    )
    mark = about.strategy.file_mark
    return Template(text.say("template.values.filename", mark=mark, day=about.day.isoformat()), target.getvalue())


def letter(prepared: PreparedLetter, sender: Address, at: datetime, text: Text) -> EmailMessage:
    """The message to the department's first address, with copies to its others.

    Its identity comes from what it is about: the connection may break after the server has taken it.
    """
    reminder, attached, about = prepared.reminder, prepared.template, prepared.about
    subject = letter_body.subject(reminder, about, text)
    message = compose(
        subject,
        letter_body.parts(reminder, about, attached.name if attached else "", text),
        sender,
        reminder.contact[:1],
        text,
        at=at,
        identity=_identity(reminder, about),
        reply_to=addresses(about.strategy.contact),
        workbook=(attached.name, attached.content) if attached is not None else None,
    )
    if copies := reminder.contact[1:]:
        message["Cc"] = [Address(addr_spec=address) for address in copies]
    return message


def _identity(reminder: Reminder, about: LetterContext) -> str:
    told = (about.strategy.community, about.strategy.edition, sorted(reminder.keys))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

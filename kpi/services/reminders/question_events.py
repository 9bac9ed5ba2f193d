"""Letters about questions of readers: to who answers one, that it has come; to who asked, the answer.

A question is of the edition whose page it was asked on: there its indicator has its name and its department, whatever
edition is in force when it is answered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kpi.access import Right, allows
from kpi.measure.dataset import Dataset
from kpi.model import Account, Visibility
from kpi.services.publishing.file_check import present_until
from kpi.services.publishing.permissions import responsible_departments
from kpi.services.publishing.preview import standing_dataset
from kpi.services.reminders.desk_event import DeskEvent, EventKind
from kpi.services.reminders.recipients import Recipient, Recipients
from kpi.store import Store
from kpi.store.beside.questions import QuestionState, ReaderQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEvents:
    """Reads what questions are about; `recent` is how old a question or an answer may be to be told still."""

    connection: Connection
    store: Store
    people: tuple[Account, ...]
    now: datetime
    day: date
    recent: timedelta

    def found(self, asked: Iterable[ReaderQuestion]) -> Iterator[DeskEvent]:
        for one in asked:
            if one.state is QuestionState.OPEN and self.now - one.asked <= self.recent:
                yield self._event(EventKind.QUESTION, one)
            elif one.state is QuestionState.ANSWERED and one.address and self._fresh(one):
                yield self._event(EventKind.ANSWER, one)

    def _fresh(self, one: ReaderQuestion) -> bool:
        return bool(one.decided_at) and self.now - datetime.fromisoformat(one.decided_at) <= self.recent

    def _event(self, kind: EventKind, one: ReaderQuestion) -> DeskEvent:
        dataset = standing_dataset(self.connection, self.store, date.max, one.edition)
        to = (Recipient(address=one.address, login=""),) if kind is EventKind.ANSWER else self._who(one, dataset)
        return DeskEvent(kind=kind, keys=((kind, str(one.number)),), to=to, question=one, named=_names(one, dataset))

    def _who(self, one: ReaderQuestion, dataset: Dataset | None) -> tuple[Recipient, ...]:
        """Editors, the heads whose the indicator is, the address that the plan has of its department."""
        if dataset is None:
            return ()
        known = Recipients(self.people, dataset)
        owners = responsible_departments(
            self.connection, present_until(self.connection, self.store, self.day, one.edition)
        )
        to = known.who(lambda account: allows(account, Right.APPROVE) or one.code in owners.own_codes(account))
        frame = dataset.indicators
        departments = (str(found) for found in frame.loc[frame["code"] == one.code, "department"])
        contacts = (found for department in departments for found in known.of_department(department))
        return tuple(dict.fromkeys((*to, *contacts)))


def _names(one: ReaderQuestion, dataset: Dataset | None) -> tuple[str, str]:
    """Of what is open to everybody now: what was hidden meanwhile is named to nobody by letter."""
    if dataset is None:
        return "", ""
    frame = dataset.indicators
    found = frame[(frame["code"] == one.code) & (frame["visibility"] == Visibility.PUBLIC)]
    return next(
        ((str(name), str(beside)) for name, beside in zip(found["name"], found["name_en"], strict=True)), ("", "")
    )

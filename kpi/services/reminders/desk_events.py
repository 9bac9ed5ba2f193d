"""What people are to be told of by letter, read from the store: each event once, whoever is configured to send it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pandas as pd

from kpi.access import Right, allows
from kpi.measure.dataset import Dataset
from kpi.model import Draft, DraftKind, DraftState, Role, Visibility
from kpi.model.community_time import local
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import may_approve
from kpi.services.publishing.preview import standing_dataset
from kpi.services.reminders.desk_event import DeskEvent, EventKind
from kpi.services.reminders.due import DueValue, due_values
from kpi.services.reminders.oversight_events import OversightEvents
from kpi.services.reminders.question_events import QuestionEvents
from kpi.services.reminders.recipients import Recipient, Recipients
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.former_edition import former_dataset, former_edition
from kpi.services.reporting.submission import form_lines
from kpi.store import Store
from kpi.store import drafts as kept
from kpi.store.beside import assignment_answers, questions
from kpi.store.people import accounts, letters
from kpi.store.people.letters import LetterKey
from kpi.store.uploads import Upload, uploads

#: how old an event may be to be told still: what happened before letters were configured is not
RECENT = timedelta(days=7)
#: working days after a deadline, from which a second address is told
PATIENCE = 5
#: working days after which a decision that a draft waits for is due
DECISION_DAYS = 3


def events(store: Store, day: date, days: Workdays, now: datetime) -> tuple[tuple[DeskEvent, ...], Dataset | None]:
    """What is to be told on a day and has not been, and the dataset that it speaks of."""
    with store.reading() as connection:
        edition = present_edition(connection, store, day) or ""
        dataset = standing_dataset(connection, store, date.max, edition)
        if dataset is None:
            return (), None
        people = accounts.everybody(connection, store.community)
        drafts = kept.list_drafts(connection, store.community, (DraftState.AWAITING, DraftState.RETURNED))
        forms = {one.number: {code for code, _, _ in form_lines(connection, store, one)} for one in drafts}
        recent = [one for one in uploads(connection, store.community) if now - one.at <= RECENT]
        second = letters.escalations(connection, store.community)
        of_questions = tuple(
            QuestionEvents(
                connection=connection, store=store, people=tuple(people), now=now, day=day, recent=RECENT
            ).found(questions.questions(connection, store.community))
        )
        answers = assignment_answers.answers(connection, store.community, edition)
        taken = letters.taken(connection, store.community, now)
        former = former_edition(connection, store, day)
        before = None if former is None else former_dataset(connection, store, former)
    source = _Source(dataset=dataset, people=Recipients(people, dataset), forms=forms, now=now, day=day)
    found = [
        *(event for draft in drafts if (event := source.of_draft(draft)) is not None),
        *source.decisions(drafts, days, taken),
        *source.approved(recent),
        *source.published(recent, taken),
        *source.reviews(taken),
        *source.escalations(second, days, taken),
        *(() if before is None else replace(source, dataset=before, former=True).escalations(second, days, taken)),
        *of_questions,
        *OversightEvents(dataset, source.people, now, day).found(answers, taken),
    ]
    return tuple(event for event in found if event.to and not set(event.keys) & taken), dataset


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Source:
    dataset: Dataset
    people: Recipients
    #: codes of the indicators of each draft that is a form, by its number
    forms: Mapping[int, set[str]]
    now: datetime
    day: date
    #: whether the dataset is of the edition before, of which only reports are asked for
    former: bool = False

    def of_draft(self, draft: Draft) -> DeskEvent | None:
        """That it waits, was sent back, or hid something; None where that is long past."""
        if draft.state is DraftState.RETURNED:
            moment = draft.decided_at or draft.changed_at
            kind, to = EventKind.RETURNED, self.people.of_login(draft.login)
        else:
            hidden = draft.kind is DraftKind.VISIBILITY and draft.access.hidden is not None
            moment, kind = draft.changed_at, EventKind.HIDDEN if hidden else EventKind.WAITING
            to = self._deciders(draft)
        if self.now - moment > RECENT:
            return None
        keys = ((kind, f"{draft.number}@{moment.isoformat()}"),)
        return DeskEvent(kind=kind, keys=keys, to=to, draft=draft, open=self._is_open(draft))

    def _deciders(self, draft: Draft) -> tuple[Recipient, ...]:
        return self.people.who(lambda account: may_approve(account, draft))

    def decisions(self, drafts: Iterable[Draft], days: Workdays, taken: set[LetterKey]) -> Iterator[DeskEvent]:
        """For the same people one letter of all drafts that have waited for `DECISION_DAYS`, however long ago."""
        due: dict[tuple[Recipient, ...], list[tuple[Draft, int]]] = {}
        for draft in drafts:
            waited = days.between(local(draft.changed_at).date(), self.day)
            if draft.state is DraftState.AWAITING and waited >= DECISION_DAYS and _decision_key(draft) not in taken:
                due.setdefault(self._deciders(draft), []).append((draft, waited))
        for to, found in due.items():
            keys = tuple(_decision_key(draft) for draft, _ in found)
            yield DeskEvent(kind=EventKind.DECISION_DUE, keys=keys, to=to, drafts=tuple(found))

    def _is_open(self, draft: Draft) -> bool:
        """Whether everything that the draft may be about is public."""
        indicators = self.dataset.indicators
        if draft.kind is DraftKind.FORM:
            own = indicators[indicators["code"].isin(self.forms[draft.number])]
        else:
            column = "code" if draft.kind is DraftKind.VISIBILITY else "goal"
            own = indicators if draft.kind is DraftKind.PLAN else indicators[indicators[column] == draft.subject]
        return len(own) > 0 and bool((own["visibility"] == Visibility.PUBLIC).all())

    def approved(self, recent: list[Upload]) -> Iterator[DeskEvent]:
        for one in recent:
            if one.approved_by and one.undoes is None and one.undone_by is None:
                keys = ((EventKind.APPROVED, str(one.seq)),)
                yield DeskEvent(kind=EventKind.APPROVED, keys=keys, to=self.people.of_login(one.login), uploads=(one,))

    def published(self, recent: list[Upload], taken: set[LetterKey]) -> Iterator[DeskEvent]:
        """One letter for all that heads have published since the last one."""
        fresh = [
            one
            for one in recent
            if self.people.role_of(one.login) is Role.HEAD
            and not one.approved_by
            and (EventKind.PUBLISHED, str(one.seq)) not in taken
        ]
        if fresh:
            keys = tuple((EventKind.PUBLISHED, str(one.seq)) for one in fresh)
            to = self.people.who(lambda account: allows(account, Right.REPORTING))
            yield DeskEvent(kind=EventKind.PUBLISHED, keys=keys, to=to, uploads=tuple(fresh))

    def reviews(self, taken: set[LetterKey]) -> Iterator[DeskEvent]:
        """One letter for all suspensions that are to be looked at again; of what is restricted none is named."""
        rows = self.dataset.suspensions
        today = pd.Timestamp(self.day)
        due = rows[(rows["review_by"] <= today) & (rows["until"].isna() | (rows["until"] >= today))]
        fresh = []
        for code, since, review in zip(due["code"], due["since"], due["review_by"], strict=True):
            key = (EventKind.REVIEW, f"{code}@{since.date()}@{review.date()}")
            if key not in taken:
                fresh.append((key, (str(code), review.date())))
        if fresh:
            to = self.people.who(lambda account: allows(account, Right.SUSPEND))
            indicators = self.dataset.indicators
            closed = set(indicators.loc[indicators["visibility"] != Visibility.PUBLIC, "code"])
            named = tuple(one for _, one in fresh if one[0] not in closed)
            yield DeskEvent(
                kind=EventKind.REVIEW,
                keys=tuple(key for key, _ in fresh),
                to=to,
                suspensions=named,
                restricted=len(fresh) - len(named),
            )

    def escalations(self, second: dict[str, str], days: Workdays, taken: set[LetterKey]) -> Iterator[DeskEvent]:
        """For each department with a second address what has not come for `PATIENCE` working days."""
        if not second:
            return
        for department, reports in due_values(self.dataset, self.day, days).items():
            late = [one for one in reports if one.deadline and days.between(one.deadline, self.day) >= PATIENCE]
            fresh = [one for one in late if (EventKind.ESCALATION, _about(department, one)) not in taken]
            if fresh and second.get(department):
                named = tuple(one for one in fresh if one.name)
                yield DeskEvent(
                    kind=EventKind.ESCALATION,
                    keys=tuple((EventKind.ESCALATION, _about(department, one)) for one in fresh),
                    to=(Recipient(address=second[department], login=""),),
                    reports=named,
                    restricted=len(fresh) - len(named),
                    department=department,
                    former=self.dataset.strategy if self.former else None,
                )


def _about(department: str, one: DueValue) -> str:
    return f"{department}@{one.code}@{one.period.code}@{one.deadline}"


def _decision_key(draft: Draft) -> LetterKey:
    return EventKind.DECISION_DUE, f"{draft.number}@{draft.changed_at.isoformat()}"

"""Every letter that the product sends, written of a town that has so many things to tell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from functools import cache

from kpi.model import AssignmentState, Draft, DraftKind, DraftState, FileChoices, Status
from kpi.services.reminders.desk_event import AssignmentNote, DeskEvent, EventKind, RiskNote
from kpi.services.reminders.desk_words import letter_parts, letter_subject
from kpi.services.reminders.due import DueValue, Reminder, chase_letter, due_values, reminders
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.letter import PreparedLetter, letter, template_of
from kpi.services.reminders.letter_body import LetterContext
from kpi.services.reminders.recipients import Recipient
from kpi.services.reminders.working_days import Workdays
from kpi.services.subscriptions.letters import news_lines
from kpi.services.subscriptions.news import DueAssignment, NewDecision, ReleaseNews, WorseIndicator
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.uploads import Upload
from kpi.text import Text
from tests.truth.letters.towns import DECIDED, TODAY, Town

SITE = "https://data.example.org"
SENDER = Address("Postup", addr_spec="postup@example.org")
#: half past midnight in Kyiv, the evening before in Chicago
AT = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)
DAYS = Workdays()
#: indicators of which the workbook is attached too
FEW = 3
TO = (Recipient("reader@example.org", ""),)
#: the days of a reminder's steps by the length of the town's periods: before the term, on it, after it, weekly
STEPS = {
    12: {"before": date(2024, 10, 21), "at": date(2024, 10, 28), "after": date(2024, 10, 29)},
    3: {"before": date(2024, 4, 8), "at": date(2024, 4, 15), "after": date(2024, 4, 16)},
}


@dataclass(frozen=True)
class Letter:
    """A letter as the reader's programme shows it."""

    kind: str
    subject: str
    plain: str
    html: str
    headers: frozenset[str]

    @classmethod
    def of(cls, kind: str, message: EmailMessage) -> "Letter":
        """What arrives of a message."""
        read = message_from_bytes(message.as_bytes(), policy=default)
        assert isinstance(read, EmailMessage)
        return cls(kind, str(read["Subject"]), _body(read, "plain"), _body(read, "html"), frozenset(read.keys()))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None, kind
    return str(part.get_content()).replace("\r\n", "\n")


def letters_of(town: Town, n: int, text: Text) -> Iterator[Letter]:
    """All of them that a town with `n` of everything is sent; where it has nothing, only those that tell of nothing."""
    yield from _reminders(town, text)
    yield from _news(town, n, text)
    for kind, make in EVENTS.items():
        for event in make(town, n):
            yield Letter.of(kind, _written(event, town, text))


def _reminders(town: Town, text: Text) -> Iterator[Letter]:
    for kind, day, found in _found(town):
        yield _reminder(kind, found, day, town, text)


@cache
def _found(town: Town) -> tuple[tuple[str, date, Reminder], ...]:
    """The reminders of some days, whatever language they are written in."""
    dataset = town.dataset
    days = {**STEPS[town.book.indicators[0].frequency.months], "weekly": date(2026, 11, 30)}
    found = [(step, day, one) for step, day in days.items() for one in reminders(dataset, day, DAYS)]
    chased = chase_letter(dataset, "dep-climate", TODAY, DAYS)
    return (*found, *([("chase", TODAY, chased)] if chased else []))


@cache
def _late(town: Town) -> tuple[DueValue, ...]:
    return tuple(one for one in due_values(town.dataset, TODAY, DAYS)["dep-climate"] if one.name)


def _reminder(kind: str, found: Reminder, day: date, town: Town, text: Text) -> Letter:
    about = LetterContext(town.strategy, day, DAYS, SITE, former=kind == "chase")
    # a workbook says nothing more where it has more rows
    few = len(town.book.indicators) <= FEW
    attached = template_of(found, town.dataset, [town.book], about, at=AT, text=text) if few else None
    return Letter.of(kind, letter(PreparedLetter(found, attached, about), SENDER, AT, text))


def _written(event: DeskEvent, town: Town, text: Text) -> EmailMessage:
    parts = tuple(letter_parts(event, town.dataset, text, SITE))
    subject = letter_subject(event, town.dataset, text)
    return compose(subject, parts, SENDER, ("reader@example.org",), text, at=AT, identity="x")


def _draft(town: Town, number: int = 1, **changes: object) -> Draft:
    return Draft(
        number=number,
        login="mayor",
        name="M. Rivers",
        kind=DraftKind.GOAL,
        edition=town.strategy.edition,
        subject=town.book.goal,
        period="2026",
        sha256="",
        filename="a.xlsx",
        seen_seq=1,
        state=DraftState.AWAITING,
        at=AT,
        changed_at=AT,
        explanations={},
        wishes=FileChoices(),
        comment="Name the source",
    )


def _upload(town: Town, number: int) -> Upload:
    return Upload(
        seq=number,
        edition=town.strategy.edition,
        kind="goal",
        goal=town.book.goal,
        filename="a.xlsx",
        sha256="",
        department="dep-climate",
        login="mayor",
        name="M. Rivers",
        at=AT,
        published=TODAY,
        draft=None,
        undoes=None,
        undone_by=None,
        reason="",
    )


def _question(town: Town) -> ReaderQuestion:
    return ReaderQuestion(
        number=1,
        edition=town.strategy.edition,
        code=f"{town.book.goal}.1",
        period="",
        released="2026-11-14",
        value="",
        words="",
        answer="So it is.",
        mended="The unit was mended.",
        language="en",
    )


def _notes(town: Town, n: int) -> tuple[AssignmentNote, ...]:
    return tuple(
        AssignmentNote(
            decision=one.decision,
            decision_day=DECIDED,
            number=one.number,
            name=one.name,
            name_en=one.name_en,
            department="dep-climate",
            due=one.due,
        )
        for one in town.plan.oversight.assignments[:n]
        if one.state is AssignmentState.OPEN
    )


def _one(kind: EventKind, town: Town, n: int, **told: object) -> Iterator[DeskEvent]:
    """The event with `n` of what it tells; none of nothing, where all of it is restricted too."""
    keys = tuple((kind, str(number)) for number in range(n))
    if n:
        yield DeskEvent(kind=kind, keys=keys, to=TO, **told)  # type: ignore[arg-type]


def _of_draft(kind: EventKind) -> Callable[[Town, int], Iterator[DeskEvent]]:
    def make(town: Town, n: int) -> Iterator[DeskEvent]:
        for subject in (DraftKind.GOAL, DraftKind.PLAN, DraftKind.FORM):
            yield from _one(kind, town, min(n, 1), draft=replace(_draft(town), kind=subject), open=subject != "plan")

    return make


def _of_many(kind: EventKind) -> Callable[[Town, int], Iterator[DeskEvent]]:
    """With everything named, with half of it, with nothing."""

    def make(town: Town, n: int) -> Iterator[DeskEvent]:
        for named in {n, n // 2, 0}:
            yield from _one(kind, town, n, restricted=n - named, **_TOLD[kind](town, named))

    return make


#: what each kind tells of `n`
_TOLD: Mapping[EventKind, Callable[[Town, int], dict[str, object]]] = {
    EventKind.REVIEW: lambda town, n: {"suspensions": tuple((one.code, TODAY) for one in town.book.indicators[:n])},
    EventKind.ASSIGNMENT_DUE: lambda town, n: {"assignments": _notes(town, n), "department": "dep-climate"},
    EventKind.ASSIGNMENT_LATE: lambda town, n: {"assignments": _notes(town, n), "department": "dep-climate"},
    EventKind.ASSIGNMENTS_OVERDUE: lambda town, n: {"assignments": _notes(town, n)},
    EventKind.RISK_REVIEW: lambda town, n: {
        "risks": tuple(
            RiskNote(goal=one.goal, name=one.name, name_en=one.name_en, review=TODAY)
            for one in town.plan.oversight.risks[:n]
        )
    },
    EventKind.ESCALATION: lambda town, n: {
        "reports": _late(town)[:n],
        "department": "dep-climate",
    },
}
EVENTS: Mapping[EventKind, Callable[[Town, int], Iterator[DeskEvent]]] = {
    **{kind: _of_draft(kind) for kind in (EventKind.RETURNED, EventKind.WAITING, EventKind.HIDDEN)},
    **{kind: _of_many(kind) for kind in _TOLD},
    EventKind.DECISION_DUE: lambda town, n: _one(
        EventKind.DECISION_DUE, town, n, drafts=tuple((_draft(town), 3 + number) for number in range(n))
    ),
    EventKind.APPROVED: lambda town, n: _one(EventKind.APPROVED, town, min(n, 1), uploads=(_upload(town, 7),)),
    EventKind.PUBLISHED: lambda town, n: _one(
        EventKind.PUBLISHED, town, n, uploads=tuple(_upload(town, number) for number in range(1, n + 1))
    ),
    EventKind.QUESTION: lambda town, n: _one(
        EventKind.QUESTION, town, min(n, 1), question=_question(town), named=_indicator(town)
    ),
    EventKind.ANSWER: lambda town, n: _one(
        EventKind.ANSWER, town, min(n, 1), question=_question(town), named=_indicator(town)
    ),
    EventKind.ASSIGNMENT_RETURNED: lambda town, n: _one(
        EventKind.ASSIGNMENT_RETURNED, town, min(n, 1), assignments=_notes(town, 1), words="Add the act", open=True
    ),
    EventKind.ASSIGNMENT_ANSWER: lambda town, n: _one(
        EventKind.ASSIGNMENT_ANSWER, town, min(n, 1), assignments=_notes(town, 1), open=True
    ),
}


def _indicator(town: Town) -> tuple[str, str]:
    first = town.book.indicators[0]
    return first.name, first.name_en


def _news(town: Town, n: int, text: Text) -> Iterator[Letter]:
    """What came between two releases: as many indicators that fell, decisions and assignments, late and ahead."""
    own, english = town.book.indicators[0].name, town.book.indicators[0].name_en
    department = next(one for one in town.plan.departments if one.code == "dep-climate")
    due = [
        DueAssignment(
            name=one.name,
            name_en=one.name_en,
            department=department.name,
            department_en=department.name_en,
            due=one.due or TODAY,
            late=late,
            codes=(),
        )
        for one, late in zip(town.plan.oversight.assignments, range(n), strict=False)
    ]
    news = ReleaseNews(
        worse=tuple(
            WorseIndicator(one.code, own, english, Status.ON_TRACK, Status.OFF_TRACK)
            for one in town.book.indicators[:n]
        ),
        decided=tuple(
            NewDecision(one.number, one.day, one.name, one.name_en, ()) for one in town.plan.oversight.decisions[:n]
        ),
        due=tuple(due),
    )
    if not news.empty:
        message = compose(
            "x", tuple(news_lines(news, text)), SENDER, ("reader@example.org",), text, at=AT, identity="x"
        )
        yield Letter.of("news", message)

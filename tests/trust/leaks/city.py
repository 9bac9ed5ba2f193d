"""A small city in a store: what is public of it is always the same, what is internal is what a test makes of it.

`full()` has a canary in every text and number that an internal row may hold; `other()` has other internal rows, fewer
and with other words; `none()` has none. Nothing that outsiders are answered may differ between the three.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar

from kpi.access.sessions import digest
from kpi.model import (
    Account,
    Action,
    ActionMoney,
    ActionState,
    Alignment,
    AlignmentDocument,
    Assignment,
    CellRef,
    CorrectiveAction,
    Decision,
    DecisionBody,
    Department,
    Draft,
    DraftKind,
    DraftState,
    Event,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    Observation,
    Plan,
    Role,
    SeriesBreak,
    Suspension,
    TargetChange,
    Visibility,
)
from kpi.model.draft import FileChoices
from kpi.services.publishing.snapshot import refresh_public
from kpi.store import Store, audit, drafts, open_store
from kpi.store.beside import assignment_answers, questions
from kpi.store.beside.assignment_answers import AssignmentAnswer
from kpi.store.beside.questions import QuestionState, ReaderQuestion
from kpi.store.people import accounts, sessions, subscribers
from kpi.store.people.subscribers import Subscriber, SubscriberState
from tests.books import AUGUST, MAY, NOVEMBER, checked, indicator, observation, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish
from tests.shipped import NAME
from tests.trust.leaks.canaries import NUMBERS, latin, word

#: days of releases; on the second one nothing public happens
RELEASES, QUIET = (MAY, AUGUST, NOVEMBER), date(2026, 9, 1)
PUBLIC = ("1.2.1", "1.2.10", "1.2.3", "1.2.4", "1.10.1")
HIDDEN = ("1.2.77", "1.2.78", "1.10.88", "2.1.99")
EDITION = "2022-2026"
#: the session of the editor, as his browser has it
TOKEN = "kanarka-token-of-the-editor-0123456789abcdef"
_NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
_FAR = date(2030, 1, 1)
_OWN_CELL = "ZX7319"
_Row = TypeVar("_Row", Indicator, Observation)


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """The internal rows. `say` gives a text of a kind, `number` a value; `codes` are hidden indicators.

    busy    accounts, drafts, questions, journal and internal releases besides
    closed  what is internal was so from the beginning: nothing that was public has been closed since
    """

    say: Callable[[str], str] = word
    number: Callable[[str], float] = lambda kind: NUMBERS[kind]
    codes: Sequence[str] = HIDDEN
    parts: Sequence[str] = ("а", "б", "в", "г")
    busy: bool = True
    closed: bool = False
    indicators: dict[str, Indicator] = field(default_factory=dict)


def full() -> Secrets:
    """Everything says a canary."""
    return Secrets()


def other() -> Secrets:
    """Fewer indicators, other words and numbers, other parts of the same sums."""
    return Secrets(
        say=lambda kind: f"інше {kind}"[:9],
        number=lambda kind: float(len(kind)) + 0.5,
        codes=("1.2.78",),
        parts=("д", "е", "є"),
        busy=False,
    )


def none() -> Secrets:
    """No hidden indicator, nobody with an account."""
    return Secrets(say=lambda _kind: "", number=lambda _kind: 1.5, codes=(), parts=("один", "два", "три"), busy=False)


def built(folder: Path, secrets: Secrets) -> Store:
    """The city in a store of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(str(folder / NAME))
    for day in RELEASES:
        books = [checked(_plan(secrets))] if day == MAY else []
        books += [checked(book, f"{latin('file')}-{book.goal}.xlsx") for book in _books(secrets, day)]
        publish(books, day, actor=latin("actor"), note=f"Випуск {day.month}", edition=EDITION, store=store)
    with store.writing() as connection:
        # while nobody has an account the sign-in page says how to make the first one
        first = Account(id=0, login="first", name="Перша", role=Role.ADMINISTRATOR)
        accounts.add(connection, store.community, first, "", _NOW)
    if secrets.busy:
        _busy(store, secrets)
    _questions(store, secrets)
    refresh_public(store)
    return store


def _plan(secrets: Secrets) -> Plan:
    """The plan with decisions, assignments, events and alignments that are about hidden indicators alone."""
    base, say, hidden = plan(), secrets.say, tuple(secrets.codes)
    first = replace(base.oversight.decisions[0], subjects=(*base.oversight.decisions[0].subjects, *hidden))
    if not hidden:
        return replace(base, oversight=replace(base.oversight, decisions=(first, *base.oversight.decisions[1:])))
    day = date(2026, 4, 1)
    secret = Decision(
        number="77-т",
        day=day,
        body=DecisionBody.COUNCIL,
        name=say("decision"),
        name_en=say("decision_en"),
        subjects=hidden,
        comment=say("decision_comment"),
    )
    asked = Assignment(decision=secret.number, decision_day=day, number="1", name=say("assignment"))
    mine = replace(asked, department="secret", due=date(2026, 6, 1), evidence=say("evidence"))
    event = Event(day=day, name=say("event"), name_en=say("event_en"), codes=hidden)
    shared = replace(base.oversight.events[1], codes=("1.2.1", *hidden))
    alignment = Alignment(
        code=hidden[0], document=AlignmentDocument.STATE_STRATEGY, document_code="9.9", name=say("alignment")
    )
    return replace(
        base,
        departments=(*base.departments, _department(say)),
        oversight=replace(
            base.oversight,
            decisions=(first, *base.oversight.decisions[1:], secret),
            assignments=(*base.oversight.assignments, mine),
            events=(base.oversight.events[0], shared, event),
            alignments=(*base.oversight.alignments, alignment),
        ),
    )


def _department(say: Callable[[str], str]) -> Department:
    contact = f"{latin('contact')}@example.org" if say("contact").startswith("Канарка") else "own@example.org"
    return Department("secret", say("department"), say("department_en"), contact)


def _books(secrets: Secrets, day: date) -> list[GoalBook]:
    """The goal workbooks of a release: internal rows above the public ones, which so stand lower."""
    found = []
    for goal in ("1.2", "1.10", "2.1"):
        hidden = [code for code in secrets.codes if code.rpartition(".")[0] == goal]
        own = _public_indicators(goal)
        if not own and not hidden:
            continue
        base = _public_book(goal, day, secrets)
        found.append(_placed(_with_hidden(base, hidden, secrets, day)))
    return found


def _placed(book: GoalBook) -> GoalBook:
    """Each row with the cell in which it stands: below as many as there are above it. Hidden ones name theirs."""
    return replace(
        book,
        indicators=tuple(_at(row, "Показники", place) for place, row in enumerate(book.indicators, start=2)),
        observations=tuple(_at(row, "Спостереження", place) for place, row in enumerate(book.observations, start=2)),
    )


def _at(row: _Row, sheet: str, place: int) -> _Row:
    hidden = row.cell is not None and row.cell.cell == _OWN_CELL
    return row if hidden else replace(row, cell=CellRef(sheet, f"E{place}"))


def _public_indicators(goal: str) -> tuple[Indicator, ...]:
    made = {
        "1.2": (
            indicator("1.2.1", weight=30.0, name_en="First", task="1.2.А Лікарі"),
            indicator("1.2.10", weight=20.0, kind=Kind.FLOW),
            indicator("1.2.3", visibility=Visibility.AGGREGATE, ground="мала кількість", kind=Kind.FLOW),
            indicator("1.2.4", visibility=Visibility.DELAYED, ground="безпека", delay_months=9),
        ),
        "1.10": (indicator("1.10.1", department="sport", name_en="Sport"),),
    }
    return made.get(goal, ())


def _public_book(goal: str, day: date, secrets: Secrets) -> GoalBook:
    if goal == "2.1":
        return GoalBook(goal=goal)
    if goal == "1.10":
        rows = (observation("1.10.1", "2025", 44.0), observation("1.10.1", "2026-Q1", 46.0, comment="новий стадіон"))
        return GoalBook(goal=goal, indicators=_public_indicators(goal), observations=rows if day == MAY else rows[1:])
    later = (observation("1.2.1", "2026-Q2", 51.0),) if day == AUGUST else ()
    last = (observation("1.2.1", "2026-Q3", 49.0, comment="черги"),) if day == NOVEMBER else ()
    return GoalBook(
        goal=goal,
        indicators=_public_indicators(goal),
        observations=(
            observation("1.2.1", "2026-Q1", 50.0, source="звіт"),
            *later,
            *last,
            observation("1.2.10", "2025", 12.0),
            *_sums(secrets, day),
            *_delayed(secrets, day),
            *_closed_values(secrets, day),
        ),
        suspensions=(Suspension(code="1.2.10", since=date(2022, 2, 24), reason="бойові дії", act="№ 1"),),
        actions=(Action(code="1.2", name="Ремонт", state=ActionState.DONE, indicator="1.2.1", done_pct=100.0),),
        action_money=(ActionMoney(code="1.2", name="Ремонт", year=2026, source="бюджет", plan=5e5, actual=4e5),),
    )


def _sums(secrets: Secrets, day: date) -> tuple[Observation, ...]:
    """«лише сума»: the sum of a year is public, its parts are not; of another year there are too few; what was the sum
    of a third year before one part was mended is not told either."""
    part, few, year = secrets.number("part"), secrets.number("value"), secrets.number("revised")
    return (
        observation("1.2.3", "2024", 300.0),
        *(observation("1.2.3", "2024", part, breakdown=secrets.say("part") + name) for name in secrets.parts),
        observation("1.2.3", "2023", few),
        observation("1.2.3", "2023", few, breakdown=secrets.say("part") + secrets.parts[0]),
        observation("1.2.3", "2022", 270.0 if day == NOVEMBER or secrets.closed else year),
        *(observation("1.2.3", "2022", part, breakdown=secrets.say("part") + name) for name in secrets.parts),
    )


def _delayed(secrets: Secrets, day: date) -> tuple[Observation, ...]:
    """«із затримкою»: of nine months ago, and what may not be told yet."""
    young = observation("1.2.4", "2026-Q3", secrets.number("delayed"), comment=secrets.say("delayed"))
    return (
        observation("1.2.4", "2024", 41.0),
        observation("1.2.4", "2025", 42.0),
        *((young,) if day == NOVEMBER else ()),
    )


def _closed_values(secrets: Secrets, day: date) -> tuple[Observation, ...]:
    """A value that was public and is restricted since; a part of a value, and a value with open parts, likewise."""
    late = day == NOVEMBER or secrets.closed
    gone = GapReason.RESTRICTED

    def row(period: str, kind: str, part: str = "") -> Observation:
        open_value = observation("1.2.1", period, secrets.number(kind), breakdown=part, comment=secrets.say(kind))
        closed = observation("1.2.1", period, gap=gone, breakdown=part, restricted_until=date(2028, 1, 1))
        return closed if late else open_value

    other_part = observation("1.2.1", "2025-Q3", secrets.number("part"), breakdown="інші")
    return (
        row("2025-Q2", "closed"),
        observation("1.2.1", "2025-Q3", 48.0),
        row("2025-Q3", "restricted", "жінки"),
        other_part,
        row("2025-Q1", "closed"),
        observation("1.2.1", "2025-Q1", secrets.number("part"), breakdown="село"),
        observation("1.2.1", "2025-Q1", secrets.number("part"), breakdown="місто"),
    )


def _with_hidden(book: GoalBook, codes: Sequence[str], secrets: Secrets, day: date) -> GoalBook:
    """The book with hidden indicators and whatever may stand about them."""
    say, number, goal = secrets.say, secrets.number, book.goal
    served = tuple(Action(code=goal, name="Ремонт", state=ActionState.DONE, indicator=code) for code in codes[:1])
    return replace(
        book,
        indicators=(*(_hidden(code, secrets, day) for code in codes), *book.indicators),
        observations=(*chain.from_iterable(_hidden_values(code, secrets, day) for code in codes), *book.observations),
        suspensions=(
            *book.suspensions,
            *(
                Suspension(code=code, since=date(2023, 3, 1), reason=say("suspension"), act=say("act"))
                for code in codes
            ),
        ),
        target_changes=(
            *book.target_changes,
            *(
                TargetChange(
                    code=code,
                    year=2026,
                    old_value=number("target"),
                    new_value=number("decided"),
                    decided=date(2026, 7, 1),
                    act=say("change"),
                )
                for code in codes
                if day != MAY
            ),
        ),
        actions=(*served, *(_action(code, secrets) for code in codes), *book.actions),
        action_money=(
            *(replace(row, number=1 + len(served)) for row in book.action_money),
            *(
                ActionMoney(
                    code=code,
                    name=say("action"),
                    year=2026,
                    source=say("money"),
                    plan=number("money"),
                    actual=number("spent"),
                )
                for code in codes
            ),
        ),
        corrective_actions=(*book.corrective_actions, *(_corrective(code, secrets) for code in codes)),
    )


def _hidden(code: str, secrets: Secrets, day: date) -> Indicator:
    """A hidden indicator: internal, closed since it was public, delayed to a far day, a sum of too few."""
    say, number = secrets.say, secrets.number
    kinds = {
        "1.2.77": {"visibility": Visibility.INTERNAL},
        "1.2.78": {"visibility": Visibility.INTERNAL if day == NOVEMBER or secrets.closed else Visibility.PUBLIC},
        "1.10.88": {"visibility": Visibility.DELAYED, "open_from": _FAR},
        "2.1.99": {"visibility": Visibility.AGGREGATE},
    }
    target = number("target") if day == MAY else number("decided")
    return replace(
        indicator(
            code,
            name=say("name"),
            name_en=say("name_en"),
            unit=say("unit"),
            unit_en=say("unit_en"),
            department="secret",
            weight=50.0,
            source=say("source"),
            ground="Стаття 6" if code == "1.2.78" and day != NOVEMBER and not secrets.closed else say("ground"),
            definition=say("definition"),
            task=say("task"),
            task_en=say("task_en"),
            baseline_value=number("baseline"),
            targets=((2024, number("expected")), (2026, target)),
            verification=say("verification"),
            accuracy=say("accuracy"),
            limitations=say("limitations"),
            compensation=say("compensation"),
            checked_by=say("checked"),
            evidence=say("evidence"),
            series_break=SeriesBreak(date(2022, 2, 24), say("break")),
            cell=CellRef(say("sheet"), _OWN_CELL),
        ),
        **kinds[code],  # type: ignore[arg-type]
    )


def _hidden_values(code: str, secrets: Secrets, day: date) -> tuple[Observation, ...]:
    say, number = secrets.say, secrets.number
    value = number("value") if day == MAY else number("revised")
    row = observation(
        code,
        "2025",
        value,
        comment=say("comment"),
        source=say("value_source"),
        coverage_pct=number("coverage"),
        cell=CellRef(say("sheet"), _OWN_CELL),
    )
    parts = ("",) if code != "2.1.99" else ("", say("part"), say("part") + "2")
    return tuple(replace(row, breakdown=part) for part in parts)


def _action(code: str, secrets: Secrets) -> Action:
    say, number = secrets.say, secrets.number
    return Action(
        code=code,
        name=say("action"),
        name_en=say("action_en"),
        state=ActionState.IN_PROGRESS,
        due=date(2026, 12, 1),
        done_pct=number("done"),
        budget_plan_uah=number("budget"),
        budget_actual_uah=number("spent"),
        funding=say("funding"),
        partners=say("partners"),
        comment=say("action_comment"),
        stop_reason=say("stop"),
        act=say("act"),
    )


def _corrective(code: str, secrets: Secrets) -> CorrectiveAction:
    say, number = secrets.say, secrets.number
    return CorrectiveAction(
        code=code,
        period=CALENDAR.parse("2025"),
        due=date(2027, 1, 1),
        cause=say("cause"),
        measure=say("measure"),
        responsible=say("responsible"),
        expected_value=number("expected"),
        money=number("money"),
    )


def _busy(store: Store, secrets: Secrets) -> None:
    """What stands in the store besides: an internal release on a day of its own and one on the day of the last release,
    accounts with a session, a draft with its file, a journal, subscribers, an answer to an assignment."""
    say, community = secrets.say, store.community
    for day in (QUIET, NOVEMBER):
        secret = replace(_books(secrets, day)[0], observations=(), actions=(), action_money=())
        noted = replace(
            _hidden_values("1.2.77", secrets, MAY)[0], period=CALENDAR.parse("2024"), comment=f"{say('quiet')} {day}"
        )
        publish(
            [checked(replace(secret, observations=(noted,)), f"{latin('quiet')}-{day}.xlsx")],
            day,
            actor=latin("actor"),
            note=f"{say('note')} {day}",
            edition=EDITION,
            store=store,
        )
    with store.writing() as connection:
        people = (
            Account(
                id=0, login=latin("login"), name=say("person"), role=Role.EDITOR, email=f"{latin('mail')}@example.org"
            ),
            Account(id=0, login=latin("head"), name=say("head"), role=Role.HEAD, departments=("secret",)),
        )
        made = [accounts.add(connection, community, one, "", _NOW) for one in people]
        now = datetime.now(UTC)
        sessions.open_session(connection, community, made[0].id, digest(TOKEN), agent=latin("agent"), at=now)
        audit.record(
            connection, community, actor=latin("actor"), action="publish", detail={"note": say("journal")}, at=_NOW
        )
        drafts.add(connection, community, _draft(secrets), b"PK" + say("draft_file").encode())
        reader = Subscriber(
            key="k1", address=f"{latin('reader')}@example.org", language="uk", state=SubscriberState.CONFIRMED
        )
        subscribers.add(connection, community, reader)
        answer = AssignmentAnswer(
            edition=EDITION,
            decision="№ 21-зразок",
            decision_day=date(2026, 3, 26),
            number="1",
            done=None,
            words=say("answer_words"),
            login=latin("head"),
            name=say("head"),
        )
        assignment_answers.put(connection, community, answer, _NOW)


def _draft(secrets: Secrets) -> Draft:
    return Draft(
        number=0,
        login=latin("head"),
        name=secrets.say("head"),
        kind=DraftKind.GOAL,
        edition=EDITION,
        subject="1.2",
        period="2026-Q3",
        sha256="ab" * 32,
        filename=f"{latin('draft')}.xlsx",
        seen_seq=1,
        state=DraftState.AWAITING,
        at=_NOW,
        changed_at=_NOW,
        explanations={"1.2.77|2025": secrets.say("explanation")},
        wishes=FileChoices(reason=secrets.say("reason")),
        comment=secrets.say("draft_comment"),
    )


def _questions(store: Store, secrets: Secrets) -> None:
    """One that everybody may read; with secrets one about a hidden indicator, one about a value that was restricted
    since, one whose sum was mended since, one that waits."""
    say = secrets.say
    asked = [_question("1.2.1", "2026-Q1", "50", "Чому так?", "Бо черги.", words="Чому так?")]
    if secrets.busy:
        asked += [
            _question("1.2.77", "2025", "73519", say("told"), say("answer")),
            _question("1.2.1", "2025-Q2", "91827", say("told"), say("answer")),
            _question("1.2.3", "2023", "73519", say("told"), say("answer")),
            replace(_question("1.2.1", "2026-Q1", "50", "", ""), state=QuestionState.OPEN, words=say("question")),
        ]
    with store.writing() as connection:
        for one in asked:
            number = questions.add(connection, store.community, one, _NOW)
            if one.state is not QuestionState.OPEN:
                questions.decide(connection, store.community, replace(one, number=number), _NOW)


def _question(code: str, period: str, value: str, told: str, answer: str, *, words: str = "") -> ReaderQuestion:
    return ReaderQuestion(
        edition=EDITION,
        code=code,
        period=period,
        released=MAY.isoformat(),
        value=value,
        words=words or word("words"),
        address=f"{latin('asker')}@example.org",
        language="uk",
        state=QuestionState.ANSWERED,
        answer=answer,
        told_words=told,
        decided_by=latin("editor"),
    )

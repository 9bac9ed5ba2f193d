"""Questions that readers ask about a number, and their answers; who asks too often. Rows here change.

An address is of the asker alone: no reader of what is public has it, and it is forgotten (`forget`).
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, PrimaryKeyConstraint, Row, Table, func, insert, select, update

from kpi.store.moments import written
from kpi.store.schema import METADATA, integer, text

QUESTION = Table(
    "question",
    METADATA,
    text("community"),
    integer("number"),  # counts from 1 within the community; outsiders are never told it
    text("edition"),
    text("code"),  # of the indicator
    text("period"),  # as codes are written, «2026-Q3»; "" = of no period
    text("released"),  # YYYY-MM-DD of the release that was asked about
    text("value"),  # as the page printed it
    text("words"),
    text("address"),  # of who asks, "" = none or forgotten
    text("language"),  # that the page was read in
    text("asked_at"),  # UTC, ISO 8601
    text("state"),  # open, answered, closed
    text("answer"),
    text("mended"),  # what was mended because of it, "" = nothing
    text("told_words"),  # the question as everybody reads it, "" = the answer is not public
    text("decided_at"),
    text("decided_by"),
    PrimaryKeyConstraint("community", "number"),
)
#: who has asked lately, by a hash of the network's address
ASKING = Table(
    "question_try",
    METADATA,
    text("community"),
    text("id"),
    text("at"),
    text("address_hash"),
    PrimaryKeyConstraint("community", "id"),
)


class QuestionState(StrEnum):
    """Values stand in the store."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderQuestion:
    """A question with its answer, as the table has them; `number` 0 before it is kept."""

    number: int = 0
    edition: str
    code: str
    period: str
    released: str
    value: str
    words: str
    address: str = ""
    language: str = ""
    asked_at: str = ""
    state: QuestionState = QuestionState.OPEN
    answer: str = ""
    mended: str = ""
    told_words: str = ""
    decided_at: str = ""
    decided_by: str = ""

    @property
    def public(self) -> bool:
        return self.state is QuestionState.ANSWERED and bool(self.told_words)

    @property
    def asked(self) -> datetime:
        return datetime.fromisoformat(self.asked_at)

    @property
    def decided(self) -> date | None:
        """The day, in UTC, on which it was answered or closed."""
        return datetime.fromisoformat(self.decided_at).date() if self.decided_at else None


def add(connection: Connection, community: str, question: ReaderQuestion, now: datetime) -> int:
    """Keep a question; its number."""
    last = connection.scalar(select(func.max(QUESTION.c.number)).where(QUESTION.c.community == community))
    number = (last or 0) + 1
    row = asdict(question) | {"number": number, "asked_at": written(now), "state": str(question.state)}
    connection.execute(insert(QUESTION), row | {"community": community})
    return number


def questions(connection: Connection, community: str) -> list[ReaderQuestion]:
    """All of them, the newest first."""
    rows = connection.execute(
        select(QUESTION).where(QUESTION.c.community == community).order_by(QUESTION.c.number.desc())
    )
    return [_question(row) for row in rows]


def question(connection: Connection, community: str, number: int) -> ReaderQuestion | None:
    row = connection.execute(select(QUESTION).where(_is(community, number))).first()
    return None if row is None else _question(row)


def decide(connection: Connection, community: str, decided: ReaderQuestion, now: datetime) -> None:
    """Keep what was answered, and what of it is public."""
    names = ("answer", "mended", "told_words", "decided_by")
    said = {name: getattr(decided, name) for name in names} | {"state": str(decided.state)}
    connection.execute(update(QUESTION).where(_is(community, decided.number)).values(**said, decided_at=written(now)))


def forget(connection: Connection, community: str, *, answered_before: datetime, asked_before: datetime) -> int:
    """Forget addresses that are needed no longer: of how many askers."""
    done = (QUESTION.c.state != str(QuestionState.OPEN)) & (QUESTION.c.decided_at < written(answered_before))
    old = QUESTION.c.asked_at < written(asked_before)
    its = (QUESTION.c.community == community) & (QUESTION.c.address != "") & (done | old)
    return connection.execute(update(QUESTION).where(its).values(address="")).rowcount


def _is(community: str, number: int) -> ColumnElement[bool]:
    return (QUESTION.c.community == community) & (QUESTION.c.number == number)


def _question(row: Row[tuple[object, ...]]) -> ReaderQuestion:
    found = row._mapping
    given = {one.name: found[one.name] for one in fields(ReaderQuestion)}
    return ReaderQuestion(**given | {"state": QuestionState(str(given["state"]))})

"""What departments answer to assignments of decisions, before an editor closes them. Rows here change; none is public.

An assignment has one answer: a later one takes the place of the former, which the audit keeps.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, PrimaryKeyConstraint, Row, Table, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from kpi.store.moments import written
from kpi.store.schema import METADATA, day, text

ANSWER = Table(
    "assignment_answer",
    METADATA,
    text("community"),
    text("edition"),
    text("decision"),  # number of the decision, as its row has it
    day("decision_day", nullable=False),
    text("number"),  # of the assignment within the decision
    day("done"),  # the day on which it was done, NULL = a word on its state alone
    text("words"),  # by what that is confirmed, or how it stands
    text("login"),  # who answers
    text("name"),
    text("at"),  # UTC, ISO 8601
    text("state"),  # waiting, returned
    text("comment"),  # why it was returned
    text("decided_by"),
    text("decided_at"),
    PrimaryKeyConstraint("community", "edition", "decision", "decision_day", "number"),
)
#: of an assignment within its edition: number and day of its decision, its own number
AssignmentKey = tuple[str, date, str]


class AnswerState(StrEnum):
    """Values stand in the store."""

    WAITING = "waiting"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentAnswer:
    """An answer, as the table has it."""

    edition: str
    decision: str
    decision_day: date
    number: str
    done: date | None
    words: str
    login: str
    name: str
    at: str = ""
    state: AnswerState = AnswerState.WAITING
    comment: str = ""
    decided_by: str = ""
    decided_at: str = ""

    @property
    def key(self) -> AssignmentKey:
        return self.decision, self.decision_day, self.number

    @property
    def moment(self) -> datetime:
        """When it was given, or returned."""
        return datetime.fromisoformat(self.decided_at or self.at)


def answers(connection: Connection, community: str, edition: str) -> dict[AssignmentKey, AssignmentAnswer]:
    """All of an edition by their assignments."""
    query = select(ANSWER).where(ANSWER.c.community == community, ANSWER.c.edition == edition).order_by(ANSWER.c.at)
    found = [_answer(row) for row in connection.execute(query)]
    return {one.key: one for one in found}


def put(connection: Connection, community: str, answer: AssignmentAnswer, now: datetime) -> None:
    """Keep an answer in the place of the former one of its assignment."""
    connection.execute(delete(ANSWER).where(_is(community, answer)))
    row = asdict(answer) | {"community": community, "at": written(now), "state": str(answer.state)}
    connection.execute(insert(ANSWER), row)


def send_back(
    connection: Connection, community: str, answer: AssignmentAnswer, comment: str, *, by: str, now: datetime
) -> None:
    """Return an answer with words."""
    said = {"state": str(AnswerState.RETURNED), "comment": comment, "decided_by": by, "decided_at": written(now)}
    connection.execute(update(ANSWER).where(_is(community, answer)).values(**said))


def _is(community: str, one: AssignmentAnswer) -> ColumnElement[bool]:
    names = ("edition", "decision", "decision_day", "number")
    place: ColumnElement[bool] = ANSWER.c.community == community
    for name in names:
        place &= ANSWER.c[name] == getattr(one, name)
    return place


def _answer(row: Row[tuple[object, ...]]) -> AssignmentAnswer:
    given = {one.name: row._mapping[one.name] for one in fields(AssignmentAnswer)}
    return AssignmentAnswer(**given | {"state": AnswerState(str(given["state"]))})

"""What the page /start asks and tells of a strategy that is being made from tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnQuestion:
    """A column: the words of its header, its first cells, what it is taken for.

    place   address of the header, «Аркуш!C3»
    role    value of a choice, "skip" for a column that is not read; period as written, "" for none
    zeros   the zeros that its format hides are values
    why     why it is doubtful, "" where it is not
    problem why the answer cannot be meant, "" where it can
    """

    place: str
    header: str
    samples: tuple[str, ...]
    role: str
    period: str
    zeros: bool
    why: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One doubt of a group.

    name     of the field in the form
    label    what it is about, as the table has it; `row` where it stands, "" for more than one place
    why      why it is asked
    value    the proposed or given answer; `choices` are (value, words), none where it is typed
    """

    name: str
    label: str
    why: str
    value: str
    row: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralAnswers:
    """The four questions of every strategy, as they stand."""

    community: str
    title: str
    language: str
    first_year: str
    last_year: str
    month: int
    figures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupBalance:
    """What went in and what came out. `numbers`: (label, number); `dropped`: (row, why)."""

    numbers: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupView:
    """The page.

    token     what its forms bring back; `key` tells the tables and the answers that are seen
    files     names of the tables
    questions how many are asked
    problems    of the general questions: name of the field → sentence
    columns   those that are doubtful, `read` the others
    lines     by group («departments», «directions», «indicators»)
    ready     nothing stands in the way of a preview; `previewed`: it is there
    """

    token: str = field(repr=False)
    key: str
    files: tuple[str, ...]
    questions: int
    general: GeneralAnswers
    problems: Mapping[str, str]
    columns: tuple[ColumnQuestion, ...]
    read: tuple[ColumnQuestion, ...]
    lines: Mapping[str, tuple[AnswerLine, ...]]
    balance: SetupBalance
    ready: bool
    previewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProblem:
    """What is wrong with a file, where, and the cure."""

    file: str
    cell: str
    words: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupReceipt:
    """What was published: its number, its day, how much of what."""

    number: int
    published: date
    files: int
    goals: int
    indicators: int
    values: int

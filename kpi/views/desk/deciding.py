"""«Рішення» at the desk, and «Доручення» on a department's form: what is kept of decisions, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.views.common.localized_name import LocalizedName


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentAnswerLine:
    """What a department has answered: when it was done in words ("" = a word on its state alone), by whom and when.

    done      the day as a field has it, "" for none
    waits     an editor has not decided on it
    returned  with which words it was returned, "" where it was not
    """

    said: str
    words: str
    who: str
    done: str
    waits: bool
    returned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentLine:
    """An assignment.

    decision, day, number   what its forms bring back: number and day of the decision, its own number
    called    «Доручення 1 рішення № 21 від 26.03.2026»; `about` the decision's title
    late      by how many days it is overdue, in words; "" where it is not
    state     in words, with its day and evidence, or the decision that withdrew it
    answer    None where nothing was answered, or where it is closed
    """

    decision: str
    day: str
    number: str
    called: str
    about: str
    name: str
    department: LocalizedName
    due: str
    late: str
    state: str
    open: bool
    answer: AssignmentAnswerLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision with its assignments; `number` and `day` as forms bring them back, `fields` what its form holds."""

    number: str
    day: str
    called: str
    name: str
    link: str
    subjects: tuple[LocalizedName, ...]
    comment: str
    assignments: tuple[AssignmentLine, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    """A session, an event or a risk: its day or goal, its words, what else is said of it.

    keys    what its forms bring back, by field: by that it is found again
    fields  what its form holds
    due     of a risk: the day on which it is looked at again has come
    """

    head: str
    name: str
    more: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    due: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """The page.

    draft     number of the unfinished draft that the forms carry on
    typed     fields of the form that could not be followed, under `act` its name
    bodies, departments   values and words to choose from
    """

    token: str
    notice: str
    wrong: str
    draft: int | None
    summary: str
    answers: tuple[AssignmentLine, ...]
    decisions: tuple[DecisionLine, ...]
    sessions: tuple[BesideLine, ...]
    events: tuple[BesideLine, ...]
    risks: tuple[BesideLine, ...]
    bodies: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(default_factory=dict)

"""At most eight questions: four about the strategy, four about the table, each with a proposed answer.

The terminal asks one after another (`kpi.cli.init_dialogue`), the page /start asks all at once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kpi.model import USUAL_LANGUAGE
from kpi.text import Text
from kpi.workbook.init.answers import REQUIRED, AnswerError, read_answers
from kpi.workbook.init.proposals import proposed_answers
from kpi.workbook.init.questions import Question
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.sheet.alphabet import fold_code

#: the questions about the table, each with the kinds of answers that it gathers
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "columns": ("columns",),
        "departments": ("departments",),
        "directions": ("directions",),
        "indicators": ("targets", "kinds", "units"),
    }
)
Given = dict[str, object]
#: an answer about what the table no longer has falls away with it: another column has been chosen meanwhile
_FALLS_AWAY = frozenset({"code", "nobody", "place"})
#: answers that are put aside before a table is given up
_MOST_ASIDE = 500
#: what stands for the community and the title while nobody has named them
UNNAMED = "…"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupReading:
    """The tables read by the answers.

    draft   None where no table is there
    problems  answers that cannot be meant, by key («last_year», «directions/А.1»), each with a word of `init.answer`
    """

    draft: StrategyDraft | None
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether a strategy can be made of it."""
        return self.draft is not None and not self.problems


def first_answers(files: Sequence[SourceFile], today: date) -> Given:
    """The answers to begin with, as the tables let one guess them."""
    found = proposed_answers(files)
    years = {"first_year": today.year, "last_year": today.year + 2}
    return {"figures": "real", **({} if "first_year" in found else years), **found}


def read_by_answers(
    files: Sequence[SourceFile], given: Mapping[str, object], today: date, told: Text | None = None
) -> SetupReading:
    """The strategy by the answers; what cannot be meant is put aside and told, so that there is always a page.

    told  in which language the questions are put; None: in the strategy's
    """
    answers: Given = {key: dict(value) if isinstance(value, dict) else value for key, value in given.items()}
    problems: dict[str, str] = {}
    for _ in range(_MOST_ASIDE):
        try:
            return SetupReading(draft=drafted(files, read_answers(answers), today, told), problems=problems)
        except AnswerError as error:
            if error.reason not in _FALLS_AWAY:
                problems[error.key] = error.reason
            _put_aside(answers, error.key, today)
    return SetupReading(draft=None, problems=problems)


def _put_aside(answers: Given, key: str, today: date) -> None:
    """Take the answer away, or put what is usual in the place of one that must be there."""
    group, _, own = key.partition("/")
    table = answers.get(group)
    if own and isinstance(table, dict):
        # an answer may be named in the other alphabet
        for name in [name for name in table if name == own or fold_code(name) == fold_code(own)]:
            del table[name]
    elif group in {"first_year", "last_year"}:
        answers |= {"first_year": today.year, "last_year": today.year + 2}
    elif group in REQUIRED:
        answers[group] = {"figures": "real", "language": str(USUAL_LANGUAGE)}.get(group, UNNAMED)
    else:
        answers.pop(group, None)


def doubts(draft: StrategyDraft, group: str) -> list[Question]:
    """What is asked of a group, in the order of the table."""
    return [one for one in draft.questions if one.id.partition("/")[0] in GROUPS[group] and not one.certain]


def asked(draft: StrategyDraft) -> int:
    """How many questions a person is asked about these tables."""
    return 4 + sum(bool(doubts(draft, group)) for group in GROUPS)


def answer_of(kind: str, said: str) -> object:
    """What was written, as a value of the answers: a department's name, «-» for nobody, a number of a cell."""
    if kind == "departments":
        return {"name": said} if said not in {"", "-", "—"} else {"drop": True}
    if kind == "columns" and _NUMBER.fullmatch(said):
        return float(said)
    return said


def shown(proposed: object) -> str:
    """A proposed answer as it is written: `answer_of` reads it back."""
    if isinstance(proposed, dict):
        return str(proposed.get("name", "—"))
    return "—" if proposed is None else str(proposed)


def problem_words(key: str, reason: str, text: Text) -> str:
    """Why an answer cannot be meant, as a sentence."""
    return text.say(f"init.answer.{reason}", key=key)


def with_answer(given: Mapping[str, object], group: str, key: str, value: object) -> Given:
    """The answers with one of a group."""
    table = given.get(group)
    return {**given, group: {**(table if isinstance(table, dict) else {}), key: value}}

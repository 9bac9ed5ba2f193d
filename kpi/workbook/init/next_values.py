"""The next quarter out of the same table: values by period for the indicators in force, never definitions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi.model import GoalBook, Indicator, Kind, Observation, Plan
from kpi.text import Text
from kpi.workbook.init.answers import Answers, ColumnAnswer
from kpi.workbook.init.questions import Question
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.reader.clean import label_key
from kpi.workbook.reader.numbers import same
from kpi.workbook.sheet.alphabet import fold_code

_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NextValues:
    """The books in force with what the table says anew. `matched`: how many of its indicators the strategy has.

    said       how many values of them the table has by the day of reading, in force or not
    within     how many targets and values of the table are of years of the strategy

    strangers  indicators of the table that the strategy does not have: code and name
    questions  about columns and cells whose reading is not certain
    """

    books: tuple[GoalBook, ...]
    matched: int
    said: int
    within: int
    strangers: tuple[str, ...]
    questions: tuple[Question, ...]


def next_values(
    files: Sequence[SourceFile],
    plan: Plan,
    books: Mapping[str, GoalBook],
    headers: Mapping[str, ColumnAnswer],
    day: date,
) -> NextValues | None:
    """What the tables say of the indicators in force; None where no table is there.

    headers  how the columns were read before, by the words of their headers
    """
    draft = drafted(files, _answers(plan, headers), day, first=False)
    if draft is None:
        return None
    known = _Known(books)
    found: dict[str, list[Observation]] = {}
    said = 0
    strangers: list[str] = []
    sums: list[str] = []
    for book in draft.books:
        for indicator in book.indicators:
            code = known.code(indicator)
            if not code:
                strangers.append(f"{indicator.code} {indicator.name}")
                continue
            own = [replace(one, code=code) for one in book.observations if one.code == indicator.code]
            if known.kind(code) is Kind.FLOW and indicator.kind is Kind.YTD:
                # sums since January are no values of quarters
                sums.append(code)
                own = [one for one in own if one.period.span_months != _QUARTER]
            said += len(own)
            found[code] = [one for one in own if known.is_news(one)]
    return NextValues(
        books=tuple(_filled(books, found)),
        matched=len(found),
        said=said,
        within=_within(draft, plan),
        strangers=tuple(strangers),
        questions=tuple(_questions(draft.questions, sums, plan)),
    )


def _within(draft: StrategyDraft, plan: Plan) -> int:
    years = range(plan.strategy.first_year, plan.strategy.last_year + 1)
    values = [one for book in draft.books for one in book.observations]
    return draft.balance.targets + sum(one.value is not None and one.period.year in years for one in values)


def _questions(asked: Sequence[Question], sums: Sequence[str], plan: Plan) -> Iterator[Question]:
    """What is doubtful of the columns, and the indicators whose sums since January were not taken."""
    yield from (question for question in asked if question.id.startswith("columns/"))
    why = Text(plan.strategy.language).whole.say("init.why.sum_of_flow")
    yield from (Question(id=f"kinds/{code}", proposed="flow", why=f"{code}: {why}") for code in sums)


def _filled(books: Mapping[str, GoalBook], found: Mapping[str, Sequence[Observation]]) -> Iterator[GoalBook]:
    """The books of which the table says something anew, with nothing but that."""
    for goal, book in books.items():
        rows = tuple(row for one in book.indicators for row in found.get(one.code, ()))
        if rows:
            yield GoalBook(goal=goal, indicators=book.indicators, observations=rows)


def _answers(plan: Plan, headers: Mapping[str, ColumnAnswer]) -> Answers:
    """What was answered when the strategy was set up, as its plan tells it."""
    strategy = plan.strategy
    return Answers(
        community=strategy.community,
        title=strategy.title,
        first_year=strategy.first_year,
        last_year=strategy.last_year,
        illustrative=strategy.illustrative,
        language=strategy.language,
        year_starts_in=strategy.first_month,
        headers=headers,
    )


class _Known:
    """The indicators in force, by code and by name."""

    def __init__(self, books: Mapping[str, GoalBook]) -> None:
        rows = [indicator for book in books.values() for indicator in book.indicators]
        self._by_code = {fold_code(one.code): one for one in rows}
        self._kinds = {one.code: one.kind for one in rows}
        self._by_name: dict[str, list[Indicator]] = {}
        for one in rows:
            self._by_name.setdefault(label_key(one.name), []).append(one)
        rows_known = (one for book in books.values() for one in book.observations if not one.breakdown)
        self._values = {(one.code, one.period): one.value for one in rows_known}

    def code(self, found: Indicator) -> str:
        """The code of the indicator that a row is about: the same name under its code, or the only one of that name."""
        same = self._by_code.get(fold_code(found.code))
        if same is not None and label_key(same.name) == label_key(found.name):
            return same.code
        named = [
            one for one in self._by_name.get(label_key(found.name), ()) if label_key(one.unit) == label_key(found.unit)
        ]
        return named[0].code if len(named) == 1 else ""

    def kind(self, code: str) -> Kind:
        """How the numbers of an indicator in force add up."""
        return self._kinds[code]

    def is_news(self, found: Observation) -> bool:
        """Whether the table says something that is not in force; where a value stands, «н.д.» takes nothing away."""
        key = (found.code, found.period)
        if key not in self._values:
            return True
        return found.value is not None and not same(found.value, self._values[key])

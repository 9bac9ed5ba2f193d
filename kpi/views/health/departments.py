"""The list of departments: what each answers for, how many terms it kept; in the order of the plan, never ranked."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi.measure.health.departments import departments_named
from kpi.measure.health.punctuality import TermFate
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.counts import StatusCounts
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import departments_by_name
from kpi.views.health.terms import TermCounts, terms_by_code


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department with counts of its indicators; `terms` None where nothing can be told of them."""

    name: LocalizedName
    goals: int
    counts: StatusCounts
    terms: TermCounts | None


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """`terms` of all of them, None where nothing can be told."""

    title: str
    lines: tuple[DepartmentLine, ...]
    terms: TermCounts | None


def build(board: Board) -> DepartmentsView:
    lines = tuple(_lines(board, board.text))
    count = board.text.count("health.departments.title", len(lines))
    return DepartmentsView(
        title=count if lines else board.text.say("health.departments.none"),
        lines=lines,
        terms=_sum([line.terms for line in lines if line.terms]),
    )


def _sum(counted: list[TermCounts]) -> TermCounts | None:
    if not counted:
        return None
    return TermCounts(*(sum(getattr(one, str(fate)) for one in counted) for fate in TermFate))


def _lines(board: Board, text: Text) -> Iterator[DepartmentLine]:
    dataset, terms = board.survey.dataset, terms_by_code(board.survey)
    names, goals = departments_by_name(dataset, text), dataset.nodes["department"].value_counts()
    for word in departments_named(dataset):
        rows = [row for row in board.rows if row.record.department == word]
        fates = [[TermFate(str(term["fate"])) for term in terms[row.code]] for row in rows if row.code in terms]
        name = names.get(word, LocalizedName(word, word, foreign=bool(text.lang)))
        counts = StatusCounts.of(row.status for row in rows)
        yield DepartmentLine(name, int(goals.get(word, 0)), counts, TermCounts.of(fates) if fates else None)

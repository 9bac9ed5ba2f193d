"""What a goal workbook must not do to what is in force: one set of rules, when a file is checked and when it is stored.

A goal must be in the plan, its years within those of the edition; an indicator stays with its goal; a target changes by
a decision in «Зміни цілей» alone. The rules see values, not cells of a sheet: reading is over when they are asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kpi.model import ActionMoney, CellRef, GoalBook, Indicator, Plan, Problem, Strategy, TargetChange, fold_edition
from kpi.model.folding import fold
from kpi.workbook.goal.plan_differences import plan_differences
from kpi.workbook.goal.stated import StatedFields
from kpi.workbook.reader.numbers import as_written, same
from kpi.workbook.reading import Reading
from kpi.workbook.scale_doubts import scale_remarks
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.sheet.problems import CATALOGUE, MAX_PROBLEMS
from kpi.workbook.standing_money import money_against


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What is in force on a day.

    plan     None where there is none: then any goal and any year will do
    goals    the goal of each indicator, by its code
    targets  the planned value after every decision, by the code of the indicator and the year
    changes  the decisions
    book     the whole book of the goal that a file is about, where it is known: then targets that came or went and
             departments are judged too, and values are held against the last ones
    departments  the code of a department by each of its folded names, present and former
    money    the rows of «Кошти», of all actions
    others   the plans of the other editions that there are
    """

    plan: Plan | None = None
    goals: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[tuple[str, int], float] = field(default_factory=dict)
    changes: tuple[TargetChange, ...] = ()
    book: GoalBook | None = None
    departments: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Plan, ...] = ()
    money: tuple[ActionMoney, ...] = ()

    def department(self, word: str) -> str:
        """What tells a department from another one: its code, or its folded name where no code is known."""
        key = fold(word)
        return self.departments.get(key, key)

    @classmethod
    def of(cls, book: GoalBook) -> "InForce":
        """One book alone, without its plan."""
        goals = {indicator.code: book.goal for indicator in book.indicators}
        return cls(goals=goals, targets=_targets(book.indicators), changes=book.target_changes, book=book)


def _targets(indicators: tuple[Indicator, ...]) -> dict[tuple[str, int], float]:
    return {(indicator.code, year): value for indicator in indicators for year, value in indicator.targets}


def compare(reading: Reading, known: InForce | None) -> Reading:
    """The reading with what the rules and the last values have against it; None: nothing is known to be in force."""
    problems = [] if known is None else _against(known, reading)
    found = replace(reading, problems=(*reading.problems, *problems))
    if not found.certain:
        return replace(found, goal_book=None, plan=None)
    doubts = scale_remarks(found.goal_book, None if known is None else known.book)
    room = max(MAX_PROBLEMS - len(found.problems), 0)
    return replace(found, problems=(*found.problems, *doubts[:room]))


def _against(known: InForce, reading: Reading) -> list[Problem]:
    """What the rules have against a reading; of values alone the plan that the file states is told, and no more."""
    if not reading.values_only:
        return problems_against(known, reading.goal_book, reading.stated)
    differences = plan_differences(reading.stated, known.book, known.department)
    book = reading.goal_book
    of_plan = [] if book is None or known.plan is None else _of_plan(book, known.plan, known.others)
    of_plan += [] if book is None else money_against(book, known.money)
    if not differences:
        return of_plan
    told = Problem(
        code="plan_not_taken",
        severity=CATALOGUE["plan_not_taken"],
        values={"n": len(differences)},
        differences=differences,
    )
    return [*of_plan, told]


def problems_against(known: InForce, book: GoalBook | None, stated: StatedFields | None = None) -> list[Problem]:
    """What stands against a book; of a file with errors, against what it states all the same.

    Errors of the goal, the years, the indicators and their targets; a remark where a department is another one.
    """
    if stated is None:
        stated = StatedFields.of(book) if book is not None else StatedFields(goal="")
    of_book = [] if book is None or known.plan is None else _of_plan(book, known.plan, known.others)
    of_book += _further_goals(stated, known.plan)
    of_book += [] if book is None else money_against(book, known.money)
    return [*of_book, *_moved(stated, known), *_undecided(stated, known), *_departments(stated, known)]


def _of_plan(book: GoalBook, plan: Plan, others: Iterable[Plan]) -> list[Problem]:
    """Another edition, a goal that the plan does not have, years outside the edition, a book of which edition is
    not told by anything. The plan that goals imply rules nothing out."""
    edition = plan.strategy.edition
    if not edition:
        return []
    if book.edition and fold_edition(book.edition) != fold_edition(edition):
        there = ", ".join((edition, *(other.strategy.edition for other in others)))
        return [_problem("edition_other", None, book.edition, editions=there)]
    goals = [goal.code for goal in plan.operational_goals]
    if book.goal and book.goal not in goals:
        return [_problem("goal_unknown", None, book.goal, goals=", ".join(goals))]
    outside = list(_outside(book, plan.strategy))
    alike = [] if book.edition or outside else [other.strategy.edition for other in others if _would_fit(book, other)]
    return [_problem("edition_unsaid", None, "", editions=", ".join((edition, *alike)))] if alike else outside


def _further_goals(stated: StatedFields, plan: Plan | None) -> Iterator[Problem]:
    """Codes of «Також у цілях» that no goal of the plan has. The plan that goals imply rules nothing out."""
    if plan is None or not plan.strategy.edition:
        return
    goals = [goal.code for goal in plan.operational_goals]
    known = {fold_code(goal) for goal in goals}
    for indicator in stated.indicators:
        for code in indicator.also_under.split():
            if fold_code(code) not in known:
                place = stated.also_under_at.get(indicator.code, indicator.cell)
                yield _problem("also_under_unknown", place, code, goals=", ".join(goals))


def _would_fit(book: GoalBook, plan: Plan) -> bool:
    """Whether another edition has the goal too, and years for all that the book plans."""
    goals = {fold_code(goal.code) for goal in plan.operational_goals}
    return bool(book.indicators) and fold_code(book.goal) in goals and not any(_outside(book, plan.strategy))


def _outside(book: GoalBook, strategy: Strategy) -> Iterator[Problem]:
    """Targets outside the years of the edition, and values after its last one."""
    first, last, label = strategy.first_year, strategy.last_year, strategy.fiscal_year.label
    span = {"first": label(first), "last_year": label(last)}
    for indicator in book.indicators:
        for year, value in indicator.targets:
            if not first <= year <= last:
                about: dict[str, str | int | float] = {"year": label(year), **span}
                yield _problem("year_outside", indicator.cell, as_written(value), indicator=indicator.code, **about)
    for row in book.observations:
        if row.period.year > last:
            about = {"year": label(row.period.year), **span}
            yield _problem("year_outside", row.cell, row.period.code, indicator=row.code, **about)


def _moved(stated: StatedFields, known: InForce) -> Iterator[Problem]:
    """Indicators that belong to another goal."""
    for indicator in stated.indicators:
        goal = known.goals.get(indicator.code, stated.goal)
        if fold_code(goal) != fold_code(stated.goal):
            yield _problem("wrong_goal", indicator.cell, indicator.code, goal=goal)


def _undecided(stated: StatedFields, known: InForce) -> Iterator[Problem]:
    """Targets that differ from the ones in force without a row of «Зміни цілей» that begins at them."""
    before: dict[str, dict[int, float]] = {fold_code(code): {} for code in known.goals}
    for (code, year), value in known.targets.items():
        before.setdefault(fold_code(code), {})[year] = value
    for indicator in stated.indicators:
        was, now = before.get(fold_code(indicator.code)), dict(indicator.targets)
        if was is None:
            continue
        years = was.keys() | now.keys() if known.book is not None else was.keys() & now.keys()
        for year in sorted(years):
            old, new = was.get(year), now.get(year)
            rows = (c for c in stated.changes if (c.code, c.year) == (indicator.code, year))
            if not same(old, new) and not any(same(row.old_value, old) for row in rows):
                found, last = ("" if new is None else as_written(new)), ("—" if old is None else as_written(old))
                about: dict[str, str | int | float] = {"indicator": indicator.code, "year": year, "last": last}
                yield _problem("target_changed_without_decision", stated.target_at(indicator, year), found, **about)


def _departments(stated: StatedFields, known: InForce) -> Iterator[Problem]:
    """Indicators of the goal's book that name another department; a former name is no other one."""
    book = known.book
    before = {} if book is None else {fold_code(one.code): one.department for one in book.indicators}
    for indicator in stated.indicators:
        department = before.get(fold_code(indicator.code), indicator.department)
        if known.department(department) != known.department(indicator.department):
            place = stated.department_at.get(indicator.code, indicator.cell)
            yield _problem("wrong_department", place, indicator.department, departments=department)


def _problem(code: str, cell: CellRef | None, found: str, **values: str | int | float) -> Problem:
    sheet, address = (cell.sheet, cell.cell) if cell else (None, None)
    return Problem(code=code, severity=CATALOGUE[code], sheet=sheet, cell=address, found=found, values=values)
